"""Which demands an answer is about: by a noun that stands for them ("these terms", "the offer"), by a pronoun, by what
the answer repeats of their content. An answer to something that the text does not state has no target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import STOP, Draft
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.syntax import possessor, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

WINDOW = 5  # sentences back that "the proposal" may reach
DEMONSTRATIVES = frozenset({"these", "those", "this", "that", "such", "the", "both", "all", "any", "an", "a"})
OFFERS = frozenset({"offer", "pledge", "promise"})
ASKING = frozenset({"demand", "term", "condition", "precondition", "request", "ultimatum", "call", "appeal", "plea", "requirement", "insistence"})


class Targets:
    """Finds the drafts that an answer answers."""

    def __init__(self, reading: Reading, cast: Cast, drafts: Sequence[Draft]):
        self.reading = reading
        self.cast = cast
        self.holders = Holders(reading, cast)
        self.drafts = drafts

    def of_noun(self, noun: Token, answerer: tuple[str, ...], own: bool) -> list[Draft]:
        """The drafts that the noun phrase stands for; `own` when parties answer to demands of their own (withdrawal)."""
        sentence = self.reading.sentence_of(noun)
        before = self._before(sentence, noun, answerer, own)
        if noun.pos_ == "PRON":
            return self._nearest(before, sentence, noun.lower_ in {"them", "both", "these", "those", "all"}, reach=1)
        lemma = noun.lemma_.lower()
        if lemma in words("demand_nouns"):
            return self._shell(noun, lemma, before, sentence)
        return self._repeated(noun, before)

    def _before(self, sentence: Sentence, noun: Token, answerer: tuple[str, ...], own: bool) -> list[Draft]:
        found = []
        for draft in self.drafts:
            if draft.sentence.index > sentence.index or (draft.sentence is sentence and draft.act.start >= noun.i):
                continue
            if draft.kind == "refusal":
                continue
            if own != bool(set(draft.claimants) & set(answerer)):
                continue
            found.append(draft)
        return found

    def _nearest(self, before: list[Draft], sentence: Sentence, several: bool, reach: int = WINDOW) -> list[Draft]:
        near = [d for d in before if sentence.index - d.sentence.index <= reach]
        if not near:
            return []
        last = near[-1]
        if several:
            return self._group(before, last, sentence)
        return [d for d in near if d.anchor == last.anchor]

    def _group(self, before: list[Draft], last: Draft, sentence: Sentence) -> list[Draft]:
        """All demands of one claimant that the passage (and the one before, when it leads straight on) states."""
        group = [d for d in before if d.claimants == last.claimants and d.sentence.passage is last.sentence.passage]
        bullets = last.sentence.kind == "bullet"
        if bullets:
            group = [d for d in before if d.claimants == last.claimants and last.sentence.index - d.sentence.index <= 12]
        return group

    def _shell(self, noun: Token, lemma: str, before: list[Draft], sentence: Sentence) -> list[Draft]:
        owners = self._owners(noun)
        if owners:
            before = [d for d in before if set(d.claimants) & set(owners)]
        if lemma in OFFERS:
            before = [d for d in before if d.kind == "offer"]
        elif lemma in ASKING:
            before = [d for d in before if d.kind != "offer"]
        content = self._content(noun)
        if content:
            return self._overlapping(content, before)
        if any(c.dep_ == "amod" and c.lower_ in {"other", "new", "earlier", "previous", "similar", "further", "second", "separate"} for c in noun.children):
            return []
        determiner = next((c.lower_ for c in noun.children if c.dep_ in {"det", "poss", "predet"}), "")
        apposed = noun.dep_ in {"appos", "dobj", "attr", "npadvmod", "conj", "pobj", "dep"} and determiner in {"a", "an"}
        if apposed:
            same = [d for d in before if d.sentence is sentence]
            return [d for d in same if d.anchor == same[-1].anchor and d.act.end <= noun.i] if same else []
        if determiner not in DEMONSTRATIVES and not owners and determiner not in {"its", "their", "his", "her"}:
            return []
        if determiner in {"any", "such", "all"} and not owners and lemma not in ASKING | OFFERS:
            return []
        several = noun.tag_ in {"NNS", "NNPS"}
        return self._nearest(before, sentence, several, WINDOW if not owners else 12)

    def _owners(self, noun: Token) -> tuple[str, ...]:
        for owner in (possessor(noun), prepositional(noun, "by", "from", "of")):
            if owner is not None:
                reference = self.cast.refer(owner)
                if reference.parties:
                    return reference.parties
        return self.holders._modifiers(noun).parties

    def _content(self, noun: Token) -> frozenset[str]:
        """Content words of what the noun is about: "the demand for a truce", "the proposal to lift sanctions"."""
        found: set[str] = set()
        for child in noun.children:
            if child.dep_ in {"prep", "acl", "relcl", "ccomp"} and child.i > noun.i and child.lower_ not in {"by", "from"}:
                if child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN":
                    continue
                if child.dep_ == "prep" and self.cast.refer(next(iter(child.children), child)).parties:
                    continue
                found |= content_words(list(child.subtree))
            elif child.dep_ == "compound" and child.pos_ == "NOUN":
                found.add(child.lemma_.lower())
        return frozenset(found)

    def _repeated(self, noun: Token, before: list[Draft]) -> list[Draft]:
        """A noun phrase that names what was demanded: "rejected a ceasefire", "ruled out the return of the islands"."""
        content = content_words([t for t in noun.subtree if t.i <= noun.right_edge.i])
        content.add(noun.lemma_.lower())
        found = self._overlapping(frozenset(content), before)
        return [d for d in found if noun.lemma_.lower() in d.words()]

    def _overlapping(self, content: frozenset[str], before: list[Draft]) -> list[Draft]:
        best: list[tuple[float, Draft]] = []
        for draft in before:
            own = draft.words()
            shared = len(content & own)
            if shared and shared / min(len(content), len(own)) >= 0.5:
                best.append((shared / len(content | own), draft))
        if not best:
            return []
        top = max(score for score, _ in best)
        return [draft for score, draft in best if score >= top - 1e-9]

    def of_words(self, content: frozenset[str], answerer: tuple[str, ...], sentence: Sentence, at: int) -> list[Draft]:
        """The demands that an act takes up: "refused to withdraw" after "demanded the withdrawal ..."."""
        before = [d for d in self.drafts if d.kind not in {"refusal", "offer"} and not set(d.claimants) & set(answerer)
                  and (not d.addressees or set(d.addressees) & set(answerer))
                  and (d.sentence.index < sentence.index or (d.sentence is sentence and d.act.start < at))]
        return self._overlapping(content, before)


def content_words(tokens: Sequence[Token]) -> set[str]:
    return {t.lemma_.lower() for t in tokens if t.pos_ in {"NOUN", "ADJ", "VERB", "PROPN", "NUM"} and t.lemma_.lower() not in STOP}
