"""Lists that a sentence leads into: "The ministers called on Sudonia to:" and then a bullet for each act."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.demands.acts import Act, acts
from pipeline.extract.demands.complements import Trigger
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.frames import frames
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule

LISTED = rule(
    "list-after-lead-in",
    "a bullet after a sentence that calls for, demands, agrees to ... and breaks off: one act each",
    matches=("Norland called on Sudonia to:\n- release the sailors;\n- withdraw its ships.",),
    rejects=("The report has two parts:\n- the harbour;\n- the ships.",),
)

AGREED = "agree"  # "The ministers agreed that:", "agreed on the following:"


@dataclass(frozen=True, eq=False)
class Leadin:
    """What the items of a list inherit from the sentence before it."""

    sentence: Sentence
    kind: str
    claimants: tuple[str, ...]
    addressees: tuple[str, ...]
    joint: bool  # all claimants are bound by it together


def leadin_of(sentence: Sentence, holders: Holders, drafts: list[Draft]) -> Leadin | None:
    """The sentence ends in a colon, or breaks off at "to" or "that", and holds the trigger of a demand, the last one before the colon."""
    last = sentence.tokens[-1]
    if last.lower_ not in {":", "to", "that", "for", "-", "\u2013"} or sentence.end != len(sentence.passage.doc):
        return None
    for token in reversed(list(sentence.tokens)):
        pos = "VERB" if token.pos_ in {"VERB", "AUX"} else token.pos_
        for frame in frames().get((token.lemma_.lower(), pos), ()):
            trigger = Trigger(frame, token, "np", token.i + 1)
            claimant = holders.claimant(trigger)
            if not claimant.parties:
                continue
            asked: tuple[str, ...] = ()
            passage = sentence.passage
            for mention in holders.cast.mentions(passage.index, token.i + 1, sentence.end):
                asked += tuple(p for p in mention.reference.parties if p not in claimant.parties and p not in asked)
            joint = frame.lemma == AGREED and len(claimant.parties) > 1
            return Leadin(sentence, frame.kind, claimant.parties, asked, joint)
    return None


def listed(leadin: Leadin, sentence: Sentence) -> list[Act]:
    """The acts of an item that follows the lead-in: the first sentence of a bullet."""
    if sentence.kind != "bullet" or sentence.start != 0:
        return []
    doc = sentence.passage.doc
    first = doc[sentence.start]
    form = (
        "to"
        if first.tag_ in {"VB", "TO", "VBP"}
        else "ing"
        if first.tag_ == "VBG"
        else "that"
        if first.lower_ == "that"
        else "np"
    )
    end = region_end(sentence, sentence.start, first, form)
    return acts(doc, sentence.start, end, form)
