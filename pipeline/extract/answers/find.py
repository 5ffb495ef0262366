"""Go through the sentences and find every answer to a demand that the document states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.answers.frames import AnswerFrame, answer_frames
from pipeline.extract.answers.targets import Targets
from pipeline.extract.cast import Cast, Reference
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import agent, is_conditional, is_negated, is_passive, modal, own_subject, passive_subject, subject
from pipeline.model import Evidence

if TYPE_CHECKING:
    from spacy.tokens import Token

VERDICT = rule(
    "answer-verdict",
    "a party calls a demand unacceptable, out of the question, a non-starter",
    matches=(
        "Sudonia demanded a ceasefire. Norland called the demand unacceptable.",
        "Sudonia demanded a ceasefire. Norland said the demand was unacceptable.",
        "Sudonia demanded a ceasefire, which Norland called unacceptable.",
        'Sudonia demanded a ceasefire. "This demand is absurd," said the minister of Norland.',
        "Sudonia demanded a ceasefire. Norland said a ceasefire was out of the question.",
    ),
    rejects=(
        "Sudonia demanded a ceasefire. Norland called the weather unacceptable.",
        "Norland said the hotel was unacceptable.",
        "Sudonia demanded a ceasefire. Norland did not call the demand unacceptable.",
        "Sudonia demanded a ceasefire. The road was impossible.",
        "Sudonia demanded a ceasefire. Sudonia called the silence unacceptable.",
    ),
)
TAKEN_UP = rule(
    "answer-by-act",
    "a refusal or promise of the very act that was demanded answers the demand",
    matches=(
        "Sudonia demanded that Norland withdraw its troops. Norland refused to withdraw its troops.",
        "Sudonia urged Norland to release the sailors. Norland agreed to release the sailors.",
    ),
    rejects=(
        "Sudonia demanded that Norland withdraw its troops. Norland refused to pay the fine.",
        "Sudonia demanded that Norland withdraw its troops. Norland agreed to buy wheat.",
    ),
)


@dataclass(frozen=True, eq=False)
class Answer:
    """What a party answers: `targets` are drafts of the same document."""

    stance: str
    party: str
    person: str | None
    targets: tuple[Draft, ...]
    evidence: Evidence
    token: Token


def answers(reading: Reading, cast: Cast, drafts: Sequence[Draft]) -> list[Answer]:
    """All answers of a document whose demand the document states, in text order."""
    targets = Targets(reading, cast, drafts)
    found: list[Answer] = []
    for sentence in reading.sentences:
        if sentence.kind in {"heading", "title"}:
            continue
        for token in sentence.tokens:
            if token.pos_ == "VERB":
                for frame in answer_frames().get(token.lemma_.lower(), ()):
                    if _has_particle(frame, token, sentence):
                        found += _verbal(frame, token, sentence, targets)
                        break
            if token.lemma_.lower() in words("rejecting_words") or token.lower_ == "question":
                found += _verdict(token, sentence, targets)
    found += list(_by_acts(drafts, targets, reading))
    return found


def _has_particle(frame: AnswerFrame, token: Token, sentence: Sentence) -> bool:
    following = [t.lower_ for t in token.doc[token.i + 1 : min(token.i + 1 + len(frame.particle) + 1, sentence.end)]]
    if not frame.particle:
        return True
    return following[: len(frame.particle)] == list(frame.particle) or any(
        c.dep_ == "prt" and c.lower_ == frame.particle[0] for c in token.children) and len(frame.particle) == 1


def _inside_demand(token: Token, sentence: Sentence, targets: Targets) -> bool:
    """"urged them to accept": the verb is what is demanded, not what was done."""
    return any(d.sentence is sentence and d.act.start <= token.i < d.act.end and d.anchor != token and d.kind != "refusal"
               for d in targets.drafts) or token.dep_ == "xcomp" and token.head.lemma_ in {"urge", "ask", "press", "want", "call", "expect", "tell"}


def _verbal(frame: AnswerFrame, token: Token, sentence: Sentence, targets: Targets) -> Iterator[Answer]:
    if _inside_demand(token, sentence, targets) or is_conditional(token):
        return
    stance = frame.stance
    mode = modal(token)
    negated = is_negated(token) or _refused(token)
    if negated:
        if stance in {"accepted", "fulfilled", "endorsed"} and (mode in {"will", "would", "can", "could", "wo", "ca"} or _refused(token)):
            stance = "rejected"
        else:
            return
    elif mode in {"may", "might", "could", "would", "should", "must"} and not _reported(token):
        return
    elif _prospective(token):
        return
    who = _who(token, targets.cast, targets)
    if not who.parties:
        return
    noun = _object(frame, token)
    if noun is None:
        return
    if stance == "accepted" and _hedged(token, sentence):
        stance = "accepted_conditionally"
    hit = targets.of_noun(noun, who.parties, stance == "withdrawn")
    yield from _answer(stance, who, hit, sentence, token, noun, f"{frame.name}", 0.9)


def _reported(token: Token) -> bool:
    return token.dep_ in {"ccomp"} and token.head.lemma_ in words("speech_verbs")


def _refused(token: Token) -> bool:
    return token.dep_ == "xcomp" and token.head.lemma_ in {"refuse", "decline", "fail"} and not is_negated(token.head)


def _prospective(token: Token) -> bool:
    """Not yet done: "is expected to accept", "wants to reject"."""
    return token.dep_ == "xcomp" and token.head.lemma_ not in {"refuse", "decline", "agree", "begin", "decide", "choose", "move", "vote"}


def _hedged(token: Token, sentence: Sentence) -> bool:
    tail = sentence.passage.doc[token.i : sentence.end]
    text = str(tail.text).lower()
    return "in principle" in text or any(t.lower_ in {"if", "provided", "unless"} for t in tail) or "on condition" in text or "on the condition" in text


def _who(token: Token, cast: Cast, targets: Targets) -> Reference:
    return targets.holders.of_verb(token)


def _object(frame: AnswerFrame, token: Token) -> Token | None:
    if is_passive(token):
        return passive_subject(token)
    for child in token.children:
        if child.dep_ in {"dobj", "nsubj"} and child.i > token.i or child.dep_ == "dobj":
            if child.tag_ in {"WDT", "WP"} and token.dep_ == "relcl":
                return token.head
            return child
    if frame.particle:
        for child in token.children:
            if child.lower_ == frame.particle[-1]:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return noun
        last = token.i + len(frame.particle)
        for noun in token.doc[last : last + 8]:
            if noun.dep_ in {"pobj", "dobj"}:
                return noun
    if token.dep_ == "relcl" and own_subject(token) != token.head:
        return token.head
    if token.dep_ == "conj":
        shared = [c for c in token.head.children if c.dep_ == "dobj" and c.i > token.i]
        return shared[0] if shared else None
    return None


def _verdict(token: Token, sentence: Sentence, targets: Targets) -> Iterator[Answer]:
    """"called these terms unacceptable", "said the idea was a non-starter", "which X called unacceptable"."""
    doc = sentence.passage.doc
    if token.lower_ == "question" and not (token.i >= 3 and doc[token.i - 3 : token.i].text.lower() == "out of the"):
        return
    if _inside_demand(token, sentence, targets):
        return
    verb = token.head
    for _ in range(4):
        if verb.pos_ in {"VERB", "AUX"}:
            break
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or is_negated(verb) or is_conditional(verb):
        return
    if verb.lemma_ in {"call", "describe", "brand", "label", "find", "consider", "deem"}:
        who = targets.holders.of_verb(verb)
        noun = next((c for c in verb.children if c.dep_ in {"dobj", "nsubj"} and c != own_subject(verb)), None)
        if noun is None or noun.tag_ in {"WDT", "WP"}:
            small = next((c for c in verb.children if c.dep_ in {"ccomp", "oprd", "xcomp"}), None)
            noun = own_subject(small) if small is not None and own_subject(small) is not None else None
        if noun is None and verb.dep_ in {"relcl", "ccomp"}:
            noun = verb.head
    elif verb.lemma_ == "be":
        who = targets.holders.source(verb)
        noun = own_subject(verb)
    else:
        return
    if not who.parties or noun is None:
        return
    if verb.dep_ == "relcl" and noun == verb.head:
        before = [d for d in targets.drafts if d.sentence is sentence and d.act.start <= noun.i and not set(d.claimants) & set(who.parties)]
        hit = [d for d in before if d.anchor == before[-1].anchor] if before else []
    else:
        hit = targets.of_noun(noun, who.parties, False)
    yield from _answer("rejected", who, hit, sentence, token, noun, VERDICT.name, 0.85)


def _by_acts(drafts: Sequence[Draft], targets: Targets, reading: Reading) -> Iterator[Answer]:
    for draft in drafts:
        agreed = draft.kind == "offer" and draft.anchor.lemma_ in {"agree", "promise", "undertake", "pledge"}
        if draft.kind != "refusal" and not agreed:
            continue
        hit = targets.of_words(draft.words(), draft.claimants, draft.sentence, draft.act.start)
        for party in draft.claimants:
            if hit:
                yield Answer("rejected" if draft.kind == "refusal" else "accepted", party, draft.people[0] if draft.people else None,
                             tuple(hit), Evidence(draft.evidence[0].span, draft.evidence[0].sentence, TAKEN_UP.name, 0.75), draft.anchor)


def _answer(
    stance: str, who: Reference, hit: list[Draft], sentence: Sentence, token: Token, noun: Token, method: str, confidence: float
) -> Iterator[Answer]:
    if not hit:
        return
    first, end = _quote(sentence, token, noun)
    evidence = Evidence(sentence.passage.span(first, end), sentence.span, method, round(confidence * min(1.0, who.confidence or 1.0), 2))
    for party in who.parties:
        yield Answer(stance, party, who.people[0] if who.people else None, tuple(hit), evidence, token)


def _quote(sentence: Sentence, token: Token, noun: Token) -> tuple[int, int]:
    """From the subject or object to the last of verb, object and agent; short of what follows a comma."""
    ends = [token.i, noun.i]
    done_by = agent(token) if token.pos_ == "VERB" else None
    doer = subject(token) if token.pos_ == "VERB" else None
    if done_by is not None:
        ends += [done_by.left_edge.i, done_by.right_edge.i]
    elif doer is not None and sentence.start <= doer.i < sentence.end and abs(doer.i - token.i) < 12:
        ends += [doer.left_edge.i if doer.i - doer.left_edge.i < 8 else doer.i, doer.i]
    ends.append(noun.left_edge.i if noun.i - noun.left_edge.i < 8 and noun.left_edge.i >= sentence.start else noun.i)
    for child in token.children:
        if child.dep_ in {"prep", "oprd"} and child.lower_ in {"as"} and child.right_edge.i - token.i < 14:
            ends.append(child.right_edge.i)
    return max(min(ends), sentence.start), min(max(ends) + 1, sentence.end)
