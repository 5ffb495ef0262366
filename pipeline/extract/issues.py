"""Which issue a demanded act is about: the words of the act, weighed by the lexicon `issue_terms.csv`.

A term is a sequence of lemmas. `a/b` are alternatives, `word*` is a beginning, `..` a gap of up to four words.
`blocks` are words that void the term when they stand in the same act, `needs` words of which one must.
Longer terms hide the shorter ones inside them ("nuclear weapon" hides "weapon"). What stands first in the act counts
most, what stands behind "if", "unless" and the like counts half. The sentence and the paragraph around the act break
ties, and decide only when the act itself has no telling word: over the annotated texts the paragraph is then right in
four of five cases, the topic of the whole text in one of two, the heading above in one of five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from pipeline.reference_tables import table_rows

OTHER = "other"
GAP = 4  # words that ".." may stand for
DECAY = 0.05  # how much less each further word of the act counts
BEHIND = 0.5  # weight of a condition or reason
AROUND = 0.05  # weight of the sentence when the act has telling words of its own
WEAK = 3.0  # below this the words of the act tell little
AROUND_WEAK = 0.3  # then the sentence weighs so much
PARAGRAPH_WEAK = 0.15  # and the paragraph so much
ENOUGH = 4.0  # weight that a sentence needs to decide alone
ENOUGH_WIDE = 2.0  # weight that a paragraph needs
SHARE = 0.3  # part of a document's weight (talks left out) that an issue needs to be its topic
LEAD = 1.5  # times the weight of the next issue
TURNS = frozenset({"if", "unless", "until", "because", "after", "before", "once", "while", "who", "when", "provided"})
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the lexicon. `parts` holds the alternatives of each word; an empty part is a gap."""

    issue: str
    weight: float
    parts: tuple[tuple[str, ...], ...]
    blocks: frozenset[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms by their first word, and those whose first word is a beginning by its first three letters."""

    by_word: dict[str, tuple[Term, ...]]
    by_start: dict[str, tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    term: Term
    start: int
    end: int


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once. Raises InputError when it is not there."""
    rows = table_rows("issue_terms")
    words: dict[str, list[Term]] = {}
    starts: dict[str, list[Term]] = {}
    for row in rows:
        for parts in spellings(row["term"]):
            term = Term(
                row["issue_code"],
                float(row["weight"]),
                parts,
                frozenset(row["blocks"].split()),
                frozenset(row["needs"].split()),
            )
            for first in parts[0]:
                if first.endswith("*"):
                    starts.setdefault(first[:3], []).append(term)
                else:
                    words.setdefault(first, []).append(term)
    return Lexicon(
        {word: tuple(terms) for word, terms in words.items()}, {start: tuple(terms) for start, terms in starts.items()}
    )


def spellings(term: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """The word sequences of a lexicon term: a hyphen parts words, so each alternative with one is a term of its own."""
    parts = [part.split("/") for part in term.split()]
    choices = [[choice for choice in part if "-" in choice] for part in parts]
    plain = [tuple(choice for choice in part if "-" not in choice) for part in parts]
    options: list[list[tuple[tuple[str, ...], ...]]] = []
    for simple, hyphened in zip(plain, choices, strict=True):
        option: list[tuple[tuple[str, ...], ...]] = []
        if simple:
            option.append(((),) if simple == ("..",) else (simple,))
        option += [tuple((word,) for word in choice.split("-")) for choice in hyphened]
        options.append(option)
    for combination in product(*options):
        yield tuple(part for option in combination for part in option)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """The forms under which a word may stand in the lexicon: itself and its regular base forms."""
    word = word.lower()
    found = {word}
    for ending, bases in (
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("'s", ("",)),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found.update(stem + base for base in bases)
            if ending in {"ed", "ing"} and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


def fits(part: tuple[str, ...], word: frozenset[str]) -> bool:
    return any(
        any(form.startswith(choice[:-1]) for form in word) if choice.endswith("*") else choice in word
        for choice in part
    )


def end_of(parts: tuple[tuple[str, ...], ...], words: Sequence[frozenset[str]], at: int) -> int | None:
    """Where a term that starts at word `at` ends (exclusive), None if it does not fit."""
    if not parts:
        return at
    if not parts[0]:
        for skipped in range(GAP + 1):
            end = end_of(parts[1:], words, at + skipped)
            if end is not None:
                return end
        return None
    if at >= len(words) or not fits(parts[0], words[at]):
        return None
    return end_of(parts[1:], words, at + 1)


def hits(words: Sequence[frozenset[str]]) -> Iterator[Hit]:
    """Every term that fits somewhere."""
    known, present = lexicon(), frozenset().union(*words)
    for at, word in enumerate(words):
        tried: dict[int, Term] = {}
        for form in word:
            for term in known.by_word.get(form, ()) + known.by_start.get(form[:3], ()):
                tried[id(term)] = term
        for term in tried.values():
            if term.blocks & present or (term.needs and not term.needs & present):
                continue
            end = end_of(term.parts, words, at)
            if end is not None:
                yield Hit(term, at, end)


def weigh(words: Sequence[frozenset[str]]) -> dict[str, float]:
    """How strongly a sequence of words speaks for each issue."""
    found = list(hits(words))
    seen = [hit for hit in found if not any(hides(other, hit) for other in found)]
    turn = next((i for i, word in enumerate(words) if i and word & TURNS), len(words))
    best: dict[tuple[str, int], float] = {}
    for hit in seen:
        weight = hit.term.weight / (1 + DECAY * hit.start) * (BEHIND if hit.start > turn else 1)
        key = (hit.term.issue, hit.start)
        best[key] = max(best.get(key, 0.0), weight)
    scores: dict[str, float] = {}
    for (issue, _), weight in sorted(best.items()):
        scores[issue] = scores.get(issue, 0.0) + weight
    return scores


def hides(longer: Hit, shorter: Hit) -> bool:
    """A longer term hides one that lies inside it; one with a gap must also be as heavy."""
    inside = longer.start <= shorter.start and shorter.end <= longer.end
    if not inside or longer.end - longer.start <= shorter.end - shorter.start:
        return False
    return () not in longer.term.parts or longer.term.weight >= shorter.term.weight


def strongest(scores: dict[str, float]) -> tuple[str, float]:
    """The issue with the greatest weight, the first by name of several."""
    return max(sorted(scores.items()), key=lambda pair: pair[1], default=(OTHER, 0.0))


@lru_cache(maxsize=2048)
def weigh_text(text: str) -> tuple[tuple[str, float], ...]:
    if not text:
        return ()
    return tuple(weigh([forms(word) for word in WORD.findall(text)]).items())


@lru_cache(maxsize=64)
def topic_of(text: str) -> str:
    """The issue that a whole text is about most, "other" when none has the lead. Talks are no topic of a text."""
    sums: dict[str, float] = {}
    for line in re.split(r"[.!?;]\s|\n", text):
        for issue, weight in weigh_text(line):
            sums[issue] = sums.get(issue, 0.0) + weight
    about = ((weight, issue) for issue, weight in sums.items() if issue not in {"process", OTHER})
    topics = sorted(about, reverse=True)
    if not topics:
        return OTHER
    total, second = sum(weight for weight, _ in topics), topics[1][0] if len(topics) > 1 else 0.0
    leads = topics[0][0] >= SHARE * total and topics[0][0] >= LEAD * second
    return topics[0][1] if leads else OTHER


def own_words(content: str, lemmas: Sequence[str]) -> dict[str, float]:
    """What the act itself says: its lemmas and its words as written, whichever tells more for an issue."""
    best: dict[str, float] = {}
    for source in (lemmas, WORD.findall(content)):
        words = [forms(part) for word in source for part in WORD.findall(word)]
        for issue, weight in (weigh(words) if words else {}).items():
            best[issue] = max(best.get(issue, 0.0), weight)
    return best


def issue_of(content: str, lemmas: Sequence[str], sentence: str = "", paragraph: str = "", document: str = "") -> str:
    """The issue_code (design.md, section 4) of a demanded act.

    `content` is the act as the text words it, `lemmas` its lemmas in order (may be empty). `sentence`, `paragraph` and
    `document` (the whole text) break ties and stand in when the act tells nothing: "bring him home", "2.5 per cent a
    year". "other" when nothing tells.
    """
    own = own_words(content, lemmas)
    around, wide = dict(weigh_text(sentence)), dict(weigh_text(paragraph))
    if own:
        telling = max(own.values()) >= WEAK
        scores = dict(own)
        for words, share in ((around, AROUND if telling else AROUND_WEAK), (wide, 0.0 if telling else PARAGRAPH_WEAK)):
            for issue, weight in words.items():
                if issue in own or not telling:
                    scores[issue] = scores.get(issue, 0.0) + share * weight
        return strongest(scores)[0]
    for context, enough in ((around, ENOUGH), (wide, ENOUGH_WIDE)):
        issue, weight = strongest(context)
        if weight >= enough:
            return issue
    return topic_of(document) if document else OTHER
