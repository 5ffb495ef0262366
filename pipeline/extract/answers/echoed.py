"""Answers that take up the verb of the demand ("it would open them only if ..."), or leave it out ("it would not")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.answers.content import content_words, draft_words, stem
from pipeline.extract.answers.given import Answer, Scene
from pipeline.extract.answers.limits import by_stance, clause_of
from pipeline.extract.answers.named import hedged
from pipeline.extract.answers.polarity import PROMISING, UNABLE, standing
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_negated, is_passive, modal, prepositional, subject

if TYPE_CHECKING:
    from pipeline.extract.cast import Reference
    from pipeline.extract.demands.drafts import Draft
    from pipeline.extract.tokens import Token

REACH = 2  # sentences back that a verb may be taken up from
ANYTHING = frozenset({"anything", "nothing", "it", "them", "this", "that", "one", "any", "so"})
LIGHT = frozenset({"be", "have", "do", "make", "take", "give", "get", "go", "let", "put", "keep"})
AFTER = frozenset({".", ",", '"', "\u201d", ";", "!", "and", "but", "''"})

ECHO = rule(
    "answer-echo",
    "a party says that it will or will not do the very thing it was just asked, in the same verb",
    matches=(
        "Sudonia demanded that Norland open its ports. Norland said it would open them only if the raids ended.",
        "Sudonia demanded that Norland close its camps. Norland will not close anything, said the Norwegian foreign minister.",
        "Sudonia demanded that Norland open its ports. Norland said it would open the ports in May.",
        "Sudonia demanded that Norland pay 40 million euros. Norland said it would pay no more than 5 million euros.",
    ),
    rejects=(
        "Sudonia demanded that Norland open its ports. Norland said it would open a museum in May.",
        "Sudonia demanded that Norland open its ports. Norland may open them.",
        "Sudonia demanded that Norland open its ports. Norland opened an exhibition.",
    ),
)
ELLIPSIS = rule(
    "answer-ellipsis",
    "a party says that it would, or would not, and leaves the verb of the demand out",
    matches=(
        "Sudonia demanded that Norland free the crew. Norland said it would not.",
        "Sudonia asked Norland to free the crew. Norland said it would.",
        "Sudonia demanded that Norland free the crew. Norland has made clear that it will not.",
    ),
    rejects=(
        "Sudonia demanded that Norland free the crew. Norland said it would not rain.",
        "Sudonia demanded that Norland free the crew. Norland said Finland would not.",
        "Norland said it would not.",
    ),
)


def echoed(word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    """The answer that a verb or a lone modal gives to the demand just made to its subject."""
    if word.tag_ == "MD" and word.dep_ not in {"aux", "auxpass"} and word.lower_ in PROMISING:
        yield from _elliptic(word, sentence, scene)
    elif word.pos_ == "VERB" and word.lemma_ not in LIGHT and modal(word) in UNABLE and not is_passive(word):
        yield from _repeated(word, sentence, scene)


def _asked(who: Reference, sentence: Sentence, word: Token, scene: Scene) -> list[Draft]:
    hit = scene.targets.addressed(who.parties, sentence, word.i, REACH)
    return [d for d in hit if set(d.addressees) & set(who.parties)]


def _elliptic(word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    doc = word.doc
    end = word.i + 1
    while end < sentence.end and doc[end].lower_ in {"not", "n't"}:
        end += 1
    if end < sentence.end and doc[end].lower_ not in AFTER or doc[sentence.end - 1].text == "?":
        return
    doer = subject(word)
    if doer is None or word.dep_ == "ROOT" and not scene.cast.in_quotes(word) and end == word.i + 1:
        return
    who = scene.cast.refer(doer)
    if not who.parties:
        return
    hit = [d for d in _asked(who, sentence, word, scene) if sentence.index - d.sentence.index <= 1]
    stance = "rejected" if is_negated(word) or end > word.i + 1 else "accepted"
    yield from scene.answers(stance, who, hit, (word, doer, doc[end - 1]), sentence, ELLIPSIS.name, 0.7)


def _repeated(word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    act = stem(word.lemma_.lower())
    if scene.inside_demand(word, sentence) or not any(act in draft_words(d) for d in scene.targets.drafts):
        return
    how = standing(word, scene.cast)
    if how not in {"promised", "unwilling"}:
        return
    who = scene.targets.holders.of_verb(word)
    if not who.parties:
        return
    hit = [
        d
        for d in _asked(who, sentence, word, scene)
        if stem(d.act.head.lemma_.lower()) == act and _same_object(word, d)
    ]
    objects = [c for c in word.children if c.dep_ == "dobj"]
    clause = clause_of(word, sentence.end)
    said = "accepted" if how == "promised" else "rejected"
    published = scene.reading.document.published
    for stance, drafts in by_stance(said, clause, hit, published, hedged(word, sentence)).items():
        limit = clause[-1:] if stance == "countered" else []
        yield from scene.answers(stance, who, drafts, (word, *objects, *limit), sentence, ECHO.name, 0.75)


def _same_object(word: Token, draft: Draft) -> bool:
    """The verb has no object, a pronoun, or one that the demand speaks of, or a part of one ("two of the ports")."""
    objects = [c for c in word.children if c.dep_ in {"dobj", "pobj"}]
    if not objects:
        return True
    whole = prepositional(objects[0], "of")
    meant = (objects[0], whole) if whole is not None else (objects[0],)
    return any(t.lower_ in ANYTHING for t in meant) or bool(content_words(meant) & draft_words(draft))
