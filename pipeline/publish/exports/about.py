"""`dist/exports/README.md`: the columns of the exports, and how records become rows and codes."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.publish.exports.codes import cameo_event_codes
from pipeline.publish.exports.columns import OWN, ExportColumn
from pipeline.publish.exports.gdelt import GDELT
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
    return f"""# Exports for event data

Made by the pipeline; do not edit. `events_gdelt.csv` has the column names of GDELT's event table and CAMEO codes,
`events_plover.csv` those of POLECAT and PLOVER categories. Both hold the same rows: events and stances, one row for each
pair of a source and a target.

{RULES}

{JOIN}

## Columns in front of both

{_grid(OWN)}

## `events_gdelt.csv`

{_grid(GDELT[len(OWN) :])}

## `events_plover.csv`

{_grid(PLOVER[len(OWN) :])}

## CAMEO codes of events

By type and label; without a label it holds for all others of the type. Stances have theirs in `stances.cameo_code`.

{_event_codes()}
"""


def _grid(columns: Sequence[ExportColumn]) -> str:
    return "\n".join(["| column | meaning |", "|---|---|", *(f"| `{one.name}` | {one.about} |" for one in columns)])


def _event_codes() -> str:
    rows = [
        f"| {event_type} | {label} | {status} | `{cameo}` |"
        for (event_type, label, status), cameo in cameo_event_codes().items()
    ]
    return "\n".join(["| type | label | only when | CAMEO |", "|---|---|---|---|", *rows])
