"""In whose voice a passage speaks: the speaker of the quotation, the label of a transcript, the issuer of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.he_and_she import HE_SHE
from pipeline.extract.who.issuers import Issuers
from pipeline.extract.who.lexicon import office_heads, speech_verbs, words_of
from pipeline.extract.who.papers import named_head
from pipeline.extract.who.pronouns import FIRST, THEY, papers
from pipeline.extract.who.quotations import Quotation, quotations, speaker_of
from pipeline.extract.who.transcripts import Transcript

if TYPE_CHECKING:
    from pipeline.extract.reading import Sentence
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast


ISSUING = words_of("issuing_verb")
STATEMENTS = words_of("statement_noun")
BYSTANDERS = words_of("bystander")
MESSAGES = STATEMENTS | words_of("message_noun")


class Voices:
    """In whose voice a passage speaks: the speaker of the quotation, the label of a transcript, the issuer of a statement."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self.quotations = quotations(cast.reading)
        self._quotation_at = {(q.passage, i): q for q in self.quotations for i in range(q.start, q.end)}
        self._voicing: set[int] = set()
        self.issuers = Issuers(cast, frozenset(self._quotation_at))
        self.transcript = Transcript(cast)

    def voice(self, token: Token) -> Reference:
        passage = self.cast.reading.passage_of(token).index
        turn = self.transcript.at(token)
        if turn is not None and (passage, token.i) not in self._quotation_at:
            return turn
        quotation = self._quotation_at.get((passage, token.i))
        if quotation is not None and (quotation.clause or token.lower_ in FIRST):
            return self._speaker(quotation)
        return self.issuers.issuer if token.lower_ in FIRST else self.issuers.plain

    def in_quotes(self, token: Token) -> bool:
        quotation = self._quotation_at.get((self.cast.reading.passage_of(token).index, token.i))
        return quotation is not None and quotation.clause

    def _speaker(self, quotation: Quotation) -> Reference:
        index = self.quotations.index(quotation)
        if index in self._voicing:
            return NOBODY
        self._voicing.add(index)
        try:
            doc = self.cast.reading.passages[quotation.passage].doc
            noun = speaker_of(doc, quotation)
            if noun is not None:
                if noun.lemma_.lower() in BYSTANDERS:
                    return NOBODY  # "a resident of the capital" is no voice of the state
                reference = self.cast.refer(noun)
                if not reference and noun.lemma_.lower() in MESSAGES | papers():
                    reference = self.cast.papers.own(noun)
                if reference:
                    return Reference(reference.parties, reference.people, 0.9)
                return self._lead_in(quotation) if self._goes_on(noun) else NOBODY
            before = self.quotations[index - 1] if index else None
            if (
                before is not None
                and before.clause
                and (
                    before.passage == quotation.passage or not before.closed and before.passage >= quotation.passage - 2
                )
            ):
                return self._speaker(before)
            after = self.quotations[index + 1] if index + 1 < len(self.quotations) else None
            if after is not None and after.passage == quotation.passage and speaker_of(doc, after) is not None:
                return self._speaker(after)
            return self._lead_in(quotation) or self._follow_up(quotation)
        finally:
            self._voicing.discard(index)

    @staticmethod
    def _goes_on(speaker: Token) -> bool:
        """ "She said", "the spokesman said", "the statement read": whoever spoke before speaks on."""
        definite = any(c.lower_ == "the" for c in speaker.children)
        noun = speaker.lemma_.lower()
        return speaker.lower_ in HE_SHE | THEY or definite and (noun in office_heads() or noun in MESSAGES)

    def _lead_in(self, quotation: Quotation) -> Reference:
        """A quotation with no attribution of its own: who speaks in the sentences before it, or whom the sentence right
        before it is about when that is one person."""
        passage = self.cast.reading.passages[quotation.passage]
        first = self.cast.reading.sentence_of(passage.doc[quotation.start])
        for index in range(first.index - 1, max(-1, first.index - 3), -1):
            sentence = self.cast.reading.sentences[index]
            if sentence.kind == "heading" or sentence.passage.index < quotation.passage - 1:
                break
            said = self._said_in(sentence)
            if said:
                return Reference(said.parties, said.people, 0.6)
            beside = sentence.passage is passage or sentence.tokens[-1].text == ":"
            subject = next((t for t in sentence.tokens if t.dep_ == "nsubj" and t.head.dep_ == "ROOT"), None)
            if index == first.index - 1 and beside and subject is not None and not self.in_quotes(subject):
                reference = self.cast.refer(subject)
                if len(reference.people) == 1:
                    return Reference(reference.parties, reference.people, 0.5)
        return NOBODY

    def _said_in(self, sentence: Sentence) -> Reference:
        """Who says something in a sentence, outside its quotations: "X warned", "this was stated by X", "X issued a
        statement"."""
        for token in sentence.tokens:
            if token.pos_ != "VERB" or self.in_quotes(token):
                continue
            issues = token.lemma_.lower() in ISSUING and any(c.lemma_.lower() in STATEMENTS for c in token.children)
            if token.lemma_.lower() not in speech_verbs() and not issues:
                continue
            for child in token.children:
                by = next((c for c in child.children if c.dep_ == "pobj"), None) if child.dep_ == "agent" else None
                speaker = child if child.dep_ == "nsubj" else by
                if speaker is not None:
                    reference = self.cast.refer(named_head(self.cast, speaker))
                    if reference.people or len(reference.parties) == 1:
                        return reference
        return NOBODY

    def _follow_up(self, quotation: Quotation) -> Reference:
        """A quotation whose speaker comes after it: "...". X said this on Friday / That was the message of X."""
        doc = self.cast.reading.passages[quotation.passage].doc
        last = self.cast.reading.sentence_of(doc[quotation.end - 1])
        if last.index + 1 >= len(self.cast.reading.sentences):
            return NOBODY
        after = self.cast.reading.sentences[last.index + 1]
        if after.kind == "heading" or after.passage.index > quotation.passage + 1 or self.in_quotes(after.tokens[0]):
            return NOBODY
        points = [
            t for t in after.tokens if t.lower_ in {"this", "that", "these", "so"} and t.dep_ not in {"det", "mark"}
        ]
        if not points:
            return NOBODY
        said = self._said_in(after)
        if said and any(t.dep_ in {"dobj", "advmod", "nsubjpass"} for t in points):
            return Reference(said.parties, said.people, 0.6)
        for point in points:
            message = next((c for c in point.head.children if c.dep_ == "attr"), None)
            if point.dep_ == "nsubj" and message is not None and message.lemma_.lower() in MESSAGES:
                by = [c for p in message.children if p.lower_ in {"of", "from"} for c in p.children if c.dep_ == "pobj"]
                owner = [c for c in message.children if c.dep_ == "poss"]
                for noun in [*owner, *by]:
                    reference = self.cast.refer(named_head(self.cast, noun))
                    if reference:
                        return Reference(reference.parties, reference.people, 0.6)
        return NOBODY
