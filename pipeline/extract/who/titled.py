"""Whose words a title or a line above the text announces: "Statement by X on Y", "X's remarks", "On behalf of X"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, head_type, honorifics, office_heads, offices, words_of
from pipeline.extract.who.publishers import OPPOSITION, Publishers
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.who.document_cast import DocumentCast

PAPERS = words_of("issued_text")
ABOUT = words_of("about")
TALKS_WITH = words_of("talk_with_paper")
BEFORE_PAPER = words_of("paper_modifier")
PHRASE = 60  # tokens: the longest list of those who issue a paper
REACH = 16  # tokens between a paper and its "by"
ORGANS = frozenset({"ministry", "embassy", "chancellery", "presidency"})
STATES = frozenset({"state", "partially_recognised"})
CLAUSE = frozenset({"VBZ", "VBD", "VBP", "MD"})
DASHES = frozenset({"-", "--", "\u2013", "\u2014", ":", "|"})


@lru_cache(maxsize=1)
def office_words() -> frozenset[str]:
    """All words of all offices: "prime", "foreign", "minister" ..."""
    return frozenset(word for office in offices() for word in office.split())


def is_paper(token: Token) -> bool:
    return token.lower_ in PAPERS or token.lower_.removesuffix("s") in PAPERS


class Titled:
    """Reads who issues a paper off its title, for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast, publishers: Publishers) -> None:
        self.cast = cast
        self.publishers = publishers

    def of_line(self, passage: Passage) -> Reference:
        """Who issues the paper that a title, a heading or a line without a verb announces."""
        about = announced = False
        for token in passage.doc:
            if token.text in DASHES and (token.text != "-" or stands_free(token)):
                about = announced = False
            if not is_paper(token):
                about = about or announced and token.lower_ in ABOUT
                continue
            announced = True
            found = NOBODY if about else self._after(passage, token) or self._before(passage, token)
            if found:
                return found
        return self._labelled(passage)

    def _labelled(self, passage: Passage) -> Reference:
        """ "Norland Dockers' Union: Our Demands": an organisation before the colon; a state there is what it is about."""
        colon = next((t.i for t in passage.doc if t.text == ":"), None)
        name = self.cast.name_at.get((passage.index, 0))
        if self.publishers.is_outlet or colon is None or name is None or name.end != colon or not name.key:
            return NOBODY
        typed = self._trusted(name.key) and self.cast.party_type(name.key) not in STATES
        return Reference((name.key,), (), 0.7) if typed else NOBODY

    def _after(self, passage: Passage, paper: Token) -> Reference:
        """ "Statement by X", "Letter dated 4 May from X", "Remarks on Y by Minister X", "Interview with X"."""
        doc = passage.doc
        about = False
        for token in doc[paper.i + 1 : paper.i + REACH]:
            word = token.lower_
            before = doc[token.i - 1].lower_
            if word == "of" and before == "behalf":
                return self.actors(passage, token.i + 1)
            if word in {"by", "from"} and (not about or self._official(doc, token.i + 1)):
                found = self.actors(passage, token.i + 1)
                if found.parties or "behalf" not in {t.lower_ for t in doc[token.i :]}:
                    return found
            if word == "to" and before in {"attributable", "attributed"}:
                return self.actors(passage, token.i + 1)
            if word == "of" and not about:
                found = self.actors(passage, token.i + 1)
                if found:
                    return found
            if word == "with" and paper.lower_ in TALKS_WITH and self._official(doc, token.i + 1):
                return self.actors(passage, token.i + 1)
            if is_paper(token) and not about:
                return NOBODY  # "Transcript of Press Conference": the next paper tells
            about = (
                about or word in ABOUT and not (word == "on" and doc[token.i : token.i + 2].text.lower() == "on behalf")
            )
        return NOBODY

    def _before(self, passage: Passage, paper: Token) -> Reference:
        """ "X's statement", "G7 Leaders' Statement", "Foreign Ministry statement": nothing else stands before it, or only
        what a dash or colon closes."""
        doc = passage.doc
        if self.publishers.is_outlet:
            return NOBODY
        start = paper.i
        while start > 0 and self._names_somebody(passage, doc[start - 1]):
            start -= 1
        if start == paper.i or start > 0 and doc[start - 1].text not in DASHES and not is_paper(doc[start - 1]):
            return NOBODY
        found = self.actors(passage, start, paper.i)
        owned = doc[paper.i - 1].tag_ == "POS" or doc[paper.i - 1].text in {"'s", "'", "\u2019"}
        joint = any(t.lower_ in {"joint", "trilateral"} for t in doc[: paper.i])
        publisher = self.publishers.party()
        if owned or joint or not publisher or not found.parties or found.people:
            return found
        if any(self.cast.party_type(key) in STATES for key in found.parties):
            return publisher  # "Ukraine statement" on a page of another state is on Ukraine
        return found

    def _names_somebody(self, passage: Passage, token: Token) -> bool:
        at = (passage.index, token.i)
        word = token.lower_
        return (
            at in self.cast.person_at
            or at in self.cast.name_at
            or token.text in honorifics()
            or word in office_words() | BEFORE_PAPER
            or bool(actor_nouns().get(word) or actor_nouns().get(token.lemma_.lower()))
            or token.tag_ == "POS"
            or token.text in {"'s", "'", "\u2019", ",", "&"}
            or token.text == "-"
            and not (token.i and stands_free(token))
        )

    def _official(self, doc: Doc, start: int) -> bool:
        """An office, a person or a body by its noun comes next: what an attack was "by" needs none."""
        passage = next(p.index for p in self.cast.reading.passages if p.doc is doc)
        for token in doc[start : start + 7]:
            word = token.lower_
            if (
                word in office_heads()
                or (passage, token.i) in self.cast.person_at
                or word in {"ministry", "government"}
            ):
                return True
            if word.removesuffix("s") in office_heads():
                return True
            if word in ABOUT or token.text in DASHES:
                break
        return False

    def actors(self, passage: Passage, start: int, end: int | None = None) -> Reference:
        """Those whom the phrase from token `start` on names as issuers, up to what it is about. An office without a
        party is the publisher's; a capitalised phrase that nothing types is nobody."""
        doc = passage.doc
        end = min(len(doc), start + PHRASE) if end is None else end
        keys: list[str] = []
        people: list[str] = []
        named: set[str] = set()
        office: str | None = None
        index = start
        while index < end:
            token = doc[index]
            person = self.cast.person_at.get((passage.index, index))
            name = self.cast.name_at.get((passage.index, index))
            if person is not None:
                people.append(person.key)
                party = self.cast.party_of(person.key)
                if party:
                    keys.append(party)
                index = max(index + 1, person.end)
                continue
            if name is not None:
                named.add(name.key)
                if name.key and self._trusted(name.key):
                    keys.append(name.key)
                index = max(index + 1, name.end)
                continue
            if index > start and self._stops(doc, index):
                break
            if token.lower_.removesuffix("s") in office_heads() or token.lower_ in ORGANS:
                held = office_at(doc, index + 1)
                office = held[1] if held is not None else office or ""
            index += 1
        if OPPOSITION.search(doc[start:index].text):
            party = next((k for k in keys if self.cast.party_type(k) == "political_party"), None)
            mine = Reference((party,), (), 0.9) if party else self.publishers.opposition("opposition leader")
            return Reference(mine.parties, tuple(people[:1]), 0.85)
        publisher = self.publishers.party()
        host = publisher and self.cast.party_type(publisher.parties[0]) in STATES
        if people and host and not any(self._is_stated(p, k) for p in people for k in keys):
            # "Ambassador X at the Security Council", "President X on Sudonia's attack": the publisher's own
            keys = [k for k in keys if k in named]
        return self._issuing(keys, people, office, publisher)

    def _issuing(self, keys: list[str], people: list[str], office: str | None, publisher: Reference) -> Reference:
        if not keys and people:
            return Reference(publisher.parties, tuple(people[:1]), 0.8)
        if not keys and office is not None:
            of_office = offices().get(office, ("", None))[1]
            return Reference((self.cast._know(of_office).key,), (), 0.7) if of_office and not publisher else publisher
        if not keys:
            return NOBODY
        if self.cast.party_type(keys[0]) in {"bloc", "igo"} and not people:
            return Reference((keys[0],), (), 0.9)  # "the G7 foreign ministers of Canada, France ..."
        unique = tuple(dict.fromkeys(keys))
        party = next((k for k in unique if self.cast.party_type(k) == "political_party"), None)
        if party and len(people) <= 1:
            unique = (party,)  # "Senator X, Secretary of the Labour Party of Norland"
        return Reference(unique, tuple(people) if len(people) == 1 else (), 0.9)

    def _trusted(self, key: str) -> bool:
        """A party of the tables, or one whose name is built on a noun for organisations."""
        return (
            key in gazetteer().parties
            or head_type(self.cast.party_name(key)) not in {None, "media"}
            or (self.publishers.party().parties == (key,))
        )

    def _is_stated(self, person: str, party: str) -> bool:
        """The text says outright that the person holds an office of a party, and not one of its own guests'."""
        return any(
            r.person == person
            and r.party == party
            and r.method != "title-in-context"
            and self.cast.party_type(party) != "igo"
            for r in self.cast._roles
        )

    def _stops(self, doc: Doc, index: int) -> bool:
        """What the paper is about, where it was given or what it does begins here."""
        token = doc[index]
        word = token.lower_
        before = doc[index - 1].lower_
        if word in {"for", "to"} and before.removesuffix("s") in office_heads():
            return False  # "the Spokesperson for the Secretary-General", "the Minister for Trade of Norland"
        if word in ABOUT or token.text in {":", ".", ";", "(", "|", "\u2013", "\u2014", "--"}:
            return True
        if token.text == "-" and stands_free(token):
            return True
        if word.endswith("ing") and len(word) > 5 and word not in office_words() and token.text[:1].isupper():
            return word not in {"acting", "outgoing", "incoming", "standing", "ruling", "governing"}
        return token.tag_ in CLAUSE and token.text.islower()


def stands_free(token: Token) -> bool:
    """The token stands free: a dash between words, no hyphen."""
    return token.i > 0 and bool(token.nbor(-1).whitespace_)
