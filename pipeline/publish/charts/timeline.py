"""What happened when, and how exactly that is known: a line from the first possible day to the last, and a mark that
tells the status. What is planned stands apart."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.publish.charts.drawing import shortened, svg

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.axes import Axes

ROWS = 60  # events in the chart: the latest
SUMMARY = 64  # characters
LEFT, PLOT, WIDTH = 0.2, 6.35, 11.0  # inches: where the summary and the plot begin, and the end
TOP, ROW, BOTTOM, END = 1.15, 0.24, 0.45, 10.75
COMING = ("planned", "hypothetical")
# status -> mark and fill; each has a shape of its own, so that no colour is needed
MARKS = {
    "occurred": ("o", "black"), "ongoing": (">", "black"), "alleged": ("D", "white"), "denied": ("X", "white"),
    "planned": ("o", "white"), "hypothetical": ("s", "white"),
}  # fmt: skip
WIDE = 25  # an axis that is so many times longer than what eight in ten events need is cut
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Shown:
    """An event of the chart. `first` and `last` are ordinals of days, `when` the date in words."""

    summary: str
    status: str
    first: int
    last: int
    when: str

    @property
    def middle(self) -> float:
        return (self.first + self.last + 1) / 2


def timeline_chart(tables: Mapping[str, pl.DataFrame]) -> bytes | None:
    """The timeline of the events that have a date, or None when none has one."""
    dated, undated = shown_events(tables)
    if not dated:
        return None
    left_out = max(0, len(dated) - ROWS)
    dated = dated[left_out:]
    groups = [
        (heading, found)
        for heading, found in (
            ("What is told to have happened", [one for one in dated if one.status not in COMING]),
            ("What is planned or may come", [one for one in dated if one.status in COMING]),
        )
        if found
    ]
    title = "Timeline of events"
    note = "A line spans the days that the text leaves open."
    if left_out:
        note += f" {left_out:,} earlier ones are not shown."
    if undated:
        note += f" {undated:,} more {'has' if undated == 1 else 'have'} no date."
    height = TOP + ROW * sum(len(found) + 1.6 for _, found in groups) + BOTTOM
    words = " ".join(f"{heading}: {' '.join(f'{one.when}: {one.summary} ({one.status}).' for one in found)}"
                     for heading, found in groups)  # fmt: skip
    return svg(WIDTH, height, title, f"{note} {words}", lambda axes: _draw(axes, groups, (title, note), height))


def shown_events(tables: Mapping[str, pl.DataFrame]) -> tuple[list[Shown], int]:
    """The events with a date in order of time, and the number of those without."""
    columns = ("date_start", "date_end", "event_id", "summary", "status")
    found = []
    rows = tables["events"].drop_nulls(["date_start", "date_end"]).select(columns).sort(columns[:3])
    for start, end, _, summary, status in rows.iter_rows():
        text = shortened(str(summary).rstrip("."), SUMMARY)
        found.append(Shown(text, status, start.toordinal(), end.toordinal(), in_words(start, end)))
    return found, tables["events"].height - len(found)


def in_words(start: datetime.date, end: datetime.date) -> str:
    """A date as a reader says it, no more precise than it is."""
    if start == end:
        return f"{start.day} {MONTHS[start.month - 1]} {start.year}"
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if whole_months and (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    if whole_months and (start.month, end.month) == (1, 12):
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{end.day} {MONTHS[start.month - 1]} {start.year}"
    if whole_months and start.year == end.year:
        return f"{MONTHS[start.month - 1]}–{MONTHS[end.month - 1]} {end.year}"
    if (end - start).days < 60:
        year = "" if start.year == end.year else f" {start.year}"
        return f"{start.day} {MONTHS[start.month - 1]}{year}–{end.day} {MONTHS[end.month - 1]} {end.year}"
    return f"{MONTHS[start.month - 1]} {start.year}–{MONTHS[end.month - 1]} {end.year}"


def window(events: Sequence[Shown]) -> tuple[int, int]:
    """The first and the last day of the axis: those of all events, or of most where a few lie far off."""
    first, last = min(one.first for one in events), max(one.last for one in events)
    middles = sorted(one.middle for one in events)
    near, far = middles[len(middles) // 10], middles[-1 - len(middles) // 10]
    usual = max(far - near, 1.0)
    if len(events) >= 10 and last - first > WIDE * usual:
        first, last = max(first, int(near - usual)), min(last, int(far + usual))
    margin = max(1, (last - first) // 40)
    return first - margin, last + margin


def ticks(first: int, last: int) -> list[tuple[int, str]]:
    """At most eight days of the axis with their labels: first days of years or months, or single days."""
    span = last - first + 1
    begin, end = datetime.date.fromordinal(first), datetime.date.fromordinal(last)
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        years = [year for year in range(begin.year, end.year + 1) if year % step == 0]
        starts = [(datetime.date(year, 1, 1).toordinal(), str(year)) for year in years if year]
        if span > 900 and len(starts) <= 9:
            return [tick for tick in starts if first <= tick[0] <= last]
    for step in (1, 2, 3, 6):
        months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
        if span > 75 and len(months) / step <= 8:
            return [
                (day, f"{MONTHS[month % 12]} {month // 12}")
                for month in months
                if month % 12 % step == 0
                and first <= (day := datetime.date(month // 12, month % 12 + 1, 1).toordinal()) <= last
            ]
    step = max(1, -(-span // 6))
    days = [datetime.date.fromordinal(day) for day in range(first, last + 1, step)]
    return [(day.toordinal(), f"{day.day} {MONTHS[day.month - 1]} {day.year}") for day in days]


def _draw(axes: Axes, groups: Sequence[tuple[str, Sequence[Shown]]], heading: tuple[str, str], height: float) -> None:
    every = [one for _, found in groups for one in found]
    first, last = window(every)

    def x(day: float) -> float:
        return PLOT + (min(max(day, first), last + 1) - first) / (last + 1 - first) * (END - PLOT)

    axes.text(LEFT, 0.35, heading[0], fontsize=13, fontweight="bold", va="baseline")
    axes.text(LEFT, 0.6, heading[1], fontsize=8.5, va="baseline")
    _legend(axes, [status for status in MARKS if any(one.status == status for one in every)])
    bottom = height - BOTTOM
    for day, label in ticks(first, last):
        axes.plot([x(day), x(day)], [TOP, bottom], color="0.85", linewidth=0.6, zorder=0)
        axes.text(x(day), bottom + 0.22, label, ha="center", va="baseline", fontsize=7.5)
    axes.plot([PLOT, END], [bottom, bottom], color="black", linewidth=0.8)
    y = TOP
    for name, found in groups:
        y += ROW * 1.3
        axes.text(LEFT, y, name, fontweight="bold", va="baseline")
        for one in found:
            y += ROW
            _row(axes, one, y, x, (first, last))
        y += ROW * 0.3


def _row(axes: Axes, one: Shown, y: float, x: Callable[[float], float], axis: tuple[int, int]) -> None:
    axes.text(LEFT, y, one.summary, fontsize=8, va="baseline")
    axes.text(PLOT - 0.15, y, one.when, fontsize=8, ha="right", va="baseline")
    middle = y - 0.04
    if one.last < axis[0] or one.first > axis[1]:
        before = one.last < axis[0]
        axes.text(PLOT if before else END, y, "← earlier" if before else "later →", fontsize=7,
                  ha="left" if before else "right", va="baseline")  # fmt: skip
        return
    if one.last > one.first:
        left, right = x(one.first), x(one.last + 1)
        axes.plot([left, right], [middle, middle], color="black", linewidth=1.1, zorder=2)
        for end in (left, right):
            axes.plot([end, end], [middle - 0.05, middle + 0.05], color="black", linewidth=1.1, zorder=2)
    _mark(axes, x(one.middle), middle, one.status)


def _mark(axes: Axes, x: float, y: float, status: str) -> None:
    shape, fill = MARKS[status]
    axes.plot([x], [y], marker=shape, markersize=5.5, markerfacecolor=fill, markeredgecolor="black",
              markeredgewidth=0.9, linestyle="none", zorder=3)  # fmt: skip


def _legend(axes: Axes, statuses: Sequence[str]) -> None:
    x = LEFT + 0.08
    for status in statuses:
        _mark(axes, x, 0.82, status)
        axes.text(x + 0.13, 0.86, status, fontsize=8.5, va="baseline")
        x += 0.42 + 0.085 * len(status)
