"""Whom a noun phrase stands for when its head is a common noun: "the Ukrainian side", "both sides", "dockworkers"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, collective_modifiers, office_heads, offices, words_of
from pipeline.extract.who.organisation_types import is_outlet
from pipeline.extract.who.sides import dispute_after, unnamed_sides
from pipeline.extract.who.taking_part import takes_part
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
JOINT_NOUNS = words_of("joint_noun")
HEMISPHERES = frozenset({"West"})
COUNTRY = frozenset({"country", "nation", "homeland"})
OPPONENTS = words_of("opponent_noun")
ORGANISATION_NOUNS = words_of("organisation_noun")
PLURAL = frozenset({"NNS", "NNPS"})
RELATIONS = words_of("relational_noun")
MEMBERS = frozenset({"member", "state", "nation", "country"})
EXPERTS = words_of("expert")
PRIVATE = frozenset({"expert", "journalist"})
ARMED_FORCES = frozenset({"army", "navy", "air force", "military", "armed force", "armed forces"})


def determiners_of(head: Token) -> list[Token]:
    """The words before a noun that say which or whose one is meant."""
    return [c for c in head.children if c.i < head.i and c.dep_ in {"det", "predet", "poss"}]


def key_of_noun(head: Token) -> str:
    """The lemma of the head, with the compound before it or the of-phrase after it where the table has that: "foreign
    ministry", "house of representatives"."""
    lemma = str(head.lemma_.lower())
    if head.i + 2 < len(head.doc) and head.doc[head.i + 1].lower_ == "of":
        whole = f"{lemma} of {head.doc[head.i + 2].lower_}"
        if whole in actor_nouns():
            return whole
    for left in (1, 2):
        if head.i - left >= 0:
            words = [t.lower_ for t in head.doc[head.i - left : head.i]]
            compound = " ".join([*words, lemma]).replace(" - ", "-")
            if compound in actor_nouns():
                return compound
    return lemma


class Phrases:
    """Resolves noun phrases for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def resolve(self, head: Token) -> tuple[Reference, str]:
        """The reference of a common-noun phrase and the name of the rule that found it."""
        noun = key_of_noun(head)
        if is_outlet(head.doc, max(0, head.i - 1), head.i + 1):
            return NOBODY, ""  # "the state news agency": a medium reports and claims nothing
        if self.cast.papers.speaks(head):
            return self.cast.papers.makers(head), "joint-collective"
        authors = self.cast.papers.authors(head)
        if authors:
            return authors, "joint-collective"
        opponent = self._opponent(head)
        if opponent:
            return opponent, "definite-noun"
        sorts = actor_nouns().get(noun) or actor_nouns().get(str(head.lemma_.lower()))
        office = office_at(head.doc, head.i + 1)
        if " of " not in noun and head.lemma_.lower() in {
            "hundred",
            "thousand",
            "dozen",
            "number",
            "group",
            "majority",
            "member",
            "one",
            "some",
            "most",
            "all",
            "half",
            "many",
            "several",
            "each",
            "none",
            "handful",
            "score",
            "couple",
            "both",
            "either",
            "neither",
            "any",
        }:
            inner = self._complement(head)
            if inner is not None:
                reference = self.cast.refer(inner)
                if reference:
                    return reference, "quantity-of-party"
        if (
            head.tag_ == "NNPS"
            and self._definite(head)
            and not self.cast.in_quotes(head)
            and collective_modifiers().get(head.text.removesuffix("s")) == "region"
        ):
            return self.cast.collectives.party(head, noun, "bloc", NOBODY), "regional-collective"
        if head.text in HEMISPHERES and self._definite(head) and takes_part(head):
            return self.cast.collectives.party(head, noun, "bloc", NOBODY), "regional-collective"
        if head.dep_ == "attr" and head.tag_ in PLURAL and not any(c.dep_ in {"det", "poss"} for c in head.children):
            return NOBODY, ""  # "the two were allies"
        if sorts is None and office is None:
            if head.tag_ == "NNS" and self._definite(head) and self._complement(head) is None:
                return self.cast.discourse.bloc_of(head), "definite-noun"
            return NOBODY, ""
        owner, how = self.cast.owners.owner(head)
        if head.lemma_.lower() in COUNTRY and head.tag_ == "NN" and "pronoun" in how and len(owner.parties) == 1:
            return Reference(owner.parties, (), 0.8), "noun-stands-for-party"
        if (
            owner
            and how == "modifier"
            and len(owner.parties) == 1
            and sorts
            and self.cast.is_organisation(owner.parties[0])
            and ("common" in sorts or "stands_for" in sorts)
            and "body" not in sorts
            and office is None
        ):
            if self.cast.owners.works_for(sorts, owner):
                return self.cast.owners.staff(head, noun, sorts["common"], owner)
            return Reference(owner.parties, (), 0.9), "noun-stands-for-party"
        if office is not None and head.tag_ != "NNS":
            found = self._office_holder(head, office[1], owner, how)
            if found[0]:
                return found
        sorts = sorts or {}
        if owner:
            if "pronoun" in how and any(c.lower_ in NUMBERS for c in head.children) and noun.split()[-1] in JOINT_NOUNS:
                joint = self._joint(head, noun)
                if joint is not None:
                    return joint, "joint-collective"
            if (
                head.tag_ == "NNS"
                and "collective" in sorts
                and how == "pronoun"
                and head.lemma_.lower() in RELATIONS
                and not {"stands_for"} & set(sorts) - {"collective"}
            ):
                return self.cast.collectives.party(
                    head, noun, sorts["collective"] or "bloc", owner
                ), "partners-of-party"
            if (
                "body" in sorts
                and (how in {"modifier", "of-phrase", "possessor"} or "pronoun" in how and noun in ARMED_FORCES)
                and gazetteer().parties.get(owner.parties[0]) is not None
                and not self._of_person(head)
                and not (head.lemma_.lower() in {"army", "navy", "military"} and not self._army_acts(head))
            ):
                return self.cast.owners.body(head, noun, owner), "body-of-state"
            if "stands_for" in sorts or "instrument" in sorts or "body" in sorts:
                return Reference(owner.parties, (), 0.9), "noun-stands-for-party"
            if office is not None and (how != "modifier" or offices()[office[1]][0] not in PRIVATE):
                return Reference(owner.parties, (), 0.85), "office-stands-for-party"
            if head.lemma_.lower() in MEMBERS and self.cast.is_organisation(owner.parties[0]):
                return Reference(owner.parties, (), 0.85), "noun-stands-for-party"
            if "collective" in sorts and head.tag_ in PLURAL and head.lemma_.lower() in RELATIONS:
                whose = NOBODY if how == "modifier" else owner  # "Arab allies" are Arabs, whosever allies they are
                return self.cast.collectives.party(
                    head, noun, sorts["collective"] or "bloc", whose
                ), "partners-of-party"
            if self.cast.owners.belongs(sorts, owner):
                return Reference(owner.parties, (), 0.8), "noun-stands-for-party"
            if "common" in sorts and self.cast.owners.works_for(sorts, owner):
                return self.cast.owners.staff(head, noun, sorts["common"], owner)
        if (
            "common" in sorts
            and head.tag_ in {"NNS", "NNPS"}
            and self._definite(head)
            and self._complement(head) is None
            and not owner
        ):
            members = self.cast.discourse.all_of(sorts["common"], head)
            if len(members) > 1:
                return Reference(members, (), 0.7), "noun-for-the-named-parties"
        if "common" in sorts and sorts["common"] in {"armed_group", "union"} and not owner:
            only = self.cast.discourse.only(sorts["common"])
            if only is not None and not (head.tag_ == "NNS" and noun.split()[-1] in ORGANISATION_NOUNS):
                self.cast.note_alias(head, only)
                return Reference((only,), (), 0.7), "noun-for-the-only-party"
        if head.tag_ in {"NNS", "NNPS"} and noun.split()[-1] not in EXPERTS:
            joint = None if dispute_after(head) else self._joint(head, noun)
            if joint is not None:
                return joint, "joint-collective"
            sides = self.cast.collectives.sides(head)
            if sides:
                return sides, "common-noun-actor"
            if unnamed_sides(head):
                return NOBODY, ""
            region = self.cast.collectives.is_regional(head) and not self.cast.collectives.is_vague(head)
            if "collective" in sorts and region:
                return self.cast.collectives.party(head, noun, "bloc", NOBODY), "regional-collective"
            if "collective" in sorts and (
                noun in {"mediator", "guarantor", "partner", "ally", "donor", "member state", "signatory", "creditor"}
            ):
                return self.cast.collectives.party(head, noun, sorts["collective"] or "bloc", NOBODY), "collective"
            if "common" in sorts and not self.cast.collectives.is_vague(head):
                return self.cast.collectives.party(head, noun, sorts["common"] or "other", NOBODY), "common-noun-actor"
            if (
                not self.cast.collectives.is_vague(head)
                and self._definite(head)
                and (
                    head.lemma_.lower() == "country"
                    and self._complement(head) is not None
                    or self._relative(head)
                    and "collective" in sorts
                )
            ):
                return self.cast.collectives.party(head, noun, "other", NOBODY), "described-collective"
        local = self.cast.collectives.of_a_place(head, noun)
        if local:
            return local, "common-noun-actor"
        if self._definite(head):
            back = self.cast.antecedent_of(head, noun)
            if (
                back
                and "body" in sorts
                and head.dep_ == "nsubj"
                and len(back.parties) == 1
                and back.parties[0] in gazetteer().parties
                and (not self.cast.is_organisation(back.parties[0]))
            ):
                return self.cast.owners.body(head, noun, back), "body-of-state"  # "the army has left the town"
            if back:
                return back, "definite-noun"
        if (
            "common" in sorts
            and self._definite(head)
            and head.tag_ in {"NN", "NNP"}
            and head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "poss"}
        ):
            full = self.cast.collectives.named_in_full(head, noun, sorts["common"] or "other")
            if full:
                return full, "common-noun-actor"
        return self.cast.collectives.own(head, noun)

    def _opponent(self, head: Token) -> Reference:
        """ "The enemy" in one side's words, "the other side" after it: the other of two."""
        other = (
            head.lemma_.lower() == "side"
            and head.tag_ == "NN"
            and any(c.lower_ in {"other", "opposing"} for c in head.children)
        )
        if head.lemma_.lower() not in OPPONENTS and not other:
            return NOBODY
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        if owner is not None:
            holder = self.cast.refer(owner)
        elif self._definite(head):
            holder = self.cast.voice(head)
            if not holder.parties and other:
                sentence = self.cast.reading.sentence_of(head)
                holder = Reference(self.cast.discourse.subject_of(sentence, head.i))
        else:
            return NOBODY
        if len(holder.parties) != 1:
            return NOBODY
        found = self.cast.discourse.opponent(holder.parties[0])
        return Reference((found,), (), 0.6) if found else NOBODY

    @staticmethod
    def _army_acts(head: Token) -> bool:
        """It takes part; by its capitalised name also when it just does something: "the Norland Army entered the town"."""
        return takes_part(head) or head.dep_ == "nsubj" and head.text[:1].isupper() and head.head.pos_ == "VERB"

    def _of_person(self, head: Token) -> bool:
        passage = self.cast.reading.passage_of(head).index
        return any(c.dep_ == "poss" and (passage, c.i) in self.cast.person_at for c in head.children)

    def _definite(self, head: Token) -> bool:
        return any(
            c.dep_ == "det" and c.lower_ in {"the", "this", "that", "both", "these", "those"} for c in head.children
        )

    def _relative(self, head: Token) -> bool:
        return any(c.dep_ == "relcl" for c in head.children)

    def _complement(self, head: Token) -> Token | None:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        return None

    def _office_holder(self, head: Token, office: str, owner: Reference, how: str) -> tuple[Reference, str]:
        """ "the Russian president" is the person of that office and party; "the minister" the one last named."""
        if offices()[office][0] in {"expert", "journalist"}:
            return NOBODY, ""
        holders = self.cast.office_holders.holders(office, owner.parties[0] if owner.parties else None)
        if office == "head" and head.doc[head.i + 1 : head.i + 3].text.lower() in {"of state", "of government"}:
            holders = self.cast.office_holders.rulers(owner.parties[0] if owner.parties else None)
        if not holders and office == "leader" and owner.parties:
            holders = self.cast.office_holders.heads_of(owner.parties[0])
        indefinite = any(
            c.dep_ == "det" and c.lower_ in {"a", "an", "no", "any", "another", "each", "every"} for c in head.children
        )
        if holders and not indefinite:
            person = self._own_holder(holders, head) or self.cast.office_holders.last_named(holders, head)
            party = self.cast.party_of(person)
            return Reference((party,) if party else (), (person,), 0.85), "office-of-person"
        if (
            owner.parties
            and offices()[office][0] != "head"
            or owner.parties
            and how != "of-phrase"
            or owner.parties
            and office != "head"
        ):
            return Reference(owner.parties, (), 0.85), "office-stands-for-party"
        if self._definite(head) and not holders and not owner and offices()[office][0] in {"head", "minister"}:
            issuer = self.cast.voices.issuers.publisher()  # "The Prime Minister" in a text of his own office
            if issuer.parties and office not in {"head", "leader"}:
                return Reference(issuer.parties, (), 0.6), "office-stands-for-party"
        return NOBODY, ""

    def _own_holder(self, holders: list[str], head: Token) -> str | None:
        """ "The President" in a readout of a meeting of two presidents: the one whose own office publishes the text."""
        own = self.cast.voices.issuers.publisher().parties
        found = [person for person in holders if own and self.cast.party_of(person) in own]
        return found[0] if len(holders) > 1 and len(found) == 1 and head.text[:1].isupper() else None

    def _joint(self, head: Token, noun: str) -> Reference | None:
        """ "both sides", "the two countries", "the foreign ministers", "all sides": the parties named last together."""
        determiners = [
            c for c in head.children if c.i < head.i and c.dep_ in {"det", "nummod", "amod", "predet", "preconj"}
        ]
        words = {c.lower_ for c in determiners}
        last = noun.split()[-1]
        number = next((NUMBERS[w] for w in sorted(words) if w in NUMBERS), None)
        office = last in office_heads()
        if (
            office
            and self._complement(head) is None
            and (words & {"the", "all", "both"} or not words and head.dep_ in {"nsubj", "conj"})
        ):
            members = self.cast.antecedents.office_group(head, number) if words else ()
            if not members and number is None and (words & {"the"} or not words):
                members = self.cast.antecedents.same_group(head)
            if members:
                return Reference(members, (), 0.7)
        if last not in JOINT_NOUNS:
            return None
        if (
            number is not None
            and not words & {"the", "both", "all", "these", "those"}
            and not any(c.dep_ == "poss" for c in determiners_of(head))
        ):
            return None
        if number is None and not words & {
            "all",
            "rival",
            "warring",
            "opposing",
            "feuding",
            "their",
            "conflicting",
            "competing",
        }:
            if not (
                noun in {"foreign minister", "president", "minister", "side", "party", "prime minister", "leader"}
                and words & {"the"}
                and self._complement(head) is None
            ):
                return None
            number = None
        if self.cast.collectives.is_regional(head) and number is None and not words & {"all"}:
            return None
        members = self.cast.joined_before(head, number)
        if members:
            return Reference(members, (), 0.7)
        if noun in {"side", "party"} and words & {"conflicting", "competing", "warring", "all", "rival", "opposing"}:
            return self.cast.collectives.party(head, noun, "other", NOBODY)
        return None
