"""Find the words that open a demand, and where its content begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.demands.complements import Trigger, clause, complement_of, infinitive_at
from pipeline.extract.demands.frames import Frame, frames
from pipeline.extract.reading import Sentence
from pipeline.extract.syntax import governing_verb, is_finite, is_passive, own_subject, subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token


def triggers(sentence: Sentence) -> Iterator[Trigger]:
    """Every trigger of a sentence whose content was found, in text order."""
    for token in sentence.tokens:
        pos = "VERB" if token.pos_ in {"VERB", "AUX"} else token.pos_
        key = (token.lemma_.lower(), pos)
        complement = token.dep_ == "acomp" or (token.dep_ == "conj" and token.head.dep_ == "acomp")
        if complement and (token.lower_, "ADJ") in frames():
            pos, key = "ADJ", (token.lower_, "ADJ")  # "is opposed to", "remains committed to"
        if pos == "ADP" and not _takes_sides(token):
            continue
        for frame in frames().get(key, ()):
            found = _verb(frame, token, sentence) if pos == "VERB" else _nominal(frame, token, sentence)
            if found is not None:
                yield found
                break


def _after_particle(frame: Frame, token: Token, sentence: Sentence) -> int | None:
    """Index after the trigger and its particle; None when the particle is not there. Adverbs may stand between."""
    i = token.i + 1
    if frame.particle and i < sentence.end and token.doc[i].lower_.endswith(("self", "selves")):
        i += 1  # "committed itself to"
    for word in frame.particle:
        while i < sentence.end and token.doc[i].pos_ == "ADV" and token.doc[i].lower_ != word:
            i += 1
        if i >= sentence.end or token.doc[i].lower_ != word:
            return None
        if word == "to" and i + 1 < sentence.end and token.doc[i].tag_ == "TO" and token.doc[i + 1].tag_ == "VB":
            return None  # "is looking to invest" looks to nobody
        i += 1
    return i


def _verb(frame: Frame, token: Token, sentence: Sentence) -> Trigger | None:
    start = _after_particle(frame, token, sentence)
    if start is None:
        # "what Norland called for", "X was called on by Y to act" have no content after the particle
        return None
    passive = is_passive(token)
    for complement in frame.complements:
        found = complement_of(complement, frame, token, start, sentence, passive)
        if found is not None:
            banned = "banned" in frame.content and found.form == "np"
            return replace(found, prevents=True) if banned or "against" in frame.particle else found
    return None


def _nominal(frame: Frame, token: Token, sentence: Sentence) -> Trigger | None:
    """ "X's demand for ...", "its conditions include ...", "ready to ...", "conditional on ..."."""
    doc = token.doc
    i = token.i + 1
    if i >= sentence.end:
        return None
    if frame.pos == "ADP":
        return Trigger(frame, token, "ing" if doc[i].tag_ == "VBG" else "np", i)
    if frame.pos == "NOUN" and (told := _after_colon(frame, token, sentence)) is not None:
        return told
    # a by- or to-phrase may stand between: "the call by Norway for ...", "an appeal to Japan to ..."
    addressee = None
    if frame.pos == "NOUN":
        if frame.lemma == "order" and token.i > sentence.start and doc[token.i - 1].lower_ == "in":
            return None  # "in order to"
        for _ in range(3):
            if (
                i + 1 < sentence.end
                and doc[i].lower_ in {"by", "to", "from", "on", "upon", "of"}
                and doc[i].tag_ != "TO"
            ):
                noun = next((c for c in doc[i].children if c.dep_ == "pobj"), None)
                lead = doc[i].lower_
                if lead == "to" and "to_np" in frame.complements:
                    break
                if noun is None or (
                    lead in frame.complements
                    and not (
                        lead in {"on", "to"} and infinitive_at(doc, noun.i, min(noun.right_edge.i + 4, sentence.end))
                    )
                ):
                    break
                if lead in {"to", "on", "upon"}:
                    addressee = noun
                i = noun.right_edge.i + 1
                inner = infinitive_at(doc, noun.i + 1, i)
                if inner is not None and doc[inner].head.head == noun:
                    i = inner
                    break
    if frame.lemma == "pressure" and addressee is None:
        addressee = _pressed(token)
    for lead in frame.complements:
        if lead == "to" and i < sentence.end:
            i = _past_attribution(doc, i, sentence.end)
            j = i + 1 if doc[i].lower_ == "not" else i
            if j < sentence.end and doc[j].tag_ == "TO":
                return Trigger(frame, token, "to", j, addressee)
        elif lead == "to_np" and i + 1 < sentence.end and doc[i].lower_ == "to" and doc[i].tag_ != "TO":
            return Trigger(frame, token, "ing" if doc[i + 1].tag_ == "VBG" else "np", i + 1)
        elif lead in {"for", "of", "on", "upon", "in"} and i < sentence.end and doc[i].lower_ == lead:
            to = infinitive_at(doc, i, min(i + 14, sentence.end)) if lead == "for" else None
            if to is not None and not any(t.text == "," or t.pos_ == "VERB" for t in doc[i:to]):
                noun = next((t for t in doc[i + 1 : to] if t.dep_ in {"pobj", "nsubj", "nsubjpass", "dobj"}), None)
                if noun is not None and noun.right_edge.i >= to - 1:
                    return Trigger(frame, token, "to", to, addressee or noun, noun)
            if i + 1 < sentence.end:
                form = "ing" if doc[i + 1].tag_ == "VBG" and doc[i + 1].dep_ == "pcomp" else "np"
                return Trigger(frame, token, form, i + 1, addressee)
        elif lead == "that":
            found = clause(frame, token, i, sentence)
            if found is not None:
                return found
        elif lead in {"be", "include"}:
            found = _among(frame, token, sentence) or _predicate(frame, token, lead, sentence)
            if found is not None:
                return found
    return None


def _takes_sides(preposition: Token) -> bool:
    """ "Norland is for the plan, is against the use of force"."""
    verb = preposition.head
    side = own_subject(verb)
    if preposition.dep_ != "prep" or verb.lemma_ not in {"be", "remain"} or side is None:
        return False
    return side.lower_ not in {"it", "this", "that", "which"} and side.pos_ in {"PROPN", "PRON", "NOUN"}


BETWEEN = frozenset({"ADP", "DET", "NOUN", "PROPN", "PART", "ADJ", "ADV", "AUX"})


def _after_colon(frame: Frame, token: Token, sentence: Sentence) -> Trigger | None:
    """ "Norland has two conditions: the withdrawal of ... and ...", "gave an ultimatum: leave the island"."""
    doc = token.doc
    i = token.i + 1
    while i < sentence.end and i < token.i + 9 and doc[i].pos_ in BETWEEN and doc[i].text != ":":
        i += 1  # "an ultimatum to Sudonia: ...", "our message is simple: ..."
    if i + 2 >= sentence.end or doc[i].text != ":":
        return None
    i += 1 + (doc[i + 1].text == '"')
    first = doc[i]
    if first.tag_ in {"VB", "VBP"} or first.tag_ == "TO":
        return Trigger(frame, token, "to", i)
    if first.tag_ == "VBG":
        return Trigger(frame, token, "ing", i)
    listing = {"be", "include"} & set(frame.complements)
    nominal = first.pos_ in {"DET", "NOUN", "ADJ", "PRON", "NUM", "PROPN"}
    verbs = [t for t in doc[i : sentence.end] if is_finite(t) and t.dep_ not in {"relcl", "acl", "aux", "auxpass"}]
    return Trigger(frame, token, "np", i) if listing and nominal and not verbs else None


def _pressed(pressure: Token) -> Token | None:
    """ "Sudonia came under pressure from Norland to ...", "faces pressure": the subject is pressed."""
    verb = governing_verb(pressure)
    under = pressure.dep_ == "pobj" and pressure.head.lower_ == "under"
    if verb is None or not (under or verb.lemma_ in {"face", "feel"}):
        return None
    return subject(verb)


def _past_attribution(doc: Doc, i: int, end: int) -> int:
    """The index where it goes on after an aside: "We stand ready" tweeted the minister "to help", or
    "prepared, on the other hand, to help"."""
    if i >= end or doc[i].text not in {'"', ","}:
        return i
    for j in range(i + 1, min(i + 9, end - 1)):
        if doc[j].text == doc[i].text and doc[j + 1].tag_ == "TO":
            return j + 1
    return i


COPULAS = {
    "be": frozenset({"be", "remain"}),
    "include": frozenset({"include", "contain", "comprise", "cover", "envisage", "envision", "foresee", "stipulate"}),
}


def _among(frame: Frame, token: Token, sentence: Sentence) -> Trigger | None:
    """ "Among Norland's demands is the reopening of ...": the verb is turned round, what follows it is the content."""
    doc = token.doc
    if token.dep_ != "pobj" or token.head.lower_ != "among":
        return None
    verb = token.right_edge.i + 1
    if verb + 1 >= sentence.end or doc[verb].lemma_ not in COPULAS["be"] or doc[verb + 1].is_punct:
        return None
    return Trigger(frame, token, "np", verb + 1)


WHOLES = frozenset({"list", "set", "series", "package", "one", "first", "most", "part", "number", "some"})


def _whole(noun: Token) -> Token:
    """The noun that stands for the demands in "a list of demands", "one of its conditions"; else the noun itself."""
    of = noun.head
    if noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in WHOLES:
        return of.head
    return noun


def _predicate(frame: Frame, token: Token, lead: str, sentence: Sentence) -> Trigger | None:
    """ "Its condition is the withdrawal of ...", "demands, which include X withdrawing ..."."""
    verbs = []
    whole = _whole(token)
    if whole.dep_ in {"nsubj", "nsubjpass"}:
        verbs.append(whole.head)
    verbs += [
        t
        for t in sentence.tokens
        if t.i > token.i
        and t.lemma_ in COPULAS["be"] | COPULAS["include"]
        and t.dep_ == "relcl"
        and t.i - token.i < 16
        and own_subject(t) is not None
    ]
    for verb in verbs:
        if verb.lemma_ not in COPULAS[lead] or verb.i < token.i:
            continue
        start = verb.i + 1
        while start < sentence.end and token.doc[start].pos_ == "ADV":
            start += 1
        if start + 2 < sentence.end and token.doc[start].lower_ == "not" and token.doc[start + 1].lower_ == "only":
            start += 2
        if start >= sentence.end or token.doc[start].is_punct:
            continue
        doc = token.doc
        if doc[start].lower_ == "that" or doc[start].tag_ == "IN" and doc[start].dep_ == "mark":
            return Trigger(frame, token, "that", start + 1)
        if doc[start].tag_ == "TO":
            return Trigger(frame, token, "to", start)
        if doc[start].tag_ == "VBG":
            return Trigger(frame, token, "ing", start)
        if lead == "be" and doc[start].tag_ in {"JJ", "VBN", "JJR", "IN", "VBD"}:
            return None
        gerund = next(
            (t for t in doc[start : start + 6] if t.tag_ == "VBG" and t.dep_ in {"acl", "pcomp", "ccomp"}), None
        )
        doer = next((t for t in doc[start : gerund.i] if t.ent_type_ or t.pos_ == "PROPN"), None) if gerund else None
        return Trigger(frame, token, "ing" if doer is not None else "np", start, doer, doer)
    return None
