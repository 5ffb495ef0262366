"""The styles of a Word file, and what the properties of paragraphs and letters say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.read.word.elements import all_of, child, value_of

OFF = {"0", "false", "off", "none"}
SMALLEST = 2  # half points: letters of this size cannot be seen
MOST_STYLES_DEEP = 50


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, with what the styles say that it is based on."""

    name: str = ""
    heading: bool = False
    item: bool = False
    hidden: bool | None = None
    shaded: bool = False


def read_styles(root: Any) -> dict[str, Style]:
    """The styles by their ids."""
    if root is None:
        return {}
    elements = {value_of(one, "styleId") or "": one for one in all_of(root, "style")}
    return {name: _style(name, elements) for name in elements}


def _style(name: str, elements: dict[str, Any]) -> Style:
    heading = item = shaded = False
    hidden: bool | None = None
    own = ""
    for depth in range(MOST_STYLES_DEEP):
        element = elements.get(name)
        if element is None:
            break
        said = (value_of(child(element, "name"), "val") or "").casefold()
        own = said if depth == 0 else own
        properties = child(element, "pPr")
        heading = heading or said.startswith("heading ") or outlined(properties)
        item = item or said.startswith(("list bullet", "list number")) or numbered(properties) is True
        shaded = shaded or child(properties, "shd") is not None
        hidden = hidden_letters(child(element, "rPr")) if hidden is None else hidden
        name = value_of(child(element, "basedOn"), "val") or ""
    return Style(own, heading, item, hidden, shaded)


def outlined(properties: Any) -> bool:
    level = value_of(child(properties, "outlineLvl"), "val")
    return level is not None and level in "012345678"


def numbered(properties: Any) -> bool | None:
    """The paragraph is an item of a list; None when its properties do not say."""
    numbering = child(properties, "numPr")
    if numbering is None:
        return None
    return (value_of(child(numbering, "numId"), "val") or "1") != "0"


def hidden_letters(properties: Any) -> bool | None:
    """The letters are hidden or of no size; None when the properties do not say."""
    for name in ("vanish", "specVanish"):
        element = child(properties, name)
        if element is not None:
            return (value_of(element, "val") or "1").casefold() not in OFF
    size = value_of(child(properties, "sz"), "val")
    return True if size is not None and size.isdigit() and int(size) <= SMALLEST else None


def white_letters(properties: Any) -> bool:
    colour = (value_of(child(properties, "color"), "val") or "").upper()
    return colour == "FFFFFF" and child(properties, "shd") is None and child(properties, "highlight") is None
