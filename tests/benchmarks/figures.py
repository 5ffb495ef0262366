"""The figures of a run, and what moved since the recorded ones. Only ratios are compared: seconds are the machine's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

RECORDED = Path(__file__).with_name("figures.json")
LAST = Path(__file__).with_name("last.json")  # of the run before, not committed


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio of two sides that ran in turns: `ratio` of `ours` to `beside`, both in `unit`.

    `better` says which way is good, `bound` by which share of itself the ratio differs between runs of the same code
    (an estimate, from runs on a machine that others used as well), `size` what it was measured on: ratios of other sizes are not
    compared. `goal` is what was set, for the reader; `peak_mb` the most memory of a process on our side.
    """

    name: str
    what: str
    size: str
    unit: str
    ours: float
    beside: float
    ratio: float
    better: Literal["higher", "lower"]
    bound: float
    goal: str = ""
    peak_mb: float = 0.0

    def __post_init__(self) -> None:
        if not self.ratio > 0 or not self.bound > 0:
            raise ValueError(f"{self.name}: a ratio and its bound are above 0, not {self.ratio} and {self.bound}")


def moved(now: Sequence[Figure], before: Mapping[str, Figure]) -> list[str]:
    """What differs from the recorded figures by more than its bound, and what cannot be compared; a line each."""
    lines = []
    for figure in now:
        then = before.get(figure.name)
        if then is None:
            lines.append(f"{figure.name}: new, nothing is recorded")
        elif then.size != figure.size:
            lines.append(f"{figure.name}: not compared, recorded for {then.size}, now {figure.size}")
        elif abs(change := figure.ratio / then.ratio - 1) > figure.bound:
            better = (change > 0) == (figure.better == "higher")
            lines.append(
                f"{figure.name}: {'better' if better else 'WORSE'}, {_number(then.ratio)} -> {_number(figure.ratio)} "
                f"({change:+.0%}, noise {figure.bound:.0%})"
            )
    return lines


def load(file: Path) -> dict[str, Figure]:
    """The figures in a file by name; none when there is no file. Raises ValueError when it is not as `save` writes it."""
    if not file.is_file():
        return {}
    try:
        content = json.loads(file.read_bytes())
        return {name: Figure(name=name, **values) for name, values in content["figures"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{file} does not hold figures ({error}); record them anew with `make bench RECORD=1`"
        ) from error


def save(file: Path, figures: Sequence[Figure], kept: Mapping[str, Figure], about: Mapping[str, str]) -> None:
    """Write figures with what they were measured on; those of `kept` that were not measured now stay."""
    every = {**kept, **{one.name: one for one in figures}}
    content = {"about": dict(about), "figures": {name: _values(every[name]) for name in sorted(every)}}
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _values(figure: Figure) -> dict[str, Any]:
    values = {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(figure).items()}
    del values["name"]
    return values


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table of at most 80 columns, in the order given, under the first word of their names."""
    lines = [f"{'':32}{'ours':>9}{'beside':>9} {'':7}{'ratio':>7}{'goal':>8}{'MB':>7}"]
    part = ""
    for one in figures:
        if one.name.split(":")[0] != part:
            part = one.name.split(":")[0]
            lines.append(part)
        memory = f"{one.peak_mb:,.0f}" if one.peak_mb else ""
        sides = f"{_number(one.ours):>9}{_number(one.beside):>9} {one.unit:7}"
        lines.append(f"  {one.what[:30]:30}{sides}{_number(one.ratio):>7}{one.goal:>8}{memory:>7}")
    return "\n".join(line.rstrip() for line in lines)


def _number(value: float) -> str:
    """Three digits that tell something: 0.934, 12.6, 4,120."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"
