"""The cast of a document: which tokens stand for which party or person, and in whose voice a passage speaks.

This file holds the types that the demand, stance and event rules ask; `who.py` and its neighbours fill them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.model import PartyClaim, PersonClaim, PlaceClaim, RoleClaim

Use = Literal["actor", "modifier", "place"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a noun phrase stands for: party keys, the person if one is named, and how sure the link is (0-1).

    `parties` has several members for a coordination ("France and Britain") or a collective that the text resolves
    ("both sides"); a collective that it does not resolve ("European leaders") is one party of its own.
    """

    parties: tuple[str, ...]
    people: tuple[str, ...] = ()
    confidence: float = 1.0

    def __bool__(self) -> bool:
        return bool(self.parties or self.people)


NOBODY = Reference((), (), 0.0)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name (or collective noun phrase) in the text: tokens `start` to `end` (exclusive) of passage `passage`."""

    passage: int
    start: int
    end: int
    reference: Reference
    use: (
        Use  # actor: the party acts or is addressed; modifier: "French President", "Ukrainian soil"; place: "in Moscow"
    )
    kind: Literal["party", "person", "place"]


class Cast(Protocol):
    """Answers the questions that rules ask about actors. Token arguments are tokens of the reading's passages."""

    def refer(self, head: Token) -> Reference:
        """Whom the noun phrase headed by `head` stands for: names, titles ("the Russian president"), demonym plurals,
        collectives, pronouns (it, he, they, we, us, our, I: by discourse and voice), possessives ("Moscow's"),
        and all conjuncts of a coordination. NOBODY when it is no actor or cannot be told."""
        ...

    def voice(self, token: Token) -> Reference:
        """Whose words the token is in: the speaker of the quotation around it, else the issuer of a first-person
        document, else NOBODY (the author's own words)."""
        ...

    def in_quotes(self, token: Token) -> bool:
        """The token stands inside quotation marks that hold a clause (not scare quotes around a word or two)."""
        ...

    def mentions(self, passage: int, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie inside tokens `start` to `end` (exclusive) of a passage, in order."""
        ...

    def place_of(self, head: Token) -> str | None:
        """The key of the place that the noun phrase headed by `head` names, whatever its use; None for no place."""
        ...

    def party_name(self, key: str) -> str:
        """The name by which summaries call a party: "Russia", "European leaders"."""
        ...

    def person_name(self, key: str) -> str: ...

    def parties(self, used: frozenset[str], befallen: frozenset[str] = frozenset()) -> tuple[PartyClaim, ...]:
        """The party rows of the document: those in `used` (claimants, addressees, participants, holders of stances),
        those with a name in `befallen` (what an event is done to) and those that take part by the text's own words
        (subjects of acts and of saying, people's offices)."""
        ...

    def people(self) -> tuple[PersonClaim, ...]: ...

    def roles(self) -> tuple[RoleClaim, ...]: ...

    def places(self, used: frozenset[str]) -> tuple[PlaceClaim, ...]: ...
