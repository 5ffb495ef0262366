"""`CITATION.cff` (Citation File Format 1.2): people write it, and a release keeps its version and date true."""

from __future__ import annotations

import re

import yaml

from pipeline.publish.package import PackageInfo

MESSAGE = "If you use this dataset, please cite it as below."
_VERSION = re.compile(r"^version:.*$", re.MULTILINE)
_RELEASED = re.compile(r"^date-released:.*$\n?", re.MULTILINE)


def with_release(text: str, version: str, date: str) -> str:
    """The text of a CITATION.cff with this version and ISO date; every other line and comment stays as it is."""
    without_date = _RELEASED.sub("", text)
    if without_date and not without_date.endswith("\n"):
        without_date += "\n"
    lines = f"version: {version}\ndate-released: '{date}'"
    if _VERSION.search(without_date):
        return _VERSION.sub(lines, without_date, count=1)
    return f"{without_date}{lines}\n"


def citation_cff(info: PackageInfo) -> str:
    """A CITATION.cff for a dataset that has none of its own."""
    value = {
        "cff-version": "1.2.0",
        "message": MESSAGE,
        "title": info.title,
        "type": "dataset",
        "abstract": info.description,
        "authors": [{"name": name} for name in info.contributors],
        "license": info.licence["name"],
        "keywords": list(info.keywords),
        "version": info.version,
        **({"date-released": info.date} if info.date else {}),
    }
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
