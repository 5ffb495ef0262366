"""The tables as people corrected them: what is merged, kept apart, dropped, set and flagged, each with its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.corrections.deciding import check_agreement, judgements_of
from pipeline.corrections.deriving import DERIVED, Reworded, renew_derived
from pipeline.corrections.dropping import hanging, without
from pipeline.corrections.entries import PARTED, SIDES, Correction
from pipeline.corrections.pending import correction_id
from pipeline.corrections.setting import show_in_evidence
from pipeline.corrections.sides import Sides, put_sides, sides_of
from pipeline.corrections.values import cell, check_expectation, check_references, checked_values, shown, table_of
from pipeline.model import Claims
from pipeline.resolve import Judgements, LastRelease, Resolution, resolve
from pipeline.resolve.last_release import WORDS_OF
from pipeline.schema import RECORD_TABLES, TABLES

Row = dict[str, Any]


def resolve_corrected(claims: Sequence[Claims], last: LastRelease, corrections: Sequence[Correction]) -> Resolution:
    """The claims resolved as `pipeline.resolve.resolve` does it, with all corrections applied.

    Raises InputError, with file and line, for a correction that contradicts another, matches nothing, changes nothing,
    or expects what does not stand there.
    """
    if not corrections:
        return resolve(claims, last)
    check_agreement(corrections)
    values = {one: checked_values(one) for one in _of(corrections, "set")}
    judgements = judgements_of(corrections)
    listed: list[Row] = []

    judged = [one for one in corrections if one.action in ("merge", "apart")]
    before = resolve(claims, last, replace(judgements, decides=False)) if judged else None
    resolution = resolve(claims, last, judgements)
    for one in judged:
        assert before is not None
        listed.extend(_judged(one, before, resolution))
    resolution, claims = _dropped(claims, last, corrections, judgements, resolution, listed)
    if before:
        resolution = _remembered(resolution, before, judgements)
    rows = {name: frame.to_dicts() for name, frame in resolution.tables.items() if name in _CHANGED}
    listed.extend(_set(rows, values, claims, resolution))
    for one in _of(corrections, "flag"):
        record, row = _row_of(one, rows, resolution)
        check_expectation(one, row)
        value = cell(row[one.column]) if one.column else None
        listed.append(_listed(one, record, column=one.column, before=value, after=value))
    tables = resolution.tables | {name: TABLES[name].frame(found) for name, found in rows.items()}
    return replace(resolution, tables=tables | {"corrections": TABLES["corrections"].frame(listed)})


_CHANGED = {table for table, _ in RECORD_TABLES.values()} | {
    "evidence", "demand_addressees", "id_redirects", "id_tombstones", *DERIVED}  # fmt: skip


def _of(corrections: Sequence[Correction], action: str) -> list[Correction]:
    return [one for one in corrections if one.action == action]


def _judged(one: Correction, before: Resolution, after: Resolution) -> list[Row]:
    """The rows of a merge (one for each id that is joined to the first) or of an `apart`."""
    known = {old: _target(old, before) for old in one.ids}
    near = {name for pair in (*before.near, *after.near) for name in (pair.left_id, pair.right_id)}
    for old, target in known.items():
        if target is None and old not in before.named and old not in after.named and old not in near:
            if one.document:
                raise one.wrong(f"{one.document} is no text that states {one.ids[0]}; look at `parley explain "
                                f"{one.ids[0]}`")  # fmt: skip
            raise _nothing(one, old, before)
    first = known[one.ids[0]]
    if one.expect:
        table, key = table_of(one)
        found = [row for row in before.tables[table.name].to_dicts() if row[key] == first]
        if not found:
            raise one.wrong(f"{one.ids[0]} is no record without this correction, so nothing can be expected of it")
        check_expectation(one, found[0])
    now = {old: _target(old, after) for old in one.ids}
    together = {target for target in now.values() if target}
    if one.action == "merge" and len(together) > 1:
        raise one.wrong(f"{' and '.join(sorted(together))} stay {len(together)} records: they cannot be merged, because "
                        "another correction or a hard conflict keeps them apart, or records of this kind are "
                        "never joined by hand")  # fmt: skip
    still = any(pair.joined and {pair.left_id, pair.right_id} == set(one.ids) for pair in after.near)
    unparted = len(together) == 1 and (None not in now.values() or one.document is not None)
    if one.action == "apart" and (still or unparted):
        raise one.wrong(_stay_one(one, min(together, default=one.ids[0]), after))
    return [_listed(one, one.ids[0], other) for other in one.ids[1:]]


def _stay_one(one: Correction, record: str, resolution: Resolution) -> str:
    """Why an `apart` parted nothing, and what to do."""
    evidence = resolution.tables["evidence"].filter(record_id=record)
    told = sorted(set(evidence["document_id"]))
    if one.document:
        said = f"only {one.document} states it, so there is nothing to part" if told == [one.document] else (
            "another correction makes one of the two")  # fmt: skip
        return f"{record} stays one record: {said}"
    if len(told) > 1 and one.kind in PARTED:
        return (f"{' and '.join(one.ids)} stay one record: no passage is left that tells them apart. Name the text whose "
                f"words are another record: `apart: [{record}, {record}]` and `document: {told[-1]}`")  # fmt: skip
    return f"{' and '.join(one.ids)} stay one record: one passage states both, or they are told by one name"


def _target(old: str, resolution: Resolution) -> str | None:
    """The record that has the id now, or that it leads to; None when there is none."""
    table, key = RECORD_TABLES[old.partition(":")[0]]
    if old in set(resolution.tables[table][key]):
        return old
    leads = dict(resolution.tables["id_redirects"].select("old_id", "new_id").iter_rows())
    return leads.get(old)


def _nothing(one: Correction, old: str, resolution: Resolution) -> Exception:
    """The error for an id that leads to no record."""
    gone = dict(resolution.tables["id_tombstones"].select("old_id", "reason").iter_rows())
    if old in gone:
        return one.wrong(f"{old} is no more ({gone[old]}), so the correction matches nothing; remove the entry")
    return one.wrong(f"no record has or had the id {old}; look it up with `parley show`, or remove the entry")


def _dropped(
    claims: Sequence[Claims],
    last: LastRelease,
    corrections: Sequence[Correction],
    judgements: Judgements,
    resolution: Resolution,
    listed: list[Row],
) -> tuple[Resolution, Sequence[Claims]]:
    """The resolution without the dropped records, and the claims that it is made of; adds rows to `listed`."""
    drops = {one.ids[0]: one for one in _of(corrections, "drop")}
    if not drops:
        return resolution, claims
    said: dict[str, str] = {}
    for record, one in drops.items():
        table, key = table_of(one)
        target = _target(record, resolution)
        if target is None:
            raise _nothing(one, record, resolution)
        if target != record:
            raise one.wrong(f"{record} is part of {target} now; drop that, or set the two apart")
        row = next(row for row in resolution.tables[table.name].to_dicts() if row[key] == record)
        check_expectation(one, row)
        said[record] = str(row[WORDS_OF[table.name]])
        listed.append(_listed(one, record, before=said[record]))
    rest = without(claims, drops, resolution)
    after = resolve(rest, last, judgements)
    reasons = hanging(drops, resolution, after)
    again = resolve(rest, last, replace(judgements, reasons={**judgements.reasons, **reasons}))
    stones = again.tables["id_tombstones"].to_dicts()
    have = {row["old_id"] for row in stones} | set(again.tables["id_redirects"]["old_id"])
    for record, one in drops.items():
        if _target(record, again) is not None:
            raise one.wrong(f"{record} would still be stated by other claims; drop what it hangs on as well")
        if record not in have:  # it was never published: its place is remembered all the same
            stones.append({"old_id": record, "record_type": one.kind, "said": said[record], "reason": reasons[record],
                           **_anchor(record, resolution)})  # fmt: skip
    tables = {**again.tables, "id_tombstones": TABLES["id_tombstones"].frame(stones)}
    return replace(again, tables=tables), rest


def _remembered(resolution: Resolution, before: Resolution, judgements: Judgements) -> Resolution:
    """Adds redirects of merged ids that were never published, so that the decision is understood in later builds."""
    redirects = resolution.tables["id_redirects"].to_dicts()
    have = {row["old_id"] for row in redirects} | set(resolution.tables["id_tombstones"]["old_id"])
    for old, kept in sorted(judgements.keeps.items()):
        target = _target(kept, resolution)
        if old != target and old not in have and target and _target(old, resolution) is None:
            redirects.append({"old_id": old, "new_id": target, "reason": judgements.reasons.get(old),
                              **_anchor(old, before)})  # fmt: skip
    tables = {**resolution.tables, "id_redirects": TABLES["id_redirects"].frame(redirects)}
    return replace(resolution, tables=tables)


def _anchor(record: str, resolution: Resolution) -> Row:
    found = [row for row in resolution.tables["evidence"].to_dicts() if row["record_id"] == record]
    if not found:
        return {}
    first = min(found, key=lambda row: (row["document_id"], row["start"], row["end"]))
    return {f"first_{key}": first[key] for key in ("document_id", "start", "end", "quote")}


def _row_of(one: Correction, rows: Mapping[str, list[Row]], resolution: Resolution) -> tuple[str, Row]:
    """The record that the correction is about, found through redirects, and its row."""
    table, key = table_of(one)
    target = _target(one.ids[0], resolution)
    if target is None:
        raise _nothing(one, one.ids[0], resolution)
    return target, next(row for row in rows[table.name] if row[key] == target)


def _set(
    rows: dict[str, list[Row]], values: Mapping[Correction, Row], claims: Sequence[Claims], resolution: Resolution
) -> list[Row]:
    """Sets all values in place; gives their rows of the corrections table."""
    listed: list[Row] = []
    taken: dict[tuple[str, str], Correction] = {}
    touched: set[str] = set()
    reworded: dict[str, Reworded] = {}
    documents = {one.document.document_id: one.document for one in claims}
    found = {one: _row_of(one, rows, resolution) for one in values}
    sides = {record: sides_of(rows, record) for one, (record, _) in found.items() if one.kind == "demand"}
    for one, (record, row) in found.items():
        check_expectation(one, {**row, **sides.get(record, {})})  # all of them before any is changed
    set_sides: dict[str, tuple[Correction, Sides]] = {}
    for one, (record, row) in found.items():
        check_references(one, values[one], resolution.tables)
        if one.kind == "demand":
            said = reworded.get(record) or Reworded(row["content"], {})
            reworded[record] = replace(said, values={**said.values, **values[one]})
        for column, value in values[one].items():
            if (record, column) in taken:
                raise one.wrong(f"it contradicts {taken[record, column].where}: both set `{column}` of {record}")
            taken[record, column] = one
            stood = sides[record][column] if column in SIDES else row[column]
            if stood == value:
                raise one.wrong(f"it changes nothing: `{column}: {shown(value)}` stands there already; remove it")
            listed.append(_listed(one, record, None, column, cell(stood), cell(value)))
            if column in SIDES:
                known = set_sides.get(record, (one, {}))[1]
                set_sides[record] = (
                    one,
                    {**known, column: tuple(sorted(_target(name, resolution) or name for name in value))},
                )
            else:
                row[column] = value
        if one.kind in ("demand", "stance"):
            touched.add(row["demand_id"])
        show_in_evidence(rows, one, record, documents)
    for record, (one, changed) in set_sides.items():
        whole = {**sides[record], **changed}
        own_words = "summary" in reworded[record].values
        put_sides(rows, one, record, whole, documents, claims, resolution.ids, own_words=own_words)
        reworded[record] = replace(reworded[record], values={**reworded[record].values, **whole})
    if touched:
        renew_derived(rows, touched, reworded, claims, resolution)
    return listed


def _listed(
    one: Correction,
    record: str,
    other: str | None = None,
    column: str | None = None,
    before: str | None = None,
    after: str | None = None,
) -> Row:
    """A row of the corrections table."""
    return {
        "correction_id": correction_id(one, other, column, after), "action": one.action, "record_id": record,
        "other_id": other, "column_name": column, "value_before": before, "value_after": after,
        "correction_reason": one.reason, "corrected_by": one.by, "corrected_on": one.on, "file": one.file,
        "line": one.line,
    }  # fmt: skip
