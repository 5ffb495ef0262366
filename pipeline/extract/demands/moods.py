"""Demands that no verb of demanding opens: obligation, necessity, condition, refusal and command in somebody's words.

Each rule asks first whose words they are (`Holders.source`): the author's own "must" is no demand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast, Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.regions import region_end
from pipeline.extract.demands.triggers import clause_mood
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import Rule, rule
from pipeline.extract.syntax import SUBJECTS, agent, is_conditional, is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

EPISTEMIC = frozenset({"say", "note", "remember", "know", "see", "understand", "admit", "recall", "mention", "wonder", "mean", "seem", "appear", "stress", "add"})
NEEDS = frozenset({"needed", "required", "necessary", "essential", "vital", "crucial", "indispensable", "imperative", "critical"})
ASKS = NEEDS | {"time", "fair", "important", "urgent", "right", "high"}
VOLITION = frozenset({"be", "have", "know", "seem", "comment", "say", "elaborate", "speculate", "hesitate", "rule", "happen", "become", "work", "matter", "mean", "help", "see", "need", "want", "think", "believe", "stop", "forget", "rest", "disclose", "identify", "name"})

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
        "Norland will not sign unless Sudonia frees the sailors.",
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
REFUSAL = rule(
    "refusal-reported",
    "will not, would never, cannot accept said of the speaker's own party: a refusal",
    matches=(
        "Norland said it would not give up the islands.",
        '"We will never sign this text," said the president of Norland.',
        "Norland stressed that it would not withdraw its troops.",
        '"We cannot accept foreign troops," said the minister of Norland.',
        "The president of Norland said his country would not negotiate under threat.",
    ),
    rejects=(
        "Norland said it would not comment.",
        "Norland said the talks would not be easy.",
        "Norland said Sudonia would not win.",
        "Norland will not be at the match.",
        "Norland said it was not tired.",
    ),
)
COMMAND = rule(
    "command-quoted",
    "an imperative in quoted speech: a demand of the one spoken to",
    matches=(
        '"Release the sailors now," said the minister of Norland.',
        '"Give us air defence systems," the president of Norland said.',
        '"Let us meet in Oslo," said the president of Norland.',
        '"Do not send troops," the minister of Norland said.',
        '"Stop the shelling and open the road," said the president of Norland.',
    ),
    rejects=(
        '"Look, this is hard," said the minister of Norland.',
        '"Thank you," said the minister of Norland.',
        "Release of the album is set for May.",
        '"Make no mistake, we are ready," the president of Norland said.',
        '"Let me be clear," the minister of Norland said.',
    ),
)
COMMITMENT = rule(
    "joint-commitment",
    "what several parties say in one statement that they will do: an offer by all of them",
    matches=(
        '"We will continue to meet every week," Norland and Sudonia said in a joint statement.',
        '"We shall open the border," said Norland and Sudonia.',
    ),
    rejects=(
        "Norland and Sudonia will play on Sunday.",
        '"We will win," said the captain of Norland.',
    ),
)
PROMISE = rule(
    "promise-reported",
    "will or would with a verb of giving or giving way, said by the party that would do it: an offer",
    matches=(
        "Norland said it would lend a helicopter.",
        '"We will release the sailors," said the president of Norland.',
        "The foreign minister of Norland said his government would lift the blockade.",
    ),
    rejects=(
        "Norland said it would win the match.",
        "Norland said Sudonia would release the sailors.",
        "Norland will send a team to the games.",
        "Norland said it would not release the sailors.",
        "Norland said it would release the figures on Monday.",
    ),
)


@dataclass(frozen=True, eq=False)
class Mood:
    """A demand found by its mood. The content is tokens `start` to `end`; `doer` who would act."""

    rule: Rule
    kind: str
    start: int
    end: int
    form: str
    source: Reference
    doer: Token | None = None
    addressees: tuple[str, ...] = ()
    anchor: Token | None = None


def moods(sentence: Sentence, holders: Holders) -> Iterator[Mood]:
    """All demands of a sentence that rest on mood, in text order; the caller drops those inside another's content."""
    for token in sentence.tokens:
        if token.pos_ in {"VERB", "AUX"}:
            for find in (_without, _only_if, _obligation, _refusal, _commitment):
                found = find(token, sentence, holders)
                if found is not None:
                    yield found
                    break
        if token.lower_ in ASKS:
            need = _necessity(token, sentence, holders)
            if need is not None:
                yield need
        if token.tag_ in {"VB", "VBP"}:
            command = _command(token, sentence, holders)
            if command is not None:
                yield command


def _doer(verb: Token) -> Token | None:
    found = own_subject(verb)
    if found is None and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        found = own_subject(verb.head)
    if found is None:
        found = next((c for c in verb.children if c.dep_ == "expl"), None)
    return found


def _clause_first(verb: Token, doer: Token | None, sentence: Sentence) -> int:
    first = verb.i
    for child in verb.children:
        if child.i < verb.i and child.dep_ in {"aux", "auxpass", "neg", "advmod"} and child.lower_ not in {"therefore", "also"}:
            first = min(first, child.i)
    if doer is not None and doer.i < verb.i and own_subject(verb) is not None or (doer is not None and doer.dep_ == "expl"):
        edge = doer.left_edge.i if doer.dep_ != "expl" else doer.i
        while edge < doer.i and sentence.passage.doc[edge].lower_ in {"that", ",", '"', "and", "or"}:
            edge += 1
        first = min(first, edge)
    return max(first, sentence.start)


def _obligation(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if clause_mood(verb) is None or is_conditional(verb):
        return None
    inner = next((c for c in verb.children if c.dep_ == "xcomp"), verb) if verb.lemma_ in {"have", "need", "ought"} else verb
    if inner.lemma_ in EPISTEMIC or any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    doer = _doer(verb)
    if doer is None or doer.lower_ in {"i"} or doer.tag_ in {"WP", "WDT"}:
        return None
    own = holders.cast.refer(doer)
    if modal(verb) == "shall" and own.parties and set(own.parties) <= set(source.parties):
        return None  # "we shall ..." promises
    passive = is_passive(inner)
    if own.parties and set(own.parties) <= set(source.parties) and not passive and inner.lemma_ not in {"be", "have", "receive", "get", "remain", "participate", "join"}:
        return None
    start = _clause_first(verb, doer, sentence)
    end = region_end(sentence, start, verb, "that")
    only = any(t.lower_ == "only" for t in sentence.passage.doc[start:end])
    asked = agent(inner) if passive else None if inner.lemma_ in words("receiving_verbs") else doer
    return Mood(OBLIGATION, "condition" if only else "demand", start, end, "that", source, doer,
                holders.asked(asked, source.parties), verb)


def _without(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    doc = sentence.passage.doc
    doer = _doer(verb)
    first = _clause_first(verb, doer, sentence)
    end = region_end(sentence, first, verb, "that")
    inside = doc[first:end]
    hinge = next((t for t in inside if t.i > verb.i and t.lower_ in {"without", "unless", "until"}), None)
    if hinge is None or not _hangs_on(hinge, verb):
        return None
    negative = any(t.lower_ == "no" and t.dep_ == "det" and t.head.dep_ in {"nsubj", "nsubjpass", "attr", "dobj"} for t in inside[: hinge.i - first])
    negative = negative or any(t.lower_ in {"impossible", "unthinkable", "inconceivable", "unacceptable"} for t in inside)
    negated = is_negated(verb) and modal(verb) is not None
    if not negative and not negated:
        return None
    if not negated and modal(verb) is None and not any(t.lower_ in {"impossible", "unthinkable", "inconceivable"} for t in inside):
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


def _only_if(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    doc = sentence.passage.doc
    for child in verb.children:
        if child.dep_ not in {"advcl", "prep"} or child.i < verb.i:
            continue
        mark = next((c for c in child.children if c.dep_ in {"mark", "advmod"} and c.lower_ in {"if", "unless", "when", "once", "after", "provided"}), None)
        if child.dep_ == "prep":
            mark = child if child.lower_ in {"after"} else None
        if mark is None:
            continue
        only = any(t.lower_ == "only" for t in doc[max(mark.i - 2, sentence.start) : mark.i]) or any(c.lower_ == "only" for c in verb.children)
        if mark.lower_ != "unless" and not only:
            continue
        holder = holders.of_verb(verb)
        source = holders.source(verb)
        holder = holder if holder.parties else source
        if not holder.parties or modal(verb) not in {"will", "would", "can", "could", "shall"} and not only:
            continue
        clause = child if child.dep_ == "advcl" else None
        doer = own_subject(clause) if clause is not None else None
        start = mark.i
        end = region_end(sentence, start + 1, verb, "that")
        return Mood(ONLY_IF, "condition", start, end, "that", holder, doer, holders.asked(doer, holder.parties), clause or child)
    return None


def _necessity(token: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    doc = sentence.passage.doc
    verb = token if token.pos_ in {"VERB"} else token.head
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
    to = next((t for t in doc[token.i + 1 : min(token.i + 16, sentence.end)] if t.tag_ == "TO" and t.dep_ == "aux"), None)
    that = next((t for t in doc[token.i + 1 : min(token.i + 3, sentence.end)] if t.lower_ == "that"), None)
    if that is not None and (dummy is not None):
        start = that.i + 1
        doer = next((t for t in doc[start : start + 12] if t.dep_ in SUBJECTS), None)
        end = region_end_after_aside(sentence, start, verb)
        acting = doer is not None and doer.head.lemma_ not in words("receiving_verbs") and not is_passive(doer.head)
        return Mood(NECESSITY, "demand", start, end, "that", source, doer, holders.asked(doer, source.parties) if acting else (), verb)
    if to is not None and (dummy is not None or token.lower_ == "time"):
        subject = next((t for t in doc[token.i + 1 : to.i] if t.dep_ in {"nsubj", "pobj"}), None)
        if subject is None and to.i > token.i + 2:
            return None
        asked = holders.asked(subject, source.parties)
        if subject is not None and not asked and set(holders.cast.refer(subject).parties) & set(source.parties):
            return None
        start = subject.left_edge.i if subject is not None else to.i
        end = region_end(sentence, to.i, verb, "to")
        return Mood(NECESSITY, "demand", start if not negative else token.i - 1, end, "to", source, subject, asked, verb)
    if token.lower_ in NEEDS and dummy is None:
        subject = own_subject(verb)
        if subject is None or subject.pos_ == "PRON" or to is not None or subject.i > verb.i:
            return None
        start = subject.left_edge.i
        while start < subject.i and (doc[start].is_punct or doc[start].dep_ in {"advmod", "cc"}):
            start += 1
        end = verb.i
        while end > start + 1 and (doc[end - 1].dep_ in {"aux", "auxpass", "advmod"} or doc[end - 1].is_punct or doc[end - 1].lower_ in {"etc", "etc."}):
            end -= 1
        if any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children):
            return None
        return Mood(NECESSITY, "demand", start, end, "np", source, None, (), verb)
    return None


def region_end_after_aside(sentence: Sentence, start: int, verb: Token) -> int:
    """The end of a that-clause whose subject carries an aside between commas ("that workers, who ..., see a rise")."""
    doc = sentence.passage.doc
    subject = next((t for t in doc[start : min(start + 12, sentence.end)] if t.dep_ in SUBJECTS), None)
    if subject is not None and subject.head.i > subject.right_edge.i:
        return region_end(sentence, subject.head.i, verb, "that")
    return region_end(sentence, start, verb, "that")


def _refusal(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if not is_negated(verb) or verb.lemma_ in VOLITION or is_conditional(verb):
        return None
    mode = modal(verb)
    if mode not in {"will", "would", "wo", "shall"} and not (mode in {"can", "ca", "could"} and verb.lemma_ in {"accept", "agree", "allow", "tolerate", "support", "sign", "permit", "recognise", "recognize"}):
        return None
    source = holders.source(verb)
    doer = _doer(verb)
    if not source.parties or doer is None or is_passive(verb):
        return None
    if not set(holders.cast.refer(doer).parties) & set(source.parties):
        return None
    start = _clause_first(verb, doer, sentence)
    return Mood(REFUSAL, "refusal", start, region_end(sentence, start, verb, "that"), "that", source, doer, (), verb)


def _command(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    cast: Cast = holders.cast
    if not cast.in_quotes(verb) or verb.lemma_ in words("idle_imperatives"):
        return None
    if any(c.dep_ in SUBJECTS or c.tag_ in {"TO", "MD"} for c in verb.children) and verb.lemma_ != "let":
        return None
    if verb.dep_ not in {"ROOT", "ccomp", "parataxis", "conj"} or (verb.dep_ == "conj" and verb.head.tag_ not in {"VB"}):
        return None
    if verb.dep_ == "conj" and _command(verb.head, sentence, holders) is not None:
        return None
    doc = sentence.passage.doc
    before = [t for t in doc[sentence.start : verb.i] if t.dep_ in SUBJECTS and t.head == verb.head and verb.dep_ == "ccomp"]
    if before or (verb.dep_ == "ccomp" and verb.head.lemma_ not in words("speech_verbs")):
        return None
    source = cast.voice(verb)
    if not source.parties:
        return None
    start = verb.i
    negative = next((c for c in verb.children if c.lower_ in {"do", "never"} and c.i < verb.i), None)
    if negative is not None:
        start = negative.i
    if verb.lemma_ == "let":
        inner = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.tag_ == "VB"), None)
        who = next((t for t in verb.subtree if t.lower_ in {"us", "'s", "me", "them", "him", "it"} and t.i == verb.i + 1), None)
        if inner is None or who is None or who.lower_ == "me":
            return None
    asked: tuple[str, ...] = ()
    for token in doc[sentence.start : verb.i]:
        if token.dep_ in {"npadvmod", "vocative", "nsubj", "dep", "ccomp", "intj"} and token.pos_ in {"PROPN", "NOUN"}:
            asked = asked or holders.asked(token, source.parties)
    asked = asked or holders.spoken_to(sentence, verb, source.parties)
    return Mood(COMMAND, "demand", start, region_end(sentence, start, verb, "to"), "to", source, None, asked, verb)


def _commitment(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if modal(verb) not in {"will", "shall", "'ll", "would"} or is_negated(verb) or is_conditional(verb) or is_passive(verb):
        return None
    voice = holders.cast.voice(verb)
    doer = _doer(verb)
    if doer is None:
        return None
    found, source = COMMITMENT, voice
    if len(voice.parties) < 2 or not set(voice.parties) <= set(holders.cast.refer(doer).parties):
        found, source = PROMISE, holders.source(verb)
        if verb.lemma_ not in words("giving_verbs") or not source.parties or _gives_news(verb):
            return None
        if not set(holders.cast.refer(doer).parties) & set(source.parties):
            return None
    start = _clause_first(verb, doer, sentence)
    return Mood(found, "offer", start, region_end(sentence, start, verb, "that"), "that", source, doer, (), verb)


def _gives_news(verb: Token) -> bool:
    """"release the figures", "send a team": what is given is no concession."""
    return any(c.dep_ == "dobj" and c.lemma_.lower() in words("empty_nouns") | {"figure", "statement", "report", "team", "result", "detail"}
               for c in verb.children)
