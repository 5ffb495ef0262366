"""In whose voice a passage speaks: the speaker of the quotation, the label of a transcript, the issuer of a statement."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.he_and_she import HE_SHE
from pipeline.extract.who.lexicon import speech_verbs, words_of
from pipeline.extract.who.names import OUTLETS
from pipeline.extract.who.papers import named_head
from pipeline.extract.who.pronouns import FIRST, THEY
from pipeline.extract.who.quotations import Quotation, quotations, speaker_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from pipeline.extract.reading import Sentence
    from pipeline.extract.who.document_cast import DocumentCast


ISSUING = words_of("issuing_verb")
STATEMENTS = words_of("statement_noun")
MESSAGES = STATEMENTS | words_of("message_noun")
SHORT = 8  # sentences: in a longer text one stray "we" makes no first-person document
LETTERHEAD = 25  # tokens: longer lines are text
ASKED = re.compile(r"(?:Q|QUESTION|REPORTER|JOURNALIST|PRESS)\b[.:]?(?:\s|$)")
OTHER_LABEL = re.compile(r"[A-Z][A-Z .'\u2019-]{2,40}:")
HEADER = re.compile(
    r"(?:the )?(?:government|republic|kingdom|state|ministry|department|embassy|office|permanent mission|commonwealth|union|federation)\b",
    re.IGNORECASE,
)


class Voices:
    """In whose voice a passage speaks: the speaker of the quotation, the label of a transcript, the issuer of a statement."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self.quotations = quotations(cast.reading)
        self._quotation_at = {(q.passage, i): q for q in self.quotations for i in range(q.start, q.end)}
        self._voicing: set[int] = set()

    def voice(self, token: Token) -> Reference:
        passage = self.cast.reading.passage_of(token).index
        if passage in self._labels and (passage, token.i) not in self._quotation_at:
            return self._labels[passage]
        quotation = self._quotation_at.get((passage, token.i))
        if quotation is not None and (quotation.clause or token.lower_ in FIRST):
            return self._speaker(quotation)
        return self._issuer

    def in_quotes(self, token: Token) -> bool:
        quotation = self._quotation_at.get((self.cast.reading.passage_of(token).index, token.i))
        return quotation is not None and quotation.clause

    @cached_property
    def _labels(self) -> dict[int, Reference]:
        """Paragraphs of a transcript: those that open with the speaker's name and a colon, those of a reporter ("Q"),
        and those that go on without a label. The reporter's words are nobody's."""
        opened: dict[int, Reference] = {}
        for passage in self.cast.reading.passages:
            mention = next(
                (m for i in range(4) if (m := self.cast.person_at.get((passage.index, i))) is not None), None
            )
            if (
                mention is not None
                and mention.end < len(passage.doc)
                and passage.doc[mention.end].text == ":"
                and passage.block.kind in {"body", "heading"}
            ):
                party = self.cast.party_of(mention.key)
                opened[passage.index] = Reference((party,) if party else (), (mention.key,), 0.95)
        if not opened:
            return {}
        for passage in self.cast.reading.passages:
            if passage.index not in opened and ASKED.match(passage.doc.text):
                opened[passage.index] = NOBODY
        found: dict[int, Reference] = {}
        speaking: Reference | None = None
        for passage in self.cast.reading.passages:
            if OTHER_LABEL.match(passage.doc.text) and passage.index not in opened:
                speaking = None
            speaking = opened.get(passage.index, speaking if len(opened) > 1 else None)
            if speaking is not None:
                found[passage.index] = speaking
        return found

    def _speaker(self, quotation: Quotation) -> Reference:
        index = self.quotations.index(quotation)
        if index in self._voicing:
            return NOBODY
        self._voicing.add(index)
        try:
            doc = self.cast.reading.passages[quotation.passage].doc
            noun = speaker_of(doc, quotation)
            if noun is not None:
                reference = self.cast.refer(noun)
                if reference:
                    return Reference(reference.parties, reference.people, 0.9)
                return self._lead_in(quotation) if noun.lower_ in HE_SHE | THEY else NOBODY
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

    @cached_property
    def _issuer(self) -> Reference:
        """Who speaks a first-person document outside quotations: the title's "statement by X", the publisher."""
        speaking = {
            self.cast.reading.sentence_of(t).index
            for p in self.cast.reading.passages
            for t in p.doc
            if t.lower_ in FIRST and t.tag_ in {"PRP", "PRP$"} and (p.index, t.i) not in self._quotation_at
        }
        if not speaking:
            return NOBODY
        for passage in self.cast.reading.passages[:6]:
            doc = passage.doc
            told = any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in doc) and passage.block.kind not in {
                "title",
                "heading",
            }
            for token in () if told else doc:
                if token.lower_ in {
                    "statement",
                    "address",
                    "remarks",
                    "speech",
                    "communique",
                    "communiqué",
                    "declaration",
                    "letter",
                    "message",
                    "briefing",
                }:
                    for later in doc[token.i + 1 : token.i + 12]:
                        if later.lower_ in {"by", "from", "of"}:
                            reference = self._first_actor(passage.index, later.i + 1, min(len(doc), later.i + 25))
                            if reference:
                                return reference
            if len(doc) > LETTERHEAD and passage.block.kind not in {"title", "heading"}:
                break
        letterhead = self._letterhead()
        if letterhead:
            return letterhead
        publisher = self.publisher()
        if publisher:
            return publisher
        for passage in self.cast.reading.passages:
            for sentence in self.cast.reading.sentences:
                if sentence.passage.index == passage.index:
                    for token in sentence.tokens:
                        if (
                            token.lower_ == "we"
                            and token.dep_ == "nsubj"
                            and (passage.index, token.i) not in self._quotation_at
                        ):
                            reference = self._first_actor(passage.index, token.i + 1, min(sentence.end, token.i + 25))
                            if reference and token.i + 1 < len(passage.doc) and passage.doc[token.i + 1].text == ",":
                                return reference
        often = len(speaking) > 1 or len(self.cast.reading.sentences) < SHORT
        return self._first_subject() if often else NOBODY

    def _letterhead(self) -> Reference:
        """ "REPUBLIC OF ZAMBIA", "MINISTRY OF FOREIGN AFFAIRS OF JAPAN": a line above the text that names one state and
        has no verb."""
        for passage in self.cast.reading.passages[:6]:
            doc = passage.doc
            if (
                len(doc) > LETTERHEAD
                or passage.block.kind == "title"
                or any(t.tag_ in {"VBZ", "VBD", "VBP", "MD"} for t in doc)
            ):
                continue
            keys = {n.key for n in self.cast.names.get(passage.index, []) if n.key}
            if len(keys) == 1 and HEADER.match(doc.text):
                return Reference((next(iter(keys)),), (), 0.85)
        return NOBODY

    def _first_actor(self, passage: int, start: int, end: int) -> Reference:
        keys: list[str] = []
        people: list[str] = []
        doc = self.cast.reading.passages[passage].doc
        for index in range(start, end):
            mention = self.cast.person_at.get((passage, index))
            if mention is not None and mention.start == index:
                people.append(mention.key)
                party = self.cast.party_of(mention.key)
                if party:
                    keys.append(party)
            name = self.cast.name_at.get((passage, index))
            if name is not None and name.start == index and name.key:
                keys.append(name.key)
            if (
                doc[index].lower_ in {"on", "at", "in", "about", "regarding", "to", "following"}
                and (keys or people)
                or doc[index].text in {":", "."}
            ):
                break
        if people and not keys:
            publisher = self.publisher()
            return Reference(publisher.parties, tuple(people[:1]), 0.8)
        return (
            Reference(tuple(dict.fromkeys(keys)), tuple(people[:1]) if len(people) == 1 else (), 0.9)
            if keys
            else NOBODY
        )

    def publisher(self) -> Reference:
        publisher = self.cast.reading.document.publisher or ""
        hits = [h for h in gazetteer().hits(publisher) if h.known.key and not h.known.kinds & OUTLETS]
        if not hits:
            return self._named_publisher(publisher)
        self.cast._know(hits[0].known.key)
        return Reference((hits[0].known.key,), (), 0.8)

    def _named_publisher(self, publisher: str) -> Reference:
        """A publisher that no table knows and that the text itself names: a union, a party, a company."""
        name = publisher.lower().removeprefix("the ")
        keys = [k for k, p in self.cast._parties.items() if name and p.name.lower().removeprefix("the ") == name]
        return Reference((keys[0],), (), 0.8) if len(keys) == 1 else NOBODY

    def _first_subject(self) -> Reference:
        for sentence in self.cast.reading.sentences:
            for token in sentence.tokens:
                if token.dep_ == "nsubj" and token.lower_ not in FIRST and sentence.kind == "body":
                    reference = self.cast.refer(token)
                    if reference.parties and self.cast._parties[reference.parties[0]].known:
                        return Reference(reference.parties, (), 0.5)
        return NOBODY
