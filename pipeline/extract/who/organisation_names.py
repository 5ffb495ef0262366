"""Where capitalised words may name an organisation that no list knows, and when they name an office or the state."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import apparatus, office_heads, offices, party_heads, words_of
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.extract.reading import Passage
    from pipeline.extract.tokens import Doc
    from pipeline.extract.who.names import Name

CONTENT_HEADS = words_of("document_head")
OWN_NAMES = frozenset({"Corps", "Guards", "Guard", "Force", "Office"})
DASHES = frozenset({"-", "\u2013", "\u2010", "\u2011"})
POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
JOINTS = DASHES | {"'s", "\u2019s", "'", "of", "for", "on", "and", "&", "de", "del", "la", "des", "du"}
LOOSE_OFFICES = words_of("loose_office")
UNOFFICIAL = frozenset({"expert", "journalist", "local", "clergy"})
STAND_INS = words_of("stand_in_head")
OFFICE_WORDS = words_of("office_word")
CHAPTERS = words_of("chapter_word")
SECTORS = words_of("sector") | words_of("portfolio")
ARTICLES = frozenset({"a", "an"})


class OrganisationNames:
    """Finds the words that may name an organisation. `taken` are tokens of names that are known already; whoever
    made the set adds to it as names are found."""

    def __init__(self, taken: set[tuple[int, int]]) -> None:
        self.taken = taken

    def runs(self, passage: Passage, names: list[Name]) -> list[tuple[int, int]]:
        """Runs of capitalised words with a head noun of organisations: "Union of Forces for the North".

        A people's adjective in front belongs to the run ("Thai Cement Makers Association"); a known organisation's
        name that goes on with "of" is only its beginning ("Patriotic Front of the North").
        """
        doc = passage.doc
        capital = partial(self._capital, passage)
        opening = {
            n.start: n
            for n in names
            if n.kinds & {"adjective"}
            or n.kinds == {"organisation"}
            or n.kinds == {"name"}
            and n.end < len(doc)
            and self._capital(passage, n.end)
        }
        lands = {n.start: n for n in names if n.kinds == {"name"}}
        found = []
        index = 0
        while index < len(doc):
            known = opening.get(index)
            if known is None and not self._capital(passage, index):
                index += 1
                continue
            end = known.end if known is not None else index
            if known is not None and "adjective" in known.kinds and doc[end : end + 1].text in POSSESSIVES:
                index = end + 1  # "the US's Fisheries Agency": whose it is
                continue
            if (
                known is not None
                and "organisation" in known.kinds
                and not (end < len(doc) and doc[end].lower_ in {"of", "for"})
            ):
                index = end
                continue
            while (
                end < len(doc)
                and not (end > index and doc[end].is_sent_start)
                and (self._capital(passage, end) or self._joins(passage, end) or after_list(doc, index, end, capital))
            ):
                end = after_list(doc, index, end, capital) or end + 1
            parts = _split(doc, index, end)
            if parts:
                parts[-1] = (parts[-1][0], _with_land(doc, *parts[-1], lands))
            for start, stop in parts:
                words = [t.text for t in doc[start:stop]]
                heads = [w for w in words if w in party_heads()]
                if words[0] == "Air" and heads == ["Air"] and stop - start > 2:
                    stop, words = start + 2, words[:2]  # "Air Norland Deadline Looms"
                rest = [
                    t.text
                    for t in doc[start:stop]
                    if not (known is not None and start <= t.i < known.end and start == index)
                ]
                heads = heads or words[:1] * _is_cause(doc, start, stop)
                if stop - start >= 2 and heads and words[-1] not in CONTENT_HEADS and not is_stand_in(words, rest):
                    found.append((start, stop))
            index = max(end, index + 1)
        return found

    def trimmed(self, passage: Passage, start: int, end: int) -> tuple[int, int] | None:
        """The bounds without article, possessive and marks at the ends, up to the first token of a known name."""
        doc = passage.doc
        while start < end and (
            (passage.index, start) in self.taken
            or doc[start].lower_ in {"the", "a", "an", "'s", "'", "-"}
            or doc[start].is_punct
        ):
            start += 1
        cut = start
        while cut < end and (passage.index, cut) not in self.taken:
            cut += 1
        while cut > start and (
            doc[cut - 1].text in {"'s", "'", "-"}
            or doc[cut - 1].is_punct
            or doc[cut - 1].lower_ in {"the", "and", "of"}
        ):
            cut -= 1
        return (start, cut) if cut > start else None

    def _joins(self, passage: Passage, index: int) -> bool:
        """A small word inside a name: "of", "for the", "and", a possessive, each before a capitalised word."""
        doc = passage.doc
        text = doc[index].text
        following = index + 1
        if text == "the" and index and doc[index - 1].text in {"of", "for"}:
            return following < len(doc) and self._capital(passage, following)
        if text in ARTICLES:
            return index > 1 and self._joins(passage, index - 1)
        if text in {"of", "for"} and following < len(doc) and doc[following].text == "the":
            following += 1
        elif text == "for" and following + 1 < len(doc) and doc[following].text in ARTICLES:
            # "Committee for a Better Deal", not "asked the Assembly for a Special Session"
            if doc[index].head.pos_ in {"VERB", "AUX"} or doc[following + 1].ent_type_ in {"DATE", "TIME"}:
                return False
            following += 1
        if text == "on" and (not index or doc[index - 1].text not in party_heads()):
            return False  # "Commission on Human Rights", not "Minister Ruiz on Sunday"
        if text in DASHES and (doc[index].whitespace_ or not index or doc[index - 1].whitespace_):
            return False
        if text not in JOINTS or following >= len(doc) or text == "on" and doc[following].ent_type_ == "DATE":
            return False
        return self._capital(passage, following)

    def _capital(self, passage: Passage, index: int) -> bool:
        token = passage.doc.tokens[index]
        return (
            token.text[:1].isupper()
            and token.is_alpha
            and token.pos_ != "PRON"
            and (passage.index, index) not in self.taken
            and not _opens_office(passage.doc, index)
        )


def after_list(doc: Doc, start: int, comma: int, is_capital: Callable[[int], bool]) -> int | None:
    """Where a name that begins at `start` goes on after the "and" of a list of what the body deals with: "Rail,
    Tram and Bus Union", "Department of Trade, Energy and the Arts". None for commas between parties."""
    if doc[comma].text != "," or comma == start or doc[comma - 1].lower_ not in SECTORS:
        return None
    at = comma
    while at + 1 < len(doc) and doc[at].text == ",":
        at += 1
        first = at
        while at < len(doc) and is_capital(at):
            at += 1
        if at == first:
            break  # a comma before "and"
        if doc[at - 1].lower_ not in SECTORS:
            return None
    if at + 1 >= len(doc) or doc[at].text not in {"and", "&"}:
        return None
    last = at + 2 if doc[at + 1].text == "the" else at + 1
    end = last
    while end < len(doc) and is_capital(end):
        end += 1
    if end == last:
        return None
    if any(
        t.text in {"of", "for"} and (doc[t.i - 1].text in party_heads() or doc[t.i - 1].text in STAND_INS)
        for t in doc[start + 1 : comma]
    ):
        return last if doc[end - 1].lower_ in SECTORS else None
    headed = doc[end - 1].text in party_heads() and any(t.lower_ in SECTORS for t in doc[last : end - 1])
    return last if headed else None


def _with_land(doc: Doc, start: int, end: int, lands: dict[int, Name]) -> int:
    """The end of a name that goes on with its country: "Forest Products Association of Canada". Not a body that
    every state has, which is the state's own: "National Assembly of Venezuela"."""
    if end - start < 2 or doc[end - 1].text not in party_heads() or end + 1 >= len(doc) or doc[end].lower_ != "of":
        return end
    if doc[start:end].text.lower() in apparatus() or doc[end - 1].text in STAND_INS:
        return end
    if party_heads()[doc[end - 1].text] in {"company", "armed_group"} or doc[end - 1].text in OWN_NAMES:
        return end  # "Mahal Air of Norland": the name ends before
    land = lands.get(end + 1 + (doc[end + 1].lower_ == "the"))
    return land.end if land is not None else end


def _split(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """Two names that "and" joins are two: each side has its own head noun."""
    while end > start and (doc[end - 1].text in {"'s", "'", "-", "of", "for", "and", "&", "the"}):
        end -= 1
    if end - start > 2 and doc[end - 1].text in CHAPTERS and doc[end : end + 1].text.isdigit():
        end -= 1  # "Bus Workers Union Branch 5"
    if doc[start].is_sent_start and doc[start].pos_ not in {"PROPN", "ADJ", "NOUN"}:
        start += 1
    if (
        end - start > 2
        and doc[start].is_sent_start
        and doc[start].tag_ == "NNS"
        and doc[start + 1].lower_ in {"of", "for"}
        and not _is_cause(doc, start, end)
    ):
        start += 2  # "Lawyers for Mahal Air"
    for index in range(start + 1, end - 1):
        if doc[index].text != "and" or doc[index - 1].text not in party_heads():
            continue
        if all(t.lower_ in SECTORS for t in doc[start:index]) or any(t.text == "," for t in doc[start:index]):
            continue  # "Energy and Water Union", "Rail, Tram and Bus Union"
        both = any(t.text in party_heads() for t in doc[index + 1 : end])
        if both or party_heads()[doc[index - 1].text] in {
            "political_party",
            "armed_group",
            "company",
            "government_body",
        }:
            return [*_split(doc, start, index), *_split(doc, index + 1, end)]
    return [(start, end)] if end > start else []


def _is_cause(doc: Doc, start: int, end: int) -> bool:
    """People who are called after what they want: "Mothers for a Better Norland"."""
    return (
        end - start > 3
        and doc[start].tag_ in {"NNS", "NNPS"}
        and doc[start + 1].text == "for"
        and doc[start + 2].text in ARTICLES
    )


def is_stand_in(words: list[str], rest: list[str]) -> bool:
    """ "Australian Government", "Foreign Ministry", "Office of the President": the state, no party of its own."""
    agency = words[-1] == "Office" and len(rest) > 2 and not any(w in OFFICE_WORDS or w == "'s" for w in words)
    if words[-1] in STAND_INS and not agency or rest and rest[0] in STAND_INS:
        return True
    if len(rest) > 1 and rest[1] == "of" and rest[0].lower().removesuffix("s") in apparatus() and rest[0].endswith("s"):
        return True  # "States of the Organization"
    return " ".join(rest).lower() in apparatus() or words[0] in OFFICE_WORDS


def is_office(doc: Doc, start: int, end: int) -> bool:
    """The name ends in an office that speaks for somebody: "National Security Advisors", "Union President". Not a
    body of office holders: "Council of Ministers", "Conference of Directors"."""
    found = office_at(doc, end)
    if found is not None and end - start == 1:
        return True  # "the Cardinal accepted"
    if found is None or found[1].split()[-1] in LOOSE_OFFICES or offices()[found[1]][0] in UNOFFICIAL:
        return False
    return not any(t.lower_ in {"of", "for"} for t in doc[start:end])


def names_office(doc: Doc, start: int, end: int) -> bool:
    """An office with its portfolio: "Norland Secretary of the Treasury", "Police and Crime" before "Commissioner"."""
    for token in doc[start : end - 1]:
        if token.text in OFFICE_WORDS - {"Foreign", "Special", "Permanent", "Provincial", "General"} and token.nbor(
            1
        ).lower_ in {"of", "for"}:
            return True
    return (
        after_office(doc, end)
        and doc[end - 1].text not in party_heads()
        and any(t.lower_ in {"and", "&"} for t in doc[start:end])
    )


def _opens_office(doc: Doc, index: int) -> bool:
    """The "Co" of "Co-leader", the "Vice" of "Vice-President"."""
    return (
        index + 2 < len(doc)
        and doc.tokens[index + 1].text == "-"
        and not doc[index].whitespace_
        and doc[index + 2].lower_ in office_heads()
    )


def after_office(doc: Doc, end: int) -> bool:
    """An office follows: the words before it name a portfolio."""
    return end < len(doc) and doc[end].lower_ in office_heads()
