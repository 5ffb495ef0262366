"""Which place a noun phrase names, and the rows of places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import places
from pipeline.extract.who.spellings import slug
from pipeline.model import Evidence, PlaceClaim, Span

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast


class PlaceNames:
    """Which place a noun phrase names, and the rows of places."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self._place_names: dict[str, str] = {}
        self._place_spans: dict[str, dict[Span, int]] = {}

    def place_of(self, head: Token) -> str | None:
        passage = self.cast.reading.passage_of(head)
        doc = passage.doc
        best: str | None = None
        for start in range(max(0, head.i - 4), head.i + 1):
            for end in range(min(len(doc), head.i + 3), head.i, -1):
                text = doc[start:end].text
                if text in places() and text[:1].isupper():
                    best = text
                    break
            if best:
                break
        if best is None:
            for ent in doc.ents:
                if ent.start <= head.i < ent.end and ent.label_ in {"GPE", "LOC", "FAC"}:
                    text = ent.text.removeprefix("the ").removeprefix("The ").removesuffix("'s")
                    best = text
                    break
        if best is None:
            name = self.cast.name_at.get((passage.index, head.i))
            if name is not None and name.kinds & {"name", "capital"}:
                best = doc[name.start : name.end].text
        if best is None:
            return None
        row = places().get(best)
        key = row[0] if row else slug(best)
        self._place_names.setdefault(key, best)
        span = self._find_span(passage.index, best, head.i)
        if span is not None:
            self._place_spans.setdefault(key, {})[passage.span(*span)] = passage.index
        return key

    def span_at(self, passage: int, index: int, start: int, end: int) -> tuple[int, int] | None:
        doc = self.cast.reading.passages[passage].doc
        token = doc.tokens[index]
        if (
            token.ent_type_ not in {"GPE", "LOC", "FAC"}
            or token.ent_iob_ != "B"
            or (passage, index) in self.cast.name_at
            or (passage, index) in self.cast.person_at
        ):
            return None
        stop = index + 1
        while stop < len(doc) and doc[stop].ent_iob_ == "I":
            stop += 1
        return (index, stop) if stop <= end else None

    def _find_span(self, passage: int, text: str, near: int) -> tuple[int, int] | None:
        doc = self.cast.reading.passages[passage].doc
        for start in range(max(0, near - 5), near + 1):
            for end in range(near + 1, min(len(doc), near + 5) + 1):
                if doc[start:end].text == text:
                    return start, end
        return None

    def places(self, used: frozenset[str]) -> tuple[PlaceClaim, ...]:
        rows = []
        for key in sorted(used):
            name = self._place_names.get(key)
            spans = self._place_spans.get(key)
            if name is None or not spans:
                continue
            row = places().get(name)
            evidence = tuple(
                Evidence(span, self._sentence_around(index, span), "place-name", 0.9)
                for span, index in sorted(spans.items())
            )
            if row:
                rows.append(PlaceClaim(key, row[1], row[2], evidence, row[3], row[4], row[5]))
            else:
                rows.append(PlaceClaim(key, name, None, evidence))
        return tuple(rows)

    def _sentence_around(self, passage: int, span: Span) -> Span:
        for sentence in self.cast.reading.sentences:
            if sentence.passage.index == passage and span.within(sentence.span):
                return sentence.span
        return span
