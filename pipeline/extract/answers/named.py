"""Answers by a frame: a verb, noun or adjective of answering with the demand that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.answers.frames import AnswerFrame, answer_frames, bodies, demand_nouns
from pipeline.extract.answers.given import Answer, Scene
from pipeline.extract.answers.polarity import Standing, standing
from pipeline.extract.answers.wording import is_bare, matched, object_of
from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Sentence
from pipeline.extract.syntax import (
    agent,
    governing_verb,
    is_negated,
    is_passive,
    own_subject,
    passive_subject,
    possessor,
    prepositional,
    subject,
)

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

HEDGES = (
    "in principle",
    "with minor",
    "with amendment",
    "with change",
    "with condition",
    "with caveat",
    "with some",
    "on condition",
    "on the condition",
    "with reservations",
    "conditionally",
    "subject to",
)
HEDGING = frozenset({"if", "provided", "providing", "unless"})
COPULAS = frozenset({"be", "remain", "seem", "stay", "declare"})
ATTITUDES = frozenset({"refusal", "decision", "unwillingness", "readiness", "willingness", "agreement", "choice"})
UNGIVEN = frozenset({"seek", "want", "demand", "await", "expect", "win", "need", "urge", "fear", "hope", "secure", "deny", "lack",
                     "withdraw", "reverse"})  # fmt: skip


def framed(word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    """The answers that `word` gives by the first frame that fits it."""
    pos = "VERB" if word.pos_ == "AUX" else word.pos_
    for frame in answer_frames().get((word.lemma_.lower(), pos), ()):
        fill = matched(frame, word, sentence)
        if fill is None:
            continue
        found = list(_by(frame, word, fill, sentence, scene))
        yield from found
        if found or frame.words:
            return


def _by(frame: AnswerFrame, word: Token, fill: list[Token], sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    if scene.inside_demand(word, sentence):
        return
    stance = _stance(frame, word, fill, scene)
    if stance is None:
        return
    noun = object_of(frame, word, fill)
    if "counter" in frame.about:
        yield from _countered(frame, word, fill, noun, sentence, scene)
        return
    if noun is None or frame.words == ("no",):
        if "bare" in frame.about and (noun is None or frame.words) and (word.pos_ != "VERB" or is_bare(word, fill)):
            yield from _bare(frame, stance, word, fill, sentence, scene)
        return
    if not frame.about & {"shell", "content", "own"}:
        return
    own = "own" in frame.about
    content = "content" in frame.about and stance in {"rejected", "accepted", "accepted_conditionally", "undecided"}
    if _is_none(noun):
        if frame.unwilling is None or any(c.lemma_ == "have" and c.dep_ == "aux" for c in word.children):
            return
        stance = frame.unwilling
    if stance == "accepted" and hedged(word, sentence):
        stance = "accepted_conditionally"
    hit: list[Draft]
    who, hit = _who(word, noun, own, content, sentence, scene)
    if own and noun.lemma_.lower() not in demand_nouns() and noun.tag_ != "PRP":
        return
    yield from scene.answers(stance, who, hit, (word, noun, *fill), sentence, frame.name, 0.9)


def _is_none(noun: Token) -> bool:
    """“neither demand”, "no such offer", "none of the terms"."""
    denied = any(c.lower_ in {"neither", "no"} and c.dep_ in {"det", "preconj", "cc"} for c in noun.children)
    return denied or noun.lower_ in {"none", "neither"}


def _stance(frame: AnswerFrame, word: Token, fill: list[Token], scene: Scene) -> str | None:
    if word.pos_ == "NOUN":
        return frame.stance if _stands(word, scene) else None
    carrier = word
    if word.pos_ == "ADJ":
        above = governing_verb(word)
        if above is None or above.lemma_ not in COPULAS or word.dep_ not in {"acomp", "oprd", "conj", "xcomp"}:
            return None
        carrier = above
    how: Standing | None = standing(carrier, scene.cast)
    if how == "done":
        return frame.stance
    if how == "promised":
        return "accepted" if frame.stance == "fulfilled" else frame.stance
    if how == "negated":
        return frame.negated
    if how == "unwilling":
        return frame.unwilling if "own" not in frame.about else None
    return None


def _stands(noun: Token, scene: Scene) -> bool:
    """A nominal answer is given when its clause tells it: "its rejection of the offer came on Monday"."""
    above = governing_verb(noun)
    if above is None:
        return True
    if noun.dep_ in {"dobj", "attr"} and above.lemma_ in UNGIVEN:
        return False
    return standing(above, scene.cast) in {"done", "promised", "negated"} and not (
        is_negated(above) and noun.dep_ == "dobj"
    )


def _who(
    word: Token, noun: Token, own: bool, content: bool, sentence: Sentence, scene: Scene
) -> tuple[Reference, list[Draft]]:
    """Who answers, and what. Without a name it is the one addressed who answers ("the request was turned down")."""
    targets = scene.targets
    who: Reference = answerer(word, scene)
    experiencer = passive_subject(word) if word.pos_ == "VERB" and is_passive(word) else None
    if experiencer is not None and experiencer != noun and agent(word) is None:
        who = scene.cast.refer(experiencer)  # "is opposed to"
    unnamed = is_passive(word) and agent(word) is None
    doer = None if unnamed else _holder(word)
    pronoun = doer is not None and doer.tag_ in {"PRP", "PRP$"} and not who.people
    if pronoun and not own:
        meant = [
            d
            for d in targets.of_noun(noun, (), False, content)
            if set(who.parties) <= set(d.claimants) and d.anchor != word  # "it would accept ..." is no answer to itself
        ]
        if meant and who.parties and len(meant[-1].addressees) == 1:  # nobody answers itself: "it" is the other side
            return Reference(meant[-1].addressees, (), 0.8), meant
    if who.parties:
        hit = targets.of_noun(noun, who.parties, own, content)
        if hit or own:
            return who, hit
    if doer is not None and not who and doer.pos_ == "NOUN" and doer.lemma_.lower() in bodies():
        unnamed = True  # "members threw the offer out": those of the party addressed
    if not unnamed or own:
        return who, []
    hit = [d for d in targets.of_noun(noun, (), False, content) if d.addressees]
    if not hit:
        return NOBODY, []
    asked = hit[-1].addressees
    return Reference(asked, (), 0.8), [d for d in hit if d.addressees == asked]


def _holder(word: Token) -> Token | None:
    return possessor(word) if word.pos_ == "NOUN" else subject(word) if word.pos_ in {"VERB", "AUX"} else None


def answerer(word: Token, scene: Scene) -> Reference:
    """Who answers: the subject of a verb, the possessor or agent of a noun, the subject of an adjective's copula."""
    holders = scene.targets.holders
    if word.pos_ == "NOUN":
        return _of_noun(word, scene)
    if word.pos_ == "ADJ":
        above = governing_verb(word)
        doer = own_subject(above) or subject(above) if above is not None else None
        return scene.cast.refer(doer) if doer is not None else NOBODY
    head = word.head
    if word.dep_ == "acl" and head.pos_ == "NOUN" and head.lemma_ in ATTITUDES:
        return _of_noun(head, scene)
    if is_passive(word) and agent(word) is None:
        said = scene.cast.voice(word)
        return said if said and not scene.cast.in_quotes(word) else NOBODY
    found = holders.of_verb(word)
    if not found and word.dep_ == "xcomp" and head.pos_ == "ADJ":
        doer = own_subject(head.head)
        return scene.cast.refer(doer) if doer is not None else NOBODY
    return found


def _of_noun(noun: Token, scene: Scene) -> Reference:
    for holder in (possessor(noun), prepositional(noun, "by", "from")):
        if holder is not None:
            return scene.cast.refer(holder)
    modifiers = scene.targets.holders.papers.named_before(noun)
    if modifiers.parties:
        return modifiers
    of = prepositional(noun, "of")
    if of is not None and noun.lemma_ in ATTITUDES:
        reference = scene.cast.refer(of)
        if reference.parties:
            return reference
    above = governing_verb(noun)
    if (
        above is not None
        and noun.dep_ in {"dobj", "pobj"}
        and above.lemma_ in words("light_verbs") | {"reaffirm", "offer", "get"}
    ):
        return scene.targets.holders.of_verb(above)
    return NOBODY


def hedged(word: Token, sentence: Sentence) -> bool:
    """The acceptance has strings: "in principle", "provided that", "on condition that"."""
    clause = [t for t in word.subtree if t.i > word.i and t.i < sentence.end]
    text = " ".join(t.lower_ for t in clause)
    if any(hedge in text for hedge in HEDGES):
        return True
    return (
        any(t.lower_ in HEDGING and (t.dep_ in {"mark", "prep", "advcl"} or t.head == word) for t in clause)
        or "as long as" in text
    )


def _bare(
    frame: AnswerFrame, stance: str, word: Token, fill: list[Token], sentence: Sentence, scene: Scene
) -> Iterator[Answer]:
    """“Norland refused.”: the demand just made to it."""
    who = answerer(word, scene)
    if not who.parties:
        return
    hit = scene.targets.addressed(who.parties, sentence, word.i)
    if stance in {"accepted", "fulfilled"}:
        hit = [d for d in hit if set(d.addressees) & set(who.parties) or d.kind == "offer"]
    if stance == "accepted" and hedged(word, sentence):
        stance = "accepted_conditionally"
    yield from scene.answers(stance, who, hit, (word, *fill), sentence, frame.name, 0.75)


def _countered(
    frame: AnswerFrame, word: Token, fill: list[Token], noun: Token | None, sentence: Sentence, scene: Scene
) -> Iterator[Answer]:
    """“countered with an offer of ...”, "made a counter-proposal": the other side's demand just before."""
    made = any(token.lower_.startswith("counter") for token in fill)
    if not made:
        chunk = [t for t in word.doc[fill[-1].i + 1 : min(fill[-1].i + 7, sentence.end)]]
        kinds = [demand_nouns().get(t.lemma_.lower()) for t in chunk]
        if not any(t.lower_.startswith("counter") for t in chunk) and not any(
            k is not None and k.strong for k in kinds
        ):
            return
    who = answerer(word, scene)
    if not who.parties:
        return
    hit = scene.targets.addressed(who.parties, sentence, word.i, reach=2)
    end = [noun] if noun is not None else []
    yield from scene.answers("countered", who, hit, (word, *fill, *end), sentence, frame.name, 0.8)
