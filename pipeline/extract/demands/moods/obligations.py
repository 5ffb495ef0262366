"""must, should, have to, is needed, it is time to ... in somebody's words: a demand of the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.complements import clause_mood
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import SUBJECTS, agent, is_conditional, is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

EPISTEMIC = frozenset(
    {
        "think",
        "consider",
        "reflect",
        "worry",
        "say",
        "note",
        "remember",
        "know",
        "see",
        "understand",
        "admit",
        "recall",
        "mention",
        "wonder",
        "mean",
        "seem",
        "appear",
        "stress",
        "add",
    }
)


NEEDS = frozenset(
    {"needed", "required", "necessary", "essential", "vital", "crucial", "indispensable", "imperative", "critical"}
)


ASKS = NEEDS | {"time", "fair", "important", "urgent", "right", "high"}


OBLIGATION = rule(
    "obligation-reported",
    "must, should, have to, need to in reported or quoted speech: a demand of whoever speaks",
    matches=(
        "The minister of Norland said Sudonia must withdraw its troops.",
        "Norland stressed that sanctions should be lifted at once.",
        '"Sudonia has to release the sailors," said the foreign minister of Norland.',
        "Norland said the sailors should be freed.",
        "According to the government of Norland, the talks should be held in Oslo.",
    ),
    rejects=(
        "Sudonia must win its last match.",
        "Norland said it must study the text.",
        "The minister of Norland said the storm should have passed.",
        "Norland did not say that Sudonia must withdraw.",
        "Norland said the talks may last for weeks.",
    ),
)


NECESSITY = rule(
    "necessity-reported",
    "X is needed, it is time for X to act, it is only fair that ... in somebody's words",
    matches=(
        '"Heavy weapons are needed," the minister of Norland said.',
        "Norland said an independent inquiry was essential.",
        '"It is time for Sudonia to open its books," said the prime minister of Norland.',
        "Norland said it was vital that the truce be kept.",
        '"It is only fair that the workers get a raise," said the government of Norland.',
    ),
    rejects=(
        "An umbrella is needed in spring.",
        "Norland said the repairs were not needed.",
        "It was time for lunch.",
        "Norland won in record time.",
        "Norland said the weather was fair.",
    ),
)


def obligation(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if clause_mood(verb) is None or is_conditional(verb):
        return None
    if verb.dep_ == "ccomp" and verb.head.lemma_ in {"accept", "understand", "know", "realise", "realize"}:
        return None  # "we accept that they must go home" gives way, and asks for nothing
    inner = (
        next((c for c in verb.children if c.dep_ == "xcomp"), verb)
        if verb.lemma_ in {"have", "need", "ought"}
        else verb
    )
    if inner.lemma_ in EPISTEMIC or any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return None
    subject = own_subject(verb)
    if subject is not None and any(c.dep_ == "aux" and c.lower_ == "should" and c.i < subject.i for c in verb.children):
        return None  # "should they continue, ..." is an if-clause
    source = holders.source(verb)
    if not source.parties:
        return None
    doer = doer_of(verb)
    if doer is None or doer.lower_ in {"i"} or doer.tag_ in {"WP", "WDT"}:
        return None
    own = holders.cast.refer(doer)
    if modal(verb) == "shall" and own.parties and set(own.parties) <= set(source.parties):
        return None  # "we shall ..." promises
    passive = is_passive(inner)
    if (
        own.parties
        and set(own.parties) <= set(source.parties)
        and not passive
        and inner.lemma_ not in {"be", "have", "receive", "get", "remain", "participate", "join"}
    ):
        return None
    start = clause_first(verb, doer, sentence, shared=True)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    only = any(t.lower_ == "only" for t in sentence.passage.doc[start:end])
    asked = agent(inner) if passive else None if inner.lemma_ in words("receiving_verbs") else doer
    return Mood(
        OBLIGATION,
        "condition" if only else "demand",
        start,
        end,
        "that",
        source,
        doer,
        holders.asked(asked, source.parties),
        verb,
    )


def necessity(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
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
            (c for c in (*verb.children, *token.children) if c.dep_ in {"ccomp", "advcl"} and c.i > token.i), None
        )
        subject = own_subject(bare) if bare is not None else None
        that = subject.left_edge.i if subject is not None and subject.left_edge.i == token.i + 1 else None
    if that is not None and dummy is not None:
        start = that
        doer = next((t for t in doc[start : start + 12] if t.dep_ in SUBJECTS), None)
        end = region_end_after_aside(sentence, start, verb)
        acting = doer is not None and doer.head.lemma_ not in words("receiving_verbs") and not is_passive(doer.head)
        return Mood(
            NECESSITY,
            "demand",
            start,
            end,
            "that",
            source,
            doer,
            holders.asked(doer, source.parties) if acting else (),
            verb,
        )
    if to is not None and (dummy is not None or token.lower_ == "time"):
        subject = next((t for t in doc[token.i + 1 : to.i] if t.dep_ in {"nsubj", "pobj"}), None)
        if subject is None and to.i > token.i + 2:
            return None
        asked = holders.asked(subject, source.parties)
        if subject is not None and not asked and set(holders.cast.refer(subject).parties) & set(source.parties):
            return None
        start = subject.left_edge.i if subject is not None else to.i
        end = region_end(sentence, to.i, verb, "to")
        return Mood(
            NECESSITY, "demand", start if not negative else _negator(verb), end, "to", source, subject, asked, verb
        )
    if token.lower_ in NEEDS and dummy is None:
        subject = own_subject(verb)
        if subject is None or subject.pos_ == "PRON" or to is not None or subject.i > verb.i:
            return None
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
