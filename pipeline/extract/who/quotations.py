"""Quotations of a document: where they are, whether they hold a clause, and who speaks them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import speech_verbs

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading
    from pipeline.extract.tokens import Doc, Token


DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
CUT = 12  # tokens between the halves of a clause
VERBLESS = 20  # tokens of a lead-in without verb: "The president, X, in an address:"
SINGLE = frozenset({"'", "`", "\u2018", "\u2019"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `start` to `end` (exclusive, quotation marks left out) of a passage. `clause`: it holds a clause."""

    passage: int
    start: int
    end: int
    clause: bool
    closed: bool


def quotations(reading: Reading) -> list[Quotation]:
    """All quotations, in order. One that a paragraph leaves open ends with the paragraph; the next one goes on."""
    found: list[Quotation] = []
    for passage in reading.passages:
        doc = passage.doc
        opened: int | None = None
        inner = False
        marks = [t for t in doc if t.text in {'"', "``", "''"}]
        for number, token in enumerate(marks):
            if opened is not None and _opens(doc, token.i) and not _closes(doc, token.i):
                # a quotation inside the quotation, unless the writer forgot to close the first
                inner = len(marks) - number > 2 or doc[token.i - 1].text not in {".", "!", "?"}
                continue
            if inner and not _opens(doc, token.i):
                inner = False
                continue
            if opened is None:
                opened = token.i + 1
            else:
                if token.i > opened:
                    found.append(Quotation(passage.index, opened, token.i, holds_clause(doc, opened, token.i), True))
                opened = None
        if opened is not None and opened < len(doc):
            found.append(Quotation(passage.index, opened, len(doc), holds_clause(doc, opened, len(doc)), False))
        found += _single_marks(
            passage.index, doc, {i for q in found if q.passage == passage.index for i in range(q.start, q.end)}
        )
    found.sort(key=lambda q: (q.passage, q.start))
    return [_going_on(reading, before, now) for before, now in zip([None, *found], found, strict=False)]


def _going_on(reading: Reading, before: Quotation | None, now: Quotation) -> Quotation:
    """The second half of a clause that "he said" cuts in two is a clause too: "The front," she added, "needs shells"."""
    if now.clause or before is None or before.passage != now.passage or now.start - before.end > CUT:
        return now
    doc = reading.passages[now.passage].doc
    between = doc[before.end + 1 : now.start - 1]
    finite = any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in doc[now.start : now.end])
    if finite and doc[before.end - 1].text == "," and any(is_speech(t) for t in between):
        return replace(now, clause=True)
    return now


def _single_marks(passage: int, doc: Doc, taken: set[int]) -> list[Quotation]:
    """Quotations between single marks that hold a clause and end in a stop or comma: 'We kept our temper,' he said."""
    found: list[Quotation] = []
    index = 0
    tokens = doc.tokens
    while index < len(tokens):
        if tokens[index].text in SINGLE and index not in taken and _opens(doc, index):
            end = next(
                (
                    t.i
                    for t in doc[index + 1 :]
                    if t.text in SINGLE and _closes(doc, t.i) and doc[t.i - 1].text in {",", ".", "!", "?"}
                ),
                None,
            )
            if end is not None and end not in taken and holds_clause(doc, index + 1, end):
                found.append(Quotation(passage, index + 1, end, True, True))
                index = end
        index += 1
    return found


def _opens(doc: Doc, index: int) -> bool:
    return (index == 0 or bool(doc[index - 1].whitespace_)) and not doc[index].whitespace_


def _closes(doc: Doc, index: int) -> bool:
    return index > 0 and not doc[index - 1].whitespace_


def holds_clause(doc: Doc, start: int, end: int) -> bool:
    """A finite verb or an imperative stands inside, and at least three words: no scare quotes."""
    words = [t for t in doc[start:end] if t.is_alpha]
    if len(words) < 3:
        return False
    return (
        any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in words)
        or words[0].tag_ == "VB"
        or any(t.tag_ == "VB" and t.dep_ in {"ROOT", "ccomp"} and not _has_auxiliary(t) for t in words[1:3])
        or len(words) > 6
        and any(t.pos_ == "VERB" for t in words)
    )


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ == "aux" for c in verb.children)


def is_speech(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in speech_verbs()


def speaker_of(doc: Doc, quotation: Quotation) -> Token | None:
    """The noun or pronoun that speaks a quotation by the words right after or before it; None when they say nothing."""
    after = _after(doc, quotation)
    if after is not None:
        return after
    return _before(doc, quotation)


def _after(doc: Doc, quotation: Quotation) -> Token | None:
    """ "...," said X / "...," X said / "...," X, the minister, told Y."""
    index = quotation.end + 1
    last = doc[quotation.end - 1].text
    while index < len(doc) and doc[index].text in DASHES | {","}:
        index += 1
    if index >= len(doc) or last in {".", "!", "?"} and doc[index].text[:1].isupper() and last == ".":
        return None
    limit = next((t.i for t in doc[index:] if t.text in {'"', ".", ";"}), len(doc))
    for token in doc[index : min(limit, index + 30)]:
        if (is_speech(token) or token.lower_ in {"read", "reads"}) and token.tag_ in {
            "VBD",
            "VBZ",
            "VBP",
            "VBN",
            "VBG",
        }:
            speaker = _subject_around(doc, token, index, limit)
            if speaker is not None:
                return speaker
    if doc[index].lower_ == "according":
        return next((t for t in doc[index:limit] if t.dep_ == "pobj"), None)
    dash = doc[index - 1].text in DASHES
    if dash and doc[index].pos_ == "PROPN" and not any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in doc[index:limit]):
        return _np_head(doc[index])  # "..." - X, the minister
    return None


def _subject_around(doc: Doc, verb: Token, start: int, limit: int) -> Token | None:
    if verb.lemma_.lower() in {"quote", "cite"} and verb.tag_ != "VBN":
        quoted = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if quoted is not None:
            return quoted  # "the agency quoted X as saying"
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and start <= child.i < limit:
            return _of_passive(verb) if child.dep_ == "nsubjpass" and not _is_quoted(verb) else child
    if verb.i + 1 < limit and verb.i - start <= 1:
        following = [t for t in doc[verb.i + 1 : limit] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
        if following:
            return _np_head(following[0])
    before = [t for t in doc[start : verb.i] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
    return _np_head(before[0]) if before else None


def _is_quoted(verb: Token) -> bool:
    """ "X was quoted as saying": X speaks; "X was told": somebody else does."""
    return verb.lemma_.lower() in {"quote", "cite", "hear", "report", "see"}


def _of_passive(verb: Token) -> Token | None:
    """The agent of a passive: "Norland was told by Sudonia"."""
    return next((c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"), None)


def _np_head(token: Token) -> Token:
    while token.dep_ in {"compound", "amod", "nmod", "poss"} and token.head.i > token.i:
        token = token.head
    return token


def _before(doc: Doc, quotation: Quotation) -> Token | None:
    """X said: "..." / X said that "..." / X replied, "..." in the sentence that the quotation goes on."""
    index = quotation.start - 2
    if index < 0:
        return None
    lead = doc[index]
    sentence_start = doc[index].sent.start
    same = doc[quotation.start].sent.start == sentence_start or lead.text in {":", ","}
    if not same and lead.text not in {":", ","}:
        return None
    for token in reversed(list(doc[sentence_start : index + 1])):
        if is_speech(token):
            for child in token.children:
                if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ not in {"that", "which", "who"}:
                    return child
            node = token
            while node.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and node.head != node:
                node = node.head
                for child in node.children:
                    if child.dep_ == "nsubj":
                        return child
        if token.lower_ == "according":
            return next((t for t in doc[token.i : index + 1] if t.dep_ == "pobj"), None)
    if lead.text == ":":
        subjects = [
            t for t in doc[sentence_start:index] if t.dep_ == "nsubj" and t.head.dep_ in {"ROOT", "ccomp", "conj"}
        ]
        if subjects:
            return subjects[0]
        label = doc[index].sent.root
        verbless = not any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in doc[sentence_start:index])
        if (
            label.pos_ in {"NOUN", "PROPN"}
            and sentence_start <= label.i < index
            and (index - sentence_start <= 6 or verbless and index - sentence_start <= VERBLESS)
        ):
            return label
    return None
