"""Go through the sentences and find every answer to a demand that the document states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.extract.answers.echoed import echoed
from pipeline.extract.answers.given import Answer, Scene
from pipeline.extract.answers.judged import judged
from pipeline.extract.answers.named import framed
from pipeline.extract.answers.targets import Targets
from pipeline.extract.answers.unnamed import instead, no_more, replied, taken_up
from pipeline.extract.cast import Cast
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.reading import Reading, Sentence

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

SILENT = frozenset({"heading", "title"})


def answers(reading: Reading, cast: Cast, drafts: Sequence[Draft]) -> list[Answer]:
    """All answers of a document whose demand the document states, in text order; the rules that need no word of
    answering (the refusal of the very act, an offer made instead) come last."""
    scene = Scene(reading, cast, Targets(reading, cast, drafts))
    if not drafts:
        return []
    found: list[Answer] = []
    for sentence in reading.sentences:
        if sentence.kind in SILENT:
            continue
        for token in sentence.tokens:
            for answer in _at(token, sentence, scene):
                scene.targets.settle(answer.party, answer.targets)
                found.append(answer)
        found += replied(sentence, scene)
    return [*found, *taken_up(scene), *instead(scene)]


def _at(token: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    """The answers that one word gives."""
    yield from framed(token, sentence, scene)
    yield from judged(token, sentence, scene)
    yield from no_more(token, sentence, scene)
    yield from echoed(token, sentence, scene)
