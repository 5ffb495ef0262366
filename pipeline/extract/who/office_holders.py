"""Who of a document's people holds an office: of a party, at the head of a state, and whom the text named last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token
    from pipeline.extract.who.document_cast import DocumentCast


class OfficeHolders:
    """Finds the holders of offices for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    def holders(self, office: str, party: str | None) -> list[str]:
        """People of the document who hold an office (for a party, when one is given)."""
        tail = office.split()[-1]
        found = [
            r.person
            for r in self.cast._roles
            if r.office
            and not r.former
            and (
                r.office == office
                or r.office.split()[-1] == tail
                and (" " not in office or r.office.endswith(office) or office.endswith(r.office))
            )
        ]
        found = [p for p in dict.fromkeys(found) if party is None or self.cast.party_of(p) == party]
        return found

    def heads_of(self, party: str) -> list[str]:
        """People of the document who hold a leading office of a party: "the Egyptian leader"."""
        return list(
            dict.fromkeys(
                r.person
                for r in self.cast._roles
                if r.kind == "head" and not r.former and self.cast.party_of(r.person) == party
            )
        )

    def rulers(self, party: str | None) -> list[str]:
        """People of the document who lead a state (`party`, when one is given): "the head of state"."""
        found = [
            r.person
            for r in self.cast._roles
            if r.kind == "head"
            and not r.former
            and (of := self.cast.party_of(r.person)) is not None
            and not self.cast.is_organisation(of)
            and party in {None, of}
        ]
        return list(dict.fromkeys(found))

    def last_named(self, people: list[str], token: Token) -> str:
        """The one of several people whose name stands last before a token."""
        position = (self.cast.reading.passage_of(token).index, token.i)

        def place(person: str) -> tuple[int, int]:
            before = [
                (m.passage, m.start) for m in self.cast._people[person].mentions if (m.passage, m.start) <= position
            ]
            return max(before, default=(-1, -1))

        return max(people, key=lambda p: (place(p), p))
