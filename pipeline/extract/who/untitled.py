"""The office of people whom the text names without title and calls by office alone: "X spoke. The Norwegian premier ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import offices, speech_verbs, words_of
from pipeline.extract.who.stated_roles import Role
from pipeline.extract.who.titles import office_at

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast
    from pipeline.extract.who.people import Person

PUBLIC_ACTS = words_of("public_act")
NEAR = 3  # sentences between the name and the office


def untitled(cast: DocumentCast, roles: list[Role], parties: dict[str, str | None]) -> list[Role]:
    """The roles of people without any whom "the President of X" must mean: nobody else holds that office, and the text
    has just told what this one person said or whom they met; a text that X publishes needs no more than the name."""
    held = {(role.passage, i) for role in roles for i in range(role.start, role.end)}
    bare = [p for p in cast._people.values() if not parties.get(p.key) and all(r.person != p.key for r in roles)]
    publisher = cast.voices.issuers.publisher().parties
    found: dict[str, Role] = {}
    for passage in cast.reading.passages:
        for head in passage.doc:
            office = office_at(passage.doc, head.i + 1)
            if office is None or head.tag_ not in {"NN", "NNP"} or (passage.index, head.i) in held:
                continue
            kind = offices()[office[1]][0]
            if kind not in {"head", "minister"} or not any(c.lower_ == "the" for c in head.children):
                continue
            owner = cast.owners.owner(head)[0].parties
            if len(owner) != 1 or cast.office_holders.holders(office[1], owner[0]):
                continue
            fitting = [p for p in bare if p.key not in found and _is_meant(cast, p, head)]
            own = owner == publisher and len(bare) == 1 and bare[0].key not in found
            if len(fitting) == 1 or own:
                person = fitting[0] if fitting else bare[0]
                end = max([head.i, *(t.i for t in head.subtree if t.i > head.i and _in_title(t, head))]) + 1
                found[person.key] = Role(
                    person.key,
                    owner[0],
                    passage.index,
                    office[0],
                    end,
                    office[1],
                    kind,
                    False,
                    "office-of-the-untitled",
                )
    return list(found.values())


def _in_title(token: Token, head: Token) -> bool:
    """ "of Norland" behind the office, without clauses and names in apposition."""
    preposition = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return preposition is not None and preposition.i <= token.i <= preposition.right_edge.i


def _is_meant(cast: DocumentCast, person: Person, head: Token) -> bool:
    """The person is the subject of a public act in one of the last sentences, and not named in this one."""
    here = cast.reading.sentence_of(head)
    for mention in person.mentions:
        doc = cast.reading.passages[mention.passage].doc
        sentence = cast.reading.sentence_of(doc[mention.start])
        if sentence.index == here.index:
            return False
    for mention in person.mentions:
        doc = cast.reading.passages[mention.passage].doc
        sentence = cast.reading.sentence_of(doc[mention.start])
        if not 0 < here.index - sentence.index <= NEAR:
            continue
        for token in doc[mention.start : mention.end]:
            if token.dep_ == "nsubj" and token.head.lemma_.lower() in speech_verbs() | PUBLIC_ACTS:
                return True
    return False
