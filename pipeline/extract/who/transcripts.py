"""Who speaks the paragraphs of a transcript: by the label that opens them, or that opened one before."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.lexicon import honorifics, words_of
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage
    from pipeline.extract.who.document_cast import DocumentCast

ASKED = re.compile(
    r"(?:Q|QUESTION|REPORTER|JOURNALIST|PRESS|INTERVIEWER|MEDIA|CORRESPONDENT)\b[.:]?(?:\s|$)"
    r"|(?:Q|Question|Reporter|Journalist|Interviewer|Correspondent)\s?\d{0,2}\s?:"
)
ANSWERED = re.compile(r"(?:A|ANSWER|RESPONSE|REPLY|Answer|Response|Reply)\s?:|A\.\s")
SHORT_OFFICE = re.compile(r"(?:THE )?P\. ?M\.|PM\s?:|P\.M\s?[.:]")
LABEL_WORDS = words_of("label_word")
LONGEST = 8  # tokens of a label


class Transcript:
    """The speakers of a document's labelled paragraphs, for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    @cached_property
    def speakers(self) -> dict[int, Reference]:
        """Passage -> who speaks it. The words of a reporter and of somebody unknown are nobody's; a paragraph without
        label goes on in the voice of the last one. Empty for a text that is no transcript."""
        opened: dict[int, Reference] = {}
        strangers: set[int] = set()
        asked = False
        for passage in self.cast.reading.passages:
            if passage.block.kind not in {"body", "heading"}:
                continue
            if ASKED.match(passage.doc.text):
                opened[passage.index], asked = NOBODY, True
                continue
            speaker = self._labelled(passage, asked)
            if speaker is None:
                continue
            opened[passage.index] = speaker
            if not speaker:
                strangers.add(passage.index)
        if not asked and not opened.keys() - strangers:
            return {}
        found: dict[int, Reference] = {}
        speaking: Reference | None = None
        for passage in self.cast.reading.passages:
            speaking = opened.get(passage.index, speaking if len(opened) > 1 else None)
            if speaking is not None:
                found[passage.index] = speaking
        return found

    def _labelled(self, passage: Passage, asked: bool) -> Reference | None:
        """The speaker whom the passage's label names; NOBODY for a label that says nothing; None for no label."""
        doc = passage.doc
        if asked and ANSWERED.match(doc.text):
            return self._answering()
        if SHORT_OFFICE.match(doc.text):
            return self._holder("prime minister")
        colon = next((t.i for t in doc[1 : LONGEST + 1] if t.text == ":"), None)
        if colon is None or not all(_in_label(t.text) for t in doc[:colon]):
            return None
        mention = next(
            (m for i in range(colon) if (m := self.cast.person_at.get((passage.index, i))) is not None), None
        )
        if mention is not None:
            party = self.cast.party_of(mention.key)
            parties = (party,) if party else self._own_speaker(mention.key)
            return Reference(parties, (mention.key,), 0.95)
        office = office_at(doc, colon)
        if office is not None and all(t.lower_ in LABEL_WORDS for t in doc[: office[0]]):
            return self._holder(office[1])
        return NOBODY

    def _holder(self, office: str) -> Reference:
        """ "THE PRESIDENT:": the one person of the document with that office, else the issuer."""
        holders = self.cast.holders(office, None)
        if len(holders) == 1:
            party = self.cast.party_of(holders[0])
            if party:
                return Reference((party,), (holders[0],), 0.9)
        return self.cast.voices.issuers.issuer or self.cast.voices.issuers.publisher()

    def _own_speaker(self, person: str) -> tuple[str, ...]:
        """The publisher's party for a speaker without office, who is the only person named before the questions."""
        labelled = {
            m.key
            for p in self.cast.reading.passages
            for i in range(LONGEST)
            if (m := self.cast.person_at.get((p.index, i))) is not None
            and m.end < len(p.doc)
            and p.doc[m.end].text == ":"
        }
        if len(labelled) > 1 or any(r.person == person for r in self.cast._roles):
            return ()
        return self.cast.voices.issuers.publisher().parties

    def _answering(self) -> Reference:
        """Who answers in an interview: the issuer, else the first person whom the title or the opening names."""
        for passage in self.cast.reading.passages[:3]:
            for index in range(len(passage.doc)):
                mention = self.cast.person_at.get((passage.index, index))
                if mention is not None and mention.start == index:
                    party = self.cast.party_of(mention.key)
                    return Reference((party,) if party else (), (mention.key,), 0.7)
        return self.cast.voices.issuers.issuer


def _in_label(text: str) -> bool:
    return (
        text[:1].isupper()
        or text.lower() in LABEL_WORDS
        or text in honorifics()
        or text in {".", ",", "(", ")", "-", "'"}
    )
