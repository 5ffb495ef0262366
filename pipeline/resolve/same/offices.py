"""Offices as texts tell them, made comparable: "the late president of Norland" and "Norland's President" are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.resolve.reference import rows, words
from pipeline.resolve.same.wording import LONGEST_NAME, WORD, party_names

_ORDINAL = re.compile(r"\d+(st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Office:
    """`words` without the names of parties, which are in `parties` (keys of the reference tables)."""

    words: frozenset[str]
    parties: frozenset[str]
    former: bool
    dead: bool

    def may_be(self, other: Office) -> bool:
        """Whether one may be a shorter word for the other: a minister for a foreign minister, for no deputy."""
        rank = words("office_words", "kind", "rank")
        short, long = sorted((self.words, other.words), key=len)
        return short <= long and not (long - short) & rank


@lru_cache(maxsize=65536)
def read_office(text: str, former: bool = False) -> Office | None:
    """The office that a role text names; None when it names none. `former`: the text says so elsewhere."""
    found = [word.removesuffix("'s") for word in WORD.findall(text.casefold().replace("’", "'").replace("-", " "))]
    names = party_names()
    kinds = {row["word"]: (row["kind"], row["meaning"]) for row in rows("office_words")}
    told: set[str] = set()
    parties: set[str] = set()
    kind_of: set[str] = set()
    at = 0
    while at < len(found):
        for length in range(min(LONGEST_NAME, len(found) - at), 0, -1):
            keys, _ = names.get(" ".join(found[at : at + length]), (frozenset(), frozenset()))
            if len(keys) == 1:
                parties |= keys
                break
        else:
            length = 1
            kind, meaning = kinds.get(found[at], ("", ""))
            kind_of.add(kind)
            if kind == "same":
                told.update(meaning.split())
            elif kind in ("", "rank", "abroad") and not _ORDINAL.fullmatch(found[at]):
                told.add(found[at])
        at += length
    if not told:
        return None
    dead = "dead" in kind_of
    return Office(frozenset(told), frozenset(parties), former or dead or "former" in kind_of, dead)
