"""Whether a decision can be taken: its records are there, and nothing that was decided before speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.corrections import Correction, read_corrections
from pipeline.corrections.deciding import check_agreement, judgements_of
from pipeline.corrections.entries import FOLDER, ID, SIDES, party_list
from pipeline.corrections.sides import sides_of
from pipeline.corrections.values import TYPES, check_references, checked_values, shown
from pipeline.errors import CallError, InputError
from pipeline.resolve.last_release import WORDS_OF, LastRelease
from pipeline.review.rows import PREFIX, TO_FILL_IN, ReviewRow
from pipeline.review.undecided import Decided
from pipeline.review.writing import FILE, Decision, Draft, draft
from pipeline.schema import RECORD_TABLES, TABLES
from pipeline.wording import did_you_mean

NEVER_JOINED = ("role", "stance")
LINKS = ("country_code", "wikidata_id")  # what identifies a party outside the dataset
TO_CHANGE = "; to decide otherwise, edit or remove that entry in sources/corrections/"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Known:
    """What can be decided about: the published dataset and its review list."""

    dataset: LastRelease
    rows: Sequence[ReviewRow]

    @cached_property
    def records(self) -> dict[str, dict[str, Any]]:
        """id of each record -> its row."""
        return {str(row[key]): row for table, key in RECORD_TABLES.values() for row in self.dataset.rows(table)}

    @cached_property
    def tellings(self) -> dict[str, str]:
        """Ids that only the review list has -> what they say: tellings that were joined with others."""
        return {
            name: says
            for row in self.rows
            if row.record_type in RECORD_TABLES
            for name, says in ((row.record_id, row.says), (row.other_id, row.other_says))
            if name and name not in self.records
        }

    def target(self, name: str) -> str | None:
        """The record that has the id or that it leads to."""
        if name in self.records:
            return name
        return str(self.dataset.redirects[name]["new_id"]) if name in self.dataset.redirects else None

    def said(self, name: str) -> str:
        return self.tellings.get(name) or self.dataset.said.get(self.target(name) or "", "")


def take(
    known: Known, sources: Path, action: str, words: Sequence[str], *, reason: str, by: str, on: str,
    column: str | None = None, values: Sequence[str] = (),
) -> Draft:  # fmt: skip
    """The decision as an entry that only has to be written. `action` is that of a correction; `words` are ids of
    records or of rows of the review list; `values` are `column=value`.

    Raises CallError for words that do not fit and InputError when files of corrections speak against it or cannot be
    read. Nothing is written.
    """
    if not sources.is_dir():
        raise CallError(f"there is no folder {sources}; name it with --sources")
    day = _day(on)
    texts = _text("--reason", reason), _text("--by", by)
    before = read_corrections(sources)
    check_agreement(before)
    ids = _ids(known, action, words)
    if action in ("merge", "apart"):
        _check_pair(known, action, ids, before)
    row = known.records.get(ids[0], {})
    if action == "set" and ids[0].startswith("demand:"):
        row = {
            **row,
            **sides_of({table: known.dataset.rows(table) for table in ("stances", "demand_addressees")}, ids[0]),
        }
    if column is not None:
        _check_column(ids[0], column)
    wanted = dict(_value(ids[0], one) for one in values)
    if len(wanted) < len(values):
        raise CallError("a column is given twice; give it once")
    expect = {name: row[name] for name in wanted}
    if action == "drop":
        words_of = WORDS_OF[RECORD_TABLES[ids[0].partition(":")[0]][0]]
        expect = {words_of: row[words_of]}
    said = {name: " ".join(known.said(name).split()) for name in ids if action != "drop" and known.said(name)}
    meant = Decision(action, ids, *texts, day, wanted, expect, column, said)
    made = draft(sources / FOLDER / FILE, meant)
    if action == "set":
        _check_values(made.entry, row, known)
    _check_against(made.entry, before)
    return made


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise CallError(f"--on {text!r} is no day; write the day of the decision such as 2026-01-15")


def _text(option: str, text: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise CallError(f"{option} is empty; {'say why' if option == '--reason' else 'say who decided'}")
    if found in TO_FILL_IN:
        raise CallError(f"{option} {found} is the place to fill in; write your own words there")
    if re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", found):
        raise CallError(f"{option} holds characters that no text has; write it in plain words")
    return found


def _ids(known: Known, action: str, words: Sequence[str]) -> tuple[str, ...]:
    """The ids that the words stand for. Raises CallError for one that is not there, or is no record any more."""
    found: list[str] = []
    for word in words:
        if word.startswith(PREFIX):
            found.extend(_of_row(known, action, word))
        else:
            found.append(word)
    asked = any({row.record_id, row.other_id} <= set(found) for row in known.rows if row.joined_as)
    targets = {known.target(name) for name in found}
    if action == "merge" and len(set(found)) > 1 and len(targets) == 1 and None not in targets and not asked:
        raise CallError(f"{' and '.join(found)} are one record already")
    kinds = [name.partition(":")[0] for name in found]
    for name, kind in zip(found, kinds, strict=True):
        if not ID.fullmatch(name) or kind not in RECORD_TABLES:
            raise CallError(f"{name!r} is no id of a record; an id begins with one of {', '.join(RECORD_TABLES)}, such "
                            f"as demand:rus-ukr-forces-3f2a9c{_near(name, known)}")  # fmt: skip
        if kind != kinds[0]:
            raise CallError(f"{name} is another kind of record than {found[0]}: they cannot be the same")
        _check_is_there(known, action, name)
    several = action in ("merge", "apart")
    if several and len(found) > len(set(found)):
        twice = next(name for name in found if found.count(name) > 1)
        raise CallError(f"{twice} stands there twice; give two records")
    if several and (len(found) < 2 or (action == "apart" and len(found) > 2)):
        raise CallError(f"give {'two ids' if action == 'apart' else 'two ids or more'}, or one row of the review list")
    if not several and len(found) != 1:
        raise CallError("give one id")
    return tuple(found)


def _of_row(known: Known, action: str, word: str) -> tuple[str, ...]:
    row = next((one for one in known.rows if one.review_id == word), None)
    if row is None:
        raise CallError(f"there is no row {word} in the review list; `parley review` shows those that are there")
    if row.record_type not in RECORD_TABLES:
        raise CallError(
            f"{word} is about a document; {f'answer it with: {row.if_yes}' if row.if_yes else row.question}"
        )
    if bool(row.other_id) != (action in ("merge", "apart")):
        able = "same or apart" if row.other_id else "flag, set or drop"
        raise CallError(f"{word} is about {'two records' if row.other_id else 'one record'}: decide it with {able}")
    return (row.record_id, row.other_id) if action == "apart" else row.ids


def _check_is_there(known: Known, action: str, name: str) -> None:
    if name in known.records or (action in ("merge", "apart") and name in known.tellings):
        return
    target = known.target(name)
    if target is not None:
        if action == "apart":
            return
        raise CallError(f"{name} is {target} now; give that id")
    if name in known.dataset.tombstones:
        raise CallError(f"{name} is no more ({known.dataset.tombstones[name]['reason']})")
    if name in known.tellings:
        raise CallError(f"{name} is a telling that was joined with others; only same and apart can be said of it")
    raise CallError(f"no record has or had the id {name}; {_near(name, known) or 'look it up with `parley show`'}")


def _near(name: str, known: Known) -> str:
    kind = name.partition(":")[0]
    pool = [one for one in (*known.records, *known.tellings) if kind not in RECORD_TABLES or one.startswith(f"{kind}:")]
    return did_you_mean(name, pool)


def _check_pair(known: Known, action: str, ids: tuple[str, ...], before: Sequence[Correction]) -> None:
    kind = ids[0].partition(":")[0]
    if kind in NEVER_JOINED:
        raise CallError(f"a {kind} is never joined by hand; decide about the {_hangs_on(kind)} that it hangs on")
    if action == "merge":
        decided = judgements_of(before).same
        if all(frozenset((ids[0], name)) in decided for name in ids[1:]):
            where = next(one.where for one in before if one.action == "merge" and set(one.ids) & set(ids))
            raise InputError(f"this was already decided at {where}{TO_CHANGE}")
        _check_stays(known, ids)
    targets = {known.target(name) for name in ids}
    if action == "apart" and len(targets) == 2 and any(name in known.dataset.redirects for name in ids):
        old = next(name for name in ids if name in known.dataset.redirects)
        raise CallError(f"{old} is {known.target(old)} now; give that id")


def _check_stays(known: Known, ids: tuple[str, ...]) -> None:
    """Raises CallError where a party that something outside identifies would go by the id of one that nothing does."""
    if not ids[0].startswith("party:"):
        return
    stays = known.records.get(ids[0], {})
    for name in ids[1:]:
        goes = known.records.get(name, {})
        for column in LINKS:
            if goes.get(column) and not any(stays.get(one) for one in LINKS):
                others = " ".join(one for one in ids if one != name)
                raise CallError(f"{ids[0]}, the first, would stay, which has no {' or '.join(LINKS)}, and {name} would "
                                f"go, which has {column} {goes[column]}; swap them: parley review same {name} {others}")  # fmt: skip


def _hangs_on(kind: str) -> str:
    return "demands" if kind == "stance" else "people"


def _check_against(entry: Correction, before: Sequence[Correction]) -> None:
    try:
        check_agreement((*before, entry))
    except InputError as error:
        said = str(error).removeprefix(f"{entry.where}: ").replace(entry.where, "this decision")
        said = said.replace("this was already said at", "this was already decided at")
        raise InputError(f"{said.removesuffix('; keep one of the two')}; nothing is written{TO_CHANGE}") from None


def _check_column(record: str, column: str, more: Sequence[str] = ()) -> None:
    table = TABLES[RECORD_TABLES[record.partition(":")[0]][0]]
    if column not in table.column_names:
        raise CallError(f"{table.name} have no column {column!r}; they have {', '.join((*table.column_names, *more))}")


def _value(record: str, word: str) -> tuple[str, Any]:
    """`issue=sanctions` as a column and a value of its type; nothing after the sign is no value."""
    name, sign, text = word.partition("=")
    if not sign or not name:
        raise CallError(f"{word!r} is no column=value, such as issue=sanctions")
    if record.startswith("demand:") and name in SIDES:
        return name, party_list(text)
    _check_column(record, name, SIDES if record.startswith("demand:") else ())
    kind = TABLES[RECORD_TABLES[record.partition(":")[0]][0]].column(name).type
    if not text:
        return name, None
    try:
        return name, _READ[kind](text)
    except (ValueError, KeyError):
        called = {"integer": "a whole number", "number": "a number", "date": "a date such as 2026-01-15",
                  "boolean": "true or false"}[kind]  # fmt: skip
        raise CallError(f"{word!r}: {name} takes {called}") from None


_READ: Mapping[str, Any] = {
    "string": lambda text: _text("the value", text), "integer": int, "number": float, "date": date.fromisoformat,
    "boolean": lambda text: {"true": True, "false": False}[text],
}  # fmt: skip
assert set(_READ) == set(TYPES)


def _check_values(entry: Correction, row: Mapping[str, Any], known: Known) -> None:
    try:
        values = checked_values(entry)
        check_references(entry, values, known.dataset.tables)
    except InputError as error:
        raise CallError(str(error).removeprefix(f"{entry.where}: ")) from None
    for name, value in values.items():
        if row[name] == value:
            raise CallError(f"{name} of {entry.ids[0]} is {shown(value)} already")


def decided_by(corrections: Iterable[Correction]) -> list[Decided]:
    """Corrections as `undecided` takes them."""
    return [
        Decided(one.action, frozenset(one.ids),
                frozenset(one.values) if one.action == "set" else frozenset({one.column}) if one.column else None)
        for one in corrections
    ]  # fmt: skip
