"""Named individuals of a document: which tokens name them, one person for all spellings, with titles and parties."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.extract.who.genders import forename_genders
from pipeline.extract.who.lexicon import honorifics, office_heads, places
from pipeline.extract.who.names import Name
from pipeline.extract.who.person_names import FACILITY_HEADS, Candidate, NameSpotter, speaks
from pipeline.extract.who.spellings import (
    core_words,
    corrected,
    display,
    is_name_word,
    same_forename,
    slug,
    spelling,
    surname_forms,
)
from pipeline.extract.who.titles import Title, title_after, title_before

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading
    from pipeline.extract.tokens import Doc


@dataclass(frozen=True, slots=True)
class PersonMention:
    """Tokens `start` to `end` (exclusive) of a passage name the person `key`; honorifics are left out."""

    passage: int
    start: int
    end: int
    key: str
    title: Title | None


@dataclass
class Person:
    """A person while the document is read. `words` are the name's words, fullest form."""

    key: str
    name: str
    words: tuple[str, ...]
    mentions: list[PersonMention] = field(default_factory=list)


class PeopleFinder:
    """Finds the people of one document. `taken` are tokens of known names, which name no person."""

    def __init__(self, reading: Reading, names: dict[int, list[Name]]) -> None:
        self.reading = reading
        self.names = names
        self.taken = {(n.passage, i) for found in names.values() for n in found for i in range(n.start, n.end)}
        self.people: dict[str, Person] = {}
        self.family_first: set[str] = set()  # people whom the text calls by the first word of their name
        self.spotter = NameSpotter(reading, self.taken)

    def find(self) -> dict[str, Person]:
        candidates: list[Candidate] = []
        for passage in self.reading.passages:
            candidates.extend(self.spotter.candidates(passage))
        docs = {p.index: p.doc for p in self.reading.passages}
        self._cluster(candidates, docs)
        self._link_surnames(docs)
        self._take_forenames(docs)
        self._title_mentions(docs)
        return self.people

    def _take_forenames(self, docs: dict[int, Doc]) -> None:
        """ "Ada Moreno and German Galush" where the text has called him "Minister German Galush": the forename is no
        party's name. It leaves `names`."""
        for person in self.people.values():
            if len(person.words) < 2:
                continue
            for number, mention in enumerate(person.mentions):
                before = mention.start - 1
                if before < 0 or docs[mention.passage][before].text != person.words[0]:
                    continue
                taken = [n for n in self.names[mention.passage] if n.start == before and n.end == mention.start]
                for name in taken:
                    self.names[mention.passage].remove(name)
                    person.mentions[number] = PersonMention(mention.passage, before, mention.end, person.key, None)

    def _cluster(self, candidates: list[Candidate], docs: dict[int, Doc]) -> None:
        author = {w for w in slug(self.reading.document.author or "").split("-") if w}
        full = [c for c in candidates if len(c.words(docs[c.passage])) > 1]
        for candidate in full:
            words = corrected(candidate.words(docs[candidate.passage]), docs[candidate.passage], candidate.end)
            signs = author and set(slug(" ".join(words)).split("-")) <= author
            if signs and not self._holds_office(candidate, docs[candidate.passage]):
                continue
            person = self._same(words)
            if person is None:
                name = display(words)
                person = Person(self._key(name), name, words)
                self.people[person.key] = person
            elif len(words) > len(person.words) and self._is_fuller(words, person.words):
                person.words, person.name = words, display(words)
            self._mention(person, candidate)
        for candidate in candidates:
            words = candidate.words(docs[candidate.passage])
            if len(words) > 1:
                continue
            matches = self._by_surname(words[0]) or self._by_first_word(words[0], candidate.titled)
            if matches:
                person = self._nearest(matches, candidate.passage, candidate.start, docs)
            elif not candidate.titled and not self._single_name_stands(candidate, docs, candidates):
                continue
            else:
                name = display(words)
                existing = self.people.get(slug(name))
                person = existing or Person(self._key(name), name, words)
                self.people[person.key] = person
            if author and slug(person.name) in author:
                continue
            self._mention(person, candidate)

    @staticmethod
    def _holds_office(candidate: Candidate, doc: Doc) -> bool:
        """An author whom the text itself calls by an office is one of its people: "Statement by President Ada Moreno"."""
        title = title_before(doc, candidate.start, frozenset()) if candidate.titled else None
        return title is not None and title.kind not in {"expert", "journalist"}

    @staticmethod
    def _is_fuller(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
        """More words of one name, not its headline ("ADA MORENO DISCUSSES") or its repetition ("Ada Moreno Moreno Ada")."""
        if len(words) != len({spelling(word) for word in words}):
            return False
        same_end = spelling(words[-1]) == spelling(known[-1])
        return same_end or len(known) == 1 or not all(word.isupper() for word in words)

    def _single_name_stands(self, candidate: Candidate, docs: dict[int, Doc], candidates: list[Candidate]) -> bool:
        """A bare single name is a person when it says or does something, or is named several times."""
        doc = docs[candidate.passage]
        head = doc[candidate.end - 1]
        if speaks(head):
            return True
        if candidate.labelled and doc[candidate.start].text in forename_genders():
            after = doc[candidate.end] if candidate.end < len(doc) else None
            return not head.is_sent_start or after is None or after.is_punct or after.lower_ in {"and", "'s"}
        word = doc[candidate.start].text
        count = Counter(docs[c.passage][c.start].text for c in candidates if c.end - c.start == 1)
        return head.dep_ in {"nsubj", "nsubjpass", "poss"} and count[word] > 1

    def _key(self, name: str) -> str:
        key, number = slug(name), 2
        while key in self.people:
            key, number = f"{slug(name)}-{number}", number + 1
        return key

    def _same(self, words: tuple[str, ...]) -> Person | None:
        """The person with this full name: the same surname (in any spelling) and forenames that fit."""
        for person in self.people.values():
            ours, yours = core_words(words), core_words(person.words)
            mine, theirs = [spelling(w) for w in ours], [spelling(w) for w in yours]
            if mine[-1] != theirs[-1] and not (
                set(mine) <= set(theirs) and len(mine) > 1 or set(theirs) <= set(mine) and len(theirs) > 1
            ):
                continue
            if len(theirs) == 1 and mine[-1] == theirs[-1]:
                return person
            if mine[0] == theirs[0] or mine[-1] == theirs[-1] and same_forename(ours[0], yours[0]):
                return person
            if set(mine) <= set(theirs) or set(theirs) <= set(mine):
                return person
            if mine[0][:3] == theirs[0][:3] and mine[-1] == theirs[-1] and len(mine[0]) > 3:
                return person
        return None

    def _by_surname(self, word: str) -> list[Person]:
        target = spelling(word)
        return [
            p
            for p in self.people.values()
            if any(target == spelling(part) for part in surname_forms(p.words))
            or p.key in self.family_first
            and target == spelling(p.words[0])
        ]

    def _by_first_word(self, word: str, titled: bool) -> list[Person]:
        """The one person whose name begins with the word: "Akiba" for "Akiba Takeo" where the family name comes first,
        "King Hussein", "Hi, John". With a title the word is never somebody else's forename."""
        found = [p for p in self.people.values() if len(p.words) > 1 and spelling(p.words[0]) == spelling(word)]
        if len(found) == 1 and titled:
            self.family_first.add(found[0].key)
        return found if len(found) == 1 else []

    def _nearest(self, matches: list[Person], passage: int, start: int, docs: dict[int, Doc]) -> Person:
        """Of several people of one surname: the one whose title stands before the name, else the one named last."""
        if len(matches) == 1:
            return matches[0]
        doc = docs[passage]
        title = title_before(doc, start, frozenset())
        if title is not None:
            for person in matches:
                for mention in person.mentions:
                    other = title_before(docs[mention.passage], mention.start, frozenset())
                    if other is not None and other.office == title.office:
                        return person

        def place(person: Person) -> tuple[int, int]:
            before = [(m.passage, m.start) for m in person.mentions if (m.passage, m.start) < (passage, start)]
            return max(before, default=(-1, -1))

        return max(matches, key=lambda p: (place(p), p.key))

    def _mention(self, person: Person, candidate: Candidate) -> None:
        person.mentions.append(PersonMention(candidate.passage, candidate.start, candidate.end, person.key, None))

    def _link_surnames(self, docs: dict[int, Doc]) -> None:
        """Every bare surname of a person of the document is a mention, also where the entity recogniser missed it."""
        covered = {(m.passage, i) for p in self.people.values() for m in p.mentions for i in range(m.start, m.end)}
        for index, doc in docs.items():
            for token in doc:
                if (index, token.i) in covered or (index, token.i) in self.taken or not token.text[:1].isupper():
                    continue
                if len(token.text) < 3 or not token.text.replace("'", "").isalpha():
                    continue
                matches = [
                    p
                    for p in self._by_surname(token.text)
                    if len(p.words) > 1 or p.name.casefold() == token.text.casefold()
                ]
                if (
                    not matches
                    and token.tag_ == "NNP"
                    and speaks(token)
                    and token.text not in places()
                    and not is_name_word(doc[token.i - 1])
                ):
                    matches = self._by_first_word(token.text, False)  # "Abiy said"
                if not matches or token.i and doc[token.i - 1].text in {"-"} and token.pos_ != "PROPN":
                    continue
                before = doc[token.i - 1] if token.i else None
                if (
                    before is not None
                    and before.tag_ == "NNP"
                    and before.text[:1].isupper()
                    and before.ent_type_ == "PERSON"
                    and before.text not in honorifics()
                    and before.lower_ not in office_heads()
                    and (index, before.i) not in covered
                ):
                    continue
                after = doc[token.i + 1] if token.i + 1 < len(doc) else None
                if after is not None and after.text in FACILITY_HEADS:
                    continue
                person = self._nearest(matches, index, token.i, docs)
                person.mentions.append(PersonMention(index, token.i, token.i + 1, person.key, None))
        for person in self.people.values():
            person.mentions.sort(key=lambda m: (m.passage, m.start))

    # -- titles ----------------------------------------------------------------------------------------------------

    def _title_mentions(self, docs: dict[int, Doc]) -> None:
        tokens: dict[int, set[int]] = {}
        starts: dict[int, set[int]] = {}
        for person in self.people.values():
            for m in person.mentions:
                tokens.setdefault(m.passage, set()).update(range(m.start, m.end))
                starts.setdefault(m.passage, set()).add(m.start)
        for person in self.people.values():
            titled = []
            for m in person.mentions:
                doc = docs[m.passage]
                others = frozenset(tokens[m.passage])
                before = title_before(doc, m.start, others)
                title = before
                if before is None or before.kind in {"clergy", "commander", "lawmaker"}:
                    title = title_after(doc, m.end, frozenset(starts[m.passage])) or before
                titled.append(PersonMention(m.passage, m.start, m.end, m.key, title))
            person.mentions = titled
