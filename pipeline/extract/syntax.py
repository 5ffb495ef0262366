"""Questions about a clause that the rules of demands, answers and events share: who is its subject, is it negated.

Parses of news text are reliable for subjects and first complements and unreliable for coordination, so each answer
falls back on word order where the tree is known to break (a participle between subject and verb).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom"})


def own_subject(verb: Token) -> Token | None:
    """The subject that the tree hangs on this very verb; a relative pronoun gives its antecedent."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            if child.lower_ in RELATIVES and child.tag_ in {"WDT", "WP", "IN", "DT"}:
                found = antecedent(verb)
                if found is not None or child.tag_ in {"WDT", "WP"}:
                    return found
            return child
    for child in verb.children:  # "we have co-sponsored": torn words leave the subject on the auxiliary
        if child.dep_ == "aux":
            for grandchild in child.children:
                if grandchild.dep_ in SUBJECTS:
                    return grandchild
    return None


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative clause is about: the head of the nearest relative clause above."""
    node = verb
    while node.dep_ in {"conj", "ccomp", "xcomp"} and node.head != node:
        node = node.head
    return node.head if node.dep_ in {"relcl", "acl"} else None


def is_passive(verb: Token) -> bool:
    """A passive participle: with a passive auxiliary or subject, or a bare past participle that modifies a noun."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if listed_after(verb) is not None:
        return False
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    if any(child.dep_ == "agent" for child in verb.children):
        return True  # "Sudonia, urged by Norland to withdraw, ..."
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return True  # "Asked to withdraw, Sudonia ..."
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in {"aux", "nsubj", "dobj"} for c in verb.children)
    ):
        return is_passive(verb.head)
    return False


def listed_after(verb: Token) -> Token | None:
    """The first verb of a list whose second one the parser took for a participle: "discussed A, committed to B, and
    underscored C"."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    first = governing_verb(verb.head)
    if first is None or first.tag_ != "VBD":
        return None
    last = any(
        c.dep_ == "conj" and c.tag_ == "VBD" and c.i > verb.i and c.nbor(-1).lower_ == "and" for c in first.children
    )
    return first if last else None


def agent(verb: Token) -> Token | None:
    """The noun of a by-phrase."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def passive_subject(verb: Token) -> Token | None:
    """What a passive verb is done to: its subject, or the noun that the participle modifies."""
    own = own_subject(verb)
    if own is not None:
        return own
    if verb.dep_ == "acl":
        return verb.head
    if verb.dep_ in {"conj", "xcomp"}:
        return passive_subject(verb.head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":
        return subject(verb.head)
    return None


def subject(verb: Token) -> Token | None:
    """Who does what the verb says: its own subject, the by-phrase of a passive, else the one that it shares.

    Participles, infinitives and second verbs take the subject of the clause that they depend on; a participle that
    modifies a noun takes the noun. None when there is nobody.
    """
    node = verb
    for _ in range(8):
        first = listed_after(node)
        if first is not None:
            node = first
        node = _same_tense(node)
        if is_passive(node):
            by = agent(node)
            if by is not None or node == verb:
                return by
        found = own_subject(node)
        if found is not None:
            return found
        head = node.head
        if (
            node.dep_ == "conj"
            and head.pos_ in {"VERB", "AUX"}
            or node.dep_ in {"xcomp", "advcl", "ccomp", "parataxis", "dep"}
            and head.pos_ in {"VERB", "AUX"}
        ):
            node = head
        elif node.dep_ == "pcomp" and head.head.pos_ in {"VERB", "AUX"}:
            node = head.head
        elif node.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
            if node.tag_ == "VBG" or node.dep_ == "relcl" or (node.tag_ == "VBD" and head.dep_ == "ROOT"):
                return head  # a past verb below the root: the parser took a main clause for a noun with a participle
            holder = possessor(head)
            if holder is not None:
                return holder
            verb_above = governing_verb(head)
            if verb_above is None:
                return None
            node = verb_above
        elif node.dep_ == "ROOT" or head == node:
            return subject_by_order(node)
        else:
            above = governing_verb(node)
            if above is None or above == node:
                return subject_by_order(node)
            node = above
    return None


def _same_tense(verb: Token) -> Token:
    """A past verb that the parser hung on a present one inside a clause ("urged X to halt while they talk and asked
    ...") goes with the past verb above."""
    if (
        verb.dep_ != "conj"
        or verb.tag_ != "VBD"
        or verb.head.tag_ not in {"VBP", "VBZ"}
        or own_subject(verb) is not None
    ):
        return verb
    node = verb.head
    while node.head != node:
        node = node.head
        if node.tag_ == "VBD" and node.pos_ == "VERB":
            return node
    return verb


def subject_by_order(verb: Token) -> Token | None:
    """The subject that the parser gave to a participle between subject and verb ("X, not invited to the talks, warned"),
    or took for an apposition to what stands before the comma ("In a talk with Y, X said")."""
    for token in verb.sent:
        if token.i >= verb.i:
            return _right_before(verb)
        if token.dep_ in SUBJECTS and token.head.i < verb.i and token.head.tag_ in {"VBN", "VBG", "VBD"}:
            between = verb.doc[token.i + 1 : verb.i]
            if any(t.text == "," for t in between) and token.head.sent == verb.sent:
                return token
    return None


def _right_before(verb: Token) -> Token | None:
    """The name or pronoun between a comma and a finite verb that has no subject."""
    i = verb.i - 1
    while i > verb.sent.start and (verb.doc[i].pos_ in {"ADV", "AUX"}):
        i -= 1
    noun = verb.doc[i]
    first = noun.left_edge.i
    named = noun.pos_ in {"PROPN", "PRON"} and noun.dep_ in {"appos", "conj", "npadvmod", "pobj", "dobj", "attr"}
    after_comma = first > verb.sent.start and verb.doc[first - 1].text == ","
    return noun if is_finite(verb) and named and after_comma else None


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above a token."""
    node = token
    while node.head != node:
        node = node.head
        if node.pos_ in {"VERB", "AUX"}:
            return node
    return None


def possessor(noun: Token) -> Token | None:
    """Whose it is: "Moscow's demand", "their refusal"; also "the refusal of Fretilin"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    return None


def prepositional(head: Token, *prepositions: str) -> Token | None:
    """The noun after one of the prepositions that hang on `head`."""
    for child in head.children:
        if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in prepositions:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def is_negated(verb: Token) -> bool:
    """ "not", "never", "no longer" on the verb or its auxiliaries; "nobody demanded"; a first verb's negation reaches
    the second ("has not asked and never demanded")."""
    for child in verb.children:
        if child.dep_ == "neg" or (
            child.lower_ in {"never", "neither", "nor"} and child.dep_ in {"advmod", "preconj", "cc"}
        ):
            return True
        if child.dep_ == "advmod" and child.lower_ in {"longer", "hardly"}:
            return True
        if child.dep_ in SUBJECTS and (
            child.lower_ in {"nobody", "none", "neither"}
            or any(c.lower_ == "no" and c.dep_ == "det" for c in child.children)
        ):
            return True
    return False


def no_longer(verb: Token) -> bool:
    return any(c.lower_ == "longer" and any(g.lower_ == "no" for g in c.children) for c in verb.children)


def modal(verb: Token) -> str | None:
    """The modal auxiliary of the verb, lower case: "would", "must" ..."""
    for child in verb.children:
        if child.tag_ == "MD" and child.dep_ == "aux":
            return str(child.lower_)
    return None


def is_conditional(verb: Token) -> bool:
    """The verb stands in an if-clause, or is a "may/might/could" that nobody claims as done."""
    node = verb
    while True:
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in node.children):
            return True
        if node.dep_ not in {"conj", "xcomp", "ccomp"} or node.head == node:
            return False
        if node.dep_ == "ccomp" and node.head.pos_ == "VERB":
            return False
        node = node.head


def is_finite(verb: Token) -> bool:
    if verb.tag_ in {"VBZ", "VBD", "VBP", "MD"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBZ", "VBD", "VBP", "MD"} for c in verb.children)


def phrase_start(noun: Token) -> int:
    """Index of the first token of the noun phrase before its head (determiners, adjectives, possessors)."""
    first = noun.i
    for child in noun.lefts:
        if child.dep_ in {"cc", "preconj", "punct"}:
            continue
        first = min(first, child.left_edge.i)
    return first
