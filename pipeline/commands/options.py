"""Options that several sub-commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from pipeline.dataset import root_of
from pipeline.errors import CallError

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


def format_option() -> Decorator:
    """`--format`: how rows are written."""
    return click.option(
        "--format",
        "layout",
        default="table",
        show_default=True,
        type=click.Choice(["table", "csv", "json"]),
        help="How to write the rows.",
    )


def dataset_root(folder: Path) -> Path:
    """The folder that holds `datapackage.json` and `dist/`; naming `dist/` itself is as good.

    Raises CallError when there is no built dataset.
    """
    root = root_of(folder)
    if root is not None:
        return root
    raise CallError(f"there is no dataset in {folder}: run `parley build` first, or name its folder with --data.")
