"""The standing of a happening: did it happen, is it under way, planned, alleged, thinkable, denied, or no event at all.

Form first (tense, modal, infinitive), then the clauses above it: who claims it, who denies it, on what condition.
What a party demands, offers or refuses to do is no happening: those complements end the search with None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.clause import is_verbal, lemma
from pipeline.extract.events.triggers import words
from pipeline.extract.syntax import SUBJECTS, is_negated, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
UNREAL = frozenset({"would", "could", "may", "might"})
OBLIGING = frozenset({"should", "must", "can", "ca", "ought"})
CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest", "provided"})
NO_FACT_MARKS = frozenset({"until", "so", "that"})


def auxiliaries(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]


def shared_form(verb: Token) -> Token:
    """The verb whose auxiliaries a second verb shares: "will meet and sign", "were seized and jailed"."""
    node = verb
    while (
        node.dep_ == "conj"
        and is_verbal(node.head)
        and not auxiliaries(node)
        and node.tag_ in {"VB", "VBN", "VBG"}
        and own_subject_here(node) is None
    ):
        node = node.head
    return node


def own_subject_here(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def is_infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.tag_ == "TO" for c in verb.children)


def of_verb(verb: Token) -> str | None:
    """The standing of what a verb says: occurred, ongoing, planned, alleged, hypothetical, denied, or `present` for a
    simple present that only a date can make an event. None when the text does not tell it as a happening."""
    if is_negated(verb) or has_adverb(verb, "habit") or has_adverb(verb, "almost"):
        return None
    form = shared_form(verb)
    if form != verb and is_negated(form):
        return None
    own = of_form(form)
    if own is None or denied_from_the_start(form):
        return None
    if own == "present" and before_the_future(form):
        own = "planned"
    if own == "hypothetical" and announced(form):
        own = "planned"
    if has_adverb(verb, "hedge") and own in {"occurred", "ongoing"}:
        own = "alleged"
    return under(form, own)


def of_omission(verb: Token) -> str | None:
    """The standing of what was not done: "did not ratify", "has not signed", "could not agree". A refusal to come
    ("will not", "must not") is no happening."""
    aux = {c.lower_ for c in auxiliaries(verb)}
    if not is_negated(verb) or aux & (FUTURE | UNREAL - {"could"} | OBLIGING) or has_adverb(verb, "habit"):
        return None
    if not aux & {"did", "has", "have", "had", "'ve", "was", "were", "could"}:
        return None
    return under(verb, "occurred")


def denied_from_the_start(verb: Token) -> bool:
    """ "Nor do we intend to close the border"."""
    first = verb.sent[0]
    return first.lower_ in {"nor", "neither"} and (
        verb.dep_ == "ROOT" or verb.head.dep_ == "ROOT" and verb.dep_ == "xcomp"
    )


def before_the_future(verb: Token) -> bool:
    """A present tense that tells of the future: "when they sit down on Tuesday, it will be ...", "before it meets"."""
    above = verb.head
    if verb.dep_ != "advcl" or not is_verbal(above):
        return False
    opened = any(c.lower_ in {"when", "before", "once", "after", "until"} for c in verb.children)
    return opened and (
        of_form(above) in {"planned", "hypothetical"} or bool({c.lower_ for c in auxiliaries(above)} & FUTURE | UNREAL)
    )


def announced(verb: Token) -> bool:
    """The reported future of the speaker's own side: "the government, she announced, would widen its sanctions"."""
    if not any(c.lower_ == "would" for c in auxiliaries(verb)) or any(c.dep_ == "advcl" for c in verb.children):
        return False
    saying = [c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and lemma(c) in {"announce", "confirm"}]
    above = verb.head
    return bool(saying) or verb.dep_ == "ccomp" and lemma(above) in {"announce", "confirm"}


def has_adverb(verb: Token, word_class: str) -> bool:
    return any(c.dep_ in {"advmod", "neg"} and c.lower_ in words(word_class) for c in verb.children)


def of_form(verb: Token) -> str | None:
    """Standing by the verb's own form and, for infinitives and gerunds, by the word that governs it."""
    aux = {c.lower_ for c in auxiliaries(verb)}
    finite = {c.tag_ for c in auxiliaries(verb)}
    if aux & FUTURE:
        return "planned"
    if aux & UNREAL:
        return "hypothetical"
    if aux & OBLIGING:
        return None
    if is_infinitive(verb):
        return of_infinitive(verb)
    if verb.tag_ == "VBG":
        if finite & {"VBZ", "VBP", "VBD"}:
            return "ongoing"
        return of_gerund(verb)
    if verb.tag_ == "VBN":
        if "having" in aux and not finite & {"VBZ", "VBP", "VBD"}:
            return of_gerund(verb)
        if finite & {"VBD"} or aux & {"has", "have", "had", "'ve", "having"}:
            return "occurred"
        if finite & {"VBZ", "VBP"}:
            return "ongoing" if "being" in aux else "present"
        return of_participle(verb)
    if verb.tag_ == "VBD":
        return "occurred"
    if verb.tag_ in {"VBZ", "VBP"}:
        return "present"
    return None


def of_infinitive(verb: Token) -> str | None:
    governor = verb.head
    name = lemma(governor)
    if verb.dep_ not in {"xcomp", "ccomp", "ROOT", "acl", "conj", "advcl"} or governor == verb:
        return None
    if is_verbal(governor) and is_negated(governor):
        return None
    if name == "be" and verb.dep_ in {"xcomp", "ccomp"}:
        return "planned"
    if verb.dep_ == "acl":
        if name in words("endeavour") and any(c.lower_ in words("underway") for c in governor.children):
            return "ongoing"
        if name in {"plan", "decision", "intention"}:
            return "planned"
        return (
            "planned" if name == "effort" and is_verbal(governor.head) and of_form(governor.head) == "planned" else None
        )
    if name == "go" and governor.tag_ == "VBG":
        return "planned"
    if brought_about(verb, governor):
        return "occurred"
    if name in words("plan") and (verb.dep_ == "xcomp" or governor.pos_ == "ADJ"):
        return "planned"
    if name in words("claim") and verb.dep_ == "xcomp":
        return "alleged"
    if name in words("seeming") and verb.dep_ == "xcomp" and any(c.lower_ == "have" for c in auxiliaries(verb)):
        return "alleged"  # "are believed to have fled"
    if name == "have" and verb.dep_ == "xcomp":
        return "occurred" if of_form(governor) == "occurred" else None  # "had to expel"
    if name == "continue" and any(c.lower_ in FUTURE for c in auxiliaries(governor)):
        return "planned"
    if name in words("aspect") and verb.dep_ == "xcomp":
        return going_on(governor)
    if name in words("resolve") and verb.dep_ == "xcomp" and of_form(governor) == "occurred":
        return "planned"
    if name == "fail" and verb.dep_ == "xcomp":
        return None
    return None


def brought_about(verb: Token, governor: Token) -> bool:
    """What somebody "was able to" do or "was forced to" do was done."""
    if governor.pos_ == "ADJ" and lemma(governor) == "able":
        return verb.dep_ == "xcomp" and is_verbal(governor.head) and of_form(governor.head) == "occurred"
    passive = any(c.dep_ == "auxpass" for c in governor.children)
    return (
        verb.dep_ == "xcomp"
        and passive
        and lemma(governor) in words("bringing_about")
        and of_form(governor) == "occurred"
    )


def going_on(verb: Token) -> str | None:
    """The standing that a verb of beginning or going on lends: "Hamas continues to fire rockets" is under way."""
    own = of_form(verb)
    return "ongoing" if own == "present" and lemma(verb) in {"continue", "keep", "go"} else own


def of_gerund(verb: Token) -> str | None:
    if verb.dep_ == "pcomp":
        preposition = verb.head
        above = preposition.head
        if preposition.lower_ in {"toward", "towards"} and lemma(above) == "work" and is_infinitive(above):
            return of_infinitive(above)  # "resolved to work towards holding a summit"
        if preposition.lower_ in {"for", "of"} and lemma(above) in words("alleging"):
            return "alleged"
        if (
            preposition.lower_ in {"by", "upon"}
            and is_verbal(above)
            and (is_negated(above) or of_form(above) not in {"occurred", "ongoing"})
        ):
            return None
        if preposition.lower_ == "with" and own_subject_here(verb) is not None:
            return of_absolute(above)
        return "occurred" if preposition.lower_ in words("factual_preposition") else None
    if verb.dep_ == "acl" and not auxiliaries(verb):
        return of_absolute(verb.head)
    if verb.dep_ == "xcomp":
        if lemma(verb.head) == "deny":
            return "denied"
        return going_on(verb.head) if lemma(verb.head) in words("aspect") else None
    if verb.dep_ == "advcl" and is_verbal(verb.head):
        if any(c.dep_ == "mark" and c.lower_ not in words("factual_preposition") for c in verb.children):
            return None
        return of_form(verb.head)
    return None


def of_absolute(above: Token) -> str | None:
    """What goes along with something told: "with Norland providing the trucks", "crowds blocking the road were
    dispersed". It is as real as the clause that it hangs on."""
    node = above
    while not is_verbal(node) and node.head != node:
        node = node.head
    if not is_verbal(node):
        return None
    own = of_form(shared_form(node)) if node.dep_ in {"ROOT", "ccomp", "conj", "relcl", "advcl"} else None
    return own if own in {"occurred", "ongoing"} and not is_negated(node) else None


def of_participle(verb: Token) -> str | None:
    """A bare past participle: "an accord signed in Agadez" tells a fact, unless it stands under what is wanted."""
    if verb.dep_ in {"acl", "relcl", "advcl", "ROOT", "conj", "amod", "dep", "appos"}:
        return "occurred"
    return None


def under(verb: Token, standing: str) -> str | None:
    """What the clauses above make of a standing."""
    node = verb
    for _ in range(6):
        mark = next((c.lower_ for c in node.children if c.dep_ == "mark"), "")
        if mark in CONDITIONS or any(c.lower_ == "whether" for c in node.children):
            return "hypothetical"
        head = node.head
        if head == node:
            return standing
        if node.dep_ == "ccomp" and is_verbal(head):
            changed = under_speech(head, standing)
            if changed is None:
                return None
            standing = changed
        elif node.dep_ == "advcl":
            if node.tag_ == "VBG" or is_infinitive(node):
                return standing
            since = mark == "that" and any(c.lower_ == "now" for c in node.children)  # "now that fighting has ceased"
            return None if mark in NO_FACT_MARKS and not since else standing
        elif (
            node.dep_ in {"relcl", "acl", "parataxis"}
            or node.dep_ not in {"conj", "xcomp", "dep"}
            or not is_verbal(head)
        ):
            return standing
        node = head
    return standing


def under_speech(verb: Token, standing: str) -> str | None:
    """The standing of a clause that `verb` reports."""
    name = lemma(verb)
    if is_negated(verb):
        return None
    if name == "deny":
        return "denied"
    if name in words("alleging"):
        return "alleged" if standing in {"occurred", "ongoing"} else standing
    if name in words("think"):
        return "hypothetical"
    if name in words("report") or name in words("claim"):
        return standing
    if name in words("demanding"):
        return standing if standing == "occurred" else None
    return standing


def reporter(verb: Token) -> Token | None:
    """Who reports the clause that a verb heads: the subject of the verb of saying above it."""
    node = verb
    for _ in range(5):
        head = node.head
        if head == node:
            return None
        if (
            node.dep_ in {"ccomp", "parataxis"}
            and is_verbal(head)
            and lemma(head) in words("report") | words("alleging")
        ):
            return own_subject(head)
        if node.dep_ not in {"conj", "xcomp", "ccomp", "advcl"}:
            break
        node = head
    for child in verb.children:
        if child.dep_ in {"ccomp", "parataxis"} and lemma(child) in words("report") and child.i > verb.i:
            return own_subject(child)
    return None


def of_noun(noun: Token) -> str | None:
    """The standing of a happening that a noun names: None under what is demanded, hoped for or ruled out."""
    modifiers = {c.lower_ for c in noun.children if c.dep_ in {"amod", "det", "nmod", "advmod", "neg"}}
    if modifiers & words("unreal"):
        return None
    future = bool(modifiers & words("future"))
    node = noun
    if noun.dep_ == "conj" and is_verbal(noun.head):
        return of_verb(noun.head)
    for _ in range(8):
        head = node.head
        if head == node:
            return "planned" if future else "occurred"
        if is_verbal(head):
            return under_verb(noun, node, head, future)
        if head.pos_ in {"NOUN", "PROPN"} and lemma(head) in words("prospect") and node.dep_ == "prep":
            return "hypothetical"
        if head.pos_ in {"NOUN", "PROPN"} and lemma(head) in words("demandnoun"):
            return None
        node = head
    return None


def under_verb(noun: Token, node: Token, verb: Token, future: bool) -> str | None:
    """What the verb above makes of a noun: "a round is planned", "the talks ended", "called for talks"."""
    name = lemma(verb)
    as_subject = node.dep_ in SUBJECTS
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in {"if", "unless", "should"} for m in c.children) for c in verb.children
    )
    if future:
        return "hypothetical" if conditional or name in words("think") | {"hint"} and conditional else "planned"
    if name in words("stopping") and node.dep_ == "dobj" and node == noun:
        going = next((c for c in noun.children if c.dep_ == "relcl"), None)
        if going is not None and of_form(going) in {"ongoing", "occurred", "present"}:
            return "ongoing"  # what shall stop goes on: "must stop bombings that are destroying homes"
    if name in words("demanding") and not as_subject:
        return None
    if name in {"cancel", "postpone", "scrap", "avert"}:
        return None
    above = of_verb(verb)
    if name in words("plan") and verb.tag_ == "VBN" and node.dep_ in {"nsubjpass", "nsubj"}:
        return None if is_negated(verb) else "planned"
    if name in words("occurrence") and node.dep_ in {"dobj", "nsubj", "nsubjpass"}:
        return above if above != "present" else "occurred"
    if any(c.lower_ in FUTURE for c in auxiliaries(verb)):
        return "planned" if as_subject or node.dep_ == "dobj" else "occurred"
    if any(c.lower_ in UNREAL for c in auxiliaries(verb)) or conditional_clause(verb):
        return "hypothetical"
    if any(c.lower_ in OBLIGING for c in auxiliaries(shared_form(verb))) or (above is None and is_infinitive(verb)):
        return None
    return "occurred"


def conditional_clause(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in verb.children)
