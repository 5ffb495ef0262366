"""Options that several sub-commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.errors import CallError
from pipeline.files import root_of

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def data_option() -> Decorator:
    """`--data DIR`: which dataset to read."""
    return click.option(
        "--data",
        "root",
        metavar="DIR",
        default=".",
        type=click.Path(path_type=Path),
        help="Folder that holds datapackage.json and dist/ (default: this folder).",
    )


def sources_option(name: str = "--sources") -> Decorator:
    """`--sources DIR`, or the same by another name: which texts."""
    return click.option(
        name,
        "sources",
        metavar="DIR",
        default="sources",
        show_default=True,
        type=click.Path(path_type=Path),
        help="Folder that holds seeds/ with the texts.",
    )


def format_option(*layouts: str, what: str = "the rows") -> Decorator:
    """`--format`: how rows, or what is named, are written; the first layout is the default."""
    layouts = layouts or ("table", "csv", "json")
    return click.option(
        "--format",
        "layout",
        default=layouts[0],
        show_default=True,
        type=click.Choice(layouts),
        help=f"How to write {what}.",
    )


def dataset_root(folder: Path) -> Path:
    """The folder that holds `datapackage.json` and `dist/`; naming `dist/` itself is as good.

    Raises CallError when there is no built dataset.
    """
    root = root_of(folder)
    if root is not None:
        return root
    raise CallError(f"there is no dataset in {folder}: run `parley build` first, or name its folder with --data.")
