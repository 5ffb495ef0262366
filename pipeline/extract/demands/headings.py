"""Headings that say whose demands stand below them: "Norland's demands", "What the unions are asking for"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.demands.holders import Holders
from pipeline.extract.reading import Passage, Sentence
from pipeline.reference_tables import table_rows

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

LONGEST = 14  # words of a heading
LONGEST_TAIL = 7  # words after the noun or verb: "for ending the war in the north"
PLURALS = frozenset({"NNS", "NNPS"})
NEGATIONS = frozenset({"not", "n't", "never"})
AUXILIARIES = frozenset({"be", "have", "do", "will", "would", "can", "could"})
OF_THE_OTHER = frozenset({"of", "to", "from", "towards", "toward"})
ABOUT = frozenset({"for", "on", "regarding", "concerning"})


@dataclass(frozen=True, slots=True)
class HeadingWord:
    """A row of `reference/heading_words.csv` that says what a heading announces."""

    kind: str  # demand, condition, offer, refusal; proposal and position: it depends on the item
    strong: bool  # what stands below is announced so plainly that any thing named there counts
    plural: bool  # only in the plural: "Norland's demand" may be for gas, its condition that of a patient
    particle: str


@dataclass(frozen=True, eq=False)
class Heading:
    """What a heading says of the items below it."""

    passage: Passage
    word: HeadingWord
    holder: Reference
    addressees: tuple[str, ...] = ()
    wants: bool = False  # "What Norland wants": an infinitive below is what it wants to do itself


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, HeadingWord]]:
    """The table by role and word."""
    found: dict[str, dict[str, HeadingWord]] = defaultdict(dict)
    for row in table_rows("heading_words"):
        told = HeadingWord(row["kind"], row["strength"] == "strong", row["number"] == "plural", row["particle"])
        found[row["role"]][row["word"]] = told
    return found


@cache
def heading_words(role: str) -> frozenset[str]:
    """The words of the table that have a role which tells no kind."""
    return frozenset(_rows()[role])


def announces(sentence: Sentence) -> bool:
    """A heading, the title, or a line of its own that no full stop ends: structures are not always told from prose."""
    last = sentence.passage.doc[-1]
    return sentence.kind in {"heading", "title"} or sentence.kind == "body" and last.text not in {".", "!", '"'}


def heading_of(passage: Passage, holders: Holders) -> Heading | None:
    """Whose demands, offers ... a heading announces. It must be read to its last word: what only begins or ends like one
    ("Norland's demands grow", "What we know about Norland's demands") announces a story."""
    tokens = [t for t in passage.doc if not t.is_space]
    while tokens and (tokens[-1].text in {":", "*", "**", "_", "."} or tokens[-1].text == "-"):
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].like_num and len(tokens) > 1 and tokens[1].text in {".", ")"}):
        tokens.pop(0)
    if not 2 <= len(tokens) <= LONGEST or any(t.text in {"?", '"', "!", ";", ":"} for t in tokens):
        return None
    if tokens[0].lower_ == "what":
        return _by_verb(passage, tokens[1:], holders)
    return (
        _owned(passage, tokens, holders) or _of_holder(passage, tokens, holders) or _by_verb(passage, tokens, holders)
    )


def _owned(passage: Passage, tokens: list[Token], holders: Holders) -> Heading | None:
    """ "Norland's key demands", "the rebels' conditions for talks", "US proposals", "Our demands"."""
    for at in range(1, len(tokens)):
        word = _noun(tokens, at)
        if word is None:
            continue
        mark = next(
            (i for i in range(at - 1, -1, -1) if tokens[i].tag_ == "POS" or tokens[i].text in {"'", "'s"}), None
        )
        if mark is not None:
            holder, between = _holder(tokens[:mark], holders), tokens[mark + 1 : at]
        elif tokens[0].tag_ == "PRP$":
            holder, between = _speaker(tokens[0], holders), tokens[1:at]
        else:
            holder, between = _named_before(passage, tokens[:at], word, holders)
        if word.particle:
            between = between[:-1]
        between = _without_whole(between)
        if len(holder.parties) != 1 or not all(_describes(t) for t in between) or len(between) > 4:
            return None
        asked = _tail(tokens[at + 1 :], word, holder, holders)
        return Heading(passage, word, holder, asked) if asked is not None else None
    return None


def _of_holder(passage: Passage, tokens: list[Token], holders: Holders) -> Heading | None:
    """ "Demands of the rebels", "Key proposals by Norland", "Conditions set by the union"."""
    for at, token in enumerate(tokens):
        word = _noun(tokens, at)
        if word is None:
            if not _describes(token) and token.tag_ != "DT" and token.lower_ not in heading_words("whole") | {"of"}:
                return None
            continue
        rest = tokens[at + 1 :]
        handed = bool(rest) and rest[0].lower_ in heading_words("handed")
        if handed:
            rest = rest[1:]
            if rest and rest[0].lower_ in {"forward", "out"}:
                rest = rest[1:]
        by = {"by"} if handed else {"by", "from", "of"}
        if len(rest) < 2 or rest[0].lower_ not in by or (word.kind == "condition" and rest[0].lower_ == "of"):
            return None  # "conditions of the prisoners" are how they live
        place = next((i for i, t in enumerate(rest) if t.lower_ in {"in", "at"}), len(rest))
        holder = _holder(rest[1:place], holders)
        return Heading(passage, word, holder) if len(holder.parties) == 1 else None
    return None


def _by_verb(passage: Passage, tokens: list[Token], holders: Holders) -> Heading | None:
    """ "What Norland wants", "What the unions are asking for", "What Norland will not accept", "We demand"."""
    for at in range(1, len(tokens)):
        token = tokens[at]
        denied = any(t.lower_ in NEGATIONS for t in tokens[1:at])
        word = _rows()["denied_verb" if denied else "verb"].get(token.lemma_.lower())
        if word is None or token.lower_ == "demands" and at + 1 < len(tokens) and tokens[at + 1].lower_ == "of":
            continue
        first = at
        while first > 0 and (
            tokens[first - 1].lemma_.lower() in AUXILIARIES
            or tokens[first - 1].lower_ in NEGATIONS | heading_words("adverb") | {"wo", "ca"}
        ):
            first -= 1
        holder = _holder(tokens[:first], holders)
        if len(holder.parties) != 1:
            return None
        rest = tokens[at + 1 :]
        if word.particle:
            if not rest or rest[0].lower_ != word.particle:
                return None
            rest = rest[1:]
        if [t.lower_ for t in rest[:2]] == ["to", "see"] and len(rest) in {2, 3}:
            rest = []
        while rest and rest[0].lower_ in heading_words("adverb"):
            rest = rest[1:]
        if [t.lower_ for t in rest] in (["in", "return"], ["in", "exchange"]):
            rest = []
        if rest and (rest[0].lower_ not in OF_THE_OTHER or rest[0].tag_ == "TO"):
            return None
        asked = _holder(rest[1:], holders).parties if rest else ()
        if rest and not asked:
            return None
        wants = word.kind == "demand" and token.lemma_.lower() in {"want", "seek", "wish", "hope"}
        return Heading(passage, word, holder, _others(asked, holder), wants)
    return None


def _noun(tokens: list[Token], at: int) -> HeadingWord | None:
    """What the noun at `at` announces. Headings in capitals and bare ones ("Union demands") are often read as verbs."""
    token = tokens[at]
    lower = token.lower_
    for lemma in (lower, token.lemma_.lower(), lower.removesuffix("s"), lower.removesuffix("ies") + "y"):
        word = _rows()["noun"].get(lemma)
        if word is None:
            continue
        if word.plural and not (token.tag_ in PLURALS or lower.endswith("s") and lower != lemma):
            return None
        if word.particle and (at == 0 or tokens[at - 1].lower_ != word.particle):
            return None
        following = tokens[at + 1].lower_ if at + 1 < len(tokens) else ""
        if following in heading_words("list") or following == "of" and lower in heading_words("whole"):
            return None
        return word
    return None


def _describes(token: Token) -> bool:
    """A word between holder and noun that only says which demands: "key", "five", "territorial", "peace"."""
    lower = token.lower_
    if lower in heading_words("doubting"):
        return False
    if lower in heading_words("describing") or lower in {"-", "and", "&"}:
        return True
    return token.pos_ in {"ADJ", "NOUN", "NUM", "PROPN"} and token.tag_ not in {"VBN", "VBD", "VBG"}


def _without_whole(between: list[Token]) -> list[Token]:
    """ "Norland's list of demands": the list is left out."""
    for i in range(len(between) - 1):
        if between[i].lower_ in heading_words("whole") and between[i + 1].lower_ == "of":
            return [*between[:i], *between[i + 2 :]]
    return between


def _holder(tokens: list[Token], holders: Holders) -> Reference:
    """The party that a stretch of a heading names, if it names nothing else."""
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "ADJ", "PRON"} or t.tag_.startswith("NN")]
    if not nouns or len(tokens) > 7:
        return NOBODY
    if any(t.lower_ in {"we"} for t in tokens):
        return _speaker(tokens[0], holders) if len(tokens) == 1 else NOBODY
    if any(t.pos_ == "PRON" or t.lower_ in {"both", "all"} or t.tag_ == "CC" for t in tokens):
        return NOBODY
    last = nouns[-1]
    if last.i != tokens[-1].i:
        return NOBODY
    passage = holders.reading.passage_of(last)
    named = holders.cast.mentions(passage.index, tokens[0].i, tokens[-1].i + 1)
    covered = {i for one in named for i in range(one.start, one.end)}
    if any(t.pos_ in {"VERB", "AUX", "ADP"} and t.i not in covered for t in tokens):
        return NOBODY  # "critics of Norland", "pressure on Norland"
    if any(t.lower_ in heading_words("doubting") or t.lemma_.lower() in heading_words("unnamed") for t in tokens):
        return NOBODY
    found = holders.cast.refer(last)
    if found.parties:
        return found
    return next((one.reference for one in named if one.end == last.i + 1), NOBODY)


def _speaker(pronoun: Token, holders: Holders) -> Reference:
    """ "Our demands" in a text that speaks for somebody."""
    return holders.cast.refer(pronoun) if pronoun.lower_ in {"our", "we"} else NOBODY


def _named_before(
    passage: Passage, tokens: list[Token], word: HeadingWord, holders: Holders
) -> tuple[Reference, list[Token]]:
    """The holder as a modifier, and the words between it and the noun: "Iranian conditions", "US proposals", "Union pay
    demands". A state's bare name before a proposal may only be what that is about: "Norland proposals"."""
    start = 1 if tokens and tokens[0].tag_ == "DT" else 0
    named = holders.cast.mentions(passage.index, 0, tokens[-1].i + 1) if tokens else ()
    first = next((one for one in named if len(tokens) > start and one.start == tokens[start].i), None)
    if first is None:
        lone = len(tokens) == start + 1
        return (holders.cast.refer(tokens[start]) if lone else NOBODY), []
    if not first.reference.parties:
        return NOBODY, []  # a place, or a person of no known side
    after = [t for t in tokens if t.i >= first.end]
    last = passage.doc[first.end - 1]
    bare = passage.doc[first.start : first.end].text == holders.cast.party_name(first.reference.parties[0])
    telling = last.tag_.startswith("JJ") or last.pos_ == "ADJ" or last.text.isupper() and len(last.text) < 6
    if (bare or not telling) and (word.kind in {"proposal", "position"} or any(t.pos_ == "NOUN" for t in after)):
        return NOBODY, []
    return first.reference, after


def _tail(rest: list[Token], word: HeadingWord, holder: Reference, holders: Holders) -> tuple[str, ...] | None:
    """Those whom a heading names behind its noun as asked: "demands of Sudonia". None when it goes on to tell something."""
    if not rest:
        return ()
    if len(rest) > LONGEST_TAIL or any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in rest):
        return None
    lead = rest[0].lower_
    if lead in ABOUT or lead == "at":
        return ()
    if lead in OF_THE_OTHER and rest[0].tag_ != "TO":
        asked = _holder(rest[1:], holders).parties
        return _others(asked, holder) if asked else None
    if lead == "to" and word.kind in {"proposal", "condition", "demand", "offer"} and len(rest) > 1:
        return () if rest[1].tag_ == "VB" else None  # "Norland's plan to end the war"
    return None


def _others(parties: tuple[str, ...], holder: Reference) -> tuple[str, ...]:
    return tuple(one for one in parties if one not in holder.parties)
