"""`dist/exports/README.md`: the columns of the exports, and how records become rows and codes."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.publish.exports.codes import cameo_event_codes
from pipeline.publish.exports.columns import OWN
from pipeline.publish.exports.gdelt import GDELT
from pipeline.publish.exports.ledger import LEDGER
from pipeline.publish.exports.plover import PLOVER

RULES = """\
- An event goes from each actor to each recipient. Without actors its participants, hosts and mediators are sources,
  without recipients targets: a meeting of two is two rows, one each way. A demand or offer goes from each claimant to
  each addressee, an answer from who answers to each claimant. Where a side is not named, its columns are empty.
- Events that are denied or hypothetical are left out. A plan is coded as the intention that it is: a planned meeting is
  CAMEO `036` and PLOVER `AGREE`. Plans for which CAMEO has no intention are left out.
- Stances that are withdrawn or undecided have no code and are left out.
- A date that is not a single day leaves `SQLDATE` and `Event Date` empty; `date_start` and `date_end` give the
  interval. The day of publication never stands in for the day of an event.
- `record_id` and `evidence_id` lead back to the tables `events`, `stances` and `evidence`. A row can be one of several
  of its record: count records, not rows.
- GDELT and POLECAT count what they find in the news of the world. Rows join with theirs by day, codes and countries;
  that two rows agree in these does not make them the same event."""

LEDGER_RULES = """\
- No cell is a formula, whatever a text says: where a cell, or what follows a `;` in it, would begin with `=`, `+`, `-` or
  `@`, a `'` stands before that sign. Line breaks and tabs are single spaces, and signs that cannot be seen, such as soft
  hyphens, are left out. To work with the words to the letter, take the tables `demands` and `evidence`.
- The file begins with a byte order mark, so that spreadsheet programs read it as UTF-8. All text is in quotes; an empty
  cell is unknown or does not apply."""

JOIN = """\
```sql
-- a demand, answer or event of this dataset, and what GDELT has of that day between the same two countries
select ours.record_id, ours.EventCode, theirs.GLOBALEVENTID, theirs.EventCode, theirs.SOURCEURL
from read_csv('dist/exports/events_gdelt.csv', all_varchar = true) as ours
join gdelt as theirs using (SQLDATE, Actor1CountryCode, Actor2CountryCode)
where ours.EventRootCode = theirs.EventRootCode;
```"""


def about_exports() -> str:
    """The text of the file."""
    gdelt, plover = ([(one.name, one.about) for one in columns] for columns in (GDELT, PLOVER))
    return f"""# Exports

Made by the pipeline; do not edit.

## `demand_ledger.csv`: for a spreadsheet program

One row for each demand: who wants what of whom, where it stands, the first sentence that says so, and where that was
published. Names come first, ids last.

{LEDGER_RULES}

{_grid(LEDGER.items())}

## For event data

`events_gdelt.csv` has the column names of GDELT's event table and CAMEO codes,
`events_plover.csv` those of POLECAT and PLOVER categories. Both hold the same rows: events and stances, one row for each
pair of a source and a target.

{RULES}

{JOIN}

## Columns in front of both

{_grid(gdelt[: len(OWN)])}

## `events_gdelt.csv`

{_grid(gdelt[len(OWN) :])}

## `events_plover.csv`

{_grid(plover[len(OWN) :])}

## CAMEO codes of events

By type and label; without a label it holds for all others of the type. Stances have theirs in `stances.cameo_code`.

{_event_codes()}
"""


def _grid(columns: Iterable[tuple[str, str]]) -> str:
    return "\n".join(["| column | meaning |", "|---|---|", *(f"| `{name}` | {about} |" for name, about in columns)])


def _event_codes() -> str:
    rows = [
        f"| {event_type} | {label} | {status} | `{cameo}` |"
        for (event_type, label, status), cameo in cameo_event_codes().items()
    ]
    return "\n".join(["| type | label | only when | CAMEO |", "|---|---|---|---|", *rows])
