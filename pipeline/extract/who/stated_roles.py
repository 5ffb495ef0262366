"""The roles that the words around a name state: titles, brackets, possessors, "who leads the delegation"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pipeline.extract.who.lexicon import honorifics, offices, party_heads, words_of
from pipeline.extract.who.names import OUTLETS, Name
from pipeline.extract.who.people import Person, PersonMention
from pipeline.extract.who.publishers import OPPOSITION
from pipeline.extract.who.spellings import slug
from pipeline.extract.who.titles import Title, office_at

if TYPE_CHECKING:
    from pipeline.extract.reading import Reading
    from pipeline.extract.tokens import Doc
    from pipeline.extract.who.document_cast import DocumentCast

NO_PARTY_KINDS = frozenset({"expert", "journalist", "local"})
STATES = frozenset({"state", "partially_recognised"})
ENVOYS_TO = words_of("envoy_to")
HEADING_VERBS = words_of("heading_verb")


Listed = TypeVar("Listed", Name, PersonMention)


def _listed(doc: Doc, start: int, at: dict[int, Listed]) -> tuple[list[Listed], int]:
    """The names of a list that begins at token `start`, and the token after it. A comma goes on only to a last "and"."""
    found: list[Listed] = []
    while start < len(doc):
        while start < len(doc) and (doc[start].lower_ == "the" or doc[start].text in honorifics()):
            start += 1
        if start not in at:
            break
        found.append(at[start])
        start = at[start].end
        joint = start
        while joint < len(doc) and doc[joint].lower_ in {",", "and"}:
            joint += 1
        if joint == start or not any(t.lower_ == "and" for t in doc[start : start + 12]):
            break
        start_after = joint + (joint < len(doc) and doc[joint].lower_ == "the")
        if start_after not in at:
            break
        start = joint
    return found, start


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the text gives it: tokens of the passage, the party it speaks for, and whether it is over."""

    person: str
    party: str | None
    passage: int
    start: int
    end: int
    office: str
    kind: str
    former: bool
    method: str
    possessor: int | None = None


class StatedRoles:
    """Reads roles off titles and what stands beside the names."""

    def __init__(
        self, reading: Reading, people: dict[str, Person], names: dict[int, list[Name]], cast: DocumentCast
    ) -> None:
        self.reading = reading
        self.people = people
        self.names = names
        self.cast = cast
        self.docs = {p.index: p.doc for p in reading.passages}
        self.sections = {p.index: p.block.section for p in reading.passages}

    def stated(self) -> tuple[list[Role], dict[str, str | None]]:
        """The roles that the text words, and the parties that it says the people speak for."""
        roles: list[Role] = []
        for person in self.people.values():
            for mention in person.mentions:
                found = [
                    self._title_role(mention) or self._shared_title_role(mention),
                    self._institute_role(mention),
                    self._bracket_role(mention),
                    self._possessor_role(mention),
                    self._heading_role(mention),
                ]
                roles.extend(role for role in found if role is not None)
        roles = [*roles, *self._respectively(roles), *self._in_order()]
        return roles, {key: self._spoken_for([r for r in roles if r.person == key]) for key in self.people}

    def _title_role(self, mention: PersonMention) -> Role | None:
        title = mention.title
        if title is None:
            return None
        party, known = self._party_in(mention.passage, title)
        kind = title.kind
        if party is None and not known and kind not in NO_PARTY_KINDS:
            land = self._land_after(mention)
            if land is not None:
                party = land.key
            elif title.start >= mention.end:
                party = self._body_after(mention.passage, title.end)
        opposition = self._opposition(mention.passage, title)
        if opposition is not None and (party is None or self.cast.party_type(party) in STATES):
            party, known = opposition, True
        if kind in NO_PARTY_KINDS:
            party = None
        if known and party is None:
            kind = "expert"
        return Role(
            mention.key,
            party,
            mention.passage,
            title.start,
            title.end,
            title.office,
            kind,
            title.former,
            "title-with-party" if party else "title",
            title.possessor,
        )

    def _shared_title_role(self, mention: PersonMention) -> Role | None:
        """ "Presidents X of Norland and Y of Sudonia": the second shares the title of the first."""
        doc = self.docs[mention.passage]
        land = self._land_after(mention)
        if mention.title is not None or land is None or mention.start < 3 or doc[mention.start - 1].lower_ != "and":
            return None
        for other in (m for p in self.people.values() for m in p.mentions if m.passage == mention.passage):
            title = other.title
            if title is None or not 0 < mention.start - other.end <= 7 or title.end > other.start:
                continue
            if self._land_after(other) is not None and doc[title.end - 1].lower_.endswith("s"):
                return Role(
                    mention.key,
                    land.key,
                    mention.passage,
                    title.start,
                    title.end,
                    title.office,
                    title.kind,
                    title.former,
                    "title-with-party",
                )
        return None

    def _land_after(self, mention: PersonMention) -> Name | None:
        """ "Prime Minister Menachem Begin of Israel", "King Hussein of Jordan"."""
        doc = self.docs[mention.passage]
        if mention.end + 1 >= len(doc) or doc[mention.end].lower_ != "of":
            return None
        after = mention.end + 1 + (doc[mention.end + 1].lower_ == "the")
        name = self.cast.name_at.get((mention.passage, after))
        return name if name is not None and name.key and name.start == after else None

    def _opposition(self, passage: int, title: Title) -> str | None:
        """The opposition that a title is of: "Leader of the Opposition", "Norland opposition leader"."""
        doc = self.docs[passage]
        words = " ".join(t.text for t in doc[title.start : title.end] if t.is_alpha)
        if title.former or not OPPOSITION.search(words):
            return None
        lands = [n.key for n in self.cast.names_between(passage, title.start, title.end) if n.key]
        states = [key for key in lands if self.cast.party_type(key) in STATES]
        if states:
            name = f"{self.cast.adjective_of(states[0])} opposition"
            return self.cast.register(slug(name), name, "political_party", part_of=states[0], head="opposition")
        return self.cast.voices.issuers.publishers.opposition(words).parties[0]

    def _body_after(self, passage: int, end: int) -> str | None:
        """ "X, Federal Secretary, Workers' Party": the body that closes a list of name, office and body."""
        doc = self.docs[passage]
        if end + 1 >= len(doc) or doc[end].text != ",":
            return None
        after = end + 1 + (doc[end + 1].lower_ == "the")
        name = self.cast.name_at.get((passage, after))
        closed = name is not None and (name.end >= len(doc) or doc[name.end].is_punct or doc[name.end].is_space)
        if name is None or not name.key or name.start != after or not closed:
            return None
        return name.key if self.cast.is_organisation(name.key) else None

    def _party_in(self, passage: int, title: Title) -> tuple[str | None, bool]:
        """The first party that the title names, and whether the title names any organisation at all; an outlet or
        institute is one that nobody speaks for."""
        inside = [
            n
            for n in self.names.get(passage, [])
            if title.start <= n.start and n.end <= title.end and "ignored" not in n.kinds
        ]
        doc = self.docs[passage]
        keyed = [n for n in inside if n.key]
        if title.office in ENVOYS_TO:
            keyed = [n for n in keyed if not any(t.lower_ == "to" for t in doc[title.start : n.start])]
        keyed = [
            n
            for n in keyed
            if not any(
                t.lower_ in {"in", "at"} and t.i > title.start for t in doc[max(title.start, n.start - 2) : n.start]
            )
        ]
        outlets = [n for n in inside if n.kinds & OUTLETS]
        if outlets and not (
            keyed and keyed[0].start < outlets[0].start and title.kind in {"envoy", "minister", "head"}
        ):
            return None, True
        if keyed:
            return keyed[0].key, True
        default = offices()[title.office][1]
        if doc[title.start : title.end].text == "Secretary":
            default = "usa"  # nobody else is called "Secretary X" and no more
        following = [t.lower_ for t in doc[title.start : title.end]]
        named = {n.key for found in self.names.values() for n in found} | set(
            self.cast.voices.issuers.publisher().parties
        )
        if (
            default
            and (default in named or title.office == "secretary of state")
            and not (title.office == "secretary of state" and "for" in following)
        ):
            return default, True
        return None, False

    def _institute_role(self, mention: PersonMention) -> Role | None:
        """ "X of the Brookings Institution" speaks for nobody, "X of Greenpeace" for Greenpeace."""
        doc = self.docs[mention.passage]
        position = mention.end
        if position >= len(doc) or doc[position].lower_ not in {"of", "from", "at", "with"}:
            return None
        after = position + 1
        while after < len(doc) and doc[after].lower_ in {"the", "a"}:
            after += 1
        for name in self.names.get(mention.passage, []):
            if name.start <= after < name.end and "adjective" in name.kinds and name.end < len(doc):
                break  # "of the British organisation Lomar": not of the British
            if name.start <= after < name.end and not name.kinds & {"name", "capital", "ignored"}:
                research = any(
                    t.lower_ in {"think", "institute", "consultancy", "university", "research", "brokerage"}
                    for t in doc[name.end : name.end + 2]
                )
                kind = "staff" if name.key and not research else "expert"
                return Role(
                    mention.key,
                    name.key or None if not research else None,
                    mention.passage,
                    position,
                    name.end,
                    "member",
                    kind,
                    False,
                    "of-organisation" if kind == "staff" else "of-institute",
                )
        end = after
        while end < len(doc) and (doc[end].text[:1].isupper() or doc[end].lower_ in {"of", "for", "and", "the", "-"}):
            end += 1
        if any(party_heads().get(t.text) == "think_tank" for t in doc[after:end]):
            return Role(mention.key, None, mention.passage, position, end, "member", "expert", False, "of-institute")
        return None

    def _bracket_role(self, mention: PersonMention) -> Role | None:
        """ "Charlotte Aldous (United Kingdom) said": the way of meeting records."""
        doc = self.docs[mention.passage]
        if mention.end >= len(doc) or doc[mention.end].text != "(":
            return None
        name = self.cast.name_at.get((mention.passage, mention.end + 1))
        if name is not None and name.key and name.end < len(doc) and doc[name.end].text == ")":
            return Role(
                mention.key,
                name.key,
                mention.passage,
                name.start,
                name.end,
                "delegate",
                "envoy",
                False,
                "party-in-brackets",
            )
        return None

    def _possessor_role(self, mention: PersonMention) -> Role | None:
        """ "the ELN's Ramiro Quintana"."""
        doc = self.docs[mention.passage]
        index = mention.start - 1
        if index < 1 or doc[index].tag_ != "POS":
            return None
        name = self.cast.name_at.get((mention.passage, index - 1))
        if name is None or not name.key:
            return None
        return Role(mention.key, name.key, mention.passage, name.start, name.end, "", "staff", False, "possessor")

    def _heading_role(self, mention: PersonMention) -> Role | None:
        """ "X, who leads the delegation of Y" speaks for Y; "who led Kenya's team in 2015" no longer does."""
        doc = self.docs[mention.passage]
        start = mention.end
        if start + 2 >= len(doc) or doc[start].text != "," or doc[start + 1].lower_ != "who":
            return None
        for token in doc[start + 2 : min(len(doc), start + 14)]:
            if token.text in {",", "."}:
                return None
            if token.lemma_.lower() in HEADING_VERBS | {"serve", "speak", "negotiate"} and token.pos_ == "VERB":
                target = next((c for c in token.children if c.dep_ in {"dobj"}), None) or next(
                    (
                        g
                        for c in token.children
                        if c.dep_ == "prep" and c.lower_ in {"for", "as"}
                        for g in c.children
                        if g.dep_ == "pobj"
                    ),
                    None,
                )
                if target is None:
                    return None
                end = min(target.right_edge.i + 1, start + 18)
                gone = token.tag_ == "VBD" or any(c.lower_ == "had" for c in token.children)
                reference = self.cast.refer(target) or self.cast.owners.owner(target)[0]
                parties = reference.parties
                if not parties:
                    inner = [
                        n for n in self.names.get(mention.passage, []) if token.i < n.start and n.end <= end and n.key
                    ]
                    parties = tuple(n.key for n in inner[:1])
                if not parties and not gone:
                    return None
                return Role(
                    mention.key,
                    parties[0] if parties and not gone else None,
                    mention.passage,
                    token.i,
                    end,
                    "head",
                    "executive",
                    gone,
                    "who-heads",
                )
        return None

    def _respectively(self, roles: list[Role]) -> list[Role]:
        """ "Russia and China, whose envoys were X and Y, respectively": the first with the first."""
        found: list[Role] = []
        for passage in self.reading.passages:
            doc = passage.doc
            for token in doc:
                if token.lower_ != "respectively":
                    continue
                sentence = token.sent
                people = [
                    m
                    for p in self.people.values()
                    for m in p.mentions
                    if m.passage == passage.index and sentence.start <= m.start < token.i
                ]
                people.sort(key=lambda m: m.start)
                names = [n for n in self.names.get(passage.index, []) if n.key and sentence.start <= n.start < token.i]
                keys = list(dict.fromkeys(n.key for n in names))
                count = len(people)
                if count >= 2 and len(keys) == count:
                    for mention, key in zip(people, keys, strict=True):
                        name = next(n for n in names if n.key == key)
                        found.append(
                            Role(
                                mention.key,
                                key,
                                passage.index,
                                name.start,
                                name.end,
                                "",
                                "envoy",
                                False,
                                "respectively",
                            )
                        )
        return found

    def _in_order(self) -> list[Role]:
        """ "The foreign ministers of Argentina and Chile, X and Y": the first with the first."""
        found: list[Role] = []
        for passage in self.reading.passages:
            doc = passage.doc
            people = {m.start: m for p in self.people.values() for m in p.mentions if m.passage == passage.index}
            names = {n.start: n for n in self.names.get(passage.index, []) if n.key}
            for token in doc:
                if not token.lower_.endswith("s") or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "of":
                    continue
                office = office_at(doc, token.i + 1)
                if office is None:
                    continue
                lands, at = _listed(doc, token.i + 2, names)
                if len(lands) < 2 or at >= len(doc) or doc[at].text not in {",", ":", "("}:
                    continue
                holders, _ = _listed(doc, at + 1, people)
                if len(holders) != len(lands):
                    continue
                for holder, land in zip(holders, lands, strict=True):
                    found.append(
                        Role(
                            holder.key,
                            land.key,
                            passage.index,
                            office[0],
                            token.i + 1,
                            office[1],
                            offices()[office[1]][0],
                            False,
                            "respectively",
                        )
                    )
        return found

    def _spoken_for(self, roles: list[Role]) -> str | None:
        current = [r for r in roles if r.party and not r.former and r.kind not in NO_PARTY_KINDS]
        if not current:
            return None
        paired = next((r.party for r in current if r.method == "respectively"), None)
        if paired is not None:
            return paired  # "his Greek and French counterparts, X and Y": the title holds the party of only one
        counts = Counter(r.party for r in current)
        best = max(counts.values())
        return next(r.party for r in current if counts[r.party] == best)
