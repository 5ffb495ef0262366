"""The party that a person with a bare title speaks for: guessed from what surrounds the name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, office_heads, office_types, places, words_of
from pipeline.extract.who.names import Name
from pipeline.extract.who.people import Person, PersonMention
from pipeline.extract.who.stated_roles import NO_PARTY_KINDS, STATES, Role, StatedRoles
from pipeline.extract.who.strangers import has_foreign_noun, has_own_principal, names_stranger, of_locality

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

RULERS = words_of("ruler")
MOTION = words_of("motion")
PORTFOLIOS = words_of("portfolio")
GO_BETWEENS = words_of("go_between_office")
PROVISIONAL = words_of("provisional")
WHERE = frozenset({"in", "at", "near", "outside", "inside", "of"})  # before a capital: where somebody acts at home
VENUE = re.compile(r", ([A-Z][\w.' -]+?),? \d{1,2} [A-Z]")  # ", Port Ayr, 18 May 2006" in a title
SETTING = 2.0  # what the land where a text is set adds to the score of a minister's or ruler's state, at most
KIND_TYPES = {
    "executive": frozenset(
        {
            "company",
            "union",
            "civil_society",
            "igo",
            "other",
            "government_body",
            "political_party",
            "armed_group",
            "bloc",
        }
    ),
    "commander": frozenset({"armed_group", "political_party", "state", "partially_recognised", "government_body"}),
    "minister": STATES | {"government_body"},
    "envoy": STATES | {"igo", "bloc", "union", "company", "armed_group"},
    "head": STATES | {"armed_group", "political_party", "company", "union", "civil_society", "government_body"},
    "staff": STATES
    | {"igo", "union", "company", "armed_group", "political_party", "civil_society", "government_body", "bloc"},
}


class RoleFinder(StatedRoles):
    """Reads roles off titles (`stated`), then guesses the party of bare titles from their surroundings (`inferred`)."""

    def inferred(self, roles: list[Role], parties: dict[str, str | None]) -> tuple[list[Role], dict[str, str | None]]:
        """The party of those whose titles name none: by the possessor ("its spokeswoman"), then by the surroundings."""
        result = dict(parties)
        for person in self.people.values():
            mine = [r for r in roles if r.person == person.key]
            if result[person.key] is not None or not self._may_infer(mine):
                continue
            owner = (
                self._by_possessor(mine)
                or self._by_owner(mine)
                or self._by_apposition(person)
                or self._by_partner(person, roles)
            )
            if owner is None and any(
                has_foreign_noun(role, self.docs[role.passage], self.cast)
                or has_own_principal(role, self.docs[role.passage])
                for role in mine
            ):
                continue
            result[person.key] = owner if owner is not None else self._from_context(person, mine, roles, result)
            self.cast._party_of = result  # later people may be reached through this one ("her spokesman")
            self.cast._cache.clear()
        for person in self.people.values():  # "a spokesman for the police": known now if the text tells of the police
            mine = [r for r in roles if r.person == person.key]
            if (
                result[person.key] is None
                and self._may_infer(mine)
                and any(has_own_principal(r, self.docs[r.passage]) for r in mine)
            ):
                result[person.key] = self._by_possessor(mine)
        done = [self._completed(role, result) for role in roles]
        return done, result

    def _may_infer(self, roles: list[Role]) -> bool:
        """Experts, journalists and former office holders speak for no party."""
        if any(r.kind in NO_PARTY_KINDS or r.former for r in roles):
            return False
        if any(
            names_stranger(r, self.docs[r.passage], self.cast) or of_locality(r, self.docs[r.passage], self.cast)
            for r in roles
        ):
            return False
        return any(r.kind not in {"lawmaker", "clergy"} and r.office not in GO_BETWEENS for r in roles)

    def _by_possessor(self, roles: list[Role]) -> str | None:
        for role in roles:
            doc = self.docs[role.passage]
            if role.possessor is not None and role.office not in {"counterpart", "colleague"}:
                reference = self.cast.pronouns.resolve(doc[role.possessor])
                if len(reference.parties) == 1:
                    return reference.parties[0]
            for token in doc[role.start : role.end]:
                if role.kind == "minister" and token.dep_ == "pobj":
                    continue  # "Minister for Immigration": a portfolio is no party
                if (
                    token.pos_ in {"NOUN", "PROPN"}
                    and token.dep_ in {"poss", "pobj", "compound"}
                    and token.lower_ not in office_heads()
                ):
                    reference = (
                        self.cast.refer(token)
                        if token.dep_ != "compound"
                        else self.cast.discourse.by_word(token, frozenset({token.lower_}))
                    )
                    if len(reference.parties) == 1:
                        return reference.parties[0]
        return None

    def _by_owner(self, roles: list[Role]) -> str | None:
        """ "Chancellor X's spokesman, Y", "Norland's army chief, Y": the owner that stands before the title."""
        for role in roles:
            head = self._office_head(role)
            if head is not None and role.possessor is None:
                for child in head.children:
                    if child.dep_ == "poss" and child.tag_ in {"NNP", "NNPS"} and child.lower_ not in office_heads():
                        reference = self.cast.refer(child)
                        if len(reference.parties) == 1:
                            return reference.parties[0]
        return None

    def _office_head(self, role: Role) -> Token | None:
        """The last word of the office in a title."""
        last = role.office.split()[-1] if role.office else ""
        return next((t for t in self.docs[role.passage][role.start : role.end] if t.lower_ == last), None)

    def _by_apposition(self, person: Person) -> str | None:
        """ "The government's lead negotiator, national security adviser X": the noun that the name stands beside."""
        for mention in person.mentions:
            doc = self.docs[mention.passage]
            first = mention.title.start if mention.title else mention.start
            if first < 2 or doc[first - 1].text != ",":
                continue
            noun = doc[first - 2]
            if noun.lower_ in office_heads() and noun.pos_ in {"NOUN", "PROPN"}:
                owner = self.cast.owners.owner(noun)[0]
                if len(owner.parties) == 1:
                    return owner.parties[0]
        return None

    def _by_partner(self, person: Person, roles: list[Role]) -> str | None:
        """ "Norwegian Deputy Foreign Minister X and special envoy Y": the party of X, but for heads of state and government,
        who meet their like."""
        for mention in person.mentions:
            title = mention.title
            if (
                title is None
                or title.kind not in {"minister", "envoy", "staff", "commander"}
                or title.start < 2
                or title.start > mention.start
            ):
                continue
            doc = self.docs[mention.passage]
            other = self.cast.person_at.get((mention.passage, title.start - 2))
            if doc[title.start - 1].lower_ != "and" or other is None:
                continue
            for role in roles:
                if (
                    role.person == other.key
                    and role.party
                    and role.passage == mention.passage
                    and role.end == other.start
                    and role.office != title.office
                ):
                    return role.party
        return None

    def _from_context(
        self, person: Person, mine: list[Role], roles: list[Role], parties: dict[str, str | None]
    ) -> str | None:
        """The party whose section it is, who is the subject of the sentence before, or who is named most near by."""
        role = next((r for r in mine if not r.former), None)
        if role is None or not role.office:
            return None
        allowed = office_types().get(role.office) or KIND_TYPES.get(role.kind, STATES)
        if any(t.dep_ == "poss" and t.lower_ in RULERS for t in self.docs[role.passage][role.start : role.end]):
            allowed = STATES  # "Head of the President's Office"
        score: Counter[str] = Counter()
        first = True
        for mention in person.mentions:
            if not first and mention.title is None:
                continue
            first = False
            self._score_mention(mention, role, score)
        most = max(self.cast.discourse.weights.values(), default=1) or 1
        for key, weight in self.cast.discourse.weights.items():
            score[key] += 2.0 * weight / most  # type: ignore[assignment]
        for other_key, other_party in parties.items():
            if other_party and other_key != person.key:
                score[other_party] += 0.2  # type: ignore[assignment]
        issuers = self.cast.voices.issuers
        publisher = issuers.publisher()
        if publisher and issuers.names_speaker(person.key):
            return publisher.parties[0]
        for key in publisher.parties:
            score[key] += 0 if self._is_provisional(role) else 6  # nobody calls an own minister "the interim minister"
        if role.kind == "minister" or role.office in RULERS:
            for key in self._home():
                score[key] += 3
        for other in roles:  # "my Norwegian colleague": whoever calls somebody that is of another state
            if other.office in {"counterpart", "colleague"} and other.person != person.key and other.party:
                score[other.party] -= 6
        portfolio = self._portfolio(role)
        for other in roles:
            if other.person != person.key and portfolio and portfolio & self._portfolio(other) and not other.former:
                holder = other.party or parties.get(other.person)
                if holder:
                    score[holder] += 1
        named = {n.key for found in self.names.values() for n in found} | set(publisher.parties) | set(self._home())
        if role.kind == "minister" and role.office.endswith("minister"):
            for key in self.cast.discourse.setting:
                score[key] += SETTING  # type: ignore[assignment]
        for key in sorted(named):
            body = gazetteer().parties.get(key)
            if body is not None and body.party_type == "government_body" and body.part_of and body.part_of not in named:
                score[body.part_of] += 1  # "House of Commons": the state that it is part of
        named |= {body.part_of for key in named if (body := gazetteer().parties.get(key)) is not None and body.part_of}
        for key in list(score):
            if key not in named:
                del score[key]
                continue
            party = self.cast._parties.get(key)
            party_type = party.party_type if party else gazetteer().parties[key].party_type
            state_office = role.kind == "minister" or role.office in RULERS
            if state_office and party_type == "government_body" and key not in gazetteer().parties:
                del score[key]  # ministers are of states, not of a police force
                continue
            if party_type not in allowed or self._held(key, role, person, roles, parties):
                del score[key]
        if role.office in RULERS:
            fits = {
                key
                for key in score
                if (known := gazetteer().parties.get(key)) is not None
                and known.leader == role.office
                and score[key] > 0.3
            }
            for key in list(score):
                known = gazetteer().parties.get(key)
                if known is not None and known.leader and known.leader != role.office:
                    if fits and role.office != "president":
                        del score[key]  # a prime minister is not of a state that a president leads, when another fits
                    else:
                        score[key] *= 0.5  # type: ignore[assignment]
        ranked = sorted(
            ((key, value) for key, value in score.items() if value > 0.5), key=lambda item: (-item[1], item[0])
        )
        if not ranked or len(ranked) > 1 and ranked[0][1] - ranked[1][1] < 0.15:
            return None
        return ranked[0][0]

    def _home(self) -> list[str]:
        """The states of the datelines, and of the town that a title gives with its day if the text names them: a bare
        "President X" reported from there is most often theirs."""
        found = [
            n.key
            for names in self.names.values()
            for n in names
            if n.key and n.kinds & {"name", "capital"} and (n.passage, n.start) in self.cast._datelines
        ]
        document = self.reading.document
        for block in document.blocks:
            if block.kind == "dateline":
                found.extend(
                    hit.known.key
                    for hit in gazetteer().hits(block.span.of(document.text).title())
                    if hit.known.kinds & {"name", "capital"}
                )
        for match in VENUE.finditer(document.title or ""):
            country = (places().get(match[1]) or (None,) * 3)[2]
            if country and self.cast.discourse.weights[country.lower()]:
                found.append(country.lower())
        return list(dict.fromkeys(filter(None, found)))

    def _portfolio(self, role: Role) -> frozenset[str]:
        """The capitalised words of a title that are no office: "Commerce" in "Deputy Commerce Minister"."""
        doc = self.docs[role.passage]
        return frozenset(
            t.text
            for t in doc[role.start : role.end]
            if t.text[:1].isupper()
            and t.lower_ not in office_heads()
            and t.text
            not in {"Prime", "Foreign", "Deputy", "Vice", "Special", "Chief", "Former", "Minister", "Secretary"}
            and len(t.text) > 3
        )

    def _score_mention(self, mention: PersonMention, role: Role, score: Counter[str]) -> None:
        doc = self.docs[mention.passage]
        sentence = self.reading.sentence_of(doc[mention.start])
        for name in self._heading_names(self.sections.get(mention.passage)):
            score[name.key] += 6
        titled = {
            i
            for p in self.people.values()
            for m in p.mentions
            if m.passage == mention.passage and m.title and m.key != mention.key
            for i in range(m.title.start, m.title.end)
        }
        apart = any(t.lemma_.lower() in {"counterpart", "colleague"} for t in sentence.tokens)
        before = self.reading.sentences[sentence.index - 1] if sentence.index else None
        if before is not None and before.kind != "heading" and before.passage.index >= sentence.passage.index - 1:
            weight = 3.5 if before.passage.index == sentence.passage.index else 1.5
            for key in self._subject_parties(before):
                score[key] += weight  # type: ignore[assignment]
            if not self._subject_parties(before):
                for name in self.names.get(before.passage.index, []):
                    if name.key and before.start <= name.start < before.end and self.cast.use(name) == "actor":
                        score[name.key] += 1
        beside: set[str] = set()
        for name in self.names.get(mention.passage, []):
            if not name.key or "ignored" in name.kinds:
                continue
            if self.cast.use(name) == "place":
                if sentence.start <= name.start < sentence.end and self._at_home(doc, name, role):
                    score[name.key] += 2.5  # type: ignore[assignment]
                continue
            if not sentence.start <= name.start < sentence.end:
                if name.key not in beside:
                    score[name.key] += 0.4  # type: ignore[assignment]
                beside.add(name.key)
                continue
            if name.start in titled:
                continue
            head = self._head(doc, name)
            if apart and "adjective" in name.kinds:
                score[name.key] -= 3
            elif head.dep_ in {"nsubj", "nsubjpass"} and head.head.dep_ == "ccomp":
                score[name.key] += 4  # "Canada will sue, Trade Minister X said"
            elif head.dep_ in {"pobj", "dobj"} and head.head.head.i > mention.start:
                score[name.key] -= 1
            elif self.cast.use(name) == "modifier" and head.head.lemma_.lower() not in actor_nouns():
                score[name.key] += 0.3  # type: ignore[assignment]
            else:
                score[name.key] += 1
        for token in sentence.tokens:
            if token.dep_ == "nsubj" and token.head.dep_ in {"ccomp", "advcl"} and token.pos_ == "NOUN":
                for key in self.cast.refer(token).parties:
                    score[key] += 2

    def _is_provisional(self, role: Role) -> bool:
        return any(t.lower_ in PROVISIONAL for t in self.docs[role.passage][role.start : role.end])

    def _at_home(self, doc: Doc, name: Name, role: Role) -> bool:
        """ "President X told reporters in Abuja": rulers and ministers mostly act in their own capital, unless they have
        travelled."""
        travels = any(t.pos_ == "VERB" and t.lemma_.lower() in MOTION for t in doc[name.start].sent)
        state_office = role.kind == "minister" or role.office in RULERS
        return "capital" in name.kinds and state_office and not travels and doc[name.start - 1].lower_ in WHERE

    def _subject_parties(self, sentence: object) -> tuple[str, ...]:
        from pipeline.extract.reading import Sentence

        assert isinstance(sentence, Sentence)
        for token in sentence.tokens:
            if token.dep_ in {"nsubj", "nsubjpass"} and (token.head.dep_ == "ROOT" or token.head is sentence.root):
                reference = self.cast.refer(token)
                return reference.parties if len(reference.parties) == 1 else ()
        return ()

    def _head(self, doc: Doc, name: Name) -> Token:
        from pipeline.extract.who.names import head_of

        return head_of(doc, name.start, name.end)

    def _held(self, key: str, role: Role, person: Person, roles: list[Role], parties: dict[str, str | None]) -> bool:
        """Another person of the document holds this office for the party."""
        if role.kind not in {"head", "minister"}:
            return False
        return any(
            r.person != person.key
            and r.office == role.office
            and not r.former
            and (r.party == key or parties.get(r.person) == key)
            for r in roles
        )

    def _heading_names(self, section: str | None) -> list[Name]:
        if not section:
            return []
        text = section.replace("\u2019", "'").strip()
        found = [
            n
            for p in self.reading.passages
            if p.block.kind == "heading" and p.folded.text.strip() == text
            for n in self.names.get(p.index, [])
            if n.key
        ]
        return found[:1] if len({n.key for n in found}) == 1 and not text.endswith("?") else []

    def _completed(self, role: Role, parties: dict[str, str | None]) -> Role:
        if role.party is None and not role.former and role.kind not in NO_PARTY_KINDS and role.method == "title":
            return replace(
                role, party=parties[role.person], method="title-in-context" if parties[role.person] else "title"
            )
        return role


__all__ = ["NO_PARTY_KINDS", "Role", "RoleFinder"]
