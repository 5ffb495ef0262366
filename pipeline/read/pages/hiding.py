"""Whether an element is hidden from the reader of a page: by its attributes and its inline style."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
NUMBER = re.compile(r"(-?\d{0,6}(?:\.\d{1,6})?)(px|pt|em|rem|%|vw|vh)?")
RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]{1,8})%?\s*)?\)")
NO_SCALE = re.compile(r"scale\(0(?:\.0{1,6})?[,)]")
HEX = re.compile(r"#?([0-9a-f]{3,8})")
NAMED = {
    "white": "ffffff", "black": "000000", "red": "ff0000", "lime": "00ff00", "green": "008000", "blue": "0000ff",
    "yellow": "ffff00", "silver": "c0c0c0", "gray": "808080", "grey": "808080", "navy": "000080", "maroon": "800000",
    "snow": "fffafa", "ivory": "fffff0", "ghostwhite": "f8f8ff", "whitesmoke": "f5f5f5", "floralwhite": "fffaf0",
}  # fmt: skip
LONGEST_STYLE = 5_000
FAR_AWAY = -500  # pixels to the left or above, where nobody sees it
CLOSE = 12  # difference in each of red, green and blue, of 255, that the eye does not read


@dataclass(frozen=True, slots=True)
class Colours:
    """Text and background colour where inline styles or attributes set them; None where nobody knows."""

    text: str | None = None
    background: str | None = None
    assumed: bool = True  # nothing has set the background: it is that of an empty page


def styles(element: html.HtmlElement) -> dict[str, str]:
    """The declarations of an inline style; the last of a property counts."""
    said = element.get("style")
    if not said:
        return {}
    parts = said[:LONGEST_STYLE].split("/*")  # comments
    said = parts[0] + "".join(part.partition("*/")[2] for part in parts[1:])
    said = ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)), said)
    found: dict[str, str] = {}
    for declaration in said.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def is_hidden(element: html.HtmlElement, style: dict[str, str]) -> bool:
    """Hidden by `hidden`, `aria-hidden`, or a style: not displayed, no size, no opacity, far off the page."""
    if element.get("hidden") is not None or (element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if not style:
        return False
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    opacity = _number(style.get("opacity"))
    size = _number(style.get("font-size"))
    if (opacity is not None and opacity <= 0.05) or (size is not None and size <= 1 and _tiny(style["font-size"])):
        return True
    if style.get("mso-hide") == "all" or NO_SCALE.search(style.get("transform", "")):
        return True
    cut = style.get("overflow", "").startswith(("hidden", "clip"))
    if cut and any(_number(style.get(side)) == 0 for side in ("height", "max-height", "width", "max-width")):
        return True
    if style.get("position") in ("absolute", "fixed"):
        clip = (style.get("clip", "") + style.get("clip-path", "")).replace("px", "").replace(" ", "")
        if clip.startswith(("rect(0,0,0,0)", "rect(0000)", "rect(1,1,1,1)", "inset(50%", "inset(100%")):
            return True
        if any((_number(style.get(side)) or 0) <= FAR_AWAY for side in ("left", "top", "right")):
            return True
    return (_number(style.get("text-indent")) or 0) <= FAR_AWAY


def _tiny(value: str) -> bool:
    number = NUMBER.match(value)
    return number is not None and (number[2] in (None, "px", "pt") or _number(value) == 0)


def _number(value: str | None) -> float | None:
    match = NUMBER.match(value.strip()) if value else None
    try:
        return float(match[1]) if match and match[1] else None
    except ValueError:
        return None


def colours(element: html.HtmlElement, style: dict[str, str], above: Colours) -> Colours:
    """The colours within the element, `above` being those around it. A background of unknown colour (a picture) is None
    and hides nothing."""
    text = colour(style.get("color") or (element.get("color") if element.tag == "font" else None) or
                  (element.get("text") if element.tag == "body" else None))  # fmt: skip
    ground = (style.get("background-color") or style.get("background") or element.get("bgcolor") or "").strip()
    if ground in ("", "none", "transparent", "inherit", "initial"):
        background, assumed = above.background, above.assumed
    else:
        assumed = False
        background = (
            None
            if "url(" in ground or "gradient" in ground
            else colour(ground.split()[0] if "(" not in ground else ground)
        )
    return Colours(text or above.text, background, assumed)


def colour(value: str | None) -> str | None:
    """Six hexadecimal digits of a colour; None for what is no plain colour."""
    if not value:
        return None
    value = value.strip().lower()
    if value == "transparent":
        return "transparent"
    if value in NAMED:
        return NAMED[value]
    if match := RGB.fullmatch(value):
        if match[4] is not None and _number(match[4]) == 0:
            return "transparent"
        return "".join(f"{min(int(part), 255):02x}" for part in match.group(1, 2, 3))
    if match := HEX.fullmatch(value):
        digits = match[1]
        if len(digits) in (3, 4):
            digits = "".join(2 * digit for digit in digits)
        return digits[:6] if len(digits) in (6, 8) else None
    return None


def is_invisible(one: str | None, other: str | None) -> bool:
    """The two colours cannot be told apart."""
    if one == "transparent":
        return True
    if one is None or other is None or other == "transparent":
        return False
    return all(abs(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) <= CLOSE for i in (0, 2, 4))
