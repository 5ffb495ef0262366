"""From a drawing to the bytes of an SVG file: the same bytes for the same drawing with the same version of matplotlib.

Text stays text, in a family of fonts that every system has something of, so that it can be searched and copied; the
layout leaves room for wider ones. All places are set by the charts themselves and none by measured text.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONT = "DejaVu Sans"  # comes with matplotlib, and is wider than what stands in for it
FONTS = f"'{FONT}', Verdana, Arial, sans-serif"
SETTINGS: dict[str, Any] = {
    "font.family": [FONT],
    "font.size": 9,
    "svg.fonttype": "none",
    "svg.hashsalt": "parley",
    "svg.id": None,
    "text.parse_math": False,  # a $ in a text of the data is a $
    "path.simplify": False,
}
KEPT = ("backend", "backend_fallback", "interactive", "toolbar", "timezone")  # of a program that draws besides
_NUMBER = re.compile(r"-?[0-9]+\.[0-9]{4,}")


def load() -> tuple[Any, Any, Any]:
    """The library that draws, its figure and its canvas; it takes most of the time of a drawing to load."""
    # Its remarks about fonts and folders for its cache are no matter of who builds a dataset.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    return matplotlib, Figure, FigureCanvasSVG


def svg(width: float, height: float, title: str, description: str, draw: Callable[[Axes], None]) -> bytes:
    """An SVG file of `width` times `height` inches, drawn by `draw` on axes that are one unit an inch, from the top left.

    `title` and `description` are for those who do not see it.
    """
    matplotlib, Figure, FigureCanvasSVG = load()
    # All settings are given, so that no matplotlibrc of the machine has a say.
    settings: Any = {name: value for name, value in matplotlib.rcParamsDefault.items() if name not in KEPT} | SETTINGS
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(width, height), dpi=72, facecolor="white")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        draw(axes)
        file = io.BytesIO()
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(file, metadata={"Date": None, "Creator": "Parley"})
    return _told(file.getvalue().decode("utf-8"), title, description).encode("utf-8")


def _told(text: str, title: str, description: str) -> str:
    """The file with title and description in it, without a document type that some readers fetch, and with numbers
    rounded so that no processor's last digit shows."""
    head, rest = text[text.index("<svg ") :].split(">", 1)
    name = "-".join(re.findall("[a-z]+", title.lower()))  # ids differ from chart to chart: a page can hold them all
    named = f'{head} role="img" aria-labelledby="{name}-title {name}-about">'
    words = f'<title id="{name}-title">{escape(title)}</title>\n <desc id="{name}-about">{escape(description)}</desc>'
    rounded = _NUMBER.sub(lambda found: f"{float(found[0]):.3f}".rstrip("0").rstrip("."), rest)
    fallbacks = rounded.replace(f"font-family: '{FONT}'", f"font-family: {FONTS}")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{named}\n {words}{fallbacks}'


def shortened(text: str, most: int) -> str:
    """The text in one line of at most `most` characters, cut at a word where it is longer."""
    line = "".join(each for each in " ".join(text.split()) if each.isprintable())
    if len(line) <= most:
        return line
    return f"{line[: most - 1].rsplit(' ', 1)[0].rstrip(',;: ')}…"
