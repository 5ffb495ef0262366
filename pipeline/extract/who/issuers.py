"""Who issues a document, and speaks as "I" and "we" in it outside quotations.

Trust, from the most to the least: those who open the text ("We, the Leaders of X, ..."), its title, the line or byline
above it, the signature below it, the author and the publisher of the sidecar. Only a party of the tables, a party of an
office holder, or a party whose name has a head noun for organisations may issue a text.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import words_of
from pipeline.extract.who.papers import named_head
from pipeline.extract.who.pronouns import FIRST
from pipeline.extract.who.publishers import OPPOSITION, Publishers
from pipeline.extract.who.titled import CLAUSE, Titled, is_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.extract.reading import Passage, Sentence
    from pipeline.extract.who.document_cast import DocumentCast

ISSUING = words_of("issuing_verb")
STATEMENTS = words_of("statement_noun")
ISSUED_TEXTS = words_of("issued_text")
OWN_WORDS = words_of("own_words_paper")
JOINT = frozenset({"joint", "jointly", "trilateral", "quadrilateral"})
SPEAKING = FIRST - {"our", "ours", "my", "mine"}
SHORT = 8  # sentences: in a longer text one stray "we" makes no first-person document
LETTERHEAD = 25  # tokens: longer lines are text
OPENING = 6  # passages in which a document says who issues it
SIGNED = 12  # passages after the closing formula of a letter
HEADER = re.compile(
    r"(?:the )?(?:government|republic|kingdom|state|ministry|department|embassy|office|permanent mission|commonwealth|union|federation)\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"\W*(?:(?:yours|your)\b.{0,20}(?:sincerely|faithfully|truly|fraternally)|sincerely|respectfully|(?:with )?(?:kind|best|warm) regards|signed\b)",
    re.IGNORECASE,
)


class Issuers:
    """Finds the issuer of a document for a `DocumentCast`. `quoted` are the (passage, token) places in quotations."""

    def __init__(self, cast: DocumentCast, quoted: frozenset[tuple[int, int]]) -> None:
        self.cast = cast
        self.quoted = quoted
        self.publishers = Publishers(cast)
        self.titled = Titled(cast, self.publishers)

    @cached_property
    def issuer(self) -> Reference:
        """Who says "I", "we" and "our" outside quotations."""
        if not self._speaking(FIRST):
            return NOBODY
        return self._announced or self.publisher() or self._first_subject()

    @cached_property
    def plain(self) -> Reference:
        """Whose words the sentences without a first person are: the issuer's in a text that says "I" or "we", or that
        its title calls a statement or speech. "Our country" in a report makes no speaker of its publisher."""
        if self._speaking(SPEAKING):
            return self.issuer
        return self._announced if self._is_own_words() else NOBODY

    def publisher(self) -> Reference:
        """The party that publishes the document, else the one for which its author signs."""
        return self.publishers.party()

    def state(self) -> Reference:
        """The state whose organ publishes the text: "the Government" in a minister's release."""
        return self.publishers.state()

    @cached_property
    def _announced(self) -> Reference:
        """Whom the text itself names as its issuer."""
        return (
            self._opening()
            or self._joint()
            or self._titles()
            or self._byline()
            or self._introduced()
            or self._opposition()
            or self._letterhead()
            or self._signature()
        )

    def names_speaker(self, person: str) -> bool:
        """The title announces a paper of this person: "address by President X" on the page of X's own office."""
        title = self.cast.reading.passages[:1]
        if not title or title[0].block.kind != "title":
            return False
        found = self.titled.of_line(title[0])
        return found.people == (person,) and found.parties == self.publisher().parties

    def _speaking(self, words: frozenset[str]) -> set[int]:
        """The sentences that hold one of these first persons outside quotations."""
        reading = self.cast.reading
        return {
            reading.sentence_of(t).index
            for p in reading.passages
            for t in p.doc
            if t.lower_ in words and t.tag_ in {"PRP", "PRP$"} and (p.index, t.i) not in self.quoted
        }

    def _is_own_words(self) -> bool:
        title = self.cast.reading.passages[:1]
        return bool(title) and title[0].block.kind == "title" and any(t.lower_ in OWN_WORDS for t in title[0].doc)

    def _lines(self) -> Iterator[Passage]:
        """The title, and the lines above the text that are no text."""
        for passage in self.cast.reading.passages[:OPENING]:
            heading = passage.block.kind in {"title", "heading"}
            if heading or len(passage.doc) <= LETTERHEAD and not any(t.tag_ in CLAUSE for t in passage.doc):
                yield passage

    def _opening(self) -> Reference:
        """ "We, the Leaders of X and Y, met ...", "I speak on behalf of X"."""
        for sentence in self._first_sentences():
            doc = sentence.passage.doc
            for token in doc[sentence.start : max(sentence.start, sentence.end - 2)]:
                if token.lower_ in {"we", "i"} and doc[token.i + 1].text == ",":
                    found = self._members(sentence, token.i + 2)
                    if found:
                        return found
            said = {t.lemma_.lower() for t in sentence.tokens} & {"speak", "deliver", "statement", "honour", "honor"}
            first = {t.lower_ for t in sentence.tokens} & FIRST
            behalf = next((t.i for t in sentence.tokens if t.lower_ == "behalf"), None)
            if said and first and behalf is not None:
                found = self.titled.actors(sentence.passage, min(behalf + 2, sentence.end - 1))
                if found.parties and found.parties != self.publisher().parties:
                    return found
        return NOBODY

    def _first_sentences(self) -> list[Sentence]:
        return [
            s
            for s in self.cast.reading.sentences
            if s.passage.index < OPENING and s.kind != "title" and (s.passage.index, s.start) not in self.quoted
        ][: 2 * OPENING]

    def _members(self, sentence: Sentence, start: int) -> Reference:
        """The parties of an apposition to "we", up to the verb that they are subject of."""
        doc = sentence.passage.doc
        end = next((t.i for t in doc[start : sentence.end] if t.tag_ in CLAUSE and t.dep_ != "relcl"), sentence.end)
        keys = self._parties_between(sentence.passage, start, end)
        if not keys:
            found = self.titled.actors(sentence.passage, start, end)
            return found if found.parties or found.people else NOBODY
        lead = keys[0]
        if self.cast.party_type(lead) in {"bloc", "igo"}:
            return Reference((lead,), (), 0.95)
        return Reference(keys, (), 0.9)

    def _joint(self) -> Reference:
        """The makers of a joint statement: those whom its title names, else those who open it together."""
        first = self.cast.reading.passages[:1]
        if not first or first[0].block.kind != "title":
            return NOBODY
        paper = next((t.i for t in first[0].doc if is_paper(t)), None)
        if paper is None or not {t.lower_ for t in first[0].doc} & JOINT:
            return NOBODY
        about = next((t.i for t in first[0].doc[paper:] if t.lower_ in words_of("about")), len(first[0].doc))
        named = self._parties_between(first[0], 0, about)
        if len(named) > 1:
            return Reference(named, (), 0.9)
        for sentence in self.cast.reading.sentences[:4]:
            if sentence.passage is first[0] or sentence.kind == "heading":
                continue
            verb = next((t.i for t in sentence.tokens if t.tag_ in CLAUSE), sentence.start)
            makers = self._parties_between(sentence.passage, sentence.start, verb)
            if len(makers) > 1:
                return Reference(makers, (), 0.85)
        return Reference(named, (), 0.6) if named and not self.publisher() else NOBODY

    def _parties_between(self, passage: Passage, start: int, end: int) -> tuple[str, ...]:
        found: dict[str, int] = {}
        for name in self.cast.names_between(passage.index, start, end):
            if name.key:
                found.setdefault(name.key, name.start)
        for index in range(start, end):
            mention = self.cast.person_at.get((passage.index, index))
            party = self.cast.party_of(mention.key) if mention is not None else None
            if party:
                found.setdefault(party, index)
        return tuple(sorted(found, key=lambda key: found[key]))

    def _titles(self) -> Reference:
        for passage in self._lines():
            found = self.titled.of_line(passage)
            if found:
                return found
        return NOBODY

    def _byline(self) -> Reference:
        """ "By X, President of Y" above the text."""
        for passage in self._lines():
            if passage.doc[0].lower_ == "by" and len(passage.doc) <= LETTERHEAD:
                reference = self.titled.actors(passage, 1)
                if reference.parties:
                    return reference
        return NOBODY

    def _introduced(self) -> Reference:
        """ "The ministers of A and B issued the following statement:", "The following statement was released by X"."""
        for passage in self.cast.reading.passages[:OPENING]:
            for token in passage.doc:
                if token.lemma_.lower() not in STATEMENTS | ISSUED_TEXTS or not any(
                    c.lower_ in {"following", "below"} for c in token.children
                ):
                    continue
                verb = token.head
                if verb.lemma_.lower() not in ISSUING:
                    continue
                by = [c for a in verb.children if a.dep_ == "agent" for c in a.children if c.dep_ == "pobj"]
                own = [c for c in verb.children if c.dep_ == "nsubj" and token.dep_ == "dobj"]
                for noun in [*own, *by]:
                    reference = self.cast.refer(named_head(self.cast, noun))
                    if reference:
                        return Reference(reference.parties, reference.people, 0.9)
        return NOBODY

    def _opposition(self) -> Reference:
        """A line or a publisher of the opposition speaks for its party: the one that a line names, else the opposition."""
        publisher = self.cast.reading.document.publisher or ""
        lines = [p.doc.text for p in self._lines() if p.block.kind != "title"]
        if not any(OPPOSITION.search(line) for line in (publisher, *lines)):
            return NOBODY
        if not self.publishers.opposition(publisher) and self.publishers.is_outlet:
            return NOBODY
        passages = self.cast.reading.passages
        party = self.publisher()
        if party and party.parties != ("opposition",) and self.cast.party_type(party.parties[0]) == "political_party":
            return party
        for passage in [*passages[:OPENING], *passages[-OPENING:]]:
            keys = {
                n.key
                for n in self.cast.names.get(passage.index, [])
                if n.key and self.cast.party_type(n.key) == "political_party"
            }
            if len(passage.doc) <= LETTERHEAD and len(keys) == 1:
                return Reference((next(iter(keys)),), (), 0.8)
        return self.publishers.opposition("opposition leader")

    def _letterhead(self) -> Reference:
        """ "REPUBLIC OF ZAMBIA", "MINISTRY OF FOREIGN AFFAIRS OF JAPAN", "Senator X, Secretary, Workers' Party": a line
        above the text that names one state and has no verb, or one political party, union or movement."""
        if self.publishers.is_outlet:
            return NOBODY
        for passage in self._lines():
            if passage.block.kind == "title":
                continue
            keys = {n.key for n in self.cast.names.get(passage.index, []) if n.key}
            if len(keys) == 1 and HEADER.match(passage.doc.text):
                return Reference((next(iter(keys)),), (), 0.85)
        return NOBODY

    def _signature(self) -> Reference:
        """The party of those who sign a letter, below "Yours sincerely"."""
        passages = self.cast.reading.passages
        closing = next((p.index for p in passages if CLOSING.match(p.doc.text)), None)
        if closing is None:
            return NOBODY
        signed = [self._parties_between(p, 0, len(p.doc)) for p in passages[closing : closing + SIGNED]]
        keys = tuple(dict.fromkeys(key for found in signed for key in found))
        return Reference(keys, (), 0.7) if keys else NOBODY

    def _first_subject(self) -> Reference:
        """The first party that acts in a first-person text that tells nothing of its origin; nobody for an author's
        "we" and for one stray "we" of a longer text."""
        document = self.cast.reading.document
        often = len(self._speaking(FIRST)) > 1 or len(self.cast.reading.sentences) < SHORT
        if document.publisher or document.author or not often:
            return NOBODY
        for sentence in self.cast.reading.sentences:
            for token in sentence.tokens:
                if token.dep_ == "nsubj" and token.lower_ not in FIRST and sentence.kind == "body":
                    reference = self.cast.refer(token)
                    if reference.parties and reference.parties[0] in gazetteer().parties:
                        return Reference(reference.parties, (), 0.5)
        return NOBODY
