"""What a user means by a word on the command line: a table, a party, an id; with near matches when nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.commands.plain import visible
from pipeline.errors import CallError
from pipeline.wording import did_you_mean, listed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def unknown(kind: str, word: str, known: Iterable[str], *, otherwise: str) -> CallError:
    """The error for a word that names nothing: near matches where there are any, else `otherwise`."""
    return CallError(f"there is no {kind} {visible(word)!r} in this dataset; {did_you_mean(word, known) or otherwise}")


def one_of(kind: str, word: str, known: Sequence[str]) -> str:
    """`word` when it is one of `known`, whatever its case; raises CallError with near matches else."""
    for name in known:
        if name.casefold() == word.casefold():
            return name
    raise unknown(kind, word, known, otherwise=f"there are: {', '.join(known) or 'none'}.")


def find_party(connection: DuckDBPyConnection, word: str) -> str:
    """The id of the party that a user names by id, key (`rus`), name, country code or a name in the texts.

    The first of these ways that finds a party decides. Raises CallError when none does, or when one finds several.
    """
    ways = (
        "select party_id from parties where lower(party_id) = $word or lower(party_id) = 'party:' || $word",
        "select party_id from parties where lower(name) = $word or lower(name) = 'the ' || $word",
        "select party_id from parties where lower(country_code) = $word and type = 'state'",
        "select distinct record_id from evidence where record_type = 'party' and lower(quote) = $word",
    )
    for way in ways:
        found = sorted(row[0] for row in connection.execute(way, {"word": word.strip().lower()}).fetchall())
        if len(found) > 1:
            raise CallError(f"{visible(word)!r} may be {listed(found, 'or')}: say which.")
        if found:
            return str(found[0])
    names = connection.execute(
        "select name from parties union select party_id from parties "
        "union select quote from evidence where record_type = 'party'"
    ).fetchall()
    raise unknown("party", word, (row[0] for row in names), otherwise="`parley show parties` lists them all.")
