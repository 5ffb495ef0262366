"""What somebody is going to do or not to do: "will lift", "are going to lift", "is not prepared to lift"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.syntax import is_negated, modal

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

FUTURE = frozenset({"will", "'ll", "wo", "would", "'d", "shall"})
DISPOSED = frozenset({"willing", "prepared", "ready", "inclined", "minded", "disposed", "about"})
PLANNING = frozenset({"planning", "proposing", "intending", "seeking", "looking", "considering", "preparing"})


@dataclass(frozen=True, eq=False)
class Intention:
    """`verb` names the act; `carrier` has the subject and the negation; `mode` is "will", "disposed" or the modal."""

    verb: Token
    carrier: Token
    mode: str
    negated: bool


def intention(verb: Token) -> Intention | None:
    """The intention whose act `verb` is; None for a verb that tells what is or was."""
    mode = modal(verb)
    if verb.tag_ == "VBG":
        return None  # "will be leaving" tells a timetable
    if mode is not None:
        plain = "will" if mode in FUTURE else mode
        return Intention(verb, verb, plain, is_negated(verb) or _nor(verb))
    if verb.dep_ != "xcomp" or not any(c.tag_ == "TO" for c in verb.children):
        return None
    head = verb.head
    if head.lower_ in PLANNING and any(c.dep_ == "aux" and c.lemma_ == "be" for c in head.children):
        return Intention(verb, head, "disposed", is_negated(head))
    if head.lower_ == "going" and any(c.dep_ == "aux" and c.lemma_ == "be" for c in head.children):
        return Intention(verb, head, "will", is_negated(head))
    if head.lower_ in DISPOSED and head.dep_ == "acomp" and head.head.lemma_ in {"be", "seem", "appear", "feel"}:
        negated = is_negated(head.head) or any(c.dep_ == "neg" for c in head.children)
        return Intention(verb, head.head, "disposed", negated)
    return None


def _nor(verb: Token) -> bool:
    """ "Nor will it sign": the negation stands before the auxiliary."""
    return any(c.lower_ == "nor" for c in verb.children) or any(t.lower_ == "nor" for t in verb.sent[:2])
