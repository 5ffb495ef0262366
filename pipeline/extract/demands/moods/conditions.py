"""no X without Y, only if, unless: what has to come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import Reference
from pipeline.extract.demands.complements import phrase_first
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import (
    is_conditional,
    is_negated,
    is_passive,
    modal,
    own_subject,
    prepositional,
)

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

HINGES = frozenset({"without", "unless", "until"})
WITHOUT = rule(
    "no-x-without-y",
    "no X without Y, impossible without Y, not until Y in somebody's words: a condition",
    matches=(
        "Norland warned there can be no peace without its involvement.",
        "Norland has stressed no settlement can be reached without Sudonia.",
        "Norland said a deal is impossible without the release of the sailors.",
        "Norland said there would be no talks until the troops leave.",
        "Norland said it would not sign without guarantees.",
    ),
    rejects=(
        "There is no smoke without fire.",
        "Norland said it went without food.",
        "Norland won the match without a goal from its captain.",
        "Norland said the talks ended without a result.",
        "The town of Norland was without power.",
    ),
)


ONLY_IF = rule(
    "only-if",
    "only if, only when, only after, unless with an act of another's: a condition",
    matches=(
        "Norland said it would sign only if Sudonia withdrew its troops.",
        "Norland will return to the talks only after the blockade is lifted.",
        "Norland said it would walk out unless Sudonia freed the sailors.",
        "Norland would return to the talks only when Sudonia frees the sailors.",
        "Norland agreed to the truce only if monitors are sent.",
    ),
    rejects=(
        "Only Norland signed the text.",
        "The road is open only if the weather holds.",
        "Norland wondered if Sudonia would sign.",
        "Only then did Norland sign.",
        "Norland has only ten ships.",
    ),
)


NAMED = rule(
    "named-condition",
    "X is a condition, a prerequisite, a red line for a party, or a party makes X one: a condition",
    matches=(
        "Norland made the release of the sailors a condition for any truce.",
        "For Norland, a full withdrawal is a red line, its foreign minister said.",
        "Norland said the release of the sailors was a prerequisite for talks.",
        '"The return of the islands is a precondition," said the president of Norland.',
        "Norland considers an apology a prerequisite.",
    ),
    rejects=(
        "Norland said the house was in poor condition.",
        "The red line of the underground was closed in Norland.",
        "Norland said the release was not a condition.",
        "Norland made a film about the condition of the workers.",
        "Good health is a condition of happiness.",
    ),
)


def named(noun: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """The thing that is called a condition: the subject of "is a condition", the object of "made X a condition"."""
    if not _names_condition(noun):
        return None
    doc = sentence.passage.doc
    verb = noun.head
    if is_negated(verb) or is_conditional(verb):
        return None
    if verb.lemma_ in {"be", "remain", "become"} and noun.dep_ == "attr":
        thing = own_subject(verb)
        holder = _for_whom(verb, noun, holders) or holders.source(verb)
        if thing is None or thing.i > verb.i or thing.pos_ == "PRON" or thing.lemma_ == noun.lemma_:
            return None
        first, end = phrase_first(thing), thing.right_edge.i + 1
    elif verb.lemma_ in {"make", "consider", "call", "deem", "declare"} and noun.dep_ in {
        "dobj",
        "oprd",
        "attr",
        "ccomp",
    }:
        parts = (*verb.children, *noun.children)
        things = [c for c in parts if c.dep_ in {"dobj", "nsubj"} and verb.i < c.i < noun.i]
        if not things or is_passive(verb):
            return None
        holder = holders.of_verb(verb)
        first, end = phrase_first(things[0]), things[0].right_edge.i + 1
    else:
        return None
    if not holder.parties or end <= first or end > noun.i > first or doc[first].pos_ == "PRON":
        return None
    return Mood(NAMED, "condition", first, end, "np", holder, None, (), noun)


def _names_condition(noun: Token) -> bool:
    if noun.lemma_.lower() == "line":
        return any(c.lower_ == "red" for c in noun.children)
    return noun.lemma_.lower() in {"condition", "precondition", "prerequisite", "necessity", "must"} and any(
        c.lower_ in {"a", "the", "its", "their", "our"} for c in noun.children
    )


def _for_whom(verb: Token, noun: Token, holders: Holders) -> Reference | None:
    """ "For Norland, X is a red line", "X is a condition for Norland"."""
    for head in (verb, noun):
        whose = prepositional(head, "for")
        if whose is not None:
            found = holders.cast.refer(whose)
            if found.parties:
                return found
    return None


def without(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if HINGES.isdisjoint(sentence.words):
        return None
    doc = sentence.passage.doc
    doer = doer_of(verb)
    first = clause_first(verb, doer, sentence)
    end = region_end(sentence, max(first, verb.i), verb, "that")
    inside = doc[first:end]
    hinge = next((t for t in inside if t.i > verb.i and t.lower_ in HINGES), None)
    if hinge is None:  # behind an aside: "No patrol will be discussed, the minister said, unless ..."
        later = [t for t in doc[end : sentence.end] if t.lower_ in {"unless", "until"} and t.head.head == verb]
        if later:
            hinge, end = later[0], region_end(sentence, later[0].i + 1, verb, "that")
            inside = doc[first:end]
    if hinge is None or not _hangs_on(hinge, verb):
        return None
    negative = any(
        t.lower_ == "no" and t.dep_ == "det" and t.head.dep_ in {"nsubj", "nsubjpass", "attr", "dobj"}
        for t in inside[: hinge.i - first]
    )
    negative = negative or any(
        t.lower_ in {"impossible", "unthinkable", "inconceivable", "unacceptable"} for t in inside
    )
    negated = is_negated(verb) and modal(verb) is not None
    if not negative and not negated:
        return None
    if (
        not negated
        and modal(verb) is None
        and not any(t.lower_ in {"impossible", "unthinkable", "inconceivable"} for t in inside)
    ):
        return None
    source = holders.source(verb)
    if not source.parties and negated and doer is not None:
        source = holders.cast.refer(doer)
    if not source.parties:
        return None
    if hinge.lower_ == "without":
        head = next((c for c in hinge.children if c.dep_ in {"pobj", "pcomp"}), None)
    else:
        head = own_subject(hinge.head) if hinge.head != verb else None
    asked: tuple[str, ...] = ()
    if hinge.lower_ != "without":
        asked = holders.asked(head, source.parties)
    elif head is not None:  # "without the participation of X" asks X; "without X" asks whoever decides
        for child in head.children:
            if child.dep_ in {"poss"} or (child.dep_ == "prep" and child.lower_ in {"of", "by"}):
                noun = child if child.dep_ == "poss" else next((c for c in child.children if c.dep_ == "pobj"), None)
                asked = asked or holders.asked(noun, source.parties)
    return Mood(WITHOUT, "condition", first, end, "that", source, doer, asked, verb)


def _hangs_on(hinge: Token, verb: Token) -> bool:
    node = hinge
    for _ in range(4):
        if node == verb:
            return True
        node = node.head
    return node == verb


def only_if(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    doc = sentence.passage.doc
    for child in verb.children:
        if child.dep_ not in {"advcl", "prep"} or child.i < verb.i:
            continue
        mark = next(
            (
                c
                for c in child.children
                if c.dep_ in {"mark", "advmod"} and c.lower_ in {"if", "unless", "when", "once", "after", "provided"}
            ),
            None,
        )
        if child.dep_ == "prep":
            mark = child if child.lower_ in {"after"} else None
        if mark is None:
            continue
        only = any(t.lower_ == "only" for t in doc[max(mark.i - 2, sentence.start) : mark.i]) or any(
            c.lower_ == "only" for c in verb.children
        )
        if mark.lower_ != "unless" and not only:
            continue
        holder = holders.of_verb(verb)
        source = holders.source(verb)
        holder = holder if holder.parties else source
        threatened = verb.dep_ == "xcomp" and verb.head.lemma_ in {"threaten", "vow", "pledge", "promise", "warn"}
        if not holder.parties or not (only or threatened or modal(verb) in {"will", "would", "can", "could", "shall"}):
            continue
        clause = child if child.dep_ == "advcl" else None
        doer = own_subject(clause) if clause is not None else None
        start = mark.i
        end = region_end(sentence, start + 1, verb, "that")
        return Mood(
            ONLY_IF, "condition", start, end, "that", holder, doer, holders.asked(doer, holder.parties), clause or child
        )
    return None
