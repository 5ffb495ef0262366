"""Putting the page together: template, style, scripts and data become one file without any address to load from.

The page's own script and style run by their hashes, which its content security policy names; nothing else runs, and
no request leaves. Data are JSON in a `script` element of a type that no browser runs.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish.explorer.data import page_data
from pipeline.publish.package import PackageInfo
from pipeline.publish.policy import source_hash

if TYPE_CHECKING:
    import polars as pl

PAGE = Path(__file__).resolve().parent / "page"
SCRIPTS = (
    "dom", "route", "unpack", "dataset", "words", "tables", "matrix", "ledger", "row", "reader", "timeline", "network",
    "about", "start",
)  # fmt: skip
MOST_UNPACKED = 2_000_000  # bytes of JSON; more is packed
PLACE = re.compile(r"<!--put (\w+)-->")
RISKY = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def explorer_html(
    tables: Mapping[str, pl.DataFrame],
    info: PackageInfo,
    files: Mapping[str, bytes],
    linked_data: Mapping[str, Any] | None = None,
) -> bytes:
    """The page for a dataset. `files` are the files of the package (path below it -> content): the page offers them for
    download and tells what the reports among them say. `linked_data` is a JSON-LD description of the dataset for its
    head."""
    data = json_for_html(page_data(tables, info, files))
    packed = len(data.encode("utf-8")) > MOST_UNPACKED
    style, script = style_sheet(), scripts()
    filled = {
        "policy": policy(script, style),
        "title": html.escape(info.title),
        "description": html.escape(info.description),
        "linked_data": ""
        if linked_data is None
        else f'<script type="application/ld+json">{json_for_html(linked_data)}</script>',
        "style": f"<style>{style}</style>",
        "data": _data_block(pack(data), "gzip") if packed else _data_block(data, "json"),
        "script": f"<script>{script}</script>",
    }
    template = (PAGE / "template.html").read_text(encoding="utf-8")
    return PLACE.sub(lambda place: filled[place[1]], template).encode("utf-8")


def json_for_html(value: Any) -> str:
    """JSON that can stand in an element of a page: no character of it can end the element or begin another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&\u2028\u2029]", lambda found: RISKY[found[0]], text)


def pack(text: str) -> str:
    """The text as UTF-8, gzip and base64. Arrow brings its own zlib, so equal Arrow gives equal bytes, as for Parquet."""
    import pyarrow

    squeezed = pyarrow.Codec("gzip", compression_level=9).compress(text.encode("utf-8"), asbytes=True)
    return base64.b64encode(squeezed).decode("ascii")


def policy(script: str, style: str) -> str:
    """The content security policy: this script and this style by their hashes, images from the page itself, no more."""
    return "; ".join([
        "default-src 'none'",
        f"script-src {source_hash(script)}",
        f"style-src {source_hash(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ])  # fmt: skip


@cache
def style_sheet() -> str:
    """The content of the page's style element."""
    return (PAGE / "style.css").read_text(encoding="utf-8")


@cache
def scripts() -> str:
    """The content of the page's script element: all modules in one scope of their own."""
    parts = [(PAGE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _data_block(content: str, packing: str) -> str:
    return f'<script type="application/json" id="data" data-packing="{packing}">{content}</script>'
