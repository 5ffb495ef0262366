"""What follows a word that opens a demand: an infinitive, a clause, a noun phrase ..., and whom it asks: `Trigger`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import Frame
from pipeline.extract.language import possible_verbs
from pipeline.extract.reading import Sentence
from pipeline.extract.syntax import is_finite, is_passive, own_subject, passive_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

ASKING = frozenset({"demand", "ask", "urge", "insist", "request", "propose", "recommend", "stipulate", "require"})
WISHING = frozenset({"hope", "trust", "hope-noun", "hopeful-adj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB"})


OBJECTS = frozenset({"dobj", "obj", "dative", "nsubj", "pobj", "attr", "oprd"})


FORMS = {
    "obj_to": "to",
    "for_to": "to",
    "not_to": "to",
    "obj_for": "np",
    "obj_into": "ing",
    "obj_against": "np",
    "obj_from": "ing",
}


@dataclass(frozen=True, eq=False)
class Trigger:
    """A demand opened by `token`. The content starts at token `start` and has the form np, to, that or ing.

    `addressee` is the noun asked, where the frame has a place for it and the sentence fills it; `doer` the subject
    inside the content ("Kyiv" in "wants Kyiv to halt ..."). `prevents`: what is named is not to be ("warned against").
    """

    frame: Frame
    token: Token
    form: str
    start: int
    addressee: Token | None = None
    doer: Token | None = None
    prevents: bool = False


def complement_of(
    complement: str, frame: Frame, token: Token, start: int, sentence: Sentence, passive: bool
) -> Trigger | None:
    doc = token.doc
    if complement in {"obj_to", "not_to", "for_to", "to"}:
        return _infinitive(complement, frame, token, start, sentence, passive)
    if complement in {"obj_for", "obj_into", "obj_against", "obj_from"}:
        noun = passive_subject(token) if passive else _object(token, start, sentence)
        if noun is None:
            return None
        i = start if passive else noun.right_edge.i + 1
        word = complement.removeprefix("obj_")
        for j in range(noun.i + 1 if not passive else start, min(i + 6, sentence.end)):
            if doc[j].lower_ == word and j + 1 < sentence.end:
                gerund = doc[j + 1].tag_ == "VBG"
                if gerund or complement != "obj_from":
                    form = "ing" if gerund else FORMS[complement]
                    return Trigger(frame, token, form, j + 1, noun, prevents=word in {"against", "from"})
        return None
    if complement == "that":
        return clause(frame, token, start, sentence)
    if complement == "small":
        return _small_clause(frame, token, start)
    if complement == "ing":
        i = skip_adverbs(doc, start, sentence.end)
        if i < sentence.end and doc[i].tag_ == "VBG" and doc[i].dep_ in {"pcomp", "xcomp", "ccomp", "dobj", "pobj"}:
            return Trigger(frame, token, "ing", i)
        return None
    if complement == "np":
        if passive and frame.name != "entitled":
            noun = passive_subject(token)
            if (
                noun is None
                or noun.pos_ == "PRON"
                or token.dep_ in {"acl", "relcl"}
                or frame.name in {"need", "expect-thing"}
            ):
                return None
            return Trigger(frame, token, "np", phrase_first(noun), _slot(frame, token, None))
        noun = _object(token, start, sentence)
        if noun is None or noun.pos_ == "PRON":
            return None
        dative = next((c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP"), None)
        return Trigger(frame, token, "np", max(start, phrase_first(noun)), dative or _slot(frame, token, noun))
    if complement == "obj_time_to":
        return _deadline(frame, token, start, sentence)
    if complement == "np_on":
        noun = _object(token, start, sentence)
        for j in range(start, sentence.end - 1):
            if doc[j].lower_ in {"on", "upon"} and noun is not None and j > noun.i:
                return Trigger(frame, token, "np", j + 1)
    return None


def _deadline(frame: Frame, token: Token, start: int, sentence: Sentence) -> Trigger | None:
    """ "gave X three days to act", "has given X until Friday to act", "set X a deadline to act"."""
    to = infinitive_at(token.doc, start, sentence.end)
    if to is None or to - start > 12:
        return None
    between = token.doc[start:to]
    timed = any(t.ent_type_ in {"DATE", "TIME"} or t.lower_ in {"until", "deadline", "ultimatum"} for t in between)
    noun = next(
        (
            c
            for c in token.children
            if c.dep_ in {"dative", "dobj"} and start <= c.i < to and c.ent_type_ not in {"DATE", "TIME"}
        ),
        None,
    )
    if is_passive(token):
        noun = passive_subject(token)
    return Trigger(frame, token, "to", to, noun) if timed and noun is not None else None


def _infinitive(
    complement: str, frame: Frame, token: Token, start: int, sentence: Sentence, passive: bool
) -> Trigger | None:
    doc = token.doc
    to = infinitive_at(doc, start, sentence.end)
    if to is None:
        return None
    if _buried(doc[to].head, token):
        return None
    # "agreed in principle to act", "was asked by X on Monday to act": what stands beside the verb is no part of the act
    own = passive or doc[to].head.head == token and doc[to].head.dep_ == "xcomp"
    gap = [t for t in doc[start:to] if t.pos_ not in {"ADV", "PUNCT", "PART"} and not (own and _beside(t, token))]
    if complement in {"to", "not_to"}:
        if any(t.pos_ in {"NOUN", "PROPN", "PRON", "VERB"} for t in gap):
            return None
        if passive and token.dep_ == "acl":
            return None  # "the strike, proposed to start in July"
        negative = any(t.lower_ in {"not", "never"} for t in doc[start:to])
        if complement == "not_to" and not negative:
            return None
        return Trigger(frame, token, "to", start if negative else to)
    if complement == "for_to" and not (start < to):
        return None
    if passive:
        if gap:
            return None
        return Trigger(frame, token, "to", to, passive_subject(token))
    noun = _object(token, start, sentence)
    inner = own_subject(doc[to].head)
    if complement == "for_to" and inner is not None and start <= inner.i < to:
        noun = inner
    if noun is None or noun.i > to:
        noun = next(
            (t for t in doc[start:to] if t.dep_ in {"nsubj", "dobj", "pobj", "dative"} and t.head.i <= to + 3), None
        )
    if noun is None or any(
        t.pos_ in {"VERB", "AUX"} and is_finite(t) and not _inside_aside(t, noun) for t in doc[start:to]
    ):
        return None
    first = to - 1 if to > start and doc[to - 1].lower_ in {"not", "never"} else to
    asked = None if is_passive(doc[to].head) else noun  # "for sanctions to be lifted" asks whoever can lift them
    return Trigger(frame, token, "to", first, asked, noun)


def _beside(word: Token, verb: Token) -> bool:
    """The word is part of an agent, a time or a place beside the verb: "was asked by Norland on Monday to ..."."""
    node = word
    while node.head not in {verb, node}:
        if is_finite(node) and node.dep_ != "relcl":
            return False
        node = node.head
    return node.head == verb and node.i > verb.i and node.dep_ in {"agent", "prep", "npadvmod", "advmod", "punct"}


def _buried(verb: Token, trigger: Token) -> bool:
    """The infinitive belongs to a relative clause or apposition inside the object, not to the trigger."""
    node = verb
    for _ in range(12):
        if node == trigger or node.head == node:
            return False
        if node != verb and node.dep_ in {"relcl", "appos", "acl"} and node.i > trigger.i:
            return True
        node = node.head
    return False


def _inside_aside(verb: Token, noun: Token) -> bool:
    """The finite verb is in a relative clause or an aside about the object ("urged X, which represents ..., to come")."""
    return noun.is_ancestor(verb)


def infinitive_at(doc: Doc, start: int, end: int) -> int | None:
    """The first infinitive "to" before the clause ends."""
    for i in range(start, end):
        token = doc[i]
        if token.tag_ == "TO" and i + 1 < end:
            quoted = doc[i + 1].text == '"' and i + 2 < end  # called on the front to "lay down its arms"
            following = doc[i + 2 if quoted else i + 1]
            if following.tag_ in {"VB", "VBP", "RB"} or following.pos_ in {"VERB", "AUX", "ADV"}:
                return i
            if following.tag_ in {"NN", "JJ"} and token.dep_ == "aux":
                return i
        opens_infinitive = token.text == '"' and i + 1 < end and doc[i + 1].tag_ == "TO"  # asked them "to find a way"
        if token.text in {";", ":"} or (token.text == '"' and i > start + 1 and not opens_infinitive):
            return None
    return None


def clause(frame: Frame, token: Token, start: int, sentence: Sentence) -> Trigger | None:
    """A that-clause or bare clause with a subject of its own. Whether it demands is for the caller to ask."""
    verbs = [
        c
        for c in token.children
        if c.i > token.i and c.dep_ in {"ccomp", "advcl", "relcl", "acl", "xcomp", "parataxis", "dobj"}
    ]
    after = start
    while after < sentence.end - 1 and token.doc[after].is_punct:
        after += 1
    if (
        after < sentence.end
        and token.doc[after].lower_ == "that"
        and token.doc[after].dep_ == "mark"
        and token.doc[after].head not in verbs
    ):
        verbs.append(token.doc[after].head)  # an aside between dashes tears verb and clause apart
    for child in verbs:
        if child.pos_ not in {"VERB", "AUX"}:
            continue
        doer = own_subject(child) or next((c for c in child.children if c.dep_ == "expl"), None)
        if doer is None or doer.i < start or doer.i > child.i + 4:
            continue
        first = min(phrase_first(doer), child.left_edge.i)
        first = max(first, start)
        while first < sentence.end and token.doc[first].lower_ in {"that", ",", '"'}:
            first += 1
        mood = clause_mood(child)
        asks = frame.kind == "demand" and (
            _subjunctive(child) or _would(frame, child) or (token.tag_ == "VBD" and _tenseless(child))
        )
        if mood is None and not asks and not (frame.kind == "offer" and _to_come(child)):
            return _misread_subjunctive(frame, token, start, sentence)
        told = next((c for c in token.children if c.dep_ in {"dobj", "dative"} and start <= c.i < first), None)
        return Trigger(frame, token, "that", first, told if "obj" in frame.addressee else None, doer)
    return _misread_subjunctive(frame, token, start, sentence)


def _misread_subjunctive(frame: Frame, token: Token, start: int, sentence: Sentence) -> Trigger | None:
    """ "demanded that Spain cut its quota", "that Armenia hand over the villages": a bare form that the tagger calls a
    noun or a past, right after its subject and before its object."""
    doc = token.doc
    if frame.name not in ASKING or start >= sentence.end or doc[start].lower_ != "that":
        return None
    subject = start + 1
    while subject < sentence.end and doc[subject].tag_ in {"DT", "PRP$", "JJ"}:
        subject += 1
    while subject + 1 < sentence.end and doc[subject].pos_ == "PROPN" and doc[subject + 1].pos_ == "PROPN":
        subject += 1
    verb = subject + 1
    if verb + 1 >= sentence.end or doc[subject].pos_ not in {"NOUN", "PROPN", "PRON"}:
        return None
    bare = (
        doc[verb].lower_ in possible_verbs()
        and not doc[verb].is_title
        and doc[verb].tag_ in {"NN", "VBD", "VBP", "VB", "VBN"}
    )
    follows = doc[verb + 1].pos_ in {"DET", "PRON", "NOUN", "PROPN", "ADJ", "ADP", "NUM", "ADV"}
    if not bare or not follows or doc[verb].lemma_.lower() != doc[verb].lower_:
        return None
    return Trigger(frame, token, "that", start + 1, None, doc[subject])


def clause_mood(verb: Token) -> str | None:
    """What a clause asks for by its modal: "deontic" for must/should/have to ..., None for a plain statement."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in {"must", "should", "shall", "ought"}:
            return "deontic"
    if verb.lemma_ in {"have", "need", "ought"}:
        for child in verb.children:
            if child.dep_ == "xcomp" and child.tag_ in {"VB", "VBN"} and any(c.tag_ == "TO" for c in child.children):
                return "deontic"
    return None


def _subjunctive(verb: Token) -> bool:
    """A base form with its own subject: "that the ban be lifted", "that Sudonia withdraw"."""
    if verb.tag_ == "VB" and not any(c.dep_ == "aux" and c.tag_ in {"MD", "TO"} for c in verb.children):
        return True
    auxiliary = next((c for c in verb.children if c.dep_ in {"auxpass", "aux"}), None)
    if auxiliary is not None and auxiliary.tag_ == "VB" and auxiliary.lower_ == "be":
        return not any(c.tag_ == "MD" for c in verb.children)
    subject = own_subject(verb)
    # "that Sudonia withdraw": the tagger calls the bare form a plural present
    return (
        verb.tag_ == "VBP"
        and subject is not None
        and subject.tag_ in {"NNP", "NN"}
        and verb.lemma_ != "be"
        and not any(c.dep_ == "aux" for c in verb.children)
        and not any(c.dep_ in {"conj", "cc"} for c in subject.children)
    )


def _tenseless(verb: Token) -> bool:
    """ "insisted that its men search the trucks": after a past verb a present form is a subjunctive."""
    return verb.tag_ == "VBP" and verb.pos_ == "VERB" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children)


def _would(frame: Frame, verb: Token) -> bool:
    """ "pressed that there would be no force": after verbs that only ask, what would be is what is asked."""
    asking = frame.name in {
        "press",
        "ask",
        "urge",
        "demand",
        "request",
        "propose",
        "recommend",
        "stipulate",
        *WISHING,
        "expect-that",
        "insist",
        "adamant-adj",
        "insistent-adj",
    }
    future = {"would", "will", "shall", "'ll", "'d"}
    if frame.name in WISHING:
        future |= {"can", "may", "could", "might"}  # "hopes that the talks can resume"
    return asking and any(c.tag_ == "MD" and c.lower_ in future for c in verb.children)


def _to_come(verb: Token) -> bool:
    """ "agreed that the ships would leave", "promised that it will pay": after verbs of promising, what will be is offered."""
    return any(c.tag_ == "MD" and c.lower_ in {"will", "would", "shall", "'ll", "'d"} for c in verb.children)


def _small_clause(frame: Frame, token: Token, start: int) -> Trigger | None:
    """ "want X suspended", "wants the troops out"."""
    for child in token.children:
        if child.dep_ in {"ccomp", "xcomp"} and child.tag_ in {"VBN", "VBD", "JJ"} and child.i > token.i:
            doer = own_subject(child)
            if doer is not None and doer.i >= start and not any(c.dep_ == "aux" for c in child.children):
                return Trigger(frame, token, "that", phrase_first(doer), None, doer)
    for child in token.children:
        if child.dep_ == "dobj" and child.i >= start:
            after = child.right_edge.i + 1
            out = token.doc[after] if after < len(token.doc) else None
            if out is not None and out.lower_ in {"back", "out", "home", "gone", "away"} and child.pos_ != "PRON":
                return Trigger(frame, token, "that", phrase_first(child), None, child)
            participle = next((c for c in child.children if c.dep_ == "acl" and c.tag_ == "VBN"), None)
            if participle is not None and participle.i == child.i + 1:
                return Trigger(frame, token, "that", phrase_first(child), None, child)
    return None


def _object(token: Token, start: int, sentence: Sentence) -> Token | None:
    """The noun right after the trigger: its object, the object of its particle, or the subject of its infinitive."""
    doc = token.doc
    edge = skip_adverbs(doc, start, sentence.end)
    for child in token.subtree:
        if child.i < start or child.dep_ not in OBJECTS or child.pos_ not in NOMINAL:
            continue
        if token in {child.head, child.head.head, child.head.head.head} and phrase_first(child) <= edge:
            return child
    return _object_behind_phrase(token, edge)


def _object_behind_phrase(token: Token, edge: int) -> Token | None:
    """A heavy object after the phrase that names its source: "demanded from Sudonia the return of ..."."""
    doc = token.doc
    for child in token.children:
        if child.dep_ == "dobj" and child.pos_ in {"NOUN", "PROPN"} and phrase_first(child) > edge:
            phrase = doc[edge].dep_ in {"prep", "dative"} and doc[edge].head == token
            return child if phrase and doc[edge].right_edge.i + 1 == phrase_first(child) else None
    return None


def _slot(frame: Frame, token: Token, noun: Token | None) -> Token | None:
    """The addressee of a noun-phrase demand: "from X", "to X", on the trigger or on its object."""
    for head in (token, noun):
        if head is None:
            continue
        for child in head.children:
            if child.dep_ in {"prep", "dative"} and child.lower_ in frame.addressee:
                if child.lower_ == "of" and head == noun:
                    continue  # "the release of the sailors" is not asked of the sailors
                for found in child.children:
                    if found.dep_ == "pobj":
                        return found
    return None


def skip_adverbs(doc: Doc, start: int, end: int) -> int:
    i = start
    while i < end and (doc[i].pos_ == "ADV" or doc[i].text == '"'):
        i += 1
    return i


def phrase_first(noun: Token) -> int:
    first = noun.i
    for child in noun.lefts:
        if child.dep_ not in {"cc", "punct", "preconj", "relcl", "mark"}:
            first = min(
                first, phrase_first(child) if child.dep_ in {"compound", "poss", "amod", "nmod"} else child.left_edge.i
            )
    return first
