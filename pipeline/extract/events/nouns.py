"""Events that nouns tell: "the Oslo Conference", "a pact between X and Y", "future talks involving X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import Reference
from pipeline.extract.events.clause import (
    argument_phrases,
    direct_object,
    in_class,
    is_verbal,
    lemma,
    prepositional_phrases,
)
from pipeline.extract.events.participants import Stage, actor_of, other_side, venue
from pipeline.extract.events.places import is_country, place_before, place_in
from pipeline.extract.events.standing import of_noun, of_verb
from pipeline.extract.events.triggers import Frame, frames_by_lemma, words
from pipeline.extract.events.verbs import HARM, VISITING, Candidate, unique
from pipeline.extract.syntax import agent, possessor
from pipeline.model import Participant

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.model import DateClaim

# Any one of these makes a noun specific enough to be an event; the other needs are filters that must all hold.
GROUNDS = frozenset(
    {
        "argument",
        "argument2",
        "between",
        "date",
        "named",
        "place",
        "said",
        "launched",
        "moved",
        "staged",
        "phrase",
        "before-body",
        "offered",
        "recent",
        "became",
        "asserted",
        "brokered",
        "titled",
    }
)


def candidate(stage: Stage, noun: Token, date: DateClaim | None) -> Candidate | None:
    """The event that a noun tells, or None."""
    index = frames_by_lemma("noun")
    found = index.get(lemma(noun)) or index.get(noun.lower_)
    if not found or noun.dep_ in {"compound", "nmod"} or noun.ent_type_ == "DATE":
        return None
    standing = of_noun(noun)
    if standing is None and passed(stage, date) and definite(noun):
        standing = "occurred"
    if standing is None or generic(noun):
        return None
    for frame in found:
        people = participants(stage, frame, noun)
        grounds = [need for need in frame.needs if need.partition(":")[0] in GROUNDS]
        filters = [need for need in frame.needs if need not in grounds]
        if all(filter_met(need, noun) for need in filters) and any(
            ground_met(need, noun, people, date, frame) for need in grounds or ["always"]
        ):
            return Candidate(noun, frame, standing, people, date)
    return None


def passed(stage: Stage, date: DateClaim | None) -> bool:
    published = stage.reading.document.published
    return date is not None and date.last is not None and published is not None and date.last <= published.first


def definite(noun: Token) -> bool:
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "that"}) for c in noun.children)


def generic(noun: Token) -> bool:
    """A bare noun told of in general: "talks usually fail", "meetings of ministers are held"."""
    verb = noun.head
    if lemma(noun) == "demonstration" and any(
        p == "of" and in_class(n, "abstract") for p, n in prepositional_phrases(noun)
    ):
        return True  # "a demonstration of trust"
    return (
        noun.dep_ in {"nsubj", "nsubjpass"}
        and is_verbal(verb)
        and any(c.lower_ in words("habit") for c in verb.children)
    )


def participants(stage: Stage, frame: Frame, noun: Token) -> tuple[Participant, ...]:
    """Those that a noun's phrases name; the one side of a meeting calls for the other."""
    roles = dict(frame.prepositions)
    found: list[Participant] = []
    holder = possessor(noun)
    if holder is not None and "poss" in roles:
        found.extend(stage.participants(stage.cast.refer(same_holder(noun, holder)), roles["poss"]))
    if "compound" in roles or roles.get("poss") in {"actor", "participant"}:
        role = roles.get("compound") or roles["poss"]
        for child in noun.children:
            if child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i and not venue(child):
                aimed_at = frame.event_type == "SANCTION" and targeted(child)
                found.extend(stage.participants(qualifier(stage, child), "recipient" if aimed_at else role))
        if not found and noun.pos_ == "PROPN":
            found.extend(stage.participants(stage.cast.refer(noun), role))
    for preposition, inner in prepositional_phrases(noun):
        if preposition in roles:
            placed = frame.event_type in HARM or (frame.label in VISITING and is_country(inner))
            found.extend(stage.participants(stage.within(inner, placed), roles[preposition]))
    for child in noun.children:
        if child.dep_ == "acl" and lemma(child) == "involve" and "involving" in roles:
            for inner in child.children:
                if inner.dep_ == "dobj":
                    found.extend(stage.participants(stage.within(inner), roles["involving"]))
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            by = agent(child)
            if by is not None and roles.get("by"):
                found.extend(stage.participants(stage.within(by), roles["by"]))
            for preposition, inner in prepositional_phrases(child):
                if preposition != "by" and preposition in roles:
                    found.extend(stage.participants(stage.within(inner), roles[preposition]))
    if "agreeing" in frame.needs:
        for child in noun.children:
            if child.dep_ in {"acl", "xcomp"}:
                for preposition, inner in argument_phrases(child, direct_object(child)):
                    if preposition in roles:
                        found.extend(stage.participants(stage.within(inner), roles[preposition]))
    if frame.event_type in {"MOBILIZE", "AID"} and roles.get("to") and not any(p.role == roles["to"] for p in found):
        found.extend(stage.participants(stage.within(after(noun, "to"), True), roles["to"]))
    if frame.rule == "refusal":
        found.extend(stage.participants(asking(stage, noun), "recipient"))
    mediator = brokering(noun) if frame.label in {"agreement", "meeting"} else None
    if mediator is not None:
        found.extend(stage.participants(qualifier(stage, mediator), "mediator"))
    if not found and frame.event_type not in {"CONSULT", "AGREE"}:
        found.extend(stage.participants(doing(stage, noun), "actor") or blamed(stage, noun))
    people = unique(found)
    if frame.label in {"meeting", "protest"} and not people:
        people = unique([*stage.participants(taking_part(stage, noun), "participant")])
    if frame.label in VISITING and not any(p.role == roles.get("poss") for p in people):
        people = unique([*stage.participants(author_above(stage, noun), roles.get("poss", "actor")), *people])
    if frame.label in {"statement", "proposal"} and "poss" in roles and not any(p.role == "actor" for p in people):
        people = unique([*stage.participants(author_above(stage, noun), roles["poss"]), *people])
    if frame.label == "statement" and not people and noun.dep_ == "pobj" and noun.head.lower_ in {"in", "during", "at"}:
        people = unique([*stage.participants(author_above(stage, noun), "actor")])
    if frame.event_type == "CONSULT" and frame.label in {"meeting", "call"} and one_sided(noun, people):
        others = other_side(stage, noun, frozenset(p.party for p in people if p.party))
        people = unique([*stage.participants(others, "participant"), *people])
    return people


def brokering(noun: Token) -> Token | None:
    """The name before "-brokered": "the Qatari-mediated truce", "a European Union-brokered agreement"."""
    for child in noun.children:
        if child.dep_ == "amod" and child.tag_ == "VBN" and lemma(child) in words("brokering"):
            names = [
                c for c in child.children if c.dep_ in {"npadvmod", "amod", "compound", "advmod"} and c.i < child.i
            ]
            return names[-1] if names else None
    return None


def after(noun: Token, preposition: str) -> Token | None:
    """The noun of a phrase that follows at once although the parser hung it higher: "deployments by X to Y"."""
    end = max([noun.i, *(c.right_edge.i for c in noun.rights if c.dep_ in {"prep", "agent"})]) + 1
    if end >= noun.sent.end or noun.doc[end].lower_ != preposition:
        return None
    return next((c for c in noun.doc[end].children if c.dep_ == "pobj"), None)


def doing(stage: Stage, noun: Token) -> Reference:
    """Whose act it is by the verb above: who shall stop it, who secured, ordered, announced or began it."""
    verb = noun.head
    if noun.dep_ != "dobj" or not is_verbal(verb):
        return Reference((), ())
    if lemma(verb) not in words("stopping") | words("bringing") | words("making") - words("undergoing"):
        return Reference((), ())
    return actor_of(stage, verb)[1]


def blamed(stage: Stage, noun: Token) -> tuple[Participant, ...]:
    """Who did it to whom by one side's word: "Norland blamed Sudonia for the raid"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "of"} or lemma(verb) not in words("alleging"):
        return ()
    accuser, accused = actor_of(stage, verb)[1], stage.within(direct_object(verb))
    if not accused:
        return ()
    return (
        *stage.participants(accused, "actor"),
        *stage.participants(Reference(tuple(p for p in accuser.parties if p not in accused.parties)), "recipient"),
    )


def asking(stage: Stage, noun: Token) -> Reference:
    """Whose request is refused: "the refusal to answer our questions"."""
    for child in noun.children:
        thing = direct_object(child) if child.dep_ in {"acl", "xcomp"} and is_verbal(child) else None
        holder = possessor(thing) if thing is not None else None
        if holder is not None:
            return stage.cast.refer(holder)
    return Reference((), ())


def taking_part(stage: Stage, noun: Token) -> Reference:
    """Who acts at or through a meeting that names nobody: "we pressed for it through talks in Geneva"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"through", "at", "in", "during", "via"}:
        return Reference((), ())
    above = noun.head.head
    while above.dep_ in {"prep", "advmod", "pobj"} and not is_verbal(above) and above.head != above:
        above = above.head
    top = above
    while top.dep_ in {"xcomp", "acl", "conj", "dobj", "advcl"} and top.head != top:
        top = top.head
    done = is_verbal(above) and is_verbal(top) and of_verb(top) in {"occurred", "ongoing", "present"}
    return actor_of(stage, above)[1] if done else Reference((), ())


def same_holder(noun: Token, holder: Token) -> Token:
    """The name behind "its" in a pair: "Fretilin's refusal to talk and its declaration of independence"."""
    if holder.lower_ not in {"its", "their", "his", "her"}:
        return holder
    named = [t for t in noun.doc[noun.sent.start : holder.i] if t.dep_ == "poss" and t.pos_ == "PROPN"]
    paired = any(t.dep_ == "cc" for t in noun.doc[max(noun.sent.start, holder.i - 1) : holder.i])
    return named[-1] if named and paired else holder


def author_above(stage: Stage, noun: Token) -> Reference:
    """Whose plan or words they are when the phrase itself does not say: the possessor of what is set out in them
    ("his demands, outlined in a June draft plan"), else the subject above ("stated by X in an interview")."""
    node = noun
    for _ in range(6):
        if node.head == node:
            break
        node = node.head
        holder = possessor(node) if node.pos_ == "NOUN" else None
        if holder is not None and stage.cast.refer(holder):
            return stage.cast.refer(holder)
        if is_verbal(node):
            found = actor_of(stage, node)[1]
            if found:
                return found
    return Reference((), ())


def one_sided(noun: Token, people: tuple[Participant, ...]) -> bool:
    """Only the side after "with" or "involving" is named."""
    if len({p.party for p in people}) != 1:
        return False
    return any(p in {"with"} for p, _ in prepositional_phrases(noun)) or any(
        c.dep_ == "acl" and lemma(c) == "involve" for c in noun.children
    )


def targeted(child: Token) -> bool:
    """The name before "sanctions" that they are aimed at: "the Norland sanctions", but "US" and "Norlandic sanctions"."""
    return child.dep_ in {"compound", "nmod"} and child.pos_ == "PROPN" and not child.text.replace(".", "").isupper()


def qualifier(stage: Stage, child: Token) -> Reference:
    index = stage.reading.passage_of(child).index
    named = [m for m in stage.cast.mentions(index, child.left_edge.i, child.i + 1) if m.use != "place" and m.reference]
    if named:
        return Reference(
            tuple(dict.fromkeys(p for m in named for p in m.reference.parties)),
            tuple(dict.fromkeys(p for m in named for p in m.reference.people)),
        )
    return stage.cast.refer(child) if child.pos_ == "PROPN" else Reference((), ())


def filter_met(need: str, noun: Token) -> bool:
    name, _, value = need.partition(":")
    before = {c.lower_ for c in noun.children if c.i < noun.i} | {lemma(c) for c in noun.children if c.i < noun.i}
    if name == "singular":
        return noun.tag_ in {"NN", "NNP"}
    if name == "plural":
        return noun.tag_ in {"NNS", "NNPS"}
    if name == "definite":
        return bool(before & {"the", "this", "that", "its", "their", "his", "her"})
    if name == "not":
        return not before & set(value.split("|"))
    if name == "noun":
        return bool(before & set(value.split("|")))
    if name == "about":
        wanted = words(value[1:])
        return bool(before & wanted) or any(
            p == "of" and in_class(inner, value[1:]) for p, inner in prepositional_phrases(noun)
        )
    if name == "agreeing":
        return any(c.dep_ in {"acl", "xcomp"} and lemma(c) in words("agreeing") for c in noun.children)
    if name == "press":
        return bool(before & {"press", "news"})
    if name == "phone":
        return bool(before & {"phone", "telephone", "conference", "video"})
    if name == "joint":
        return bool(before & {"joint", "common"}) or any(
            p == "of" and any(c.lower_ == "joint" for c in inner.children) for p, inner in prepositional_phrases(noun)
        )
    if name == "captive":
        return bool(before & words("captive")) or any(
            p == "of" and in_class(inner, "captive") for p, inner in prepositional_phrases(noun)
        )
    if name == "clause":
        return any(c.dep_ in {"acl", "xcomp", "ccomp"} and c.pos_ == "VERB" for c in noun.children)
    if name == "ordinal":
        return any(
            c.ent_type_ == "ORDINAL" or c.lower_ in {"next", "last", "previous", "new", "final"} for c in noun.children
        )
    if name == "of":
        # the parser reads "recourse to force" as an infinitive: the next words decide as well
        after = {t.lower_ for t in noun.doc[noun.i + 2 : min(noun.i + 3, noun.sent.end)]}
        return bool(after & words(value[1:])) or any(
            p in {"of", "to"} and in_class(inner, value[1:]) for p, inner in prepositional_phrases(noun)
        )
    return False


def ground_met(need: str, noun: Token, people: tuple[Participant, ...], date: DateClaim | None, frame: Frame) -> bool:
    if need == "always":
        return True
    if need == "argument":
        return bool(people)
    if need == "argument2":
        return len({p.party or p.person for p in people}) >= 2
    if need == "between":
        return len({p.party for p in people}) >= 2
    if need == "date":
        return date is not None
    if need == "named":
        proper = [c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"} and c.pos_ == "PROPN"]
        definite = any(c.dep_ == "det" and c.lower_ == "the" for c in noun.children)
        return bool(proper) and (noun.pos_ == "PROPN" or definite)
    if need == "staged":
        return (
            noun.dep_ == "pobj"
            and noun.head.lower_ == "in"
            and is_verbal(noun.head.head)
            and any(c.lower_ in {"a", "an"} for c in noun.children)
        )
    if need == "before-body":
        return any(p.role == "recipient" for p in people) and any(c.lower_ == "draft" for c in noun.children)
    if need == "offered":
        return bool(people) and any(c.dep_ == "acl" or (c.dep_ == "prep" and c.lower_ == "of") for c in noun.children)
    if need == "phrase":
        return bool(people) or any(p in dict(frame.prepositions) for p, _ in prepositional_phrases(noun))
    if need == "place":
        return place_in(noun) is not None or place_before(noun) is not None
    if need == "recent":
        return noun.lower_ != "attack" and any(c.dep_ == "amod" and c.lower_ in words("recent") for c in noun.children)
    if need == "became":
        return noun.dep_ == "attr" and lemma(noun.head) == "become"
    if need == "asserted":
        return any(
            c.dep_ == "relcl"
            and c.tag_ in {"VBZ", "VBP", "VBD"}
            or c.dep_ == "relcl"
            and any(a.tag_ in {"VBZ", "VBP", "VBD"} for a in c.children if a.dep_ in {"aux", "auxpass"})
            for c in noun.children
        )
    if need == "titled":  # "the Oslo accords"
        return place_before(noun) is not None and any(c.lower_ == "the" for c in noun.children)
    if need == "brokered":
        return brokering(noun) is not None
    if need == "said":
        return (
            noun.dep_ == "pobj"
            and noun.head.lower_ in {"in", "during"}
            and is_verbal(noun.head.head)
            and (lemma(noun.head.head) in words("report"))
        )
    if need == "launched":
        return any(
            c.dep_ in {"acl", "relcl"} and lemma(c) in {"launch", "start", "begin", "wage", "unleash"}
            for c in noun.children
        )
    if need == "moved":
        numbered = any(c.dep_ in {"nummod", "amod"} for c in noun.children)
        return numbered and noun.i + 1 < noun.sent.end and noun.nbor().lower_ in {"into", "to"}
    return False
