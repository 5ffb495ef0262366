"""Names that a class noun introduces: "the airline Mahal Air", "the subsidiary, Swift,", "firms including Korrex and Hollin"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import actor_nouns, honorifics, office_heads, places, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CLASSES = words_of("introducing_noun")
EXAMPLES = words_of("example_word")
LONGEST = 4  # words of a name


def introduced(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Start, end (exclusive) and party type of each name that the doc introduces by what it is."""
    for token in doc:
        if token.lemma_.lower() not in CLASSES or token.tag_ not in {"NN", "NNS"} or token.i + 2 >= len(doc):
            continue
        party_type = _type_of(token)
        after = doc[token.i + 1]
        if token.tag_ == "NNS":
            start = token.i + 1
            if after.text == ",":
                start += 1
            if doc[start].lower_ == "such" and start + 1 < len(doc) and doc[start + 1].lower_ == "as":
                start += 2
            elif doc[start].lower_ in EXAMPLES:
                start += 1
            else:
                continue
            yield from ((first, last, party_type) for first, last in _list(doc, start))
        elif after.text == ",":
            end = _name_end(doc, token.i + 2)
            closed = end is not None and end < len(doc) and doc[end].text in {",", "(", "."}
            if end is not None and closed and any(c.dep_ == "appos" and c.i < end for c in token.children):
                yield token.i + 2, end, party_type
        else:
            end = _name_end(doc, token.i + 1)
            if end is not None:
                yield token.i + 1, end, party_type


def _type_of(token: Token) -> str:
    lemma = str(token.lemma_.lower())
    before = token.nbor(-1).lower_ if token.i else ""
    sorts = actor_nouns().get(f"{before} {lemma}") or actor_nouns().get(lemma) or {}
    return sorts.get("common") or sorts.get("group") or "company"


def _list(doc: Doc, start: int) -> Iterator[tuple[int, int]]:
    index = start
    while index < len(doc):
        end = _name_end(doc, index)
        if end is None:
            return
        yield index, end
        index = end
        joints = 0
        while index < len(doc) and doc[index].lower_ in {",", "and", "or"} and joints < 2:
            index += 1
            joints += 1
        if not joints:
            return


def _name_end(doc: Doc, start: int) -> int | None:
    """The end of a run of capitalised words; None for a titled person, a place or no name at all."""
    end = start
    while end < len(doc) and end - start < LONGEST and doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN":
        end += 1
    words = doc[start:end]
    if end == start or words.text in places() or words[0].text in honorifics():
        return None
    if any(t.lower_ in office_heads() or t.ent_type_ in {"DATE", "GPE", "NORP", "LANGUAGE"} for t in words):
        return None
    return end
