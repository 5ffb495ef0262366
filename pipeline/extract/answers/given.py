"""What an answer is while it is being read, who gives it, and the clause that is quoted for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.answers.targets import Targets
from pipeline.extract.cast import Cast, Reference
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.syntax import agent, is_passive, subject
from pipeline.model import Evidence

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

NEAR = 12  # tokens between a verb and a subject that its quote still holds


@dataclass(frozen=True, eq=False)
class Answer:
    """What a party answers: `targets` are drafts of the same document."""

    stance: str
    party: str
    person: str | None
    targets: tuple[Draft, ...]
    evidence: Evidence
    token: Token


@dataclass(frozen=True, eq=False)
class Scene:
    """One document as the rules of answering see it."""

    reading: Reading
    cast: Cast
    targets: Targets

    @cached_property
    def party_of(self) -> dict[str, str | None]:
        """The party of each person, by key."""
        return {person.key: person.party for person in self.cast.people()}

    def inside_demand(self, token: Token, sentence: Sentence) -> bool:
        """“urged them to accept”: the word is part of what is demanded and tells no answer. A relative clause at the
        end of a demand with a party of its own as subject ("..., which Athens rejected") does."""
        for draft in self.targets.drafts:
            if draft.sentence is sentence and draft.act.start <= token.i < draft.act.end and draft.anchor != token:
                if draft.kind == "refusal":
                    continue
                doer = subject(token)
                told = token.dep_ == "relcl" and any(c.tag_ in {"WDT", "WP"} for c in token.children)
                if told and doer is not None and set(self.cast.refer(doer).parties) - set(draft.claimants):
                    continue
                return True
        return False

    def answers(
        self,
        stance: str,
        who: Reference,
        hit: Sequence[Draft],
        tokens: Sequence[Token],
        sentence: Sentence,
        method: str,
        confidence: float,
    ) -> Iterator[Answer]:
        """One answer for each party; the quote spans `tokens`."""
        if not hit:
            return
        first, end = quoted(sentence, tokens)
        sure = round(confidence * min(1.0, who.confidence or 1.0), 2)
        evidence = Evidence(sentence.passage.span(first, end), sentence.span, method, sure)
        for party in who.parties:
            person = next(
                (p for p in who.people if self.party_of.get(p) in {party, None} or len(who.parties) == 1), None
            )
            yield Answer(stance, party, person, tuple(hit), evidence, tokens[0])


def quoted(sentence: Sentence, tokens: Sequence[Token]) -> tuple[int, int]:
    """From the subject or object to the last of verb, object and agent."""
    word = tokens[0]
    ends = [t.i for t in tokens if sentence.start <= t.i < sentence.end]
    if word.pos_ in {"VERB", "AUX"}:
        done_by = agent(word) if is_passive(word) else None
        doer = subject(word)
        if done_by is not None:
            ends += [done_by.left_edge.i, done_by.right_edge.i if done_by.right_edge.i - done_by.i < 8 else done_by.i]
        elif doer is not None and sentence.start <= doer.i < sentence.end and _near(doer, word):
            ends += [doer.left_edge.i if doer.i - doer.left_edge.i < 8 else doer.i, doer.i]
        for child in word.children:
            if child.dep_ in {"prep", "oprd"} and child.lower_ == "as" and child.right_edge.i - word.i < 14:
                ends.append(child.right_edge.i)
            elif child.dep_ in {"neg", "aux", "auxpass"}:
                ends.append(child.i)
    for token in tokens[1:]:
        edge = token.left_edge.i
        ends.append(edge if token.i - edge < 8 and edge >= sentence.start else token.i)
        ends += [child.i for child in token.children if child.lower_ == "else"]
    return max(min(ends), sentence.start), min(max(ends) + 1, sentence.end)


def _near(doer: Token, word: Token) -> bool:
    """The subject stands by the verb; one that it shares with an earlier verb ("agreed to A and refused B") does not."""
    if abs(doer.i - word.i) >= NEAR:
        return False
    return word.dep_ != "conj" or doer.head == word or doer.i > word.i
