"""Where known names stand in a document, and how each is used: as an actor, a modifier or a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.additions import extended_rows
from pipeline.extract.cast import Use
from pipeline.extract.who.gazetteer import Hit, NameKind, gazetteer
from pipeline.extract.who.lexicon import honorifics, office_heads, offices, place_cues, words_of

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage, Reading
    from pipeline.extract.tokens import Doc, Token

OUTLETS: frozenset[NameKind] = frozenset({"media", "think_tank"})
PREFIXES = words_of("name_prefix")
LIST_JOINT = re.compile(r"(?:,|,? (?:and|or|as well as))? (?:the )?|, (?:and |or )?(?:the )?")
COUNTRY_KINDS: frozenset[NameKind] = frozenset({"name", "adjective", "people", "capital", "seat"})


@dataclass(frozen=True, slots=True)
class Name:
    """A known name: tokens `start` to `end` (exclusive) of a passage. `key` is empty for names of no party."""

    passage: int
    start: int
    end: int
    key: str
    kinds: frozenset[NameKind]


@lru_cache(maxsize=1)
def ambiguous_names() -> dict[str, tuple[str, frozenset[str]]]:
    """Name -> (sort, words): `given_name` is also a forename or surname; `region` is the party only if one of the
    words stands in the document; `word` needs a context that the plain word does not have."""
    return {
        row["name"]: (row["sort"], frozenset(filter(None, row["needs"].split("|"))))
        for row in extended_rows("ambiguous_names")
    }


def names_of(passage: Passage, words: frozenset[str]) -> list[Name]:
    """The known names of a passage that its context lets stand; `words` are all words of the document."""
    found: list[Name] = []
    doc = passage.doc
    barred = frozenset(
        name for name, (sort, needs) in ambiguous_names().items() if sort == "region" and not needs & words
    )
    for hit in gazetteer().hits(doc.text, barred):
        span = doc.span_over(hit.start, hit.end)
        if span is None or (found and span.start < found[-1].end):
            continue
        kinds = hit.known.kinds
        if doc.text[hit.end : hit.end + 1] == "$":
            continue
        if kinds & COUNTRY_KINDS or "organisation" in kinds:
            verdict = stands(hit.known.name, doc, span.start, span.end, words)
            if verdict == "no":
                continue
            if verdict == "ignored":
                found.append(Name(passage.index, span.start, span.end, "", frozenset({"ignored"})))
                continue
        if (
            hit.known.name == "America"
            and found
            and found[-1].kinds == {"organisation"}
            and found[-1].end == span.start - 1
            and doc[span.start - 1].lower_ == "of"
        ):
            found[-1] = Name(passage.index, found[-1].start, span.end, found[-1].key, found[-1].kinds)
            continue
        key = hit.known.key
        sort, needs = ambiguous_names().get(hit.known.name, ("", frozenset()))
        if sort.startswith("instead:") and needs & words:
            key = sort.removeprefix("instead:")
        found.append(Name(passage.index, span.start, span.end, key, kinds))
    return found


def _of_office(doc: Doc, start: int) -> bool:
    """The country of an office before the holder's name: "President of Chad Karim Sadeq"."""
    of = start - 1
    while of > 0 and doc[of].lower_ in {"the", "republic", "kingdom", "of", "state", "commonwealth"}:
        of -= 1
    return of < start - 1 and doc[of + 1].lower_ == "of" and doc[of].lower_ in office_heads()


def stands(name: str, doc: Doc, start: int, end: int, words: frozenset[str]) -> str:
    """ "yes" when the name means the party, "ignored" when it is part of another name, "no" when it is another word."""
    after = doc[end] if end < len(doc) else None
    before = doc[start - 1] if start else None
    if (
        after is not None
        and after.text in place_cues()["event_noun"]
        and after.text[0].isupper()
        and not after.is_sent_start
    ):
        return "ignored"
    if start > 1 and before is not None and before.text == "-" and doc[start - 2].lower_ in PREFIXES:
        return "no"  # "neo-Nazis", "ex-Soviet", "pro-Norland": not the party itself
    if before is not None and before.text == "Air":
        return "no"  # "Air Norland": the airline
    if before is not None and before.text in {"Treaty", "Treaties", "Battle", "Declaration", "Gulf", "Bay", "Sea"}:
        return "ignored"
    if (
        before is not None
        and before.lower_ == "of"
        and start > 1
        and doc[start - 2].text
        in {"Treaty", "Battle", "Declaration", "Gulf", "Bay", "Sea", "University", "Bank", "Strait"}
        and name not in {"Japan", "England"}
    ):
        return "ignored"
    sort, needs = ambiguous_names().get(name, ("", frozenset()))
    if (
        sort == "given_name"
        and not _of_office(doc, start)
        and (in_person_name(doc, start, end) or _after_office(doc, start, end))
    ):
        return "no"
    if sort == "region" and not (needs & words):
        return "no"
    if sort == "word" and not needs & words and not _capital_by_itself(doc, start, end):
        return "no"
    return "yes"


def in_person_name(doc: Doc, start: int, end: int) -> bool:
    """The tokens are part of a longer name that the entity recogniser takes for a person's."""
    for ent in doc.ents:
        if ent.start <= start and end <= ent.end and ent.label_ == "PERSON" and len(ent) > end - start:
            rest = [
                t
                for t in ent
                if not start <= t.i < end
                and t.text not in {"'s", "'"}
                and t.lower_ not in office_heads()
                and t.text not in honorifics()
            ]
            beside = [t for t in rest if t.i in {start - 1, end}]
            return any(t.text[:1].isupper() for t in beside)
    return False


def _after_office(doc: Doc, start: int, end: int) -> bool:
    """ "Minister of Energy German Galush": a forename between a title that is full and a surname."""
    if end >= len(doc) or doc[end].ent_type_ != "PERSON" or not doc[end].text[:1].isupper():
        return False
    if doc[end].lower_ in office_heads() or start == 0 or doc[start - 1].tag_ not in {"NNP", "NNPS"}:
        return False
    for token in reversed(doc[max(0, start - 6) : start]):
        if token.lower_ in office_heads() and token.text[:1].isupper():
            return True
        if token.tag_ not in {"NNP", "NNPS", "IN", "DT", "CC"}:
            return False
    return False


def _capital_by_itself(doc: Doc, start: int, end: int) -> bool:
    """Not the first word of a sentence, and no capitalised word on either side."""
    if end < len(doc) and (
        offices().get(doc[end].lower_, ("expert",))[0] not in {"expert", "journalist"}
        or doc[end].tag_ in {"VBZ", "VBD", "VBP", "MD", "POS"}
        or doc[end].lower_ in {"party", "mps"}
    ):
        return True
    if doc[start].is_sent_start:
        return False
    if doc[start - 1].text[:1].isupper() and doc[start - 1].pos_ == "PROPN":
        return False
    return end >= len(doc) or not (doc[end].text[:1].isupper() and doc[end].pos_ == "PROPN")


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The token of a stretch that hangs on a token outside it."""
    for token in doc[start:end]:
        if token.head == token or not start <= token.head.i < end:
            return token
    return doc[end - 1]


def document_words(reading: Reading) -> frozenset[str]:
    return frozenset(token.text for passage in reading.passages for token in passage.doc)


def use_of(doc: Doc, start: int, end: int, kinds: frozenset[NameKind]) -> Use:
    """How a party's name is used. Adjectives and possessors are modifiers; names after place prepositions places."""
    head = head_of(doc, start, end)
    if head.dep_ in {"amod", "compound", "nmod", "poss"} and head.head.i >= end:
        return "modifier"
    if kinds == frozenset({"adjective"}) and head.dep_ not in {"nsubj", "nsubjpass", "pobj", "dobj", "conj", "appos"}:
        return "modifier"
    if end < len(doc) and doc[end].text == "-":
        return "modifier"
    if (
        kinds & {"name", "capital"}
        and is_place_use(head)
        and not in_list_of_bodies(doc, start, end)
        and not is_victim(head)
    ):
        return "place"
    return "actor"


def is_victim(head: Token) -> bool:
    """The "Ukraine" of "aggression in Ukraine": the act is done to it."""
    preposition = head.head
    return (
        head.dep_ == "pobj"
        and preposition.lower_ in {"in", "into", "on", "upon"}
        and preposition.head.lemma_.lower() in words_of("hostile_noun")
    )


def did_something(doc: Doc, end: int) -> bool:
    """The name before a participle that tells its deed: "European Union-brokered", "Saudi-led"."""
    return (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end].whitespace_
        and doc[end + 1].lower_ in words_of("party_did")
    )


def in_list_of_bodies(doc: Doc, start: int, end: int) -> bool:
    """A member of a list of three or more that has an organisation in it: "the African Union, Egypt and the United Nations"."""
    text = doc.text  # made anew at each call
    hits = _hits(text)
    at = next((i for i, hit in enumerate(hits) if hit.start == doc[start].idx), None)
    if at is None:
        return False
    first = last = at
    while first > 0 and LIST_JOINT.fullmatch(text[hits[first - 1].end : hits[first].start]):
        first -= 1
    while last + 1 < len(hits) and LIST_JOINT.fullmatch(text[hits[last].end : hits[last + 1].start]):
        last += 1
    return last - first >= 2 and any("organisation" in hit.known.kinds for hit in hits[first : last + 1])


@lru_cache(maxsize=64)
def _hits(text: str) -> tuple[Hit, ...]:
    return tuple(gazetteer().hits(text))


def is_place_use(head: Token) -> bool:
    """The noun stands after a place preposition: "in Moscow", "arrived from Kyiv", "the territory of Ukraine"."""
    cues = place_cues()
    node = head
    while node.dep_ in {"conj", "appos"} and node.head != node:
        node = node.head
    preposition = node.head
    if node.dep_ != "pobj" or preposition.pos_ not in {"ADP", "SCONJ", "ADV", "VERB"}:
        return node.dep_ in {"npadvmod"}
    word = preposition.lower_
    if word in cues["place_preposition"]:
        return True
    above = preposition.head
    if word in {"from", "to", "towards", "toward", "for", "over", "between"}:
        if word in {"from", "to", "towards", "toward"} and above.lemma_.lower() in cues["motion"]:
            return (
                above.lemma_.lower() not in cues["addressing"]
                or head.ent_type_ == "GPE"
                and above.pos_ == "VERB"
                and not _has_object(above)
            )
        return False
    if word == "of":
        return above.lemma_.lower() in cues["place_noun"]
    return False


def _has_object(verb: Token) -> bool:
    return any(child.dep_ in {"dobj", "nsubjpass"} for child in verb.children)


DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z .'/-]{2,30}?, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})? ?(?:\([A-Za-z. ]+\) ?)?(?:--?|[\u2013\u2014]) )|"
    r"^[A-Z][A-Z .'/-]+(?:, ?[A-Z][A-Za-z]+(?: [A-Z][a-z]+)*)?,? [A-Z][a-z]+\.? \d{4} ?(?:\([A-Za-z. ]+\) ?)?(?:--?|[\u2013\u2014]) |"
    r"^[A-Z][A-Z .'/-]+(?:, ?[A-Z][A-Za-z.]+(?: [A-Z][a-z]+)*)?(?:,? ?(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]+\.?(?: \d{4})?))?"
    r",? ?(?:\([A-Za-z. ]+\) ?)?(?:--?|[\u2013\u2014]) ?"
)


def datelines(reading: Reading) -> set[tuple[int, int]]:
    """The tokens of datelines in front of a paragraph: "VIENNA, Sept. 21 - "."""
    found: set[tuple[int, int]] = set()
    for passage in reading.passages:
        match = DATELINE.match(passage.doc.text)
        if match and len(match.group()) < 60:
            found.update((passage.index, t.i) for t in passage.doc if t.idx < match.end())
    return found
