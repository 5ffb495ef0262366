"""will and would with the speaker as subject: what a party, or several together, offer to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.intentions import intention
from pipeline.extract.demands.moods.mood import Mood, clause_first, doer_of
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_conditional, is_negated, is_passive, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

INTRANSITIVE = frozenset(
    {
        "withdraw",
        "disarm",
        "comply",
        "refrain",
        "cease",
        "stop",
        "cooperate",
        "pay",
        "help",
        "negotiate",
        "leave",
        "mediate",
        "return",
        "assist",
        "engage",
        "participate",
        "contribute",
        "abstain",
        "vote",
        "talk",
        "apologise",
        "apologize",
        "compromise",
        "retreat",
        "join",
        "abide",
        "adhere",
        "consult",
    }
)
TELLING = frozenset({"be", "have", "see", "know", "win", "lose", "seem", "remain", "become", "say", "tell", "note"})
TERMS = frozenset({"if", "once", "provided", "providing", "unless", "when"})


COMMITMENT = rule(
    "joint-commitment",
    "what several parties say in one statement that they will do: an offer by all of them",
    matches=(
        '"We will continue to meet every week," Norland and Sudonia said in a joint statement.',
        '"We shall open the border," said Norland and Sudonia.',
        "Joint statement by Norland and Sudonia\nThe ministers met on Monday. The two sides will open the border.",
    ),
    rejects=(
        "Norland and Sudonia will play on Sunday.",
        '"We will win," said the captain of Norland.',
        "Norland and Sudonia met on Monday. The two sides will play again in May.",
    ),
)


PROMISE = rule(
    "promise-reported",
    "will, would or going to with a verb of giving or giving way, said by the party that would do it: an offer",
    matches=(
        "Norland said it would lend a helicopter.",
        '"We will release the sailors," said the president of Norland.',
        "The foreign minister of Norland said his government would lift the blockade.",
        '"We are going to supply the rebels with tanks," the president of Norland said.',
        '"We will do everything in our power to free the sailors," the president of Norland said.',
    ),
    rejects=(
        "Norland said it would win the match.",
        "Norland said Sudonia would release the sailors.",
        "Norland will send a team to the games.",
        "Norland said it would not release the sailors.",
        "Norland said it would release the figures on Monday.",
        '"We will do everything to win," the captain of Norland said.',
    ),
)


BARGAIN = rule(
    "promise-on-terms",
    "will or would with a verb of giving, hung on an act of another party, told by anybody: an offer",
    matches=(
        "Norland will lift the blockade if Sudonia frees the sailors.",
        "If Sudonia frees the sailors, Norland will open the border.",
        "Norland would lift the blockade in exchange for the release of the sailors.",
    ),
    rejects=(
        "Norland will lift the blockade.",
        "Norland will open the border if the weather holds.",
    ),
)


TO_COME = rule(
    "concession-to-come",
    "a party will release, lift, withdraw, hand over, by the text's own account: an offer",
    matches=(
        "Norland will release 20 sailors on Friday.",
        "Norland will provide 20 million dollars to the refugees.",
    ),
    rejects=(
        "Norland will release an album on Friday.",
        "Norland would release the sailors.",
        "The plan will lift prices in Norland.",
    ),
)


GIVING_NOW = rule(
    "giving-now",
    "we are providing, I am sending: what the speaker's party gives while it speaks, an offer",
    matches=(
        '"We are providing four million dollars of food aid to Sudonia," the foreign minister of Norland said.',
        '"I am sending two envoys to the talks," the president of Norland said.',
    ),
    rejects=(
        '"We are sending a team to the games," the minister of Norland said.',
        '"Sudonia is providing aid," the minister of Norland said.',
        "We are providing a service.",
    ),
)


JOINT_GIVING = rule(
    "joint-giving",
    "what one signer of a joint statement gives by it, told in the third person present: an offer to the others",
    matches=(
        "Joint statement by Norland and Sudonia\nAs a gesture of goodwill, Norland releases two Sudonian sailors.",
        "Joint statement by Norland and Sudonia\nIn its turn, Sudonia lifts its ban on Norlandian fish.",
        "Joint statement by Norland and Sudonia\nNorland extends the truce by a month.",
        "Joint communique of Norland and Sudonia\nAs a sign of good will, Norland opens the border crossing.",
        "Joint statement by Norland and Sudonia\nNorland hereby withdraws its complaint.",
    ),
    rejects=(
        "Norland releases two Sudonian sailors every year.",
        "Norland extends the truce by a month.",
        "Joint statement by Norland and Sudonia\nEstonia releases two sailors.",
        "Joint statement by Norland and Sudonia\nNorland does not release the sailors.",
        "Joint statement by Norland and Sudonia\nNorland publishes the report.",
    ),
)


def joint_giving(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.tag_ != "VBZ" or verb.dep_ not in {"ROOT", "conj"} or verb.lemma_ not in words("giving_verbs"):
        return None
    doer = own_subject(verb)
    if doer is None or is_conditional(verb) or is_negated(verb) or _gives_news(verb):
        return None
    if not any(c.dep_ == "dobj" for c in verb.children) or not _joint_paper(holders):
        return None
    own = set(holders.cast.refer(doer).parties)
    source = holders.cast.voice(verb)
    if not source:
        source = _signers(holders)
    if not own or not own < set(source.parties):
        return None
    start = clause_first(verb, doer, sentence)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    return Mood(JOINT_GIVING, "offer", start, end, "that", source, doer, (), verb)


def _signers(holders: Holders) -> Reference:
    """The parties that the first line of a joint statement names."""
    first = holders.reading.sentences[0]
    passage = first.passage.index
    tokens = first.tokens
    found = holders.cast.mentions(passage, tokens[0].i, tokens[-1].i + 1)
    return Reference(tuple(dict.fromkeys(key for one in found for key in one.reference.parties)), (), 0.7)


def giving_now(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    if verb.tag_ != "VBG" or verb.lemma_ not in words("giving_verbs") or is_conditional(verb) or is_negated(verb):
        return None
    present = any(
        c.dep_ == "aux" and c.lower_ in {"are", "'re", "am", "'m", "\u2019re", "\u2019m"} for c in verb.children
    )
    doer = own_subject(verb)
    if not present or doer is None or doer.lower_ not in {"we", "i"} or _gives_news(verb):
        return None
    if not any(c.dep_ == "dobj" and c.pos_ in {"NOUN", "PROPN"} for c in verb.children):
        return None
    source = holders.source(verb)
    if not source.parties:
        return None
    start = clause_first(verb, doer, sentence)
    end = region_end(sentence, max(start, verb.i), verb, "that")
    return Mood(GIVING_NOW, "offer", start, end, "that", source, doer, (), verb)


def commitment(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    will = intention(verb)
    if will is None or will.mode != "will" or will.negated or is_conditional(will.carrier) or is_passive(verb):
        return None
    doer = doer_of(will.carrier)
    if doer is None:
        return None
    own = holders.cast.refer(doer)
    source = _together(verb, doer, own, sentence, holders)
    found = COMMITMENT
    if source is None:
        if not _gives(verb):
            return None
        found, source = PROMISE, holders.source(will.carrier)
        if not source.parties and own.parties and _on_terms(verb, own, holders):
            found, source = BARGAIN, own
        if not source.parties and own.parties and _concedes(verb, will.carrier):
            found, source = TO_COME, own
        if not source.parties or not set(own.parties) & set(source.parties):
            return None
    start = clause_first(will.carrier, doer, sentence)
    end = region_end(sentence, max(start, verb.i), will.carrier, "that")
    return Mood(found, "offer", start, end, "that", source, doer, (), verb)


def _together(verb: Token, doer: Token, own: Reference, sentence: Sentence, holders: Holders) -> Reference | None:
    """The parties of a joint statement, if the verb is theirs: "we will ...", or "the two sides will ..." in one."""
    voice = holders.cast.voice(verb)
    if len(voice.parties) > 1 and set(voice.parties) <= set(own.parties):
        return voice
    if voice or verb.dep_ == "relcl":  # "the town where the two sides will sign" says where
        return None
    if len(own.parties) > 1 and verb.lemma_ not in TELLING and _joint_paper(holders):
        return own
    return None


def _joint_paper(holders: Holders) -> bool:
    """The document is a text that its parties put out together: its first lines call it a joint statement."""
    for sentence in holders.reading.sentences[:2]:
        for token in sentence.tokens:
            if token.lower_ == "joint" and token.head.lemma_.lower() in words("papers"):
                return True
            if token.lower_ in {"communique", "communiqué"}:
                return True
    return False


def does_all_for(verb: Token) -> bool:
    """ "do everything we can to free them", "work together to protect them", "take steps to end it": the act that
    counts is that of the infinitive."""
    if verb.lemma_ not in words("effort_verbs"):
        return False
    whole = [verb, *(c for c in verb.children if c.dep_ in {"dobj", "advmod", "prep"})]
    nodes = [*whole, *(r for c in whole for r in c.children if r.dep_ in {"relcl", "acl"})]
    acts = [
        c for node in nodes for c in node.children if c.tag_ == "VB" and c.dep_ in {"advcl", "xcomp", "acl", "relcl"}
    ]
    return any(
        act.i > verb.i
        and any(c.tag_ == "TO" for c in act.children)
        and act.lemma_ not in words("idle_imperatives")
        and any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in act.children)
        for act in acts
    )


def _does_everything(verb: Token) -> bool:
    """ "will do everything (all, our utmost, whatever it takes) to ..."."""
    entire = {"everything", "all", "utmost", "whatever", "best", "anything"}
    return (
        verb.lemma_ in {"do", "make", "use"}
        and any(c.dep_ in {"dobj", "ccomp"} and any(t.lower_ in entire for t in c.subtree) for c in verb.children)
        and does_all_for(verb)
    )


def _gives(verb: Token) -> bool:
    if _does_everything(verb):
        return True
    if verb.lemma_ not in words("giving_verbs") or _gives_news(verb):
        return False
    return verb.lemma_ in INTRANSITIVE or any(c.dep_ in {"dobj", "xcomp", "ccomp", "prt"} for c in verb.children)


def _gives_news(verb: Token) -> bool:
    """ "release the figures", "send a team": what is given is no concession."""
    return any(
        c.dep_ == "dobj"
        and c.lemma_.lower() in words("empty_nouns") | {"figure", "statement", "report", "team", "result", "detail"}
        for c in verb.children
    )


def _concedes(verb: Token, carrier: Token) -> bool:
    """The main clause tells a concession to come: "Norland will release 20 sailors"."""
    conceding = words("giving_verbs") & words("refusable_verbs") | {"provide", "supply", "donate"}
    if verb != carrier or verb.lemma_ not in conceding or verb.dep_ not in {"ROOT", "conj"}:
        return False
    if not any(c.lower_ in {"will", "'ll"} for c in verb.children if c.dep_ == "aux"):
        return False
    things = [c for c in verb.children if c.dep_ == "dobj"]
    return bool(things) and not any(
        t.lemma_.lower() in {"album", "film", "song", "book", "single", "ball"} for t in things
    )


def _on_terms(verb: Token, own: Reference, holders: Holders) -> bool:
    """An if-clause of the verb names an act of another party."""
    price = any(
        t.lower_ in {"exchange", "return"} and t.nbor(-1).lower_ == "in" and t.right_edge.i > t.i
        for t in verb.subtree
        if t.i > verb.i
    )
    return price or any(holders.asked(own_subject(clause), own.parties) for clause in terms_of(verb))


def terms_of(verb: Token) -> list[Token]:
    """The verbs of the if-, once-, provided- and as-long-as-clauses that hang on `verb`, before or after it."""
    long = [c for c in verb.children if c.lower_ == "long" and c.i > 0 and c.nbor(-1).lower_ in {"as", "so"}]
    return [clause for head in (verb, *long) for clause in head.children if clause.dep_ == "advcl" and _terms(clause)]


def _terms(clause: Token) -> bool:
    if clause.head.lower_ == "long":
        return True
    return any(
        c.lower_ in TERMS or c.lower_ == "as" and c.i > 0 and c.nbor(-1).lower_ == "long" for c in clause.children
    )
