"""Reading the XML of a Word file: elements by their names, whichever of the two namespaces they are written in."""

from __future__ import annotations

from typing import Any

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict kind
)
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def name_of(element: Any) -> str:
    """The name of an element of a document or a formula, without the namespace; "" for others."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    space, _, name = tag[1:].partition("}")
    return name if space in WORD or space in (MATHS, CHOICES) else ""


def child(element: Any, name: str) -> Any:
    return next((one for one in element if name_of(one) == name), None) if element is not None else None


def all_of(element: Any, name: str) -> list[Any]:
    """All elements of this name below, but none within another of them."""
    found: list[Any] = []
    waiting = [element] if element is not None else []
    while waiting:
        one = waiting.pop()
        if name_of(one) == name:
            found.append(one)
        else:
            waiting += reversed(one)
    return found


def value_of(element: Any, name: str) -> str | None:
    if element is None:
        return None
    for space in WORD:
        value = element.get(f"{{{space}}}{name}")
        if value is not None:
            return str(value)
    return None
