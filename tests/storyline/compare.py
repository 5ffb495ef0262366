"""How near the published tables of the story are to the expected ones: `python -m tests.storyline.compare [FOLDER]`.

A passage that was published for a record is paired with the expected words that it shares most of. Merging is judged on
these pairs only: of two mentions that were found, is it right that they stand for one record, or for two? What was not
found at all is a matter of the extraction and counted apart. FOLDER holds a built `dist/`; without it the texts are
read anew.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.storyline.story import Quoted, Record, Story, read_story

if TYPE_CHECKING:
    import polars as pl

MADE = ("made", "offered")
SHARED = 0.5  # a passage states expected words when it has at least half of the shorter of both in common

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """`right` of `of`; None of nothing is no figure."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.name:<44} {self.right:>4} of {self.of:<4} {self.share:6.3f}"


@dataclass(frozen=True, slots=True)
class Found:
    """Expected words that were published, as words of the record `record_id`."""

    expected: str
    words: Quoted
    record_id: str
    evidence_id: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures by name, and the cases that are not as expected, each in one line."""

    figures: Mapping[str, Figure]
    merged: tuple[str, ...]  # two expected records are one
    split: tuple[str, ...]  # one expected record is two; begins with what tells the two apart
    other: tuple[str, ...]  # statuses, answers, changes and reports that are not as expected

    def __str__(self) -> str:
        lines = [str(figure) for figure in self.figures.values()]
        for title, cases in (("Merged, but two", self.merged), ("Two, but one", self.split), ("Other", self.other)):
            lines += ["", f"{title}: {len(cases)}", *(f"  {case}" for case in cases)]
        return "\n".join(lines)


@dataclass(frozen=True)
class Published:
    """The tables of a build as rows."""

    tables: Mapping[str, pl.DataFrame]

    def rows(self, table: str) -> list[Row]:
        return self.tables[table].to_dicts()

    def evidence(self, kind: str) -> list[Row]:
        return [row for row in self.rows("evidence") if row["record_type"] == kind]

    def names(self) -> dict[str, str]:
        return {row["party_id"]: row["name"].removeprefix("the ").removeprefix("The ") for row in self.rows("parties")}


def compare(tables: Mapping[str, pl.DataFrame], story: Story) -> Comparison:
    """Everything that the expected tables let us say of the published ones."""
    published = Published(tables)
    demands = found_mentions(story.demands, published.evidence("demand"))
    events = found_mentions(story.events, published.evidence("event"))
    people = found_mentions(story.people, published.evidence("person"))
    figures: list[Figure] = []
    merged: list[str] = []
    split: list[str] = []
    other: list[str] = []
    for name, records, found, apart in (
        ("demand", story.demands, demands, Readings(published, story)),
        ("event", story.events, events, None),
        ("person", story.people, people, None),
    ):
        wanted = [words for record in records for words in record.mentions if not words.doubt]
        figures.append(Figure(f"{name} mentions found", len(found), len(wanted)))
        figures += pair_figures(name, found)
        merged += [f"{name}: {case}" for case in wrongly_merged(found)]
        split += [f"{name}: {case}" for case in wrongly_split(found, apart)]
    everything = [*demands, *events, *people]
    kept = [pair for pair in sorted(map(sorted, story.not_same)) if not shared_records(everything, *pair)]
    figures.append(Figure("pairs that are not the same, kept apart", len(kept), len(story.not_same)))
    for part in (statuses, answers, changes):
        some, cases = part(published, story, demands)
        figures += some
        other += cases
    some, cases = reports(published, story, events)
    figures += some
    other += cases
    figures.append(text_clusters(published, story))
    return Comparison({one.name: one for one in figures}, tuple(merged), tuple(split), tuple(other))


def found_mentions(records: Iterable[Record], evidence: list[Row]) -> list[Found]:
    """Which expected words were published for which record: each passage once, the best fit first. Words in doubt take
    only passages that nothing else takes, and are left out of what comes back."""
    candidates = []
    for record in records:
        for words in record.mentions:
            for row in evidence:
                if row["document_id"] != words.document_id:
                    continue
                length, own = row["end"] - row["start"], len(words.quote)
                shared = words.shared(row["start"], row["end"])
                if shared >= SHARED * min(length, own):
                    fit = shared / (length + own - shared)
                    candidates.append((words.doubt, -fit, record.name, words.quote, row["evidence_id"], words, row))
    taken: set[object] = set()
    found = []
    for doubt, _, name, _, evidence_id, words, row in sorted(candidates, key=lambda one: one[:5]):
        if evidence_id in taken or (name, words) in taken:
            continue
        taken |= {evidence_id, (name, words)}
        if not doubt:
            found.append(Found(name, words, row["record_id"], evidence_id))
    return sorted(found, key=lambda one: (one.words.document_id, one.words.starts, one.expected))


def pair_figures(name: str, found: list[Found]) -> list[Figure]:
    together = [(one, two) for one, two in combinations(found, 2) if one.record_id == two.record_id]
    same = [(one, two) for one, two in combinations(found, 2) if one.expected == two.expected]
    right = [(one, two) for one, two in together if one.expected == two.expected]
    return [
        Figure(f"{name} pairs merged rightly (precision)", len(right), len(together)),
        Figure(f"{name} pairs that are one, merged (recall)", len(right), len(same)),
        across_texts(name, found),
    ]


def across_texts(name: str, found: list[Found]) -> Figure:
    """The merit of merging alone: of two texts that state one published record, whether both mean the same by it. A
    text whose own reading takes two for one is left out here: that is not done by merging."""
    meant: dict[tuple[str, str], set[str]] = {}
    for one in found:
        meant.setdefault((one.record_id, one.words.document_id), set()).add(one.expected)
    clear = [(record, *names) for (record, _), names in sorted(meant.items()) if len(names) == 1]
    together = [(one, two) for one, two in combinations(clear, 2) if one[0] == two[0]]
    return Figure(f"{name} merges of two texts that are right", sum(a[1] == b[1] for a, b in together), len(together))


def wrongly_merged(found: list[Found]) -> Iterator[str]:
    mixed = {
        one.words.document_id + one.record_id
        for one, two in combinations(found, 2)
        if (one.record_id, one.words.document_id) == (two.record_id, two.words.document_id)
        and one.expected != two.expected
    }
    for one, two in combinations(found, 2):
        if one.record_id == two.record_id and one.expected != two.expected:
            by_text = any(side.words.document_id + side.record_id in mixed for side in (one, two))
            due = "[mixed up within a text] " if by_text else ""
            yield f"{due}{one.expected} = {two.expected} in {one.record_id} | {_said(one)} | {_said(two)}"


class Readings:
    """What the claims of a demand were read to be, against what they are: whom a split is due to."""

    def __init__(self, published: Published, story: Story) -> None:
        self.expected = {record.name: record for record in story.demands}
        self.names = published.names()
        self.demands = {row["demand_id"]: row for row in published.rows("demands")}
        self.claimants: dict[str, set[str]] = {}
        self.addressees: dict[str, set[str]] = {}
        for row in published.rows("stances"):
            if row["stance"] in MADE:
                self.claimants.setdefault(row["demand_id"], set()).add(self.names[row["party_id"]])
        for row in published.rows("demand_addressees"):
            self.addressees.setdefault(row["demand_id"], set()).add(self.names[row["party_id"]])

    def faults(self, found: Found) -> set[str]:
        """Which facts of the claim were not read as the text has them."""
        expected, row = self.expected[found.expected], self.demands[found.record_id]
        faults = set()
        if frozenset(self.claimants.get(found.record_id, ())) not in expected.parties:
            faults.add("claimant")
        if frozenset(self.addressees.get(found.record_id, ())) not in expected.addressees:
            faults.add("addressee")
        if row["kind"] not in expected.kinds:
            faults.add("kind")
        if row["issue"] not in expected.issues:
            faults.add("issue")
        return faults


def wrongly_split(found: list[Found], readings: Readings | None) -> Iterator[str]:
    """One line for each expected record that is several, per pair of published records."""
    records: dict[str, dict[str, Found]] = {}
    for one in found:
        records.setdefault(one.expected, {}).setdefault(one.record_id, one)
    for name, parts in records.items():
        for one, two in combinations(parts.values(), 2):
            faults = sorted(readings.faults(one) | readings.faults(two)) if readings else []
            due = f"[read wrongly: {', '.join(faults)}]" if faults else "[read rightly]" if readings else ""
            yield f"{due} {name}: {_said(one)} ({one.record_id}) | {_said(two)} ({two.record_id})".strip()


def shared_records(found: Iterable[Found], one: str, two: str) -> set[str]:
    ids = {name: {entry.record_id for entry in found if entry.expected == name} for name in (one, two)}
    return ids[one] & ids[two]


def statuses(published: Published, story: Story, found: list[Found]) -> tuple[list[Figure], list[str]]:
    """Of the demands that were found: whether the row that states most of their mentions has the right status."""
    status = {row["demand_id"]: row["status"] for row in published.rows("demands")}
    right, of, cases = 0, 0, []
    for record in story.demands:
        rows = Counter(one.record_id for one in found if one.expected == record.name)
        if record.doubt or not rows:
            continue
        main = min(rows, key=lambda row: (-rows[row], row))
        of += 1
        right += status[main] in record.statuses
        if status[main] not in record.statuses:
            cases.append(f"status: {record.name} is {status[main]}, not {' or '.join(record.statuses)} ({main})")
    return [Figure("demands found", of, sum(not record.doubt for record in story.demands)),
            Figure("statuses right, of demands found", right, of)], cases  # fmt: skip


def answers(published: Published, story: Story, found: list[Found]) -> tuple[list[Figure], list[str]]:
    """Whether each expected answer stands in the stances of its demand, and whether those that stand are expected."""
    names, holders = published.names(), _holders(found)
    given = {
        (expected, row["document_id"], names[row["party_id"]], row["stance"])
        for row in published.rows("stances")
        if row["stance"] not in MADE
        for expected in holders.get(row["demand_id"], ())
    }
    possible, sure, cases, matched = set(), [], [], 0
    known = {one.expected for one in found}
    for record in story.demands:
        for answer in record.answers:
            rows = {(record.name, answer.words.document_id, answer.party, stance) for stance in answer.stances}
            possible |= rows
            if not answer.words.doubt and record.name in known and rows not in sure:
                sure.append(rows)
                matched += bool(rows & given)
                if not rows & given:
                    cases.append(f"answer missing: {' '.join(min(rows))}")
    # who signs what it asked for itself accepts it with the others: no answer that a reader would list, and no mistake
    claimants = {record.name: frozenset().union(*record.parties) for record in story.demands}
    own = {row for row in given - possible if row[3] == "accepted" and row[2] in claimants[row[0]]}
    given -= own
    cases += [f"answer wrong: {' '.join(row)}" for row in sorted(given - possible)]
    return [Figure("answers that stand rightly (precision)", len(given & possible), len(given)),
            Figure("answers to found demands (recall)", matched, len(sure))], cases  # fmt: skip


def changes(published: Published, story: Story, found: list[Found]) -> tuple[list[Figure], list[str]]:
    """The changes between demands that were found. A change is right as any of the words that the story allows."""
    holders, names = _holders(found), published.names()
    given = set()
    for row in published.rows("demand_changes"):
        for demand in holders.get(row["demand_id"], ()):
            for later in holders.get(row["later_demand_id"], ()) if row["later_demand_id"] else {None}:
                change = "withdrawn" if row["change"] == "dropped" else row["change"]
                given.add((demand, None if later == demand else later, names[row["party_id"]], change))
    known = {one.expected for one in found}
    possible, sure, matched, cases = set(), 0, 0, []
    for one in story.changes:
        rows = {(one.demand, one.later, one.party, change) for change in one.changes}
        possible |= rows
        if one.doubt or one.demand not in known or (one.later and one.later not in known):
            continue
        sure += 1
        matched += bool(rows & given)
        if not rows & given:
            cases.append(f"change missing: {one.demand} -> {one.later} {one.changes[0]}")
    repeated = {row for row in given if row[1] is None and row[3] == "repeated"}  # the story lists only one of these
    wrong = given - possible - repeated
    cases += [f"change wrong: {' '.join(str(part) for part in row)}" for row in sorted(wrong, key=str)]
    return [Figure("changes that stand rightly (precision)", len(given - wrong), len(given)),
            Figure("changes between found demands (recall)", matched, sure)], cases  # fmt: skip


def reports(published: Published, story: Story, found: list[Found]) -> tuple[list[Figure], list[str]]:
    """What the texts say of the events that were found: status and date, one row for an event and text."""
    rows = {(row["event_id"], row["document_id"]): row for row in published.rows("event_reports")}
    expected = {(record.name, one.words): one for record in story.events for one in record.reports}
    status, date, dated, cases = [], [], [], []
    for one in found:
        row, report = rows.get((one.record_id, one.words.document_id)), expected[one.expected, one.words]
        if row is None:
            continue
        status.append(row["reported_status"] in report.statuses)
        if not status[-1]:
            cases.append(f"report: {one.expected} {row['reported_status']}, not {report.statuses[0]} | {_said(one)}")
        if report.date:
            start = row["date_start"].isoformat() if row["date_start"] else None
            dated.append(start is not None)
            if start:
                date.append(start == report.date)
                if start != report.date:
                    cases.append(f"report: {one.expected} on {start}, not {report.date} | {_said(one)}")
    return [Figure("reports of events found", len(status), len(found)),
            Figure("statuses of reports right", sum(status), len(status)),
            Figure("dates of reports found", sum(dated), len(dated)),
            Figure("dates of reports right", sum(date), len(date))], cases  # fmt: skip


def text_clusters(published: Published, story: Story) -> Figure:
    """Pairs of texts: near-copies as one cluster, and all others as two."""
    cluster = {row["document_id"]: row["text_cluster"] for row in published.rows("documents")}
    near = {frozenset(pair) for group in story.text_clusters for pair in combinations(group, 2)}
    pairs = list(combinations(sorted(cluster), 2))
    right = sum((cluster[one] == cluster[two]) == (frozenset((one, two)) in near) for one, two in pairs)
    return Figure("pairs of texts, near-copies or not", right, len(pairs))


def _holders(found: Iterable[Found]) -> dict[str, set[str]]:
    """published record -> the expected records that it states."""
    holders: dict[str, set[str]] = {}
    for one in found:
        holders.setdefault(one.record_id, set()).add(one.expected)
    return holders


def _said(one: Found) -> str:
    return f"{one.words.document_id[:2]} “{one.words.quote}”"


def main(arguments: list[str]) -> None:
    from pipeline.resolve import read_last_release, resolve
    from tests.storyline.reading import read_claims

    folder = Path(arguments[0]) if arguments else None
    print(compare(read_last_release(folder).tables if folder else resolve(read_claims()).tables, read_story()))


if __name__ == "__main__":
    main(sys.argv[1:])
