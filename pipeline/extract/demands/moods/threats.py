"""A threat with an if-clause: what must not happen, lest the one who threatens acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.moods.mood import Mood
from pipeline.extract.demands.regions import region_end
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import is_negated, is_passive, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

CONSEQUENCES = frozenset(
    {"consequence", "retaliation", "war", "price", "reprisal", "repercussion", "sanction", "response"}
)
THREATENING = frozenset({"threaten", "warn", "caution", "menace"})

THREAT = rule(
    "threat-if",
    "an act of another in the if-clause of a threat or a warning: a condition that it must not come to",
    matches=(
        "Norland has threatened Sudonia with travel bans if the reform process continues to stall.",
        "Norland warned Sudonia that it would impose sanctions if it did not release the sailors.",
        "Norland will impose tariffs if Sudonia does not open its market.",
        "Norland said it would respond if Sudonia sent troops.",
        '"Unless Sudonia stops the shelling, there will be consequences," the president of Norland said.',
        "Norland threatened Sudonia with sanctions unless it released the sailors.",
        "Norland threatened air strikes if all heavy weapons did not cease firing by noon.",
    ),
    rejects=(
        "Norland said it would help if Sudonia sent a map.",
        "Norland warned that the road would close if the snow fell.",
        "Norland threatened to walk out if its demands were not met.",
        "Norland will strike a coin if the jubilee is held.",
    ),
)


def threat(verb: Token, sentence: Sentence, holders: Holders) -> Mood | None:
    """`verb` is the verb of the if-clause."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in {"if", "unless"}), None)
    doer = own_subject(verb)
    if mark is None or doer is None or verb.dep_ != "advcl" or doer.lemma_.lower() in words("demand_nouns"):
        return None
    if mark.i > sentence.start and mark.nbor(-1).lower_ in {"only", "even", "as"}:
        return None
    claimant, told = _threatens(verb.head, holders)
    if not claimant.parties:
        return None
    asked = holders.asked(doer, claimant.parties)
    if not asked:
        # "it would impose sanctions if it did not comply": the second "it" is the one who is told
        warned = holders.asked(told, claimant.parties)
        by_another = not holders.cast.refer(doer).parties and told is not None and told.lemma_ == "threaten"
        if not warned and not by_another:
            return None
        asked = warned
    end = region_end(sentence, mark.i + 1, verb, "that")
    if end <= verb.i:
        return None
    return Mood(THREAT, "condition", mark.i, end, "that", claimant, doer, asked, verb)


def _threatens(head: Token, holders: Holders) -> tuple[Reference, Token | None]:
    """Who threatens, by the clause that the if-clause hangs on, and the noun that is threatened or told (the verb of
    threatening itself when there is none)."""
    node = head
    for _ in range(6):
        if node.lemma_ in THREATENING and node.pos_ == "VERB" and not is_negated(node):
            told = next((c for c in node.children if c.dep_ in {"dobj", "dative"} and c.i > node.i), None)
            party = told is not None and bool(holders.cast.refer(told).parties)
            return holders.of_verb(node), told if party else node
        if node.head == node or node.dep_ not in {"ccomp", "xcomp", "dobj", "pobj", "prep"}:
            break
        node = node.head
    own = modal(head) in {"will", "would", "shall", "'ll"} and head.lemma_.lower() in words("threatening_acts")
    actor = own_subject(head)
    to_come = head.lemma_ == "be" and modal(head) in {"will", "would"} and not is_negated(head)
    if to_come and any(c.dep_ == "attr" and c.lemma_.lower() in CONSEQUENCES for c in head.children):
        return holders.source(head), None
    if not own or actor is None or is_negated(head) or is_passive(head):
        return NOBODY, None
    doer, source = holders.cast.refer(actor), holders.source(head)
    if source.parties and not set(source.parties) & set(doer.parties):
        return NOBODY, None
    return (source if source.parties else doer), None
