"""Answers by a verdict: "called these terms unacceptable", "the idea is a non-starter, said the minister"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.answers.frames import Verdict, verdicts
from pipeline.extract.answers.given import Answer, Scene
from pipeline.extract.answers.polarity import POSSIBLE
from pipeline.extract.answers.wording import demonstrative_subject
from pipeline.extract.cast import Reference
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, modal, own_subject, prepositional

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

CALLING = frozenset({"call", "describe", "brand", "label", "find", "consider", "deem", "regard", "see", "think", "declare", "term",
                     "view", "pronounce"})  # fmt: skip
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl"})
REJECTING = frozenset({"rejected", "accepted"})

VERDICT = rule(
    "answer-verdict",
    "a party calls a demand unacceptable, out of the question, a non-starter",
    matches=(
        "Sudonia demanded a ceasefire. Norland called the demand unacceptable.",
        "Sudonia demanded a ceasefire. Norland said the demand was unacceptable.",
        "Sudonia demanded a ceasefire, which Norland called unacceptable.",
        'Sudonia demanded a ceasefire. "This demand is absurd," said the minister of Norland.',
        "Sudonia demanded a ceasefire. Norland said a ceasefire was out of the question.",
        "Sudonia demanded a ceasefire. Norland described the demand as a non-starter.",
        "Sudonia demanded a ceasefire. Norland said the demand was not acceptable.",
        "Sudonia demanded a ceasefire. The demand is unacceptable to Norland.",
    ),
    rejects=(
        "Sudonia demanded a ceasefire. Norland called the weather unacceptable.",
        "Norland said the hotel was unacceptable.",
        "Sudonia demanded a ceasefire. Norland did not call the demand unacceptable.",
        "Sudonia demanded a ceasefire. The road was impossible.",
        "Sudonia demanded a ceasefire. Sudonia called the silence unacceptable.",
        "Sudonia demanded a ceasefire. Norland said it was unacceptable that children were hungry.",
        "Sudonia demanded a ceasefire. Norland may call the demand unacceptable.",
    ),
)


def judged(word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    """The answer that ends in `word`, the last word of a verdict."""
    doc = word.doc
    for verdict in verdicts().get(word.lower_, ()):
        first = word.i + 1 - len(verdict.words)
        if first >= sentence.start and tuple(t.lower_ for t in doc[first : word.i + 1]) == verdict.words:
            yield from _judged(verdict, doc[first], word, sentence, scene)
            return


def _judged(verdict: Verdict, first: Token, word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    verb = _verb_above(first, word)
    if verb is None or is_conditional(verb) or modal(verb) in POSSIBLE or scene.inside_demand(verb, sentence):
        return
    if word.sent[-1].text == "?":
        return
    stance = verdict.stance
    if is_negated(verb):
        if verdict.negated is None or verb.lemma_ != "be":
            return
        stance = verdict.negated
    if verb.lemma_ in CALLING:
        if any(c.tag_ == "TO" for c in verb.children):
            return
        who, noun = scene.targets.holders.of_verb(verb), _called(verb, word)
    elif verb.lemma_ in {"be", "remain"}:
        who = _source(word, verb, scene)
        noun = demonstrative_subject(verb) or own_subject(verb) or _clause_subject(verb)
        later = [c for node in (verb, word, first) for c in node.children if c.i > word.i]
        if noun is not None and noun.lower_ == "it" and any(c.dep_ in CLAUSES for c in later):
            return  # "it is unacceptable that ..."
    else:
        return
    if not who.parties or noun is None:
        return
    hit = scene.targets.of_noun(noun, who.parties, False, stance in REJECTING)
    ends = (verb, word, first) if noun.i == verb.head.i and verb.dep_ == "relcl" else (verb, noun, word, first)
    yield from scene.answers(stance, who, hit, ends, sentence, VERDICT.name, 0.85)


def _verb_above(first: Token, word: Token) -> Token | None:
    """The verb whose predicate the verdict is; None for an attribute ("an unacceptable delay")."""
    inside = set(range(first.i, word.i + 1))
    for token in (word, first):
        node = token
        for _ in range(5):
            if node.pos_ in {"VERB", "AUX"} and node.i not in inside:
                return node
            if node.i not in inside and node.pos_ not in {"ADP", "ADJ", "NOUN", "ADV", "SCONJ"}:
                break
            if node.dep_ == "amod" and node.head.i not in inside and node.head.pos_ == "NOUN":
                return None
            if node.head == node:
                break
            node = node.head
    return None


def _called(verb: Token, word: Token) -> Token | None:
    """What is called so: the object, the subject of the small clause, or the noun that the relative clause is about."""
    for child in verb.children:
        if child.dep_ == "dobj":
            if child.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
                return verb.head
            return child if child.i != word.i else None
    for child in verb.children:
        if child.dep_ in {"ccomp", "oprd", "xcomp"}:
            inner = next((c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if inner is not None:
                return verb.head if inner.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" else inner
    after = [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i]
    if after:
        return after[0]
    return verb.head if verb.dep_ in {"relcl", "ccomp"} and verb.head != verb else None


def _clause_subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ == "csubj" and c.tag_ == "VBG"), None)


def _source(word: Token, verb: Token, scene: Scene) -> Reference:
    """Whose verdict it is: "unacceptable to Norland" names it, else the speaker."""
    for node in (word, word.head, verb):
        to = prepositional(node, "to", "for")
        if to is not None:
            reference = scene.cast.refer(to)
            if reference.parties:
                return reference
    return scene.targets.holders.source(verb)
