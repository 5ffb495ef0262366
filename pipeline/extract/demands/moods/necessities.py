"""It is time to act, X is essential, the onus is on X, in somebody's words: a demand of the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.acts import is_act_noun
from pipeline.extract.demands.doers import acting
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood
from pipeline.extract.demands.moods.obligations import EPISTEMIC
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import (
    SUBJECTS,
    is_conditional,
    is_negated,
    is_passive,
    modal,
    own_subject,
    prepositional,
)

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

NECESSITY = rule(
    "necessity-reported",
    "X is needed, it is time for X to act, it is only fair that ... in somebody's words",
    matches=(
        '"Heavy weapons are needed," the minister of Norland said.',
        "Norland said an independent inquiry was essential.",
        '"It is time for Sudonia to open its books," said the prime minister of Norland.',
        "Norland said it was vital that the truce be kept.",
        "Norland said it was desirable that the truce be kept.",
        '"It is high time Sudonia opened its books," said the prime minister of Norland.',
        "An independent inquiry is long overdue, the minister of Norland said.",
        '"It is only fair that the workers get a raise," said the government of Norland.',
    ),
    rejects=(
        "An umbrella is needed in spring.",
        "Norland said the repairs were not needed.",
        "It was time for lunch.",
        "Norland won in record time.",
        "Norland said the weather was fair.",
        '"It is important that the embassies came back," the minister of Norland said.',
        '"It is important to understand what happened," the minister of Norland said.',
        '"The sea is essential," the minister of Norland said.',
    ),
)


TURN = rule(
    "turn-of-another",
    "it is up to X, the onus is on X, it is for X to act, in the words of another: a demand of X",
    matches=(
        '"The onus is on Sudonia to show restraint," the minister of Norland said.',
        '"It is up to Sudonia to take the first step," said the president of Norland.',
        '"It is for Sudonia to lift the blockade," said the president of Norland.',
    ),
    rejects=(
        '"It is up to us to win," the minister of Norland said.',
        "It is up to Sudonia to take the first step.",
        "The minister of Norland said the ship was up to the task.",
    ),
)


CLEFT = rule(
    "what-is-needed",
    "what is needed is X, what we want is X, in somebody's words",
    matches=(
        '"What is needed is an immediate ceasefire," the minister of Norland said.',
        '"What we want is the release of the sailors," the president of Norland said.',
        '"All we need to do is ask them to come back," the president of Norland said.',
        '"There is an urgent need for restraint," the minister of Norland said.',
    ),
    rejects=(
        "What is needed is a good umbrella.",
        '"What we saw is a disaster," the minister of Norland said.',
    ),
)


AIM = rule(
    "priority-is-to",
    "the priority, the task, the only way is to act, in somebody's words",
    matches=(
        "The minister of Norland said the top priority now is to lift the blockade.",
        '"The only way forward is to release the sailors," the president of Norland said.',
        '"Our first task must be to end the shelling," the minister of Norland said.',
    ),
    rejects=(
        "The priority now is to lift the wreck.",
        '"The plan is to stay for a week," the minister of Norland said.',
        '"The priority is to win," the minister of Norland said.',
    ),
)


def necessity(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """The demand that a word of need, of judgement or of whose turn it is opens."""
    if token.lower_ in {"up", "for", "onus", "burden", "responsibility", "obligation"}:
        return _turn(token, sentence, holders)
    if token.lower_ in words("aim_words") and token.dep_ in SUBJECTS and token.head.lemma_ == "be":
        return _aim(token, sentence, holders)
    if token.dep_ in {"attr", "ccomp", "xcomp", "advcl"} and token.head.lemma_ == "be":
        cleft = _cleft(token, sentence, holders)
        if cleft is not None:
            return cleft
    if token.lower_ == "need" and token.pos_ == "NOUN":
        return _there_is_need(token, sentence, holders)
    asks = token.lower_ in words("needed_words") or token.lower_ in words("advisable_words")
    return _needed(token, sentence, holders) if asks else None


def _turn(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if token.lower_ == "for":
        return _for_another(token, sentence, holders)
    verb = token.head
    if verb.lemma_ not in {"be", "lie", "rest", "fall"} or is_negated(verb) or is_conditional(verb):
        return None
    link = token if token.lower_ == "up" else verb
    marks = {"to"} if token.lower_ == "up" else {"on", "upon", "with"}
    whom = next(
        (n for p in link.children if p.dep_ == "prep" and p.lower_ in marks for n in p.children if n.dep_ == "pobj"),
        None,
    )
    act = next(
        (
            t
            for t in sentence.passage.doc[token.i + 1 : sentence.end]
            if t.tag_ == "VB" and t.dep_ in {"xcomp", "advcl", "relcl", "acl"} and t.nbor(-1).tag_ in {"TO", "RB"}
        ),
        None,
    )
    if whom is None or act is None or act.i < whom.i:
        return None
    source = holders.source(verb)
    asked = holders.asked(whom, source.parties)
    if not source.parties or not asked:
        return None
    end = region_end(sentence, act.i, verb, "to")
    return Mood(TURN, "demand", whom.left_edge.i, end, "to", source, None, asked, act)


def _for_another(mark: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "It is for Sudonia to lift the blockade"."""
    act = mark.head
    verb = act.head
    dummy = any(c.lower_ == "it" and c.dep_ in SUBJECTS for c in verb.children)
    if mark.dep_ != "mark" or act.tag_ != "VB" or verb.lemma_ != "be" or verb.i != mark.i - 1 or not dummy:
        return None
    doer = own_subject(act)
    source = holders.source(verb)
    asked = holders.asked(doer, source.parties)
    if doer is None or not source.parties or not asked or is_conditional(verb):
        return None
    return Mood(
        TURN, "demand", doer.left_edge.i, region_end(sentence, act.i, verb, "to"), "to", source, None, asked, act
    )


def _aim(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "The priority is to X", "the only way is for Y to X"."""
    verb = noun.head
    act = next((c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ in {"VB", "VBN"}), None)
    if act is None or act.i < verb.i or is_conditional(verb):
        return None
    marks = [c for c in act.children if c.tag_ == "TO" and c.i < act.i]
    if not marks or act.lemma_ in {"win", "be", "see", "say", "know"}:
        return None
    split = marks[0].i + 1 < act.i and marks[0].nbor(1).dep_ == "neg"  # "is to not break past agreements"
    if is_negated(verb) and not split:
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    doer = own_subject(act)
    start = doer.left_edge.i if doer is not None and doer.i > verb.i else marks[0].i
    end = region_end(sentence, act.i, verb, "to")
    asked = holders.asked(doer, source.parties) if doer is not None else ()
    return Mood(AIM, "demand", start, end, "to", source, None, asked, act)


def _cleft(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "What is needed is X": X, if an act."""
    verb = token.head
    if is_negated(verb) or not any(_wanted(c) for c in verb.children if c.i < verb.i):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    start = token.left_edge.i
    if token.pos_ == "VERB":
        if token.tag_ != "VB" or token.lemma_ in words("idle_imperatives") - {"ask"}:
            return None
        doer = own_subject(token)
        asked = holders.asked(doer, source.parties) if doer is not None else ()
        end = region_end(sentence, token.i, verb, "to")
        return Mood(CLEFT, "demand", start, end, "to", source, None, asked, token)
    if token.pos_ != "NOUN":
        return None
    return Mood(CLEFT, "demand", start, region_end(sentence, start, verb, "np"), "np", source, None, (), token)


def _wanted(subject: Token) -> bool:
    """ "What we want", "what is needed", "all we ask"."""
    wanting = {"need", "want", "demand", "require", "ask", "seek", "expect", "call", "propose", "request", "urge"}
    if subject.dep_ in {"csubj", "ccomp"}:
        asked = any(t.lower_ in {"what", "all"} and t.i < subject.i for t in subject.subtree)
        return subject.lemma_ in wanting and asked
    asks = [c for c in subject.children if c.dep_ == "relcl" and c.lemma_ in wanting]
    if subject.lower_ == "thing":  # "the first thing we want to do" is for oneself
        return any(not any(c.dep_ == "xcomp" for c in verb.children) for verb in asks)
    return subject.lower_ == "all" and bool(asks)


def _there_is_need(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """ "There is a need for X" in somebody's words."""
    verb = noun.head
    there = noun.dep_ == "attr" and verb.lemma_ == "be" and any(c.dep_ == "expl" for c in verb.children)
    if not there or is_negated(verb) or is_conditional(verb) or any(c.lower_ == "no" for c in noun.children):
        return None
    thing = prepositional(noun, "for", "of")
    source = holders.source(verb)
    if thing is None or not source.parties or thing.pos_ != "NOUN":
        return None
    start = thing.left_edge.i
    return Mood(CLEFT, "demand", start, region_end(sentence, start, verb, "np"), "np", source, None, (), thing)


def _needed(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    doc = sentence.passage.doc
    verb = token if token.pos_ in {"VERB"} else token.head
    if verb == token and not is_passive(verb):
        return None  # "the agency needed samples"
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if token.lower_ == "time" and verb.lemma_ not in {"be", "come"}:
        return None
    negative = is_negated(verb)
    if negative and not (token.lower_ == "time" and any(t.lower_ == "now" for t in verb.children)):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    dummy = next((c for c in verb.children if c.dep_ in SUBJECTS and c.lower_ in {"it", "now", "there"}), None)
    # "it is time for X to act", "it is vital to act", "now is not the time to act"
    to = next(
        (t for t in doc[token.i + 1 : min(token.i + 16, sentence.end)] if t.tag_ == "TO" and t.dep_ == "aux"), None
    )
    that = next((t.i + 1 for t in doc[token.i + 1 : min(token.i + 3, sentence.end)] if t.lower_ == "that"), None)
    if that is None and to is None and dummy is not None and dummy.lower_ == "it":
        bare = next(
            (
                c
                for c in (*verb.children, *token.children)
                if c.i > token.i and (c.dep_ in {"ccomp", "advcl"} or c.dep_ == "relcl" and token.lower_ == "time")
            ),
            None,
        )
        subject = own_subject(bare) if bare is not None else None
        that = subject.left_edge.i if subject is not None and subject.left_edge.i == token.i + 1 else None
    if that is not None and dummy is not None:
        start = that
        doer = next((t for t in doc[start : start + 12] if t.dep_ in SUBJECTS), None)
        wished = token.lower_ == "time"  # "it is time that Sudonia opened its books"
        if doer is not None and _past(doer.head) and verb.tag_ in {"VBZ", "VBP"} and not wished:
            return None  # "it is important that the embassies came back" tells what was done
        end = region_end_after_aside(sentence, start, verb)
        asked = holders.asked(acting(doer.head, doer), source.parties) if doer is not None else ()
        return Mood(
            NECESSITY,
            "demand",
            start,
            end,
            "that",
            source,
            doer,
            asked,
            verb,
        )
    if to is not None and (dummy is not None or token.lower_ == "time"):
        subject = next((t for t in doc[token.i + 1 : to.i] if t.dep_ in {"nsubj", "pobj"}), None)
        if subject is None and to.i > token.i + 2:
            return None
        asked = holders.asked(subject, source.parties)
        if subject is not None and not asked and set(holders.cast.refer(subject).parties) & set(source.parties):
            return None
        if to.head.lemma_ in EPISTEMIC:
            return None  # "it is important to understand what happened"
        start = subject.left_edge.i if subject is not None else to.i
        end = region_end(sentence, to.i, verb, "to")
        return Mood(
            NECESSITY, "demand", start if not negative else _negator(verb), end, "to", source, subject, asked, verb
        )
    if token.lower_ in words("needed_words") and dummy is None:
        subject = own_subject(verb)
        if subject is None or subject.pos_ == "PRON" or to is not None or subject.i > verb.i:
            return None
        if token.tag_ != "VBN" and not is_act_noun(subject):
            return None  # "strong unions are essential" praises them
        start = subject.left_edge.i
        while start < subject.i and (doc[start].is_punct or doc[start].dep_ in {"advmod", "cc"}):
            start += 1
        end = verb.i
        while end > start + 1 and (
            doc[end - 1].dep_ in {"aux", "auxpass", "advmod"}
            or doc[end - 1].is_punct
            or doc[end - 1].lower_ in {"etc", "etc."}
        ):
            end -= 1
        if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
            return None
        return Mood(NECESSITY, "demand", start, end, "np", source, None, (), verb)
    return None


def _past(verb: Token) -> bool:
    """A finite past: "came back", "was freed", "have come back"; not the bare "be freed", "were to come back"."""
    told = verb.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ"} for c in verb.children)
    have = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    return (told or have) and modal(verb) is None


def _negator(verb: Token) -> int:
    """Index of the "not" of a negated verb, from which the quote starts: "not the time for X to ..."."""
    return min((c.i for c in verb.children if c.dep_ == "neg"), default=verb.i)


def region_end_after_aside(sentence: Sentence, start: int, verb: Token) -> int:
    """The end of a that-clause whose subject carries an aside between commas ("that workers, who ..., see a rise")."""
    doc = sentence.passage.doc
    subject = next((t for t in doc[start : min(start + 12, sentence.end)] if t.dep_ in SUBJECTS), None)
    if subject is not None and subject.head.i > subject.right_edge.i:
        return region_end(sentence, subject.head.i, verb, "that")
    return region_end(sentence, start, verb, "that")
