"""must, should, have to, is needed, it is time to ... in somebody's words: a demand of the speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY
from pipeline.extract.demands.acts import is_act_noun
from pipeline.extract.demands.complements import clause_mood
from pipeline.extract.demands.doers import acting
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.moods.promises import COMMITMENT, does_all_for
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

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
        "learn",
        "suffice",
        "surprise",
    }
)


FEELINGS = frozenset(
    {
        "doubt",
        "concern",
        "question",
        "fear",
        "hope",
        "interest",
        "alarm",
        "worry",
        "anger",
        "joy",
        "comfort",
        "importance",
    }
)


IDLE_DUTIES = frozenset(
    {"do", "make", "continue", "keep", "try", "go", "take", "face", "ask", "use", "start", "begin", "put"}
)


OBLIGATION = rule(
    "obligation-reported",
    "must, should, have to, need to in reported or quoted speech: a demand of whoever speaks",
    matches=(
        "The minister of Norland said Sudonia must withdraw its troops.",
        "Norland stressed that sanctions should be lifted at once.",
        '"Sudonia has to release the sailors," said the foreign minister of Norland.',
        "Norland said the sailors should be freed.",
        "According to the government of Norland, the talks should be held in Oslo.",
        '"We must withdraw our troops from the front line," said the foreign minister of Norland.',
        '"Sudonia is obliged to lift the blockade," said the foreign minister of Norland.',
    ),
    rejects=(
        "Sudonia must win its last match.",
        "Norland said it must study the text.",
        "The minister of Norland said the storm should have passed.",
        "Norland did not say that Sudonia must withdraw.",
        '"No one should have to choose between work and health," said the minister of Norland.',
        '"These events must raise grave doubts about the plan," said the minister of Norland.',
        '"We would have to look at the details," the minister of Norland said.',
        '"Evil shall not prevail," the president of Norland said.',
        "Norland said the talks may last for weeks.",
        '"We must make sure that we win," the minister of Norland said.',
    ),
)


UNBEARABLE = rule(
    "cannot-be-allowed",
    "cannot be allowed, tolerated, justified; cannot go on: a demand, in somebody's words, that it end",
    matches=(
        '"Sudonia cannot be allowed to close the strait," said the president of Norland.',
        "The minister of Norland said the shelling could not be tolerated.",
        '"This blockade cannot go on," the minister of Norland said.',
    ),
    rejects=(
        "Dogs cannot be allowed on the beach.",
        '"The ship cannot be repaired," the minister of Norland said.',
        "Norland said the show could not go on without its star singer's consent.",
    ),
)


def obligation(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    asks = _asks(verb)
    if asks is None or is_conditional(verb):
        return None
    if verb.dep_ == "ccomp" and verb.head.lemma_ in {"accept", "understand", "know", "realise", "realize"}:
        return None  # "we accept that they must go home" gives way, and asks for nothing
    inner = verb
    if verb.lemma_ in {"have", "need"} or verb.lemma_ in BOUND | {"ought", "be"} and modal(verb) is None:
        acts = (c for c in verb.children if c.dep_ == "xcomp" and (modal(verb) is None or _is_infinitive(c)))
        inner = next(acts, verb)
    if inner.lemma_ in EPISTEMIC or _insults(inner) or _guesses(inner) or _stirs(inner):
        return None
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return None
    subject = own_subject(verb)
    if subject is not None and any(c.dep_ == "aux" and c.lower_ == "should" and c.i < subject.i for c in verb.children):
        return None  # "should they continue, ..." is an if-clause
    source = holders.source(verb)
    if not source.parties:
        return None
    doer = doer_of(verb)
    if doer is None and modal(verb) is None:
        return None
    if doer is not None and (doer.lower_ == "i" or doer.tag_ in {"WP", "WDT"}):
        return None
    own = holders.cast.refer(doer) if doer is not None else NOBODY  # a torn sentence can lose its subject
    passive = is_passive(inner)
    if _complains(verb, doer) or _narrates(verb, holders):
        return None
    if modal(verb) == "shall" and not own.parties and not passive:
        return None  # "evil shall not prevail" is a motto
    kind = "demand"
    if own.parties and set(own.parties) <= set(source.parties):
        if modal(verb) == "shall" or asks == "plan":
            return None  # "we shall ..." promises
        together = len(source.parties) > 1 and set(source.parties) <= set(own.parties)
        if together and not passive:
            kind = "offer"  # what all that speak say they should do, they offer each other
        elif not passive and not _wants_for_itself(inner) and not _we_must(verb, inner, holders):
            return None
    start = clause_first(verb, doer, sentence, shared=True)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    if kind == "demand" and any(t.lower_ == "only" for t in sentence.passage.doc[start:end]):
        kind = "condition"
    asked = acting(inner, doer)
    if asks == "unbearable" and passive and own.parties:
        asked = doer
    found = UNBEARABLE if asks == "unbearable" else COMMITMENT if kind == "offer" else OBLIGATION
    return Mood(found, kind, start, end, "that", source, doer, holders.asked(asked, source.parties), verb)


def _is_infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.children)


def _asks(verb: Token) -> str | None:
    """How a clause asks: "deontic" for must, should, has to, had better; "plan" for "is to leave by Friday";
    "unbearable" for what cannot be allowed or go on. None for a plain statement."""
    if verb.lemma_ == "have" and any(c.lower_ in {"yet", "still"} for c in verb.children):
        return None  # "has yet to answer"
    if clause_mood(verb) is not None:
        return "deontic"
    mode = modal(verb)
    if verb.lemma_ in BOUND and is_passive(verb) and mode is None and any(_to_act(c) for c in verb.children):
        return "deontic"
    if any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children):
        return "deontic" if any(c.lower_ == "better" for c in verb.children) and verb.tag_ == "VB" else None
    if mode in {"would", "'d"} and verb.lemma_ == "do" and any(c.lower_ == "well" for c in verb.children):
        return "deontic" if any(c.dep_ == "xcomp" for c in verb.children) else None
    if mode in {"can", "ca", "could"} and is_negated(verb) and verb.lemma_ in words("unbearable_verbs"):
        return "unbearable" if is_passive(verb) or verb.lemma_ in {"continue", "go", "stand", "last"} else None
    if verb.lemma_ == "be" and mode is None and own_subject(verb) is not None:
        for child in verb.children:
            if child.dep_ == "xcomp" and child.i > verb.i and child.tag_ in {"VB", "VBN"}:
                own = own_subject(verb)
                to = any(c.tag_ == "TO" and c.i == verb.i + 1 for c in child.children)
                ordered = is_passive(child) or own is not None and own.pos_ == "PROPN"
                if to and ordered and own is not None and own.pos_ in {"PROPN", "NOUN"} and not _names_act(own):
                    return "plan"
    return None


BOUND = frozenset({"oblige", "bind", "suppose", "require", "compel", "mean"})


def _to_act(child: Token) -> bool:
    return child.dep_ == "xcomp" and child.tag_ == "VB" and child.lemma_ != "be"


def _complains(verb: Token, doer: Token | None) -> bool:
    """ "No one should have to choose between work and health": what is wrong in general, not what somebody is to do."""
    if doer is None or verb.lemma_ != "have" or modal(verb) is None:
        return False
    nobody = any(c.lower_ == "no" for c in doer.children) or doer.lower_ in {"nobody", "anyone", "anybody", "none"}
    return nobody or doer.lower_ == "one"


def _narrates(verb: Token, holders: Holders) -> bool:
    """ "We had to leave", "we would need to look at it" in the speaker's own words tell what was or might be; in
    reported speech they stand for "have to" and "will have to"."""
    if verb.lemma_ not in {"have", "need"} or not holders.cast.voice(verb):
        return False
    past = modal(verb) is None and verb.tag_ == "VBD"
    supposed = modal(verb) in {"would", "'d"}
    node = verb
    while node.head != node:
        node = node.head
        if node.lemma_ in words("speech_verbs") and node.tag_ in {"VBD", "VBN"} and not holders.cast.in_quotes(verb):
            return False
    return past or supposed


def _stirs(verb: Token) -> bool:
    """ "These events must raise doubts", "this must be of concern": what follows of itself, not what is asked."""
    if verb.lemma_ == "be":
        links = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "of"]
        return any(n.lemma_.lower() in FEELINGS for link in links for n in link.children)
    return verb.lemma_ in {"raise", "cause", "give", "arouse", "bring", "provoke"} and any(
        c.dep_ == "dobj" and c.lemma_.lower() in FEELINGS for c in verb.children
    )


def _names_act(noun: Token) -> bool:
    """ "The aim is to ...", "their plan was to ...": the infinitive says what the thing is."""
    lemma = noun.lemma_.lower()
    return (
        is_act_noun(noun)
        or lemma in words("aim_words")
        or lemma in words("shell_nouns") | words("demand_nouns") | words("empty_nouns")
    )


def _guesses(verb: Token) -> bool:
    """ "that must be a mistake", "prices should fall", "it should be over by May": what is likely, not what is asked."""
    own = own_subject(verb)
    if verb.lemma_ in words("expectable_verbs"):
        acts = any(c.dep_ in {"dobj", "xcomp", "ccomp"} for c in verb.children)
        return not acts and (own is None or own.pos_ == "NOUN" and not own.ent_type_)
    if verb.lemma_ != "be" or own is None:
        return False
    dull = {"over", "ready", "able", "possible", "easy", "enough", "fine", "clear", "aware", "careful", "terrible"}
    if any(c.lower_ in dull for c in verb.children if c.dep_ in {"acomp", "advmod", "prep", "attr"}):
        return True
    return own.lower_ in {"it", "that", "this", "he", "she"} and any(c.dep_ == "attr" for c in verb.children)


def _insults(verb: Token) -> bool:
    """ "they should shut up", "he ought to be ashamed": abuse that asks for no act."""
    if verb.lemma_ in {"shut", "fuck"}:
        return any(c.dep_ == "prt" for c in verb.children)
    return verb.lemma_ == "be" and any(c.lower_ in {"ashamed", "proud", "glad", "grateful"} for c in verb.children)


def _we_must(verb: Token, inner: Token, holders: Holders) -> bool:
    """ "We must withdraw the guns", "we need to defend the press", in quoted or signed words: what the speaker asks of
    all, not "we must continue", "we must make sure"."""
    doer = own_subject(verb)
    if doer is None or doer.lower_ not in {"we", "us"} or not holders.cast.voice(verb):
        return False
    if modal(verb) == "shall":
        return False
    return any(_does_something(act) for act in (inner, *inner.conjuncts)) or does_all_for(inner)


def _does_something(act: Token) -> bool:
    if act.lemma_ in words("idle_imperatives") | IDLE_DUTIES:
        return False
    if act.lemma_ in {"ensure", "guarantee", "assure"} and any(c.dep_ == "ccomp" for c in act.children):
        return True
    return any(c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"} for c in act.children)


def _wants_for_itself(verb: Token) -> bool:
    """What one must be given or let have is asked of others: "we must have a say", "we must be part of the talks"."""
    return verb.lemma_ in {"be", "have", "receive", "get", "remain", "participate", "join", "see"}
