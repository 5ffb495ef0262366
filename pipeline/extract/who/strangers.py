"""Titles that name somebody whom the document does not know: no party near by may be guessed for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import actor_nouns, office_heads, words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc
    from pipeline.extract.who.document_cast import DocumentCast
    from pipeline.extract.who.stated_roles import Role

LANDLIKE = re.compile(r"^[A-Z][a-z]{2,}(?:ian|ean|nese|lese)$")  # "Sudonian", "Lomarese"
LOCALITIES = words_of("locality")
PORTFOLIOS = words_of("portfolio")


def names_stranger(role: Role, doc: Doc, cast: DocumentCast) -> bool:
    """The title names somebody whom no list knows: "a spokeswoman for Mount Sinai"."""
    if role.kind not in {"staff", "executive"}:
        return False
    return any(
        t.lower_ in {"for", "at", "with"}
        and t.i + 1 < role.end
        and doc[t.i + 1].tag_ == "NNP"
        and doc[t.i + 1].lower_ not in office_heads()
        and doc[t.i + 1].lower_ not in PORTFOLIOS
        and (role.passage, t.i + 1) not in cast.name_at
        and (role.passage, t.i + 1) not in cast.person_at
        for t in doc[role.start : role.end]
    )


def of_locality(role: Role, doc: Doc, cast: DocumentCast) -> bool:
    """ "The county's crime commissioner X": whoever owns the office is no party of the text."""
    first = role.start
    while first > 0 and (doc[first - 1].tag_ in {"NNP", "POS"} or doc[first - 1].lower_ in {"and", "&"}):
        first -= 1
    for token in doc[max(1, first) : role.end]:
        owner = doc[token.i - 1]
        if token.tag_ == "POS" and owner.lower_ in LOCALITIES and not cast.refer(owner):
            return True
    return False


def has_own_principal(role: Role, doc: Doc) -> bool:
    """The title says for whom, and it is nobody known: "a spokesman for the police", "the family's lawyer". Whoever
    is near by is not meant."""
    if role.kind not in {"staff", "executive"}:
        return False
    for token in doc[role.start : role.end]:
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if token.lower_ in {"for", "of", "to"} and noun is not None and noun.i < role.end:
            lemma = noun.lemma_.lower()
            definite = any(c.dep_ == "det" for c in noun.children)
            if lemma in actor_nouns() and (definite or lemma not in PORTFOLIOS):
                return True
    return False


def has_foreign_noun(role: Role, doc: Doc, cast: DocumentCast) -> bool:
    """A common noun in front of the office that names some body: "conference president", "union president"; or an
    adjective of a land that no table knows."""
    if role.kind == "minister":
        return of_unknown_land(role, doc, cast)  # "social welfare minister": ministers are of states
    office = set(role.office.split())
    return any(
        t.dep_ in {"compound", "nmod"}
        and t.pos_ == "NOUN"
        and t.text.islower()
        and t.lower_ not in office
        and t.lower_ not in PORTFOLIOS
        for t in doc[role.start : role.end]
    ) or of_unknown_land(role, doc, cast)


def of_unknown_land(role: Role, doc: Doc, cast: DocumentCast) -> bool:
    """ "Sudonian prime minister X" in a text about Norland, with a land that no table knows."""
    first = doc[role.start]
    known = (role.passage, first.i) in cast.name_at or first.lower_ in PORTFOLIOS | office_heads()
    return bool(LANDLIKE.search(first.text)) and not known
