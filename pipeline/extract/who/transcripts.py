"""Who speaks the paragraphs of a transcript: by the label that opens them, or that opened one before."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.lexicon import honorifics, office_heads, words_of
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.who.document_cast import DocumentCast

ASKED = re.compile(
    r"(?:Q|QUESTION|REPORTER|JOURNALIST|INTERVIEWER|CORRESPONDENT)\b(?:[.:]|\s\d{0,2}[.:]|\s(?![A-Z]{2})|$)"
    r"|(?:PRESS|MEDIA)\s?:"
    r"|(?:Q|Question|Reporter|Journalist|Interviewer|Correspondent)\s?\d{0,2}\s?:"
)
ANSWERED = re.compile(r"(?:A|ANSWER|RESPONSE|REPLY|Answer|Response|Reply)\s?:|A\.\s")
SHORT_OFFICE = re.compile(r"(?:THE )?P\. ?M\.|PM\s?:|P\.M\s?[.:]")
LABEL_WORDS = words_of("label_word")
LONGEST = 8  # tokens of a label
LONGEST_NAMED = 18  # tokens of a label with a name: "President of the Republic of Norland X (in Norlandic)"
COLONS = frozenset({":", "):"})
ENDED = frozenset({".", "!", "?", ")", '"', "\u2026"})


class Transcript:
    """The speakers of a document's labelled paragraphs, for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    @cached_property
    def speakers(self) -> dict[int, Reference]:
        """Passage -> who speaks it from its beginning."""
        return {passage: turns[0][1] for passage, turns in self._turns.items() if turns[0][0] == 0}

    def at(self, token: Token) -> Reference | None:
        """Who speaks at a token; None where no label tells."""
        passage = self.cast.reading.passage_of(token).index
        found = [speaker for start, speaker in self._turns.get(passage, ()) if start <= token.i]
        return found[-1] if found else None

    @cached_property
    def _turns(self) -> dict[int, list[tuple[int, Reference]]]:
        """Passage -> the turns in it: first token and speaker. The words of a reporter and of somebody unknown are
        nobody's; a paragraph without label goes on in the voice of the last one. Empty for a text that is no transcript."""
        opened: dict[int, Reference] = {}
        inside: dict[int, list[tuple[int, Reference]]] = {}
        strangers: set[int] = set()
        asked = False
        for passage in self.cast.reading.passages:
            if passage.block.kind not in {"body", "heading"}:
                continue
            inline = self._inside(passage)
            if inline:
                inside[passage.index] = inline
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
        many = len(opened) + len(inside) > 1
        found: dict[int, list[tuple[int, Reference]]] = {}
        speaking: Reference | None = None
        for passage in self.cast.reading.passages:
            speaking = opened.get(passage.index, speaking if many else None)
            turns = [(0, speaking)] if speaking is not None else []
            turns += inside.get(passage.index, ())
            if turns:
                found[passage.index] = turns
                speaking = turns[-1][1]
        return found

    def _inside(self, passage: Passage) -> list[tuple[int, Reference]]:
        """The labels with a speaker's name inside a paragraph that was set without breaks: "... of us all. President of
        Norland Ada Moreno: Thank you"."""
        doc = passage.doc
        found = []
        for colon in (t for t in doc if t.text in COLONS):
            start = colon.i
            while start > 0 and colon.i - start < LONGEST_NAMED and _in_label(doc[start - 1].text):
                if doc[start - 1].text == "." and start > 1 and len(doc[start - 2]) > 3:
                    break
                start -= 1
            if (
                start == 0
                or start == colon.i
                or doc[start - 1].text not in ENDED
                or doc[start].lower_ in LABEL_WORDS - {"the"}
            ):
                continue
            speaker = self._named(passage, start, colon.i)
            if speaker is not None and speaker.parties:
                found.append((start, speaker))
        return found

    def _labelled(self, passage: Passage, asked: bool) -> Reference | None:
        """The speaker whom the passage's label names; NOBODY for a label that says nothing; None for no label."""
        doc = passage.doc
        if asked and ANSWERED.match(doc.text):
            return self._answering()
        if SHORT_OFFICE.match(doc.text):
            return self._holder("prime minister")
        colon = next((t.i for t in doc[1 : LONGEST_NAMED + 1] if t.text in COLONS), None)
        if colon is None or not _is_label(doc, colon):
            return None
        speaker = self._named(passage, 0, colon)
        if speaker is not None:
            return speaker
        if colon > LONGEST:
            return None
        office = office_at(doc, colon)
        if office is not None and all(t.lower_ in LABEL_WORDS for t in doc[: office[0]]):
            return self._holder(office[1])
        return NOBODY

    def _named(self, passage: Passage, start: int, colon: int) -> Reference | None:
        """The person whom a label names, else the party of the office in it."""
        people = (self.cast.person_at.get((passage.index, i)) for i in range(start, colon))
        mention = next((m for m in people if m is not None), None)
        if mention is None:
            named = {n.key for n in self.cast.names_between(passage.index, start, colon) if n.key}
            held = any(t.lower_ in office_heads() for t in passage.doc[start:colon])
            return Reference((next(iter(named)),), (), 0.85) if held and len(named) == 1 else None
        bracket = [
            n.key
            for n in self.cast.names_between(passage.index, mention.end, colon)
            if n.key and passage.doc[n.start - 1].text == "("
        ]
        party = bracket[0] if bracket else self.cast.party_of(mention.key)
        parties = (party,) if party else self._own_speaker(mention.key)
        return Reference(parties, (mention.key,), 0.95)

    def _holder(self, office: str) -> Reference:
        """ "THE PRESIDENT:": the one person of the document with that office, else the issuer."""
        holders = self.cast.office_holders.holders(office, None)
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
            and p.doc[m.end].text in COLONS | {"("}
        }
        if len(labelled) > 1 or any(r.person == person for r in self.cast._roles):
            return ()
        publisher = self.cast.voices.issuers.publisher().parties
        if publisher and self.cast.party_type(publisher[0]) == "government_body":
            return ()  # a parliament prints the debate, and speaks in it by nobody's mouth
        return publisher

    def _answering(self) -> Reference:
        """Who answers in an interview: the issuer, else the first person whom the title or the opening names."""
        for passage in self.cast.reading.passages[:3]:
            for index in range(len(passage.doc)):
                mention = self.cast.person_at.get((passage.index, index))
                if mention is not None and mention.start == index:
                    party = self.cast.party_of(mention.key)
                    return Reference((party,) if party else (), (mention.key,), 0.7)
        return self.cast.voices.issuers.issuer or self.cast.voices.issuers.publisher()


def _is_label(doc: Doc, colon: int) -> bool:
    """Capitalised words and small joining words, with a remark in brackets: "Ada Moreno (in French)"."""
    bracketed = False
    for token in doc[:colon]:
        bracketed = bracketed or token.text == "("
        if not bracketed and not _in_label(token.text):
            return False
        bracketed = bracketed and token.text != ")"
    return True


def _in_label(text: str) -> bool:
    return (
        text[:1].isupper()
        or text.lower() in LABEL_WORDS
        or text in honorifics()
        or text in {".", ",", "(", ")", "-", "'"}
    )
