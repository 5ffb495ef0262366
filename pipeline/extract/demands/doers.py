"""Who would have to act by the words of a demanded clause: its subject, its agent, or nobody that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import frames, words
from pipeline.extract.syntax import agent, is_passive

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

GIVEN_STATES = frozenset({"free", "able", "safe", "secure", "equal", "present", "independent", "sovereign", "alive"})


def acting(verb: Token, doer: Token | None) -> Token | None:
    """The noun that is to act where `doer` is the subject of the demanded clause; None when that only undergoes or
    gets something: "Sudonia must leave", but "the sailors must be freed", "the workers must have a say"."""
    if is_passive(verb):
        return agent(verb) or (doer if _is_moved(verb) else None)
    return None if only_gains(verb) else doer


def only_gains(verb: Token) -> bool:
    """The subject gets something: "must have a say", "must be part of the talks"; not "must get out of the region",
    "must be flexible", which it does itself."""
    if verb.lemma_ not in words("receiving_verbs"):
        return False
    if verb.lemma_ == "get":
        moves = any(c.dep_ in {"prt", "xcomp"} or c.dep_ == "prep" and c.lower_ != "from" for c in verb.children)
        return not moves and not any(c.lower_ in {"done", "rid"} for c in verb.children)
    if verb.lemma_ == "have":  # "will have to compromise"
        return not any(c.dep_ == "xcomp" and any(m.tag_ == "TO" for m in c.children) for c in verb.children)
    if verb.lemma_ in {"be", "become", "remain"}:
        return not any(c.dep_ == "acomp" and c.lower_ not in GIVEN_STATES for c in verb.children)
    return True


def _is_moved(verb: Token) -> bool:
    """ "Sudonia should be urged, forced, encouraged to act": the one who is moved is the one who acts."""
    asks = any(
        "obj_to" in frame.complements and frame.kind == "demand" for frame in frames().get((verb.lemma_, "VERB"), ())
    )
    to_act = any(c.dep_ in {"xcomp", "advcl"} and any(m.tag_ == "TO" for m in c.children) for c in verb.children)
    return to_act and (asks or verb.lemma_ in words("moving_verbs"))
