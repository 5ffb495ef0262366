"""Whom words are spoken to: the "you" of a quotation, a letter or a message."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Cast, Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Reading, Sentence

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

ADDRESSING = frozenset({"address", "telephone", "phone", "call", "ring", "cable"})
MESSAGES = frozenset(
    {"letter", "message", "call", "appeal", "telegram", "cable", "note", "email", "missive", "dispatch", "memo", "talk"}
)
OPENING = 8  # paragraphs in which a letter names the one it is for
BACK = 2  # sentences before a quotation that may say whom it is for


class Hearers:
    """Answers whom the words of one document are spoken to."""

    def __init__(self, reading: Reading, cast: Cast):
        self.reading = reading
        self.cast = cast

    def of(self, token: Token) -> Reference:
        """The party spoken to at `token`; NOBODY when the text does not say."""
        speaker = set(self.cast.voice(token).parties)
        sentence = self.reading.sentence_of(token)
        if self.cast.in_quotes(token):
            for index in range(sentence.index, max(sentence.index - BACK, 0) - 1, -1):
                before = self.reading.sentences[index]
                if before.passage.index < sentence.passage.index - 1:
                    break
                found = self._told(before, speaker)
                if found:
                    return found
        return self._correspondent if not set(self._correspondent.parties) & speaker else NOBODY

    def _told(self, sentence: Sentence, speaker: set[str]) -> Reference:
        """ "X told Y", "X said to Y", "in a letter to Y", "addressing Y" outside the quotation."""
        for token in sentence.tokens:
            if self.cast.in_quotes(token):
                continue
            nouns: list[Token] = []
            if token.pos_ == "VERB" and token.lemma_ in words("speech_verbs") | ADDRESSING:
                nouns += [c for c in token.children if c.dep_ in {"dobj", "dative"} and c.pos_ in {"PROPN", "NOUN"}]
                nouns += _after(token, "to") if token.lemma_ not in ADDRESSING else []
            elif token.lemma_.lower() in MESSAGES:
                nouns += _after(token, "to", "with")
            for noun in nouns:
                found = self.cast.refer(noun)
                if found.parties and not set(found.parties) & speaker:
                    return found
        return NOBODY

    @cached_property
    def _correspondent(self) -> Reference:
        """The one a letter is for: "Dear President X", "Letter to X" in its first lines."""
        for sentence in self.reading.sentences:
            if sentence.passage.index >= OPENING:
                break
            first = sentence.tokens[0]
            nouns: list[Token] = []
            if first.lower_ == "dear":  # up to the comma of the greeting
                greeting = next((t.i for t in sentence.tokens if t.text in {",", ":"}), sentence.end)
                nouns = [t for t in sentence.passage.doc[sentence.start : greeting] if t.pos_ == "PROPN"]
                nouns += self._address_lines(nouns[-1], sentence) if nouns else []
            elif sentence.kind in {"title", "heading"}:
                nouns = [
                    n for t in sentence.tokens if t.lemma_.lower() in {"letter", "message"} for n in _after(t, "to")
                ]
                audience = self._audience(sentence)
                if audience:
                    return audience
            for noun in nouns:
                found = self.cast.refer(noun)
                if found.parties:
                    return found
        return NOBODY

    def _audience(self, title: Sentence) -> Reference:
        """ "Remarks at the Eastern Forum", "Speech to the Parliament of Norland" in a title: those who listen."""
        speech = next((t for t in title.tokens if t.lemma_.lower() in words("spoken_texts")), None)
        if speech is None:
            return NOBODY
        for mention in self.cast.mentions(title.passage.index, speech.i, title.end):
            before = [t for t in title.passage.doc[max(mention.start - 3, speech.i) : mention.start] if t.pos_ == "ADP"]
            if before and before[-1].lower_ in {"at", "to", "before"} and mention.reference.parties:
                return mention.reference
        return NOBODY

    def _address_lines(self, name: Token, greeting: Sentence) -> list[Token]:
        """The words of the lines above the greeting from the one that names the reader on: "Anna Holm, Committee on
        Trade" before "Dear Ms Holm"."""
        lines = [p.doc for p in self.reading.passages[: greeting.passage.index]]
        first = next((i for i, line in enumerate(lines) if any(t.text == name.text for t in line)), len(lines))
        return [t for line in lines[first:] for t in line if t.pos_ == "PROPN"]


def second_person(noun: Token) -> bool:
    """ "you", "all of you", "yourselves", "your government"."""
    of_you = any(n.lower_ == "you" for c in noun.children if c.lower_ == "of" for n in c.children)
    own = noun.lower_ in {"you", "yourself", "yourselves"}
    return own or of_you or any(c.lower_ == "your" for c in noun.children)


def _after(token: Token, *prepositions: str) -> list[Token]:
    return [
        noun
        for link in token.children
        if link.lower_ in prepositions and link.dep_ in {"prep", "dative"}
        for noun in link.children
        if noun.dep_ == "pobj"
    ]
