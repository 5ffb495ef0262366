"""Who issues a document, and speaks as "I" and "we" in it outside quotations."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, office_heads, words_of
from pipeline.extract.who.names import OUTLETS
from pipeline.extract.who.papers import named_head
from pipeline.extract.who.pronouns import FIRST

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage
    from pipeline.extract.who.document_cast import DocumentCast

ISSUING = words_of("issuing_verb")
STATEMENTS = words_of("statement_noun")
ISSUED_TEXTS = words_of("issued_text")
SHORT = 8  # sentences: in a longer text one stray "we" makes no first-person document
LETTERHEAD = 25  # tokens: longer lines are text
OPENING = 6  # passages in which a document says who issues it
SIGNED = 12  # passages after the closing formula of a letter
TOLD = frozenset({"VBZ", "VBD", "VBP", "MD"})
HEADER = re.compile(
    r"(?:the )?(?:government|republic|kingdom|state|ministry|department|embassy|office|permanent mission|commonwealth|union|federation)\b",
    re.IGNORECASE,
)
OPPOSITION = re.compile(r"\b(?:opposition|shadow)\b", re.IGNORECASE)
CLOSING = re.compile(
    r"\W*(?:(?:yours|your)\b.{0,20}(?:sincerely|faithfully|truly|fraternally)|sincerely|respectfully|(?:with )?(?:kind|best|warm) regards|signed\b)",
    re.IGNORECASE,
)


class Issuers:
    """Finds the issuer of a document for a `DocumentCast`. `quoted` are the (passage, token) places in quotations."""

    def __init__(self, cast: DocumentCast, quoted: frozenset[tuple[int, int]]) -> None:
        self.cast = cast
        self.quoted = quoted

    @cached_property
    def issuer(self) -> Reference:
        """Who speaks a first-person document outside quotations: the title's "statement by X", the makers of a joint
        statement, whoever "issued the following statement", the letterhead, the publisher, the signatures."""
        reading = self.cast.reading
        speaking = {
            reading.sentence_of(t).index
            for p in reading.passages
            for t in p.doc
            if t.lower_ in FIRST and t.tag_ in {"PRP", "PRP$"} and (p.index, t.i) not in self.quoted
        }
        if not speaking:
            return NOBODY
        often = len(speaking) > 1 or len(reading.sentences) < SHORT
        return (
            self._joint()
            or self._titled()
            or self._byline()
            or self._introduced()
            or self._first_person_apposition()
            or self._opposition()
            or self._letterhead()
            or self.publisher()
            or self._signature()
            or (self._first_subject() if often else NOBODY)
        )

    def _joint(self) -> Reference:
        """The makers of a joint statement: those whom its title names, else those who open it together."""
        first = self.cast.reading.passages[:1]
        if not first or first[0].block.kind != "title":
            return NOBODY
        words = {t.lower_ for t in first[0].doc}
        if not words & {"joint", "jointly", "trilateral", "quadrilateral"} or not words & (STATEMENTS | ISSUED_TEXTS):
            return NOBODY
        paper = next(t.i for t in first[0].doc if t.lower_ in STATEMENTS | ISSUED_TEXTS)
        about = next((t.i for t in first[0].doc[paper:] if t.lower_ in words_of("about")), len(first[0].doc))
        named = self._parties_between(first[0], 0, about)
        if len(named) > 1:
            return Reference(named, (), 0.9)
        for sentence in self.cast.reading.sentences[:4]:
            if sentence.passage is first[0] or sentence.kind == "heading":
                continue
            verb = next((t.i for t in sentence.tokens if t.tag_ in TOLD), sentence.start)
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

    def _titled(self) -> Reference:
        """ "Statement by X", "Remarks by X on Y" in the title or above the text."""
        for passage in self.cast.reading.passages[:OPENING]:
            doc = passage.doc
            heading = passage.block.kind in {"title", "heading"}
            for token in () if not heading and any(t.tag_ in TOLD for t in doc) else doc:
                if token.lower_ not in ISSUED_TEXTS:
                    continue
                sent = False  # "a letter to the president of X" is not X's
                for later in doc[token.i + 1 : token.i + 12]:
                    sent = sent or later.lower_ == "to"
                    if later.lower_ in {"by", "from"} or later.lower_ == "of" and not sent:
                        reference = self._first_actor(passage.index, later.i + 1, min(len(doc), later.i + 25))
                        if reference:
                            return reference
            if len(doc) > LETTERHEAD and not heading:
                break
        return NOBODY

    def _byline(self) -> Reference:
        """ "By X, President of Y" above the text."""
        for passage in self.cast.reading.passages[:OPENING]:
            doc = passage.doc
            if doc[0].lower_ == "by" and len(doc) <= LETTERHEAD and not any(t.tag_ in TOLD for t in doc):
                reference = self._first_actor(passage.index, 1, len(doc))
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

    def _letterhead(self) -> Reference:
        """ "REPUBLIC OF ZAMBIA", "MINISTRY OF FOREIGN AFFAIRS OF JAPAN": a line above the text that names one state and
        has no verb."""
        for passage in self.cast.reading.passages[:OPENING]:
            doc = passage.doc
            if len(doc) > LETTERHEAD or passage.block.kind == "title" or any(t.tag_ in TOLD for t in doc):
                continue
            keys = {n.key for n in self.cast.names.get(passage.index, []) if n.key}
            if len(keys) == 1 and HEADER.match(doc.text):
                return Reference((next(iter(keys)),), (), 0.85)
        return NOBODY

    def _opposition(self) -> Reference:
        """A publisher of the opposition speaks for its party, not for the state: the party that its letterhead names, else
        the opposition itself."""
        publisher = self.cast.reading.document.publisher or ""
        if not OPPOSITION.search(publisher):
            return NOBODY
        for known in (h.known for h in gazetteer().hits(publisher)):
            if known.key and gazetteer().parties[known.key].party_type == "political_party":
                self.cast._know(known.key)
                return Reference((known.key,), (), 0.85)
        passages = self.cast.reading.passages
        for passage in [*passages[:OPENING], *passages[-OPENING:]]:
            keys = {
                n.key
                for n in self.cast.names.get(passage.index, [])
                if n.key and self.cast._parties[n.key].party_type == "political_party"
            }
            if len(passage.doc) <= LETTERHEAD and len(keys) == 1:
                return Reference((next(iter(keys)),), (), 0.8)
        return Reference((self.cast.register("opposition", "Opposition", "political_party"),), (), 0.75)

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
            if doc[index].lower_ in words_of("about") and (keys or people) or doc[index].text in {":", "."}:
                break
        if people and not keys:
            return Reference(self.publisher().parties, tuple(people[:1]), 0.8)
        if not keys:
            return NOBODY
        if not people and self.cast._parties[keys[0]].party_type in {"bloc", "igo"}:
            return Reference(tuple(keys[:1]), (), 0.9)  # "the G7 foreign ministers of Canada, France ..."
        return Reference(tuple(dict.fromkeys(keys)), tuple(people) if len(people) == 1 else (), 0.9)

    def publisher(self) -> Reference:
        """The party that publishes the document, else the one for which its author signs."""
        document = self.cast.reading.document
        publisher = document.publisher or ""
        author = document.author or ""
        official = {w.strip(",.").lower() for w in author.split()} & (office_heads() | actor_nouns().keys())
        for text in (publisher, author if official else ""):
            hits = [h for h in gazetteer().hits(text) if h.known.key and not h.known.kinds & OUTLETS]
            if hits:
                self.cast._know(hits[0].known.key)
                return Reference((hits[0].known.key,), (), 0.8)
        return self._named_publisher(publisher)

    def state(self) -> Reference:
        """The state whose organ publishes the text: "the Government" in a minister's release."""
        publisher = self.publisher()
        for key in publisher.parties:
            known = gazetteer().parties.get(key)
            state = gazetteer().parties.get(known.part_of or key) if known is not None else None
            if state is not None and state.party_type in {"state", "partially_recognised"}:
                self.cast._know(state.key)
                return Reference((state.key,), (), 0.55)
        return NOBODY

    def _named_publisher(self, publisher: str) -> Reference:
        """A publisher that no table knows and that the text itself names: a union, a party, a company."""
        name = publisher.lower().removeprefix("the ")
        keys = [k for k, p in self.cast._parties.items() if name and p.name.lower().removeprefix("the ") == name]
        return Reference((keys[0],), (), 0.8) if len(keys) == 1 else NOBODY

    def _first_person_apposition(self) -> Reference:
        """ "We, the workers of X, ..."."""
        for sentence in self.cast.reading.sentences:
            doc = sentence.passage.doc
            for token in sentence.tokens:
                if token.lower_ != "we" or token.dep_ != "nsubj" or (sentence.passage.index, token.i) in self.quoted:
                    continue
                if token.i + 1 < len(doc) and doc[token.i + 1].text == ",":
                    reference = self._first_actor(sentence.passage.index, token.i + 2, min(sentence.end, token.i + 25))
                    if reference:
                        return reference
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
        for sentence in self.cast.reading.sentences:
            for token in sentence.tokens:
                if token.dep_ == "nsubj" and token.lower_ not in FIRST and sentence.kind == "body":
                    reference = self.cast.refer(token)
                    if reference.parties and self.cast._parties[reference.parties[0]].known:
                        return Reference(reference.parties, (), 0.5)
        return NOBODY
