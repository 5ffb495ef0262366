"""Whom a pronoun stands for: first persons by voice, "he" by the last person, "it" by the last main-clause party."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.additions import extended_rows
from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.he_and_she import HE_SHE, SUBJECT, HeAndShe
from pipeline.extract.who.lexicon import words_of

if TYPE_CHECKING:
    from pipeline.extract.reading import Sentence
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast

FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
AGENT_ADJECTIVES = words_of("agent_adjective")
STATEMENTS = words_of("statement_noun")
PAPER_VERBS = words_of("paper_verb")


@lru_cache(maxsize=1)
def papers() -> frozenset[str]:
    """Nouns for texts that ask something by themselves: agreement, pact, resolution (`papers.csv`)."""
    return frozenset(row["noun"] for row in extended_rows("papers"))


class Pronouns:
    """Resolves pronouns for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast
        self.he_and_she = HeAndShe(cast)
        self._open: set[tuple[int, int]] = set()

    def is_pronoun(self, token: Token) -> bool:
        word = token.lower_
        if word in FIRST | HE_SHE | IT | THEY:
            return token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}
        return (
            word in RELATIVE
            and token.tag_ in {"WP", "WDT", "WP$"}
            or word in {"both", "neither", "each", "all", "either"}
            and token.dep_ in SUBJECT
        )

    def resolve(self, token: Token) -> Reference:
        """The reference of a pronoun; NOBODY for an expletive or when nothing compatible stands near."""
        passage = self.cast.reading.passage_of(token).index
        if (passage, token.i) in self._open:
            return NOBODY
        self._open.add((passage, token.i))
        try:
            return self._resolve(token)
        finally:
            self._open.discard((passage, token.i))

    def _resolve(self, token: Token) -> Reference:
        word = token.lower_
        if word in FIRST:
            return self.cast.voice(token)
        if word in RELATIVE:
            return self._antecedent(token)
        if word in HE_SHE:
            return self.he_and_she.resolve(token)
        if word in IT:
            if is_expletive(token):
                return NOBODY
            return self._possessor_above(token) or self._party(token, plural=False)
        if word in THEY:
            return self._party(token, plural=True)
        members = self.cast.joined_before(token, 2 if word in {"both", "neither", "either"} else None)
        return Reference(members, (), 0.6) if members else NOBODY

    def _antecedent(self, token: Token) -> Reference:
        node = token.head
        while node.dep_ not in {"relcl", "acl"} and node.head != node:
            node = node.head
        if node.dep_ != "relcl" or token.lower_ in {"which", "that"} and self._of_paper(node):
            return NOBODY
        return self.cast.refer(node.head)

    def _possessor_above(self, token: Token) -> Reference:
        """ "Norland's readiness to work with its partners": the possessor of the noun that the phrase hangs on."""
        if token.dep_ != "poss":
            return NOBODY
        node = token.head
        while node.dep_ in {"pobj", "prep", "dobj", "acl", "conj"} and node.head != node:
            node = node.head
            owner = next((c for c in node.children if c.dep_ == "poss" and c.i < token.i), None)
            if owner is not None and owner.pos_ == "PROPN":
                found = self.cast.refer(owner)
                return found if len(found.parties) == 1 and not found.people else NOBODY
        return NOBODY

    def _of_paper(self, clause: Token) -> bool:
        """ "a pact between A and B, which requires": what requires is the pact, whatever the tree says."""
        if clause.lemma_.lower() not in PAPER_VERBS:
            return False
        node = clause.head
        for _ in range(4):
            node = node.head
            if any(
                t.lemma_.lower() in papers()
                for t in (node, *node.children)
                if t.i < clause.i and t.pos_ in {"NOUN", "PROPN"}
            ):
                return True
        return False

    def _party(self, token: Token, *, plural: bool) -> Reference:
        """The party that is subject of the main clause: earlier in the sentence, else in the sentences before."""
        cast = self.cast
        reading = cast.reading
        sentence = reading.sentence_of(token)
        for offset in range(3):
            index = sentence.index - offset
            if index < 0:
                break
            candidate = reading.sentences[index]
            if candidate.kind == "heading" and offset and not plural:
                return self._of_heading(candidate)
            if candidate.passage.index < sentence.passage.index - 1 or candidate.kind == "heading" and offset:
                break
            reference = self._subject_party(candidate, token, plural=plural, same=offset == 0)
            if reference is None:
                continue
            return reference
        return NOBODY

    def _of_heading(self, heading: Sentence) -> Reference:
        """ "Beijing's Conditions": the party that a section's heading names, when it is the only one."""
        keys = {n.key for n in self.cast.names_between(heading.passage.index, heading.start, heading.end) if n.key}
        return Reference((next(iter(keys)),), (), 0.55) if len(keys) == 1 else NOBODY

    def _owner_of_subject(self, subject: Token) -> Reference:
        """ "China's position has hardly moved. It ...": the party whose position, offer or economy the sentence is about."""
        owner = next((c for c in subject.children if c.dep_ == "poss" and c.lower_ not in FIRST | HE_SHE), None)
        if owner is None:
            return NOBODY
        reference = self.cast.refer(owner)
        return reference if len(reference.parties) == 1 and not reference.people else NOBODY

    def _subject_party(self, sentence: Sentence, token: Token, *, plural: bool, same: bool) -> Reference | None:
        cast = self.cast
        subjects = [
            t for t in sentence.tokens if t.dep_ in SUBJECT and (not same or t.i < token.i) and t.lower_ not in RELATIVE
        ]
        if not same:
            subjects.sort(key=lambda t: (_depth(t), t.i))
        else:
            subjects.reverse()
        for subject in subjects:
            if subject.i == token.i:
                continue
            if cast.pronouns.is_pronoun(subject) and subject.lower_ in FIRST | HE_SHE:
                continue
            reference = cast.refer(subject)
            if not reference.parties and not same and not plural and subject.head.dep_ == "ROOT":
                owner = self._owner_of_subject(subject)
                if owner:
                    return Reference(owner.parties, (), 0.6)
            if not reference.parties:
                continue
            if not plural and not same and (subject.lemma_.lower() in STATEMENTS):
                return Reference(reference.parties, (), 0.65)
            if reference.people and len(reference.parties) == 1:
                continue
            is_plural = (
                len(reference.parties) > 1
                or subject.tag_ in {"NNS", "NNPS"}
                or subject.lower_ in THEY
                or cast.is_plural(reference.parties[0])
            )
            if plural and not is_plural or not plural and (len(reference.parties) > 1 or subject.tag_ == "NNS"):
                continue
            return Reference(reference.parties, (), 0.7)
        names = [
            n
            for n in cast.names_between(sentence.passage.index, sentence.start, token.i if same else sentence.end)
            if n.key and cast.use(n) == "actor"
        ]
        if same and names and not plural:
            return Reference((names[-1].key,), (), 0.5)
        if plural:
            doc = sentence.passage.doc
            nouns: list[Reference] = []
            for noun in reversed(
                [t for t in sentence.tokens if t.tag_ in {"NNS", "NNPS"} and (not same or t.i < token.i)]
            ):
                reference = cast.refer(doc[noun.i])
                if reference.parties:
                    nouns.append(reference)
            best = next((r for r in nouns if len(r.parties) > 1), nouns[0] if nouns else None)
            if best is not None:
                return Reference(best.parties, (), 0.5)
        return None


def is_expletive(token: Token) -> bool:
    """ "It is tragic that", "it is time for": no reference."""
    if token.lower_ != "it" or token.dep_ not in SUBJECT | {"expl"}:
        return False
    verb = token.head
    if verb.lemma_ in {"be", "seem", "appear", "become", "remain", "prove"}:
        complements = [c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd"}]
        if any(c.lower_ in AGENT_ADJECTIVES for c in complements):
            return False
        clauses = [
            c for c in verb.subtree if c.dep_ in {"ccomp", "xcomp", "csubj", "advcl", "relcl", "acl"} and c.i > verb.i
        ]
        return (
            bool(complements)
            and bool(clauses)
            or any(
                c.lemma_ in {"time", "matter", "clear", "important", "tragic", "possible", "necessary"}
                for c in complements
            )
        )
    return token.dep_ == "expl"


def _depth(token: Token) -> int:
    depth = 0
    node = token
    while node.head != node:
        node = node.head
        depth += 1
    return depth
