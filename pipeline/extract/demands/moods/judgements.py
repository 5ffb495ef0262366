"""It is unacceptable to wait, a change of the border is out of the question, in somebody's words: a demand or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.acts import is_act_noun
from pipeline.extract.demands.complements import phrase_first
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import (
    SUBJECTS,
    governing_verb,
    is_conditional,
    is_negated,
    is_passive,
    own_subject,
    prepositional,
)

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

UNACCEPTABLE = rule(
    "unacceptable-reported",
    "it is unacceptable, wrong, out of the question to do X or that X is done, in somebody's words",
    matches=(
        '"It is unacceptable to wait five months," the minister of Norland said.',
        "The minister of Norland said it was intolerable that the sailors were still held.",
    ),
    rejects=(
        "It is unacceptable to smoke in the hall.",
        "Norland said it was not unacceptable to wait.",
        "Norland said the figures were wrong.",
    ),
)


NOT_TO_BE = rule(
    "is-unacceptable",
    "a change, an act is unacceptable, out of the question, not negotiable to somebody: a refusal of it",
    matches=(
        '"Any change of the border is unacceptable to us," the minister of Norland said.',
        "The minister of Norland said a return to the old border was out of the question.",
        '"The continued detention of the sailors is intolerable," the minister of Norland said.',
        "For Norland, a return to the old border is not acceptable.",
    ),
    rejects=(
        "Any change of the border is unacceptable.",
        '"This is unacceptable," the minister of Norland said.',
        '"The weather is unacceptable," the minister of Norland said.',
        "The minister of Norland said the proposal was unacceptable.",
        "The minister of Norland said a return to the old border was not out of the question.",
    ),
)

BEARABLE = frozenset({"acceptable", "tolerable", "admissible"})


def judgement(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """What a word of judgement condemns."""
    if token.lower_ in words("unacceptable_words"):
        return _unacceptable(token, sentence, holders) or _not_to_be(token, token.head, sentence, holders)
    if token.lower_ in BEARABLE and is_negated(token.head):
        return _not_to_be(token, token.head, sentence, holders)
    if token.lower_ == "question" and token.dep_ == "pobj" and token.head.head.lower_ == "out":
        return _not_to_be(token, governing_verb(token), sentence, holders)
    return None


def _unacceptable(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    verb = token.head
    if token.dep_ not in {"acomp", "attr", "oprd"} or verb.lemma_ != "be" or is_negated(verb) or is_conditional(verb):
        return None
    dummy = next((c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ == "it"), None)
    clause = next(
        (c for c in (*verb.children, *token.children) if c.i > token.i and c.dep_ in {"xcomp", "ccomp", "advcl"}), None
    )
    if dummy is None or clause is None or clause.pos_ not in {"VERB", "AUX"}:
        return None
    if clause.lemma_ in {"say", "think", "believe", "suggest", "claim", "assume", "speak", "call"}:
        return None
    if any(c.dep_ == "mark" and c.lower_ != "that" and c.tag_ != "TO" for c in clause.children):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    doer = own_subject(clause)
    end = region_end(sentence, clause.i, verb, "that")
    asked = holders.asked(doer, source.parties) if doer is not None and not is_passive(clause) else ()
    return Mood(UNACCEPTABLE, "demand", dummy.i, end, "that", source, dummy, asked, clause)


def _not_to_be(word: Token, verb: Token | None, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "Any change of the border is unacceptable": the act that is the subject, unless a paper that is answered."""
    if verb is None or verb.lemma_ not in {"be", "remain"} or is_conditional(verb):
        return None
    if is_negated(verb) != (word.lower_ in BEARABLE):
        return None
    thing = own_subject(verb)
    if thing is None or thing.i > verb.i or thing.lemma_.lower() in words("shell_nouns") | words("demand_nouns"):
        return None
    gerund = thing.tag_ == "VBG" and thing.dep_ == "csubj"
    if thing.lemma_.lower() in words("papers") or not (gerund or is_act_noun(thing)):
        return None
    whose = prepositional(verb, "for") or prepositional(word, "to", "for")
    source = holders.source(verb)
    if not source.parties and whose is not None:
        source = holders.cast.refer(whose)
    start = phrase_first(thing)
    end = min(region_end(sentence, start, verb, "np"), thing.right_edge.i + 1)
    if not source.parties or end <= start:
        return None
    return Mood(NOT_TO_BE, "refusal", start, end, "ing" if gerund else "np", source, None, (), thing)
