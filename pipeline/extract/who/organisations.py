"""Organisations that no list knows: long names typed by their head noun, and the acronyms that the text introduces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.genders import forename_genders
from pipeline.extract.who.introduced import introduced
from pipeline.extract.who.lexicon import (
    actor_nouns,
    head_type,
    office_heads,
    party_heads,
    place_cues,
    places,
    speech_verbs,
    words_of,
)
from pipeline.extract.who.names import Name, head_of
from pipeline.extract.who.organisation_names import (
    CHAPTERS,
    CONTENT_HEADS,
    OFFICE_WORDS,
    OrganisationNames,
    after_office,
    is_office,
    is_stand_in,
    names_office,
)
from pipeline.extract.who.organisation_types import SCHOOLS, employs, is_outlet, org_type, type_beside
from pipeline.extract.who.spellings import slug
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.reading import Passage
    from pipeline.extract.tokens import Doc, Span

ACRONYM = re.compile(r"^[A-Z][A-Z0-9&]{1,7}s?$")
NO_ACRONYM = words_of("no_acronym")
ACTING = words_of("acting_verb")
FACILITIES = words_of("facility_head") - {
    "Party",
    "Trust",
    "Group",
    "Fund",
    "Committee",
    "Commission",
    "Bank",
    "Inc",
    "Ltd",
    "Church",
    "Foundation",
}
BASES = words_of("base_word")
NO_SINGLE = words_of("no_single_name")
CHAPTERED = frozenset({"union", "civil_society", "other"})


def acts_by_grammar(doc: Doc, start: int, end: int) -> bool:
    """The name is subject, agent, or partner of a verb that only somebody can do: saying, agreeing, fighting ..."""
    head = head_of(doc, start, end)
    if head.dep_ in {"nsubj", "nsubjpass"}:
        return head.head.lemma_.lower() in speech_verbs() | ACTING
    return head.dep_ == "pobj" and head.head.dep_ == "agent"


def chapter_after(doc: Doc, end: int) -> Span | None:
    """The numbered part of a union that its name ends with: "Bus Workers Union (BWU) Local 12", "Bus Union Lodge 3"."""
    if end + 3 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
        end += 3
    if end + 1 < len(doc) and doc[end].text in CHAPTERS and doc[end + 1].text.isdigit():
        return doc[end : end + 2]
    return None


def names_a_thing(doc: Doc, bracket: int, acronym: str) -> bool:
    """The words before the bracket that an acronym stands for are those of a thing: "exclusive economic zone (EEZ)",
    "Notice to Airmen (NOTAM)". What it is, the noun before "to" or "on", or the last noun, tells."""
    start = bracket
    while (
        start > 0 and bracket - start < 2 * len(acronym) and doc[start - 1].pos_ not in {"PUNCT", "VERB", "DET", "AUX"}
    ):
        start -= 1
        if doc[start].text[:1].upper() == acronym[0] and bracket - start > 1:
            break
    words = list(doc[start:bracket])
    if len(words) < 2 or words[0].text[:1].upper() != acronym[0]:
        return False
    cut = next((i for i, t in enumerate(words) if i and t.lower_ in {"to", "on", "of", "for", "in"}), len(words))
    head = words[cut - 1]
    if head.text in CONTENT_HEADS:
        return True
    return all(t.text.islower() for t in words) and head.lemma_.lower() not in actor_nouns()


def _beside_capitals(doc: Doc, index: int) -> bool:
    """Part of a line in capitals, as a label or heading has it: "THE PRIME MINISTER:"."""
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(doc) and doc[other].is_space:
            other += step
        if 0 <= other < len(doc) and doc[other].is_alpha and doc[other].text.isupper() and len(doc[other]) > 4:
            return True
    return False


def _in_title_case(doc: Doc) -> bool:
    """All longer words are capitalised: their capitals tell nothing."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    return len(words) > 2 and all(t.text[:1].isupper() for t in words)


class OrganisationFinder:
    """Finds the organisations of one document that the gazetteer does not know."""

    def __init__(self, taken: set[tuple[int, int]]) -> None:
        self.taken = taken
        self.candidates = OrganisationNames(taken)
        self.before_person: frozenset[tuple[int, int]] = frozenset()  # where the text names a person
        self.names: dict[str, tuple[str, str]] = {}  # key -> (name, type)
        self.by_class: dict[str, str] = {}  # name -> key, as a class noun introduces it
        self.acronyms: dict[str, str] = {}  # acronym -> key, as the text introduces them
        self.chapters: dict[str, str] = {}  # "Local 12" -> key of the union that has it
        self.things: set[str] = set()  # acronyms of what is no body: a treaty, a weapon, a notice

    def find(self, passage: Passage, names: list[Name]) -> list[Name]:
        """Organisations of a passage; drops from `names` those that are only part of a longer name."""
        doc = passage.doc
        found: list[Name] = []
        for start, end in self.candidates.runs(passage, names):
            name = self.named(passage, start, end, label="ORG")
            if doc[end - 1].text in place_cues()["event_noun"] and end - start > 2:
                names[:] = [n for n in names if not (start <= n.start and n.end < end and n.kinds == {"name"})]
            if name is not None:
                found.append(name)
                names[:] = [n for n in names if not (start <= n.start and n.end <= end)]
                self.taken.update((passage.index, i) for i in range(name.start, name.end))
        found.extend(self._members_unions(passage))
        for ent in doc.ents:
            firm = ent.label_ == "PERSON" and ent.start > 0 and doc[ent.start - 1].lower_ == "at" and len(ent) > 1
            if ent.label_ not in {"ORG", "NORP", "GPE", "FAC", "PRODUCT", "WORK_OF_ART"} and not firm:
                continue
            span = self.candidates.trimmed(passage, ent.start, ent.end)
            if span is None:
                continue
            name = self.named(passage, *span, label="ORG" if firm else ent.label_)
            if name is not None:
                found.append(name)
                self.taken.update((passage.index, i) for i in range(name.start, name.end))
        return found

    def chapters_of_known(self, passage: Passage, names: list[Name]) -> list[Name]:
        """The names of a passage, where a numbered part of a known union is a body of its own, not the union."""
        found = []
        for name in names:
            known = gazetteer().parties.get(name.key)
            chapter = chapter_after(passage.doc, name.end) if known and known.party_type in CHAPTERED else None
            if chapter is None or name.kinds != {"organisation"}:
                found.append(name)
                continue
            text = f"{passage.doc[name.start : name.end].text} {chapter.text}"
            end = chapter.end if chapter.start == name.end else name.end
            self.names.setdefault(slug(text), (text, "union"))
            self.chapters.setdefault(chapter.text, slug(text))
            found.append(Name(passage.index, name.start, end, slug(text), name.kinds))
            self.taken.update((passage.index, i) for i in range(name.start, end))
        return found

    def introduced(self, passage: Passage) -> list[Name]:
        """Names that the text introduces by what they are: "the airline Mahal Air". Not a person's full name."""
        found = []
        for start, end, party_type in introduced(passage.doc):
            if any((passage.index, i) in self.taken for i in range(start, end)):
                continue
            if end - start > 1 and passage.doc[start].text in forename_genders() and passage.doc[start + 1].is_alpha:
                continue
            text = passage.doc[start:end].text
            if any(w in party_heads() and party_heads()[w] in {"media", "think_tank"} for w in text.split()):
                continue
            self.names.setdefault(slug(text), (text, party_type))
            self.by_class.setdefault(text, slug(text))
            found.append(Name(passage.index, start, end, slug(text), frozenset({"organisation"})))
            self.taken.update((passage.index, i) for i in range(start, end))
        return found

    def _members_unions(self, passage: Passage) -> list[Name]:
        """A union that is called after its members: "the fishermen's union", "teachers' unions"."""
        found = []
        for token in passage.doc:
            if (
                token.lemma_.lower() not in {"union", "federation"}
                or not token.text.islower()
                or token.i < 2
                or passage.doc[token.i - 1].tag_ != "POS"
            ):
                continue
            owner = passage.doc[token.i - 2]
            if (
                owner.text.islower()
                and owner.tag_ == "NNS"
                and not any(kind == "union" for _, kind in self.names.values())
            ):
                text = passage.doc[owner.i : token.i + 1].text
                self.names.setdefault(slug(text), (text, "union"))
                found.append(Name(passage.index, owner.i, token.i + 1, slug(text), frozenset({"organisation"})))
                self.taken.update((passage.index, i) for i in range(owner.i, token.i + 1))
        return found

    def find_acronyms(self, passage: Passage, names: list[Name]) -> list[Name]:
        """Acronyms: introduced in parentheses after a name, or standing alone as an actor's name."""
        doc = passage.doc
        found: list[Name] = []
        ends = {name.end: name for name in names if name.key}
        tokens = doc.tokens
        for token in tokens:
            text = token.text
            if (passage.index, token.i) in self.taken:
                continue
            opened = (
                token.i >= 2
                and tokens[token.i - 1].text == "("
                and token.i + 1 < len(tokens)
                and tokens[token.i + 1].text == ")"
            )
            if (
                opened
                and (ACRONYM.match(text) or text[:1].isupper() and text.isalpha() and len(text) < 12)
                and token.i - 1 in ends
                and (
                    "organisation" in ends[token.i - 1].kinds
                    or ends[token.i - 1].end - ends[token.i - 1].start > 1
                    or not ACRONYM.match(text)
                )
            ):
                key = ends[token.i - 1].key
                self.acronyms[text] = key
                found.append(Name(passage.index, token.i, token.i + 1, key, frozenset({"organisation"})))
            elif text in self.acronyms:
                found.append(
                    Name(passage.index, token.i, token.i + 1, self.acronyms[text], frozenset({"organisation"}))
                )
            elif ACRONYM.match(text) and (spelt := self._spelt_out(text)):
                self.acronyms[text] = spelt
                found.append(Name(passage.index, token.i, token.i + 1, spelt, frozenset({"organisation"})))
            elif opened and ACRONYM.match(text) and names_a_thing(doc, token.i - 1, text):
                self.things.add(text)
            elif (
                ACRONYM.match(text)
                and text not in self.things
                and text not in NO_ACRONYM
                and text.upper() not in NO_ACRONYM
                and self._acts(doc, token.i)
            ):
                if is_outlet(doc, token.i, token.i + 1):
                    found.append(Name(passage.index, token.i, token.i + 1, "", frozenset({"media"})))
                    continue
                key = slug(text)
                self.names.setdefault(key, (text, type_beside(doc, token.i)))
                found.append(Name(passage.index, token.i, token.i + 1, key, frozenset({"organisation"})))
        found.extend(self._chapters(passage, found))
        self.taken.update((passage.index, i) for n in found for i in range(n.start, n.end))
        return found

    def _chapters(self, passage: Passage, acronyms: list[Name]) -> list[Name]:
        """ "Local 12", also after the union's acronym, which is then part of the name."""
        if not self.chapters:
            return []
        doc = passage.doc
        before = {n.end: n for n in acronyms}
        found = []
        for token in doc[:-1]:
            key = self.chapters.get(doc[token.i : token.i + 2].text)
            if key is None or (passage.index, token.i) in self.taken:
                continue
            start = token.i
            if token.i in before:
                start = before[token.i].start
                acronyms.remove(before[token.i])
            found.append(Name(passage.index, start, token.i + 2, key, frozenset({"organisation"})))
        return found

    def _spelt_out(self, acronym: str) -> str:
        """The one organisation of the text whose initials an acronym is that no bracket introduces; "" for none."""
        if len(acronym) < 3:
            return ""
        found = {
            key
            for key, (name, _) in self.names.items()
            if acronym == "".join(w[0] for w in re.findall(r"[^\W\d_]+", name.replace("'s", "")) if w[:1].isupper())
        }
        return found.pop() if len(found) == 1 else ""

    def find_short_forms(self, passage: Passage) -> list[Name]:
        """ "Brennock" for "Brennock Glass": the first word of a company's or other body's own name."""
        short: dict[str, str] = {}
        for key, (name, party_type) in self.names.items():
            first = name.split()[0]
            if (
                party_type in {"company", "other"}
                and " " in name
                and len(first) > 4
                and first not in party_heads()
                and first not in places()
            ):
                short[first] = key
        found = [
            Name(passage.index, t.i, t.i + 1, short[t.text], frozenset({"organisation"}))
            for t in passage.doc
            if t.text in short and t.pos_ == "PROPN" and (passage.index, t.i) not in self.taken
        ]
        for text, key in self.by_class.items():
            words = text.split()
            for token in passage.doc:
                span = passage.doc[token.i : token.i + len(words)]
                if [t.text for t in span] == words and not any((passage.index, t.i) in self.taken for t in span):
                    found.append(Name(passage.index, token.i, token.i + len(words), key, frozenset({"organisation"})))
        self.taken.update((passage.index, i) for n in found for i in range(n.start, n.end))
        schools = {
            key for key, (name, _) in self.names.items() if name.split()[0] in SCHOOLS or name.split()[-1] in SCHOOLS
        }
        if len(schools) == 1:
            found.extend(
                Name(passage.index, t.i, t.i + 1, next(iter(schools)), frozenset({"organisation"}))
                for t in passage.doc
                if t.text in SCHOOLS
                and t.i
                and passage.doc[t.i - 1].lower_ == "the"
                and (passage.index, t.i) not in self.taken
                and (
                    t.i + 1 == len(passage.doc)
                    or passage.doc[t.i + 1].lower_ != "of"
                    and not passage.doc[t.i + 1].text[:1].isupper()
                )
            )
        self.taken.update((passage.index, n.start) for n in found)
        return found

    def _acts(self, doc: Doc, index: int) -> bool:
        token = doc[index]
        if any(c.isdigit() for c in token.text) or _beside_capitals(doc, index):
            return False
        if sum(t.text.isupper() for t in doc if t.is_alpha) > 0.6 * max(1, sum(t.is_alpha for t in doc)):
            return False
        if token.like_num or doc[index].ent_type_ in {"MONEY", "QUANTITY", "TIME", "DATE", "LAW"}:
            return False
        if index + 1 < len(doc) and "common" in actor_nouns().get(str(doc[index + 1].lemma_.lower()), {}):
            return True
        return len(token.text) >= 3 and (token.pos_ == "PROPN" or token.ent_type_ == "ORG")

    @staticmethod
    def _workplace(doc: Doc, start: int) -> bool:
        """The name follows "at" as a company's does, and is no camp or base: "an analyst at X", "the walkout at X"."""
        return start > 0 and doc[start - 1].lower_ == "at" and doc[start].text not in BASES

    def named(self, passage: Passage, start: int, end: int, *, label: str) -> Name | None:
        """The organisation that the words name, None when they name none; `label` is what the recogniser calls them."""
        doc = passage.doc
        if any(t.lower_ in office_heads() and t.i + 1 < end and t.nbor(1).lower_ == "of" for t in doc[start:end]):
            return None  # "US Secretary of the Treasury" is an office
        office = office_at(doc, end)
        if office is not None and any(t.text in party_heads() for t in doc[start : end - len(office[1].split())]):
            shorter = end - len(office[1].split())
            if shorter - start > 2 and any(t.lower_ == "of" for t in doc[start:shorter]):
                end = shorter  # "Association of Pilots General Secretary": the body, then the office of its head
        words = [t.text for t in doc[start:end]]
        text = doc[start:end].text
        if text in self.chapters or doc[end - 2 : end].text in self.chapters and end - start == 3:
            return Name(passage.index, start, end, self.chapters[doc[end - 2 : end].text], frozenset({"organisation"}))
        if not any(w[:1].isupper() for w in words) or any(c in text for c in "@#/[]:"):
            return None
        if text in places() and label != "ORG":
            return None
        heads = [w for w in words if w in party_heads()]
        if label in {"GPE", "FAC", "PRODUCT", "WORK_OF_ART"} and not heads:
            return None
        if (
            words[-1] in CONTENT_HEADS | place_cues()["event_noun"]
            and words[-1] not in SCHOOLS
            or words[0] in OFFICE_WORDS | {"Storm", "Hurricane", "Typhoon", "Mount", "Lake", "Fort"}
        ):
            return None
        if len(words) == 1 and (
            words[0].lower() in NO_SINGLE
            or ACRONYM.match(text)
            or heads
            or text in places()
            or text.title() in places()
        ):
            return None  # "the Commission" is an anaphor
        if (passage.index, end) in self.before_person and not doc[start:end].text.isupper():
            return None  # what stands right before a person's name is a title: "Chamber Minority Chief Ada Moreno"
        if is_office(doc, start, end) or names_office(doc, start, end):
            return None
        if is_stand_in(words, words) or not text.isascii() and label != "ORG" and not heads:
            return None
        before = doc[start - 1] if start else None
        if (
            before is not None
            and before.lower_ in {"for", "of"}
            and not heads
            and start > 1
            and doc[start - 2].lower_ in office_heads()
        ):
            return None  # "Minister for External Affairs"
        if not heads and after_office(doc, end):
            return None  # "Commerce Minister X"
        at_work = self._workplace(doc, start)
        if not heads and not acts_by_grammar(doc, start, end) and not at_work:
            return None
        if passage.block.kind == "title" and head_type(text) is None and _in_title_case(doc) and not at_work:
            return None  # "Averting a Rail Shutdown": capitals that the headline gives to every word
        if words[-1] in FACILITIES and not acts_by_grammar(doc, start, end) and not at_work:
            return None
        if label == "NORP" and not heads:
            return None
        party_type = "media" if is_outlet(doc, start, end) else org_type(words)
        if party_type == "think_tank" and label == "ORG" and employs(doc, start, end):
            party_type = "other"
        if party_type == "other" and at_work:
            party_type = "company"
        if party_type in {"media", "think_tank"}:
            return Name(passage.index, start, end, "", frozenset({party_type}))  # type: ignore[arg-type]
        chapter = chapter_after(doc, end) if heads and party_type in CHAPTERED else None
        if chapter is not None:
            text = f"{text} {chapter.text}"
            self.chapters.setdefault(chapter.text, slug(text))
            end = chapter.end if chapter.start == end else end
        key = slug(text)
        self.names.setdefault(key, (text, party_type))
        return Name(passage.index, start, end, key, frozenset({"organisation"}))
