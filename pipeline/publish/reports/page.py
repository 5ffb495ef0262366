"""A report as a page: one file with its own style, without scripts and without any address to load from."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish.policy import source_hash

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

PAGE = Path(__file__).resolve().parent / "page"
LONGEST = 300  # characters of a value that a page shows


def page(template: str, dataset: str, links: Mapping[str, str], values: Mapping[str, Any]) -> bytes:
    """The page that a template of `page/` makes of these values. `dataset` is the title of the dataset, `links` are
    addresses from the page with what they lead to. Every value is escaped."""
    from markupsafe import Markup

    style = style_sheet()
    text = _environment().get_template(template).render(
        policy=policy(style),
        style=Markup(style),
        dataset=dataset,
        links=list(links.items()),
        **values,
    )  # fmt: skip
    return text.encode("utf-8")


def policy(style: str) -> str:
    """The content security policy: this style by its hash and nothing else, no script at all."""
    rules = ("default-src 'none'", f"style-src {source_hash(style)}", "img-src data:", "base-uri 'none'",
             "form-action 'none'")  # fmt: skip
    return "; ".join(rules)


@cache
def style_sheet() -> str:
    """The content of the pages' style element."""
    return (PAGE / "style.css").read_text(encoding="utf-8")


def shown(value: object, longest: int = LONGEST) -> str:
    """A value as a page shows it: shortened, and signs that cannot be seen, or that would turn the order of others,
    written as their escapes."""
    text = str(value)
    cut = text if len(text) <= longest else f"{text[:longest]}…"
    return "".join(
        char if char.isprintable() or char == " " else char.encode("unicode_escape").decode("ascii") for char in cut
    )


def breaking(value: object) -> Markup:
    """A name, path or list of names, which may go on in the next line after each low line, slash or stop."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"([_/.])(?=\w)", r"\1<wbr>", str(escape(shown(value, 2 * LONGEST)))))


def number(value: int) -> str:
    """A number with its thousands set apart."""
    return f"{value:,}"


def counted(thing: str, things: str | None = None) -> Callable[[int], str]:
    """A filter that writes a number of things: "1 row", "2 rows"."""
    return lambda value: f"{value:,} {thing if value == 1 else things or thing + 's'}"


@cache
def _environment() -> Environment:
    """Templates that escape every value, and take a value that is missing for a fault."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from pipeline.publish.reports.quality import expected

    made = Environment(
        loader=FileSystemLoader(PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        shown=shown, breaking=breaking, number=number, rows=counted("row"), texts=counted("text"), expected=expected
    )
    return made
