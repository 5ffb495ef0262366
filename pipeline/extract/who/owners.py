"""Whom a noun belongs to, and what the nouns of a party stand for: its apparatus, its bodies, its workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, words_of
from pipeline.extract.who.spellings import slug

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

OF = frozenset({"of", "from", "for", "in"})
SEATED = words_of("seated_noun")
FIRST_PERSON = frozenset({"our", "my"})
ARMIES = ("army", "military", "armed forces")
EMPLOYERS = frozenset({"company", "government_body", "civil_society"})


class Owners:
    """Finds the owners of nouns for a `DocumentCast`, and the parties that are an owner's."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self._wordings: dict[str, list[str]] = {}  # body of a state -> the phrases of the text for it

    def owner(self, head: Token) -> tuple[Reference, str]:
        """The party that a noun belongs to, by adjective, compound, possessor or of-phrase."""
        passage = self.cast.reading.passage_of(head)
        lefts = [
            c
            for c in head.children
            if c.i < head.i and c.dep_ in {"amod", "compound", "poss", "nmod", "nummod", "npadvmod", "appos"}
        ]
        for child in sorted(lefts, key=lambda c: (c.tag_ in {"PRP$", "WP$"}, c.i)):
            if child.dep_ == "poss" and child.tag_ in {"PRP$", "WP$"}:
                reference = self.cast.pronouns.resolve(child)
                if reference.parties:
                    return Reference(
                        reference.parties, (), 0.7
                    ), "pronoun-first" if child.lower_ in FIRST_PERSON else "pronoun"
                continue
            if child.dep_ == "poss":
                reference = self.cast.refer(child)
                if reference.parties:
                    return Reference(reference.parties, (), reference.confidence), "possessor"
                continue
            names = self.cast.names_between(passage.index, child.left_edge.i, head.i)
            keyed = [n for n in names if n.key]
            if keyed:
                keys = list(dict.fromkeys(n.key for n in keyed if not n.kinds & {"ignored"}))
                return Reference(tuple(keys)), "modifier"
            person = self.cast.person_at.get((passage.index, child.i))
            if person is not None:
                party = self.cast.party_of(person.key)
                if party:
                    return Reference((party,), (), 0.8), "person-modifier"
            if child.dep_ in {"compound", "nmod"} and child.i == head.i - 1:
                whose = self._of_noun_before(child)
                if whose:
                    return whose, "modifier"
        before = head.i - 1
        name = self.cast.name_at.get((passage.index, before)) if before >= 0 else None
        if name is not None and name.key and "adjective" in name.kinds:
            return Reference((name.key,)), "modifier"
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in OF:
                obj = next((c for c in child.children if c.dep_ == "pobj"), None)
                if obj is None:
                    continue
                reference = self.cast.refer(obj, place_too=True)
                if child.lower_ == "in" and (
                    "capital" not in self.cast.kinds_at(obj) or head.lemma_.lower() not in SEATED
                ):
                    continue
                if reference.parties:
                    return Reference(reference.parties, (), 0.9), "of-phrase"
        return NOBODY, ""

    def _of_noun_before(self, child: Token) -> Reference:
        """ "government negotiators", "rebel commanders": the government, or the one group, that the text is about."""
        lemma = str(child.lemma_.lower())
        if lemma == "government":
            return self.cast.discourse.government(child)
        party_type = actor_nouns().get(lemma, {}).get("common")
        only = self.cast.discourse.only(party_type) if party_type == "armed_group" else None
        return Reference((only,), (), 0.7) if only else NOBODY

    def belongs(self, sorts: dict[str, str], owner: Reference) -> bool:
        """A part of the owner's own apparatus: "the agency's board", "its inspectors"."""
        types = {sorts.get(sort) for sort in ("group", "described", "common")} - {None}
        organised = all(self.cast.is_organisation(key) for key in owner.parties)
        return bool(types) and types <= (
            {"government_body", "other", "company"} if organised else {"government_body", "other"}
        )

    def works_for(self, sorts: dict[str, str], owner: Reference) -> bool:
        """Workers of an employer are no part of its voice: "Air Norland pilots", not "union members"."""
        return sorts.get("common") == "union" and self.cast.party_type(owner.parties[0]) in EMPLOYERS

    def staff(self, head: Token, noun: str, party_type: str, owner: Reference) -> tuple[Reference, str]:
        """The one union of the text that its name ties to the trade, else a party of their own."""
        only = self.cast.discourse.only("union")
        if only is not None and self.cast.discourse.only("company") in {None, *owner.parties}:
            self.cast.note_alias(head, only)
            return Reference((only,), (), 0.7), "noun-for-the-only-party"
        return self.cast.collectives.party(head, noun, party_type, NOBODY), "common-noun-actor"

    def body(self, head: Token, noun: str, owner: Reference) -> Reference:
        """The body of a state that a noun names, a party of its own: "the Norland parliament", "its army"."""
        for child in head.children:  # "Iceland's parliament, the Althing"
            named = (
                self.cast.name_at.get((self.cast.reading.passage_of(head).index, child.i))
                if child.dep_ == "appos"
                else None
            )
            known = gazetteer().parties.get(named.key) if named is not None else None
            if known is not None and known.part_of == owner.parties[0]:
                return Reference((known.key,))
        proper = self._proper_name(noun, owner.parties[0])
        if proper is not None:
            self.cast.note_alias(head, proper)
            return Reference((proper,), (), 0.85)
        if noun == "armed force" and head.tag_ in {"NNS", "NNPS"}:
            noun = "armed forces"
        key = f"{owner.parties[0]}-{slug(noun)}"
        if noun in ARMIES:  # "the army", "the military" and "the armed forces" of one state are one
            key = next((k for k in (f"{owner.parties[0]}-{slug(n)}" for n in ARMIES) if k in self.cast._parties), key)
        start = head.left_edge.i
        doc = head.doc
        while start < head.i and (doc[start].lower_ in {"the", "a", "an"} or doc[start].is_punct):
            start += 1
        wording = (
            f"{noun}s" if noun.endswith((" force", " service")) and head.tag_ in {"NNS", "NNPS"} else noun
        )  # "armed forces" has no singular
        name = f"{self.cast.adjective_of(owner.parties[0])} {wording}" if owner.parties else wording
        said = " ".join(doc[start : head.i + 1].text.split())
        if said.lower().removesuffix("s").endswith(noun.removesuffix("s")):  # not the "House" of a longer name
            self._wordings.setdefault(key, []).append(said)
        self.cast.register(key, name, "government_body", part_of=owner.parties[0], head=noun)
        self.cast.note_phrase(head, start if head.i - start < 6 else head.i, head.i + 1, key)
        return Reference((key,), (), 0.85)

    def _proper_name(self, noun: str, owner: str) -> str | None:
        """The body that the tables know by such a noun, where the text has its name: "the army" beside "Tatmadaw"."""
        names = gazetteer().names
        for word in ARMIES if noun in ARMIES else (noun,):
            known = names.get(f"{self.cast.adjective_of(owner)} {word}")
            if known is not None and "organisation" in known.kinds and self.cast.is_named(known.key):
                return known.key
        return None

    def name_in_text(self, key: str, name: str) -> str:
        """The fullest wording of the text for a body of a state that no name stands for, "U.S. military"; the name made
        of the state's adjective where the text has only "the military" or tells the state by a possessor."""
        wordings = [w for w in self._wordings.get(key, ()) if " " in w and w[:1].isupper() and not w.isupper()]
        if name in wordings:
            return name
        own = [w for w in wordings if not any(mark in w for mark in ("'", "\u2019", ",", " of "))]
        return min(own, key=lambda w: (-len(w.split()), -len(w), w), default=name)
