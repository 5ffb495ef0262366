"""What a dataset calls itself: `sources/dataset.yml`, written by people, and the descriptor that a build makes of it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import InputError
from pipeline.files import read_text
from pipeline.publish.package import LICENCE, LICENCES, PackageInfo, described_as

FILE = "dataset.yml"
TEXTS = ("name", "title", "description", "licence")
LISTS = ("contributors", "keywords")
KEYS = (*TEXTS, *LISTS)
NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
MOST_BYTES = 100_000
LONGEST = {"name": 100, "title": 300}  # characters


def read_described(sources: Path) -> PackageInfo:
    """What `sources/dataset.yml` says of the dataset. Without that file, what Parley says of its own; a key that is not
    there has the value of Parley's own, but the description names the licence that is chosen.

    Raises InputError with file and line for a key or value that does not fit.
    """
    file = sources / FILE
    if not file.is_file():
        return PackageInfo()
    return parse_described(read_text(file, FILE, MOST_BYTES))


def parse_described(text: str) -> PackageInfo:
    """The text of a `dataset.yml` as what the dataset says of itself. Raises InputError with file and line."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{FILE}, line {mark.line + 1}" if mark else FILE
        raise InputError(f"{where}: this is no valid YAML; put a value that holds a colon in quotes") from None
    if root is None:
        return PackageInfo()
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(root, f"`key: value` lines belong here; the keys are {', '.join(KEYS)}")
    values: dict[str, Any] = {}
    for key, node in root.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if name not in KEYS:
            raise _wrong(key, f"unknown key `{name[:40]}`; the keys are {', '.join(KEYS)}")
        if name in values:
            raise _wrong(key, f"the key `{name}` stands there twice; keep one")
        values[name] = _list(name, node) if name in LISTS else _text(name, node)
    licence = values.pop("licence", LICENCE["name"])
    values.setdefault("description", described_as(licence))
    return replace(PackageInfo(), licence=LICENCES[licence], **values)


def checked(key: str, value: str) -> str:
    """The value of a key of TEXTS, spaces made single. Raises InputError, which does not say where it stands."""
    value = " ".join(value.split())
    if not value:
        raise InputError(f"`{key}` is empty; take the line out, or write something")
    if key in LONGEST and len(value) > LONGEST[key]:
        raise InputError(f"`{key}` has more than {LONGEST[key]} characters")
    if not value.isprintable():
        raise InputError(f"`{key}` holds signs that cannot be printed")
    if key == "name" and not NAME.fullmatch(value):
        raise InputError("`name` must be small letters and digits, joined by single hyphens, dots or underscores, "
                         "such as `harbour-talks`")  # fmt: skip
    if key == "licence" and value not in LICENCES:
        raise InputError(f"`licence` must be one of {', '.join(LICENCES)}")
    return value


def info_of(root: Path) -> PackageInfo:
    """What the dataset below `root` says of itself, by its descriptor. Raises InputError when that cannot be read."""
    try:
        package = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
        licence = {key: str(package["licenses"][0][key]) for key in LICENCE}
        return PackageInfo(
            name=str(package["name"]),
            title=str(package["title"]),
            description=str(package["description"]),
            version=str(package["version"]),
            contributors=tuple(str(one["title"]) for one in package["contributors"]),
            keywords=tuple(map(str, package["keywords"])),
            licence=licence,
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        raise InputError(f"{root / 'datapackage.json'} cannot be read; run `parley build` to make it anew") from None


def _wrong(node: yaml.Node, problem: str) -> InputError:
    return InputError(f"{FILE}, line {node.start_mark.line + 1}: {problem}")


def _text(key: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag.endswith(":null"):
        raise _wrong(node, f"`{key}` must be text")
    try:
        return checked(key, node.value)
    except InputError as error:
        raise _wrong(node, str(error)) from None


def _list(key: str, node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise _wrong(node, f"`{key}` must be a list: one a line, each with a dash before it")
    found = tuple(_text(key, one) for one in node.value)
    for one, value in zip(node.value, found, strict=True):
        if found.count(value) > 1:
            raise _wrong(one, f"`{value[:60]}` stands among the {key} twice")
    return found
