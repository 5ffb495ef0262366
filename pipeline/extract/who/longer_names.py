"""Names of states and peoples that are only a part of a longer name, which is another's: "Anglo Norlandish",
"Norland Express", "Vodafone Norland" are firms, not the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.gazetteer import NameKind, gazetteer, is_capitals
from pipeline.extract.who.lexicon import (
    actor_nouns,
    collective_modifiers,
    office_heads,
    party_heads,
    place_cues,
    places,
    words_of,
)
from pipeline.extract.who.names import COUNTRY_KINDS, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.reading import Passage, Reading
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.who.organisations import OrganisationFinder

SILENT = frozenset({"title", "heading"})
IGNORED: frozenset[NameKind] = frozenset({"ignored"})
NOUNS = frozenset({"NNP", "NNPS"})
HEADS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "conj", "appos", "agent", "poss", "ROOT"})
FIRMS = frozenset({"company", "civil_society"})
LONGEST = 5  # words of such a name


def with_longer_names(reading: Reading, names: dict[int, list[Name]], finder: OrganisationFinder) -> None:
    """Put the longer name in the place of the state's. It is a party where it acts as one, else nobody's; other
    places of the text that have the same words mean the same."""
    whole: dict[tuple[str, ...], Name] = {}
    for passage in reading.passages:
        if passage.block.kind in SILENT or is_capitals(passage.doc.text):
            continue
        for start, end in _spans(passage.doc, names[passage.index]):
            words = tuple(t.text for t in passage.doc[start:end])
            arm = _parent(names[passage.index], start, end)
            own = (
                Name(passage.index, start, end, arm.key, arm.kinds)
                if arm is not None
                else finder.named(passage, start, end, label="ORG")
            )
            known = whole.get(words)
            if own is not None and own.key or known is None:
                whole[words] = own or Name(passage.index, start, end, "", IGNORED)
    if not whole:
        return
    for passage in reading.passages:
        names[passage.index] = _replaced(passage, names[passage.index], whole, finder)


def _replaced(
    passage: Passage, names: list[Name], whole: dict[tuple[str, ...], Name], finder: OrganisationFinder
) -> list[Name]:
    """The names of a passage with the longer ones instead of what they hold."""
    doc = passage.doc
    for words, meant in whole.items():
        for start in range(len(doc) - len(words) + 1):
            end = start + len(words)
            if doc[start].text != words[0] or tuple(t.text for t in doc[start:end]) != words:
                continue
            inside = [n for n in names if n.start < end and start < n.end]
            if all(start <= n.start and n.end <= end and n.end - n.start < end - start for n in inside):
                names = [n for n in names if n not in inside]
                names.append(Name(passage.index, start, end, meant.key, meant.kinds))
                finder.taken.update((passage.index, i) for i in range(start, end))
    return sorted(names, key=lambda n: n.start)


def _spans(doc: Doc, names: list[Name]) -> Iterator[tuple[int, int]]:
    """Where a longer name stands: what the recogniser takes for an organisation's whole name, or a people's name in
    the singular that is the noun of its phrase and has a proper noun before it, or a state's behind a known firm's."""
    seen = {i for n in names for i in range(n.start, n.end)}
    for ent in doc.ents:
        start = ent.start
        if ent.label_ == "ORG" and 2 <= ent.end - start <= LONGEST and _is_bare_phrase(doc, start, ent.end):
            inside = [n for n in names if start < n.end and n.start < ent.end and n != _parent(names, start, ent.end)]
            if len(inside) == 1 and _is_part(doc, inside[0], start, ent.end):
                yield start, ent.end
    for name in names:
        first = name.start
        while first and first - 1 not in seen and _is_compound(doc[first - 1], doc[name.end - 1]):
            first -= 1
        if (
            "adjective" in name.kinds
            and name.start - LONGEST < first < name.start
            and doc[name.end - 1].dep_ in HEADS
            and doc[name.end - 1].tag_ == "NNP"
            and _is_part(doc, name, first, name.end)
        ):
            yield first, name.end
        for firm in names:
            head = doc[name.end - 1]
            if (
                firm.end == name.start
                and _parent([firm], firm.start, name.end)
                and _is_compound(doc[firm.end - 1], head)
                and head.dep_ in HEADS
                and _is_part(doc, name, firm.start, name.end)
            ):
                yield firm.start, name.end


def _parent(names: list[Name], start: int, end: int) -> Name | None:
    """The known firm or society at the beginning of a longer name, that of its arm in a country."""
    for name in names:
        known = gazetteer().parties.get(name.key)
        if name.start == start and name.end < end and name.kinds == {"organisation"} and known is not None:
            return name if known.party_type in FIRMS else None
    return None


def _is_bare_phrase(doc: Doc, start: int, end: int) -> bool:
    """The words are a whole phrase without an article, as the name of a firm is; bodies of a state mostly have one, and
    an abbreviated state before another word is itself ("US Customs")."""
    article = doc[start].pos_ == "DET" or start > 0 and doc[start - 1].pos_ == "DET"
    return not article and not doc[start].text.isupper() and doc[end - 1].dep_ in HEADS


def _is_compound(before: Token, head: Token) -> bool:
    return before.dep_ == "compound" and before.head == head and before.tag_ in NOUNS and before.ent_type_ != "DATE"


def _is_part(doc: Doc, name: Name, start: int, end: int) -> bool:
    """The name of a state or people is the first or last of the capitalised words `start` to `end`, and the others
    tell neither an office nor a body, which would be the state's own: "Norland Foreign Office"."""
    if not name.kinds & (COUNTRY_KINDS - {"capital", "seat"}) or not (start <= name.start and name.end <= end):
        return False
    others = [t for t in doc[start:end] if not name.start <= t.i < name.end]
    if not others or start < name.start and name.end < end:
        return False
    if end < len(doc) and doc[end].text[:1].isupper() and not doc[end].is_sent_start:
        return False  # goes on: "Norland Home" before "Secretary"
    if start and doc[start - 1].text[:1].isupper() and not doc[start - 1].is_sent_start:
        return False
    if start < name.start and any(t.text in collective_modifiers() for t in others):
        return False  # "Western Norland", "Allied Norland"
    return all(t.is_alpha and t.text[:1].isupper() and t.tag_ in NOUNS and not _tells_a_body(t) for t in others)


def _tells_a_body(token: Token) -> bool:
    word = token.lower_
    return (
        token.is_stop
        or word in office_heads()
        or word in actor_nouns()
        or str(token.lemma_.lower()) in actor_nouns()
        or token.text in party_heads()
        or token.text in places()
        or token.text in place_cues()["event_noun"]
        or token.text in words_of("office_word") | words_of("stand_in_head") | words_of("portfolio")
    )
