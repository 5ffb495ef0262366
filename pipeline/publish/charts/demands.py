"""Who demands how much about what: a circle for each issue and party, with its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.publish.charts.drawing import shortened, svg
from pipeline.schema.vocabularies import MADE

if TYPE_CHECKING:
    import polars as pl
    from matplotlib.axes import Axes

PARTIES = 12  # columns; the parties beyond are one column together
OTHERS = "all others"
LEFT, TOP, CELL, ROW, RIGHT, BOTTOM = 2.1, 2.4, 0.62, 0.46, 1.5, 0.6  # inches
LARGEST = 0.22  # inches, the radius of the largest circle

Counts = Mapping[tuple[str, str], int]


def demands_chart(tables: Mapping[str, pl.DataFrame]) -> bytes | None:
    """The chart of demands by issue and party, or None when there are no demands."""
    counts, total = demand_counts(tables)
    if not counts:
        return None
    issues = _by_number(counts, 0)
    parties = _by_number(counts, 1)
    if len(parties) > PARTIES:
        kept = set(parties[:PARTIES])
        together: Counter[tuple[str, str]] = Counter()
        for (issue, party), number in counts.items():
            together[issue, party if party in kept else OTHERS] += number
        counts, parties = together, [*parties[:PARTIES], OTHERS]
    title = "Demands by issue and party"
    counted = f"{total:,} {'demand' if total == 1 else 'demands'}"
    note = f"{counted}, with offers, conditions and refusals. A joint one counts for each of its parties."
    width = LEFT + CELL * len(parties) + RIGHT
    height = TOP + ROW * len(issues) + BOTTOM
    # The title and the note need their room above few columns too.
    return svg(max(width, 7.6), height, title, _in_words(counts, issues, parties, note),
               lambda axes: _draw(axes, counts, issues, parties, (title, note)))  # fmt: skip


def demand_counts(tables: Mapping[str, pl.DataFrame]) -> tuple[Counts, int]:
    """How many demands each party makes or offers on each issue (by label and name), and how many there are in all."""
    import polars as pl

    made = (
        tables["stances"]
        .filter(pl.col("stance").is_in(MADE))
        .select("demand_id", "party_id")
        .unique()
        .join(tables["demands"].select("demand_id", "issue"), on="demand_id")
        .join(tables["issues"].select(pl.col("code").alias("issue"), "label"), on="issue")
        .join(tables["parties"].select("party_id", "name"), on="party_id")
    )
    counts = Counter(made.select("label", "name").iter_rows())
    return {key: counts[key] for key in sorted(counts)}, tables["demands"].height


def _by_number(counts: Counts, side: int) -> list[str]:
    totals: Counter[str] = Counter()
    for key, number in counts.items():
        totals[key[side]] += number
    return sorted(totals, key=lambda name: (-totals[name], name))


def _draw(axes: Axes, counts: Counts, issues: Sequence[str], parties: Sequence[str], heading: tuple[str, str]) -> None:
    from matplotlib.patches import Circle

    title, note = heading
    axes.text(0.2, 0.35, title, fontsize=13, fontweight="bold", va="baseline")
    axes.text(0.2, 0.62, note, fontsize=8.5, va="baseline")
    most = max(counts.values())
    right, bottom = LEFT + CELL * len(parties), TOP + ROW * len(issues)
    for column, party in enumerate(parties):
        x = LEFT + CELL * (column + 0.5)
        axes.plot([x, x], [TOP, bottom], color="0.88", linewidth=0.6, zorder=0)
        axes.text(x, TOP - 0.1, shortened(party, 30), rotation=45, ha="left", va="baseline", rotation_mode="anchor")
        number = sum(counts.get((issue, party), 0) for issue in issues)
        axes.text(x, bottom + 0.3, f"{number:,}", ha="center", va="baseline", fontweight="bold")
    for row, issue in enumerate(issues):
        y = TOP + ROW * (row + 0.5)
        axes.plot([LEFT, right], [y, y], color="0.88", linewidth=0.6, zorder=0)
        axes.text(LEFT - 0.15, y + 0.045, shortened(issue, 28), ha="right", va="baseline")
        number = sum(counts.get((issue, party), 0) for party in parties)
        axes.text(right + 0.35, y + 0.045, f"{number:,}", ha="right", va="baseline", fontweight="bold")
        for column, party in enumerate(parties):
            if found := counts.get((issue, party)):
                x, radius = LEFT + CELL * (column + 0.5), LARGEST * max((found / most) ** 0.5, 0.4)
                axes.add_patch(Circle((x, y), radius, facecolor="0.85", edgecolor="black", linewidth=0.8, zorder=2))
                axes.text(x, y + 0.045, f"{found:,}", ha="center", va="baseline", fontsize=8.5, zorder=3)
    axes.plot([LEFT, right], [bottom + 0.08, bottom + 0.08], color="black", linewidth=0.8)
    axes.text(LEFT - 0.15, bottom + 0.3, "together", ha="right", va="baseline", fontweight="bold")


def _in_words(counts: Counts, issues: Sequence[str], parties: Sequence[str], note: str) -> str:
    lines = []
    for issue in issues:
        found = [f"{party} {counts[issue, party]}" for party in parties if (issue, party) in counts]
        lines.append(f"{issue}: {', '.join(found)}.")
    return f"{note} {' '.join(lines)}"
