"""The party that publishes a document or for which its author signs, by the words of the sidecar."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.gazetteer import gazetteer
from pipeline.extract.who.lexicon import actor_nouns, head_type, office_heads, words_of
from pipeline.extract.who.names import OUTLETS
from pipeline.extract.who.spellings import name_head, slug

if TYPE_CHECKING:
    from pipeline.extract.who.document_cast import DocumentCast

STATES = frozenset({"state", "partially_recognised"})
BODIES = frozenset({"political_party", "union", "company", "civil_society", "armed_group", "bloc"})
OPPOSITION = re.compile(
    r"\b(?:(?:leader|whip|secretary|member|spokes\w+) (?:of|for|in) the opposition"
    r"|opposition (?:leader|whip|spokes\w+|party|parties|front ?bench)"
    r"|shadow (?:\w+ ){0,4}(?:minister|secretary|chancellor|treasurer|cabinet|attorney|spokes\w+))\b",
    re.IGNORECASE,
)
PARTY = re.compile(r"\b[Pp]arty\b")
LANDS = frozenset({"name", "adjective", "people", "capital"})
SCHOOLS = frozenset({"university", "college", "school", "academy", "polytechnic"})
ORGANS = words_of("publishing_organ")
PART = re.compile(r"[^,;:()/|]+")


@lru_cache(maxsize=256)  # the lines of a text are asked for again and again
def _of_the_opposition(line: str) -> bool:
    return OPPOSITION.search(line) is not None


def _is_official(line: str) -> bool:
    """An office or an organ of a state stands in the line: "Minister for Trade, Norland", and not "Norland Today"."""
    words = {w.strip(".,()").lower() for w in line.split()}
    return bool(words & (office_heads() | ORGANS) or {w.removesuffix("s") for w in words} & ORGANS)


class Publishers:
    """Finds who publishes a document, for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    @cached_property
    def is_outlet(self) -> bool:
        """A news medium, an agency or a think tank publishes the text: they tell and claim nothing for themselves."""
        publisher = self.cast.reading.document.publisher or ""
        if any(h.known.kinds & OUTLETS for h in gazetteer().hits(publisher)):
            return True
        name = publisher.split("(")[0].strip()
        return head_type(name) in {"media", "think_tank"} and name_head(name) not in SCHOOLS

    def party(self) -> Reference:
        """The opposition, else a party, union or firm that the publisher's line names, else the state or organisation
        in it, else the one for which an official author signs. An outlet is nobody."""
        document = self.cast.reading.document
        publisher, author = document.publisher or "", document.author or ""
        if self.is_outlet:
            return NOBODY
        official = {w.strip(",.").lower() for w in author.split()} & (office_heads() | actor_nouns().keys())
        for text in (publisher, author if official else ""):
            found = self.opposition(text) or self._body(text) or self._known(text)
            if found:
                return found
        return self._of_text(publisher)

    def opposition(self, line: str) -> Reference:
        """A line of the opposition speaks for its party, not for the state: for the party that the line names, else
        for the opposition itself."""
        if not _of_the_opposition(line):
            return NOBODY
        return self._body(line) or Reference(
            (self.cast.register("opposition", "Opposition", "political_party"),), (), 0.75
        )

    def _body(self, line: str) -> Reference:
        """A political party, union, firm or movement: one that the tables know, else one that its head noun types."""
        for hit in gazetteer().hits(line):
            known = hit.known.key and gazetteer().parties[hit.known.key].party_type in BODIES - {"bloc"}
            part = next((m.group().strip() for m in PART.finditer(line) if m.start() <= hit.start < m.end()), line)
            if known and (len(hit.known.name) + 4 >= len(part) or _is_official(part)):
                return self._of(hit.known.key)
        for match in PART.finditer(line):
            name = match.group().strip().removeprefix("The ").removeprefix("the ")
            if any(
                h.known.kinds >= {"organisation"} and len(h.known.name) >= len(name) for h in gazetteer().hits(name)
            ):
                continue
            kind = head_type(name)
            if kind is not None and kind in BODIES and len(name.split()) > 1:
                own = self._named(name)
                if own is None and kind in {"company", "civil_society"}:
                    continue  # a firm's release names the firm; a medium's story need not name the medium
                return Reference((own or self.cast.register(slug(name), name, kind),), (), 0.8)
        return NOBODY

    def _known(self, line: str) -> Reference:
        official = _is_official(line)
        for hit in gazetteer().hits(line):
            alone = len(hit.known.name) + 4 >= len(line)
            land = hit.known.kinds <= LANDS or self._is_political(hit.known.key)
            if hit.known.key and not hit.known.kinds & OUTLETS and (official or alone or not land):
                return self._of(hit.known.key)
        return NOBODY

    @staticmethod
    def _is_political(key: str) -> bool:
        known = gazetteer().parties.get(key)
        return known is not None and known.party_type == "political_party"

    def _of(self, key: str) -> Reference:
        self.cast._know(key)
        return Reference((key,), (), 0.8)

    def _named(self, name: str) -> str | None:
        """The party that the text calls by the name, whole or without its country: "Liberal Party" for "Liberal Party of
        Norland"."""
        whole = name.lower().removeprefix("the ")
        called = {k: p.name.lower().removeprefix("the ") for k, p in self.cast._parties.items()}
        keys = [k for k, plain in called.items() if plain == whole]
        short = [k for k, plain in called.items() if " " in plain and whole.startswith(f"{plain} of ")]
        found = keys or short
        return found[0] if len(found) == 1 else None

    def _of_text(self, publisher: str) -> Reference:
        """A publisher that no table knows and that the text itself names: a union, a party, a company."""
        key = self._named(publisher)
        return Reference((key,), (), 0.8) if key else NOBODY

    def state(self) -> Reference:
        """The state whose organ publishes the text: "the Government" in a minister's release."""
        for key in self.party().parties:
            known = gazetteer().parties.get(key)
            state = gazetteer().parties.get(known.part_of or key) if known is not None else None
            if state is not None and state.party_type in STATES:
                return Reference(self._of(state.key).parties, (), 0.55)
        return self._governing()

    def _governing(self) -> Reference:
        """Whose government the paper of an opposition or a party speaks of: the state that its publisher's line names,
        "Norland Labour Party", "Leader of the Opposition, Norland"."""
        publisher = self.cast.reading.document.publisher or ""
        if self.is_outlet or not (OPPOSITION.search(publisher) or PARTY.search(publisher)):
            return NOBODY
        keys = {hit.known.key for hit in gazetteer().hits(publisher) if hit.known.kinds & {"name", "adjective"}}
        states = [key for key in keys if gazetteer().parties[key].party_type in STATES]
        return Reference(self._of(states[0]).parties, (), 0.55) if len(states) == 1 else NOBODY
