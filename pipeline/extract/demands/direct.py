"""Clauses of reported speech as they read in a summary: "it would pay" becomes "offers to pay", "that Norland
guaranteed ..." becomes "that Norland guarantee ...", as after "demands that"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.syntax import SUBJECTS

if TYPE_CHECKING:
    from pipeline.extract.demands.drafts import Draft
    from pipeline.extract.tokens import Doc, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOT = frozenset({"not", "n't", "n’t"})
WILL = frozenset({"will", "would", "wo", "'ll", "’ll", "shall", "'d", "’d"})
BARE = {
    "am": "be",
    "are": "be",
    "is": "be",
    "was": "be",
    "were": "be",
    "'s": "be",
    "’s": "be",
    "'re": "be",
    "’re": "be",
}
OURS = frozenset({"we", "i"})
FIRST_PERSON = frozenset({"we", "us", "our", "ours", "i", "me", "my", "mine", "ourselves", "myself"})
PRONOUNS = OURS | {"it", "they", "he", "she"}
WISHING = frozenset({"like", "love", "prefer", "want", "wish", "hope"})  # "would not like to see"
OPENING = frozenset({"if", "unless", "provided", "once", "when", "after"})  # what a condition begins with


def what_is_to_be_done(draft: Draft) -> str | None:
    """“pay 5 million euros” of "it would pay 5 million euros" and "we will not pay 5 million euros": what follows the
    "will" of a clause whose subject is a pronoun for the party itself. None where the clause does not read so."""
    doc, verb, end = draft.sentence.passage.doc, draft.act.head, draft.act.end
    first = draft.act.start + (doc[draft.act.start].lower_ == "that")
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    doer = next((c for c in verb.children if c.dep_ == "nsubj"), draft.lead)
    if draft.act.form == "to" or verb.tag_ != "VB" or verb.lemma_ in WISHING:
        return None
    if doer is None or doer.lower_ not in PRONOUNS:
        return None
    first += first == doer.i
    if auxiliaries and [t.i for t in auxiliaries] == [first] and doc[first].lower_ in WILL:
        first += 1
    elif auxiliaries or first != verb.i or doer.i > verb.i or draft.kind == "refusal":  # "... and open the ports"
        return None
    negated = first < end and doc[first].lower_ in NOT
    rest = list(doc[first + negated : end])
    if negated != (draft.kind == "refusal") or not rest or not rest[0].is_alpha or _is_quoted_on(rest):
        return None
    return "".join(t.text_with_ws for t in rest).strip()


def _is_quoted_on(rest: list[Token]) -> bool:
    """The words cannot stand behind "offers to": another clause with its own "will", or the party's own "we"."""
    another = any(t.tag_ == "MD" and t.head.dep_ == "conj" for t in rest)
    return another or any(t.lower_ in FIRST_PERSON or t.text == '"' for t in rest)


def is_condition_clause(draft: Draft) -> bool:
    """The act is what "if", "provided that", "on condition that" or "the condition is that" introduces, or a second act
    that shares the subject of such a clause. A passive's second participle may look like a past: "lifted and sold"."""
    doc, start = draft.sentence.passage.doc, draft.act.start
    if draft.kind != "condition" or draft.act.form != "that" or draft.method == "threat-if":
        return False
    if draft.lead is not None and not start <= draft.lead.i < draft.act.end:
        marked = any(c.lower_ in OPENING for c in draft.lead.head.children if c.dep_ in {"mark", "advmod"})
        return marked and draft.lead.dep_ == "nsubj"
    if any(t.tag_ in {"WP", "WDT"} for t in doc[start : draft.act.head.i]):
        return False  # "if what was said holds": the verb may be that of the inner clause
    opened = any(t.lower_ in OPENING for t in doc[start : start + 2])
    return opened or draft.method == "frame:condition-noun" or start > 0 and doc[start - 1].lower_ == "condition"


def as_demanded(doc: Doc, first: int, end: int, verb: Token) -> str:
    """The words `first` to `end`, a clause of `verb`, as they read after "makes it a condition that": its verbs, and
    those joined to it, in the base form."""
    changed: dict[int, str] = {}
    for one in (verb, *_joined(verb)):
        if first <= one.i < end:
            changed.update(_in_base_form(one))
    words = ((changed.get(t.i, t.text), t.whitespace_) for t in doc[first:end])
    return " ".join("".join(word + (space or (" " if word in {"not"} else "")) for word, space in words).split())


def _joined(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"}]
    return [t for one in found for t in (one, *_joined(one))]


def _in_base_form(verb: Token) -> dict[int, str]:
    """Position -> word: "was lifted" to "be lifted", "did not remain" to "not remain", "isn't" to "not be"."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    carrier = auxiliaries[0] if auxiliaries else verb
    alone = not auxiliaries and any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children)
    if carrier.tag_ not in FINITE and not (alone and verb.tag_ == "VBN" and _is_active(verb)):
        return {}
    base = BARE.get(carrier.lower_, carrier.lemma_.lower())
    after = carrier.i + 1
    denied = after < len(carrier.doc) and carrier.doc[after].lower_ in NOT
    if not denied:
        return {carrier.i: base}
    return {carrier.i: "not", after: "" if base == "do" else base}


def _is_active(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" for c in verb.children) and any(c.dep_ == "dobj" for c in verb.children)
