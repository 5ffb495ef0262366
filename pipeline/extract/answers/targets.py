"""Which demands an answer is about: by a noun that stands for them ("these terms", "the offer"), by a pronoun, by what
the answer repeats of their content. An answer to something that the text does not state has no target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.extract.answers.content import content_words, covers, draft_words, same_act
from pipeline.extract.answers.frames import DemandNoun, demand_nouns
from pipeline.extract.answers.noun_phrases import (
    NUMBERS,
    determiner_of,
    is_apposition,
    is_relative_head,
    is_rest,
    ordinal_of,
    without_clauses,
)
from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.holders import Holders
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.syntax import possessor, prepositional

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

WINDOW = 5  # sentences back that "the proposal" may reach
OWNED_WINDOW = 12  # sentences back that "Moscow's proposal" may reach
AHEAD = 4  # sentences ahead that a lead ("rejected a proposal for a truce") may wait for the demand itself
GAP = 2  # sentences between two demands of one list
WHOLE = frozenset({"all", "both", "none", "neither", "each", "any", "either"})
NOT_THESE = frozenset(
    {"other", "new", "earlier", "previous", "similar", "further", "separate", "another", "original", "own", "rival"}
)
LEADING = frozenset({"for", "of", "to", "on", "about", "concerning", "regarding", "against"})
MAKING = frozenset({"make", "put", "issue", "submit", "table", "present", "offer", "set"})
PROPOSING = frozenset({"propose", "suggest", "recommend", "offer", "promise", "pledge"})
MANY = frozenset({"them", "these", "those", "both", "all", "neither", "none"})


class Targets:
    """Finds the drafts that an answer answers."""

    def __init__(self, reading: Reading, cast: Cast, drafts: Sequence[Draft]):
        self.reading = reading
        self.cast = cast
        self.holders = Holders(reading, cast)
        self.drafts = drafts
        self.settled: dict[str, list[Draft]] = {}  # what each party has answered so far

    def settle(self, party: str, answered: Sequence[Draft]) -> None:
        """Remember an answer: "everything else" is what it leaves over."""
        self.settled.setdefault(party, []).extend(answered)

    def of_noun(self, noun: Token, answerer: tuple[str, ...], own: bool = False, content: bool = True) -> list[Draft]:
        """The drafts that the noun phrase stands for, none when the text states none.

        `answerer`: who answers, empty when it is not known. `own`: it answers a demand of its own (withdrawal).
        `content`: the noun may also name the thing demanded.
        """
        found = self._of_one(noun, answerer, own, content)
        for other in noun.conjuncts:
            if other.i > noun.i and other.pos_ in {"NOUN", "PROPN", "VERB"} and other.head.dep_ != "ROOT":
                found += [d for d in self._of_one(other, answerer, own, content) if d not in found]
        return found

    def _of_one(self, noun: Token, answerer: tuple[str, ...], own: bool, content: bool) -> list[Draft]:
        sentence = self.reading.sentence_of(noun)
        inner = prepositional(noun, "of") if noun.lower_ in WHOLE | {"one", "some", "most", "part", "half"} else None
        if inner is not None:
            return self._of_one(inner, answerer, own, False) if noun.lower_ in WHOLE else []
        anchored = [d for d in self.drafts if d.anchor == noun and own == bool(set(d.claimants) & set(answerer))]
        if anchored:
            return anchored
        before = self._before(sentence, noun, answerer, own)
        if noun.pos_ == "VERB":
            return [] if not content else self._overlapping(content_words(noun.subtree, self.cast), before, noun)
        if is_rest(noun):
            return self._rest(before, sentence, answerer)
        owners = self._bare_owner(noun)
        if owners:
            owned = [d for d in before if set(d.claimants) & set(owners)]
            return self._latest(owned, sentence, False, OWNED_WINDOW, answerer)
        described = [d for d in before if d.sentence is sentence and d.act.start <= noun.i < d.act.end]
        if described and noun.tag_ != "PRP" and is_relative_head(noun):
            return [d for d in before if d.sentence is sentence and d.anchor == described[-1].anchor]
        if noun.tag_ in {"PRP", "DT", "WDT", "WP"} or noun.pos_ == "PRON":
            return self._of_pronoun(noun, before, sentence, answerer, own, content)
        ordinal = ordinal_of(noun)
        if ordinal is not None:
            return self._numbered(ordinal, noun, before, sentence, answerer)
        if noun.lemma_.lower() in demand_nouns():
            return self._of_shell(noun, demand_nouns()[noun.lemma_.lower()], before, sentence, answerer)
        return self._overlapping(content_words(without_clauses(noun), self.cast), before, noun) if content else []

    def addressed(self, answerer: tuple[str, ...], sentence: Sentence, at: int, reach: int = 1) -> list[Draft]:
        """The demands just made to a party that answers without naming any: all of one claimant in the nearest sentence
        that states one, if they are addressed to the party, or to nobody in particular."""
        before = [
            d for d in self.drafts
            if d.kind != "refusal" and not set(d.claimants) & set(answerer)
            and (d.sentence.index < sentence.index or d.sentence is sentence and d.act.end <= at and d.anchor.i < at)
            and sentence.index - d.sentence.index <= reach
        ]  # fmt: skip
        if not before:
            return []
        last = before[-1]
        near = [d for d in before if d.sentence is last.sentence and d.claimants == last.claimants]
        mine = [d for d in near if set(d.addressees) & set(answerer)]
        if mine:
            return mine
        return near if not any(d.addressees for d in near) else []

    def of_act(self, refusal: Draft) -> list[Draft]:
        """The demands that an act takes up: "refused to withdraw" after "demanded the withdrawal ..."."""
        at = refusal.act.start
        before = [
            d for d in self.drafts
            if d.kind != "refusal" and not set(d.claimants) & set(refusal.claimants)
            and (not d.addressees or set(d.addressees) & set(refusal.claimants))
            and refusal.sentence.index - d.sentence.index <= OWNED_WINDOW
            and (d.sentence.index < refusal.sentence.index or d.sentence is refusal.sentence and d.act.start < at)
        ]  # fmt: skip
        return same_act(refusal, before)

    def _before(self, sentence: Sentence, noun: Token, answerer: tuple[str, ...], own: bool) -> list[Draft]:
        return [
            d for d in self.drafts
            if d.kind != "refusal" and own == bool(set(d.claimants) & set(answerer))
            and (d.sentence.index < sentence.index or d.sentence is sentence and d.act.start < noun.i and d.anchor.i < noun.i)
        ]  # fmt: skip

    # --- groups -------------------------------------------------------------------------------------------------

    def _latest(
        self, before: list[Draft], sentence: Sentence, several: bool, reach: int, answerer: tuple[str, ...]
    ) -> list[Draft]:
        near = [d for d in before if sentence.index - d.sentence.index <= reach]
        if not near:
            return []
        last = near[-1]
        mine = [d for d in near if set(d.addressees) & set(answerer)]
        if mine and last.addressees and not set(last.addressees) & set(answerer):
            last = mine[-1]
        if several:
            return group(before, last)
        return [d for d in near if d.anchor == last.anchor and d.sentence is last.sentence]

    def _numbered(
        self, ordinal: int, noun: Token, before: list[Draft], sentence: Sentence, answerer: tuple[str, ...]
    ) -> list[Draft]:
        near = [d for d in before if sentence.index - d.sentence.index <= WINDOW]
        if not near:
            return []
        run = group(before, near[-1])
        if len(run) < 2 or ordinal >= len(run):
            return []
        if ordinal == -1 or noun.lower_ in {"former", "latter"}:
            run = run[-2:] if noun.lower_ in {"former", "latter"} else run
        return [run[ordinal]]

    def _rest(self, before: list[Draft], sentence: Sentence, answerer: tuple[str, ...]) -> list[Draft]:
        """The demands of a list that the party left over when it just answered one of them."""
        done = [d for party in answerer for d in self.settled.get(party, ())]
        near = [d for d in before if d in done and sentence.index - d.sentence.index <= OWNED_WINDOW]
        return [d for d in group(before, near[-1], ahead=True) if d not in done] if near else []

    # --- nouns that stand for demands ---------------------------------------------------------------------------

    def _of_shell(
        self, noun: Token, kind: DemandNoun, before: list[Draft], sentence: Sentence, answerer: tuple[str, ...]
    ) -> list[Draft]:
        owners = tuple(p for p in self._owners(noun) if p not in answerer)
        candidates = [d for d in before if set(d.claimants) & set(owners)] if owners else before
        if kind.stands_for == "offer":
            candidates = [d for d in candidates if d.kind == "offer"]
        elif kind.stands_for == "asking":
            candidates = [d for d in candidates if d.kind != "offer"]
        wording = self._content(noun)
        if wording:
            return (
                self._overlapping(wording, candidates, None)
                or self._about(noun, wording, candidates, sentence, answerer)
                or self._ahead(noun, wording, sentence, answerer)
            )
        if any(c.dep_ == "amod" and c.lower_ in NOT_THESE for c in noun.children):
            return []
        determiner = determiner_of(noun)
        if is_apposition(noun):
            same = [d for d in candidates if d.sentence is sentence and d.act.start < noun.i]
            return [d for d in same if d.anchor == same[-1].anchor] if same else []
        if determiner in {"", "a", "an", "another", "some"} and not owners:
            return []
        if not kind.strong and determiner not in {"this", "that", "these", "those", "such"} and not owners:
            return []
        several = noun.tag_ in {"NNS", "NNPS"} or determiner in {"neither", "both", "each", "either"}
        candidates = self._of_triggers(kind, candidates, sentence, several, answerer)
        if owners and not (
            kind.strong or kind.triggers or several
        ):  # "opposed Moscow's statement": all that it asks for
            return [d for d in candidates if sentence.index - d.sentence.index <= OWNED_WINDOW]
        reach = OWNED_WINDOW if owners else self._reach(noun, sentence)
        found = self._latest(candidates, sentence, several, reach, answerer)
        if found and (
            self._introduced_since(noun, found[-1], owners)
            or not owners
            and self._strange(kind, found[-1], sentence, answerer)
        ):
            return []
        counted = next((NUMBERS[c.lower_] for c in noun.children if c.lower_ in NUMBERS), None)
        if counted is not None and len(found) != counted:
            near = [d for d in candidates if sentence.index - d.sentence.index <= reach]
            found = near[-counted:] if len(near) >= counted else []
        return found

    def _about(
        self,
        noun: Token,
        wording: frozenset[str],
        candidates: list[Draft],
        sentence: Sentence,
        answerer: tuple[str, ...],
    ) -> list[Draft]:
        """“the demand for the ports”: the one demand near by that speaks of them, by whatever verb."""
        if determiner_of(noun) in {"", "a", "an", "another", "some"}:
            return []
        near = [
            d
            for d in candidates
            if sentence.index - d.sentence.index <= WINDOW
            and (set(d.addressees) & set(answerer) or not d.addressees)
            and wording <= draft_words(d)
        ]
        return near if len({(id(d.sentence), d.act.start) for d in near}) == 1 else []

    def _reach(self, noun: Token, sentence: Sentence) -> int:
        """How far back the noun may look: further when it was spoken of in between ("set the deadline")."""
        reach = WINDOW
        for back in range(1, min(WINDOW, sentence.index) + 1):
            other = self.reading.sentences[sentence.index - back]
            if any(t.lemma_.lower() == noun.lemma_.lower() for t in other.tokens):
                reach = max(reach, back + WINDOW)
        return reach

    def _of_triggers(
        self, kind: DemandNoun, candidates: list[Draft], sentence: Sentence, several: bool, answerer: tuple[str, ...]
    ) -> list[Draft]:
        """Of near demands those that the noun names best: "the request" is what was requested, if anything was; "the
        demands" are not what was proposed, if anything was demanded."""
        if not candidates:
            return []
        last = candidates[-1]
        near = [d for d in candidates if d.sentence.index >= max(last.sentence.index - GAP, sentence.index - WINDOW)]
        if set(last.addressees) & set(answerer):
            near = [d for d in near if d.sentence.passage is last.sentence.passage]
        named = [d for d in near if d.anchor.lemma_.lower() in kind.triggers | {kind.lemma}]
        if not named:
            return candidates
        if several:
            others = PROPOSING - kind.triggers
            return [d for d in candidates if d in named or d.anchor.lemma_.lower() not in others]
        return named

    @staticmethod
    def _strange(kind: DemandNoun, last: Draft, sentence: Sentence, answerer: tuple[str, ...]) -> bool:
        """A demand of somebody else, in another paragraph, put in other words than the noun: some other text is meant."""
        if last.sentence.passage is sentence.passage or not answerer or not last.addressees:
            return False
        return not set(last.addressees) & set(answerer) and last.anchor.lemma_.lower() not in kind.triggers | {
            kind.lemma
        }

    def _introduced_since(self, noun: Token, last: Draft, owners: tuple[str, ...]) -> bool:
        """Another plan, proposal ... came up between the demand and the noun: that one is meant."""
        sentence = self.reading.sentence_of(noun)
        anchors = {d.anchor for d in self.drafts}
        for other in self.reading.sentences[last.sentence.index : sentence.index + 1]:
            for token in other.tokens:
                if token.lemma_.lower() != noun.lemma_.lower() or token == noun or token in anchors:
                    continue
                if other is last.sentence and token.i < last.act.end or other is sentence and token.i > noun.i:
                    continue
                if determiner_of(token) in {"a", "an", "another"} and not is_apposition(token):
                    return True
                named = self._owners(token)
                if named and not owners and not set(named) & set(last.claimants):
                    return True
        return False

    def _owners(self, noun: Token) -> tuple[str, ...]:
        for owner in (possessor(noun), prepositional(noun, "by", "from", "of")):
            if owner is not None:
                reference = self.cast.refer(owner)
                if reference.parties:
                    return reference.parties
        made = next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
        by = prepositional(made, "by") if made is not None else None
        if by is not None and made is not None and made.lemma_ in MAKING:
            return self.cast.refer(by).parties
        return self.holders.papers.named_before(noun).parties

    def _bare_owner(self, noun: Token) -> tuple[str, ...]:
        """“rejected Sudonia's demand but accepted Eastland's”: a possessive that stands for its thing."""
        if any(c.tag_ == "POS" for c in noun.children) and noun.dep_ in {"dobj", "pobj", "nsubjpass"}:
            return self.cast.refer(noun).parties
        if noun.lower_ in {"that", "those"} and prepositional(noun, "of", "by", "from") is not None:
            return self.cast.refer(prepositional(noun, "of", "by", "from")).parties  # type: ignore[arg-type]
        return ()

    def _content(self, noun: Token) -> frozenset[str]:
        """Content words of what the noun is about: "the demand for a truce", "the proposal to lift sanctions"."""
        found: set[str] = set()
        for child in noun.children:
            if child.dep_ in {"acl", "ccomp"} and child.i > noun.i or child.dep_ == "prep" and child.lower_ in LEADING:
                if any(t.ent_type_ in {"DATE", "TIME"} or t.lemma_ == "condition" for t in child.children):
                    continue
                if (
                    child.dep_ == "acl"
                    and child.tag_ == "VBN"
                    and not any(c.dep_ in {"aux", "nsubj"} for c in child.children)
                ):
                    continue
                if child.dep_ == "prep" and self.cast.refer(next(iter(child.children), child)).parties:
                    continue
                found |= content_words(child.subtree, self.cast)
            elif child.dep_ == "compound" and child.pos_ == "NOUN":
                found |= content_words([child], self.cast)
        return frozenset(found)

    # --- pronouns -----------------------------------------------------------------------------------------------

    def _of_pronoun(
        self, noun: Token, before: list[Draft], sentence: Sentence, answerer: tuple[str, ...], own: bool, content: bool
    ) -> list[Draft]:
        if noun.lower_ not in MANY | {"it", "this", "that", "which"} or self.cast.refer(noun).people:
            return []
        several = noun.lower_ in MANY
        nearer = self._nearer_noun(noun, sentence, several)
        if nearer is not None:
            if nearer.lemma_.lower() in demand_nouns():
                return self._of_one(nearer, answerer, own, content)
            if not any(d.sentence is sentence and d.act.start <= nearer.i < d.act.end for d in self.drafts):
                return []
        found = self._latest(before, sentence, several, 1, answerer)
        if found or noun.lower_ == "which" or not sentence.index:
            return found
        previous = self.reading.sentences[sentence.index - 1]
        for token in previous.tokens:
            if token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and token.lemma_.lower() in demand_nouns():
                meant = self._of_one(token, answerer, own, content)
                if meant:
                    return meant
        return []

    def _nearer_noun(self, noun: Token, sentence: Sentence, several: bool) -> Token | None:
        """A thing named before the pronoun in its own sentence: "read the letter and rejected it"."""
        for token in reversed(sentence.passage.doc[sentence.start : noun.i]):
            if token.dep_ not in {"dobj", "nsubj", "nsubjpass"} or token.pos_ != "NOUN" or self.cast.refer(token):
                continue
            if (token.tag_ == "NNS") == several:
                return token
        return None

    # --- the thing demanded -------------------------------------------------------------------------------------

    def _overlapping(self, wording: frozenset[str], before: list[Draft], head: Token | None) -> list[Draft]:
        """The demands whose content the words repeat, the best match only."""
        best = [(score, d) for d in before if (score := covers(wording, d, head)) > 0]
        top = max((score for score, _ in best), default=0.0)
        found = [d for score, d in best if score >= top - 1e-9]
        return [d for d in found if d.anchor == found[-1].anchor or d.claimants != found[-1].claimants]

    def _ahead(
        self, noun: Token, wording: frozenset[str], sentence: Sentence, answerer: tuple[str, ...]
    ) -> list[Draft]:
        """A lead tells the answer first: "Norland rejected a proposal for a truce. Sudonia had proposed ..."."""
        after = [
            d for d in self.drafts
            if 0 < d.sentence.index - sentence.index <= AHEAD and d.kind != "refusal" and not set(d.claimants) & set(answerer)
        ]  # fmt: skip
        return self._overlapping(wording, after, None) if answerer else []


def group(before: list[Draft], last: Draft, ahead: bool = False) -> list[Draft]:
    """The run of demands of one claimant that `last` ends ("these terms", "both demands"), or, `ahead`, stands in."""
    found = [last]
    for draft in reversed(before[: before.index(last)]):
        if found[0].sentence.index - draft.sentence.index > GAP:
            break
        if _alike(draft, last):
            found.insert(0, draft)
    for draft in before[before.index(last) + 1 :]:
        if draft.sentence.index - found[-1].sentence.index > (GAP if ahead else 0):
            break
        if _alike(draft, last):
            found.append(draft)
    return found


def _alike(draft: Draft, other: Draft) -> bool:
    return bool(set(draft.claimants) & set(other.claimants)) and (draft.kind == "offer") == (other.kind == "offer")
