"""Whether the grammar makes a noun take part: it acts or speaks, is addressed, or deals with somebody.

A place, an example or a term of comparison is only mentioned: "destinations including Norland", "bigger than Norland".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import speech_verbs, words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

ACTING = words_of("acting_verb")
ACTING_NOUNS = words_of("acting_noun")
ADDRESSED = words_of("address_verb")
DEEDS = words_of("deed_verb")
MODALS = frozenset({"must", "should", "shall", "ought"})
AGENT_ADJECTIVES = words_of("agent_adjective")
AFFECTING = words_of("affecting_verb")
EFFECTS = words_of("effect_noun")
COMPARING = words_of("comparing_word")
EXAMPLES = words_of("example_word")
QUANTITIES = words_of("quantity_noun")
OBJECTS = frozenset({"dobj", "dative", "obj", "iobj"})
CUES = {
    "to": words_of("to_cue"),
    "towards": words_of("to_cue"),
    "with": words_of("with_cue"),
    "between": words_of("with_cue"),
    "among": words_of("with_cue"),
    "from": words_of("from_cue"),
    "on": words_of("on_cue"),
    "upon": words_of("on_cue"),
    "against": words_of("against_cue"),
    "of": ACTING_NOUNS,
}
EXTENTS = words_of("extent_noun")
LINKED = frozenset({"conj", "appos"})
DESCRIBING = frozenset({"amod", "compound", "nmod", "poss"})
BODY_ACTS = words_of("body_act")
BODY_NOUNS = words_of("body_act_noun")
URGED = words_of("urge_verb")
TOLD = words_of("tell_verb")
PHASES = words_of("phase_verb")
STATES_OF_BEING = words_of("stative_verb")
DEALING = frozenset({"with", "between", "among"})


def site_of(head: Token) -> Token:
    """The noun whose place in the clause `head` shares: the first of a coordination, the "hundreds" of "hundreds of
    workers", the noun that it explains."""
    node = head
    for _ in range(12):
        above = node.head
        if above is node:
            break
        if node.dep_ in LINKED:
            node = above
        elif node.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in QUANTITIES:
            node = above.head
        else:
            break
    return node


def takes_part(head: Token) -> bool:
    """The noun acts or speaks, is asked or told something, or stands on one side of an act."""
    node = site_of(head)
    above = node.head
    lemma = above.lemma_.lower()
    if node.dep_ in {"nsubj", "csubj"}:
        return above is not node and _does(above)
    if node.dep_ == "nsubjpass":
        return lemma in ADDRESSED
    if node.dep_ in OBJECTS:
        return lemma in ADDRESSED
    if node.dep_ == "poss":
        return lemma in ACTING_NOUNS
    if node.dep_ == "pobj":
        return _through(above)
    return False


def acts_as_body(head: Token) -> bool:
    """The noun does, together, what a body does: strikes, votes, negotiates, refuses, attacks; or it is asked for something.

    More than `takes_part`: "residents said", "women bought" make no party of a noun that is nobody's name.
    """
    node = site_of(head)
    above = node.head
    lemma = above.lemma_.lower()
    if node.dep_ in {"nsubj", "csubj"}:
        return above is not node and _does_as_body(above)
    if node.dep_ == "nsubjpass" or node.dep_ in OBJECTS:
        return lemma in URGED or lemma in TOLD and any(_is_infinitive(c) for c in above.children)
    if node.dep_ == "poss":
        return lemma in BODY_NOUNS
    if node.dep_ != "pobj":
        return False
    of = above.head.lemma_.lower()
    if above.lower_ == "by":
        return of in BODY_ACTS | BODY_NOUNS
    if above.lower_ == "of":
        return of in BODY_NOUNS
    if above.lower_ in DEALING and node.tag_ != "NNP" and not any(c.dep_ in DESCRIBING for c in node.children):
        return False  # "a row between women": nobody in particular
    return of in CUES.get(above.lower_, frozenset()) - speech_verbs()


def acts_at_all(head: Token) -> bool:
    """The noun is the subject of any verb but one of being, having, feeling or coming about."""
    node = site_of(head)
    if node.dep_ not in {"nsubj", "csubj"} or node.head is node:
        return False
    verb = node.head
    while verb.lemma_.lower() in PHASES and any(c.dep_ == "xcomp" for c in verb.children):
        verb = next(c for c in verb.children if c.dep_ == "xcomp")
    return verb.pos_ == "VERB" and verb.lemma_.lower() not in STATES_OF_BEING and not _suffers(verb)


def is_asked_to_act(head: Token) -> bool:
    """ "We urge all states to ...", "call on other countries to ...", "governments should ...": an act is asked of it."""
    node = site_of(head)
    above = node.head
    if node.dep_ == "nsubj":
        if any(c.tag_ == "MD" and c.lower_ in MODALS for c in above.children):
            return True
        return _is_infinitive(above) and above.head.lemma_.lower() in URGED
    if node.dep_ == "nsubjpass" or node.dep_ in OBJECTS:
        return above.lemma_.lower() in URGED
    if node.dep_ != "pobj" or above.lower_ not in {"on", "upon", "to"}:
        return False
    return above.head.lemma_.lower() in URGED & CUES[above.lower_]


def _does_as_body(verb: Token) -> bool:
    if verb.lemma_.lower() in BODY_ACTS:
        return True
    if verb.lemma_.lower() == "be":
        return _does(verb)
    return any(c.dep_ == "xcomp" and not _suffers(c) and _does_as_body(c) for c in verb.children)


def _is_infinitive(verb: Token) -> bool:
    return verb.dep_ in {"xcomp", "ccomp"} and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def compared(head: Token) -> bool:
    """The noun is a term of comparison: "worse than Norfront", "unlike Norland"."""
    node = site_of(head)
    return node.dep_ == "pobj" and node.head.lower_ in COMPARING


def only_mentioned(head: Token) -> bool:
    """The noun is an example of a class, a term of comparison, or what something has consequences for."""
    node = site_of(head)
    above = node.head
    if node.dep_ in OBJECTS:
        return above.lemma_.lower() in AFFECTING
    if node.dep_ != "pobj":
        return False
    if compared(head):
        return True
    if above.lower_ in {"of", "with"} and above.head.lemma_.lower() in EXTENTS:
        return True  # "the size of Norland", "its border with Norland"
    if above.lower_ == "for":
        return above.head.lemma_.lower() in EFFECTS
    if above.lower_ in EXAMPLES or above.lower_ == "as" and above.i > 0 and above.nbor(-1).lower_ == "such":
        whole = above.head
        return whole.pos_ == "NOUN" and not takes_part(whole)
    return False


def _does(verb: Token) -> bool:
    """Somebody does it: a deed or saying, what one is bound, going or ready to do."""
    lemma = verb.lemma_.lower()
    if lemma in speech_verbs() | ACTING | DEEDS:
        return True
    if lemma == "be":
        return any(c.dep_ == "acomp" and c.lemma_.lower() in AGENT_ADJECTIVES for c in verb.children)
    return any(
        c.dep_ == "aux" and c.lower_ in MODALS or c.dep_ == "xcomp" and not _suffers(c) and _does(c)
        for c in verb.children
    )


def _suffers(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _through(preposition: Token) -> bool:
    above = preposition.head
    lemma = above.lemma_.lower()
    word = preposition.lower_
    if word == "to" and above.lower_ == "according":
        return True
    if word == "by":
        return preposition.dep_ == "agent" or above.tag_ == "VBN" or lemma in ACTING_NOUNS
    if (
        word == "with"
        and preposition.dep_ == "prep"
        and above.dep_ in OBJECTS
        and above.head.lemma_.lower() in CUES["with"]
    ):
        return True  # "agree a solution with the rebels"
    return lemma in CUES.get(word, frozenset())
