"""The two parties whose meeting or call a document reports: "the two leaders", "both sides" of a readout."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

MEETINGS = words_of("meeting_noun")
LEADERS = words_of("leaders")


class Principals:
    """Finds the pair behind "the two leaders" for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def of(self, head: Token) -> tuple[str, ...]:
        """The two parties that a plural noun for leaders, ministers or sides means; empty when it cannot be told. Two
        whom the text has just named side by side come first."""
        noun = head.lemma_.lower()
        beside = self._beside(head)
        if beside:
            return beside
        return self.of_title or (self._leading if noun in LEADERS else ())

    @cached_property
    def of_title(self) -> tuple[str, ...]:
        """The two parties of "A's call with B" in the title; the publisher is one when the title names only the other."""
        title = next((p for p in self.cast.reading.passages if p.block.kind == "title"), None)
        if title is None or not any(t.lemma_.lower() in MEETINGS for t in title.doc):
            return ()
        found: dict[str, None] = {}
        for token in title.doc:
            mention = self.cast.person_at.get((title.index, token.i))
            party = self.cast.party_of(mention.key) if mention is not None else None
            name = self.cast.name_at.get((title.index, token.i))
            if name is not None and name.key and self.cast.use(name) != "place":
                party = name.key
            if party:
                found.setdefault(party)
        if len(found) == 1:
            found = {**dict.fromkeys(self.cast.voices.issuers.publisher().parties), **found}
        return tuple(found) if len(found) == 2 else ()

    @cached_property
    def _leading(self) -> tuple[str, ...]:
        """The parties of the people who lead states, when they are two."""
        parties = dict.fromkeys(self.cast.party_of(person) for person in self.cast.office_holders.rulers(None))
        return tuple(p for p in parties if p) if len(parties) == 2 else ()

    def _beside(self, head: Token) -> tuple[str, ...]:
        """ "X and Y spoke. The two leaders ...": two people of two parties, alone in the sentence before."""
        sentence = self.cast.reading.sentence_of(head)
        for index in (sentence.index, sentence.index - 1):
            if index < 0:
                break
            candidate = self.cast.reading.sentences[index]
            people = [m for m in self.cast.people_in(candidate) if index < sentence.index or m.end <= head.i]
            parties = dict.fromkeys(self.cast.party_of(m.key) for m in people)
            if len(parties) == 2 and None not in parties:
                return tuple(p for p in parties if p)
            if people:
                break
        return ()
