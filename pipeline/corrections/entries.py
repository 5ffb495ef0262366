"""Reads the files of corrections: `sources/corrections/*.yml`, each a list of entries with exactly one action.

Only what can be seen without the data is checked here; whether an entry fits the records is checked in `values.py`
and `applying.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import InputError
from pipeline.files import read_text
from pipeline.resolve.ids import told_in
from pipeline.schema import RECORD_TABLES, TABLES

FOLDER = "corrections"  # below sources/
ACTIONS = ("set", "drop", "merge", "apart", "flag")
NEEDED = ("reason", "by", "on")
MORE: dict[str, tuple[str, ...]] = {
    "set": ("values", "expect", "document", "quote"),
    "drop": ("expect",),
    "merge": ("expect",),
    "apart": ("expect", "document"),
    "flag": ("expect", "column"),
}
PARTED = ("demand", "person")  # kinds of which what one text says can be parted from the rest
ID = re.compile(r"^[a-z]+:[a-z0-9_.-]+$")
MOST_BYTES = 5_000_000
KINDS = {"str": "text", "int": "a number", "float": "a number", "bool": "yes or no", "timestamp": "a date",
         "null": "nothing", "seq": "a list", "map": "a mapping"}  # fmt: skip

SIDES = ("claimants", "addressees")  # of a demand: lists of party ids that a `set` takes as if they were columns
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """One entry. `ids` has one id for set, drop and flag, two for apart, two or more for merge. Two entries
    are never equal: each is its own place in a file."""

    file: str
    line: int
    action: str
    ids: tuple[str, ...]
    reason: str
    by: str
    on: date
    values: Values = field(default_factory=dict)
    expect: Values = field(default_factory=dict)
    column: str | None = None
    document: str | None = None
    quote: str | None = None

    @property
    def kind(self) -> str:
        """The kind of record that it is about: `demand`."""
        return self.ids[0].partition(":")[0]

    @property
    def where(self) -> str:
        return f"corrections/{self.file}, line {self.line}"

    def wrong(self, problem: str) -> InputError:
        """The error for this entry: where it stands, and what is wrong."""
        return InputError(f"{self.where}: {problem}")


def read_corrections(sources: Path) -> tuple[Correction, ...]:
    """All entries of all files below `sources/corrections/`, by file name and line; none without that folder.

    Raises InputError with file and line for an entry that cannot be understood.
    """
    folder = sources / FOLDER
    found: list[Correction] = []
    for file in sorted(folder.glob("*.yml")) if folder.is_dir() else []:
        found.extend(parse_corrections(correction_text(file), file.name))
    for file in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
        raise InputError(f"corrections/{file.name} would not be read: rename it to {file.stem}.yml")
    return tuple(found)


def correction_text(file: Path) -> str:
    """The text of a file of corrections. Raises InputError when it is too long or no UTF-8."""
    return read_text(file, f"corrections/{file.name}", MOST_BYTES, "; split it into several files")


def parse_corrections(text: str, file: str) -> list[Correction]:
    """The entries of one file. Raises InputError with file and line."""
    loader = yaml.SafeLoader("")
    try:
        loader = yaml.SafeLoader(text)
        root = loader.get_single_node()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise InputError(f"corrections/{file}{line}: this is no valid YAML; put a value that holds a colon in quotes,"
                         " and indent the keys of an entry alike") from None  # fmt: skip
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag.endswith(":null")):
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise InputError(f"corrections/{file}, line {_line(root)}: a list of entries belongs here; begin each entry "
                         f"with a dash: `- set: demand:...`")  # fmt: skip
    return [_Entry(loader, node, file).correction() for node in root.value]


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


class _Entry:
    """One entry as YAML nodes, which know their lines."""

    def __init__(self, loader: yaml.SafeLoader, node: yaml.Node, file: str) -> None:
        self.loader, self.file, self.line = loader, file, _line(node)
        if not isinstance(node, yaml.MappingNode):
            raise self.wrong(f"an entry is a mapping with one of the keys {', '.join(ACTIONS)}", node)
        self.nodes = self._mapping(node)

    def wrong(self, problem: str, node: yaml.Node | None = None) -> InputError:
        return InputError(f"corrections/{self.file}, line {_line(node) if node else self.line}: {problem}")

    def _mapping(self, node: yaml.MappingNode) -> dict[str, yaml.Node]:
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name in found:
                raise self.wrong(f"the key `{name}` stands there twice; keep one", key)
            found[name] = value
        return found

    def correction(self) -> Correction:
        action = self._action()
        allowed = (action, *MORE[action], *NEEDED)
        for key, node in self.nodes.items():
            if key not in allowed:
                raise self.wrong(f"unknown key `{key}`; a {action} may have {', '.join(allowed)}", node)
        needed = [*NEEDED, *(["values", "expect"] if action == "set" else ["expect"] if action == "drop" else [])]
        for key in needed:
            if key not in self.nodes:
                raise self.wrong(f"the {action} lacks `{key}`; {_why(key)}")
        if action == "set" and ("document" in self.nodes) != ("quote" in self.nodes):
            raise self.wrong("`document` and `quote` go together; give both or neither")
        ids = self._ids(action)
        if action == "apart":
            ids = self._parts(ids)
        kind = ids[0].partition(":")[0]
        table = TABLES[RECORD_TABLES[kind][0]].column_names
        settable = (*table, *SIDES) if (action, kind) == ("set", "demand") else table
        return Correction(
            self.file, self.line, action, ids, self._text("reason"), self._text("by"), self._date(),
            self._values("values", settable), self._values("expect", settable), self._column(table),
            self._text("document") if "document" in self.nodes else None,
            self._text("quote") if "quote" in self.nodes else None,
        )  # fmt: skip

    def _action(self) -> str:
        found = [key for key in self.nodes if key in ACTIONS]
        if len(found) != 1:
            has = f"this one has {' and '.join(found)}" if found else "this one has none of them"
            raise self.wrong(f"an entry needs exactly one of {', '.join(ACTIONS)}; {has}")
        return found[0]

    def _ids(self, action: str) -> tuple[str, ...]:
        node = self.nodes[action]
        several = action in ("merge", "apart")
        if several and not isinstance(node, yaml.SequenceNode):
            raise self.wrong(f"`{action}` takes a list of ids: [ID, ID]", node)
        if not several and not isinstance(node, yaml.ScalarNode):
            raise self.wrong(f"`{action}` takes one id", node)
        nodes = node.value if several else [node]
        ids = tuple(str(one.value) if isinstance(one, yaml.ScalarNode) else "" for one in nodes)
        for found, one in zip(ids, nodes, strict=True):
            kind = found.partition(":")[0]
            if not ID.fullmatch(found):
                raise self.wrong(f"{found!r} is no id; an id looks like demand:rus-ukr-forces-3f2a9c", one)
            if kind not in RECORD_TABLES:
                raise self.wrong(f"{found} is no record that can be corrected; its id must begin with one of "
                                 f"{', '.join(RECORD_TABLES)}", one)  # fmt: skip
            if kind != ids[0].partition(":")[0]:
                raise self.wrong(f"{found} is another kind of record than {ids[0]}", one)
        if several and (len(ids) < 2 or (action == "apart" and len(ids) > 2)):
            raise self.wrong(f"`{action}` needs {'two ids' if action == 'apart' else 'at least two ids'}", node)
        if len(set(ids)) < len(ids) and action != "apart":
            raise self.wrong("the same id stands there twice", node)
        return ids

    def _parts(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The two ids of an `apart`: the second of two equal ones becomes that of what the `document` says."""
        node = self.nodes["apart"]
        if ids[0] == ids[1] and "document" not in self.nodes:
            raise self.wrong("the same id stands there twice; to part what one text says from the rest of a record, "
                             "add `document` with the id of that text", node)  # fmt: skip
        if ids[0] != ids[1]:
            if "document" in self.nodes:
                raise self.wrong("`document` goes with an id that stands there twice: what this text says of the "
                                 "record is another one", self.nodes["document"])  # fmt: skip
            return ids
        if ids[0].partition(":")[0] not in PARTED:
            raise self.wrong(f"a {ids[0].partition(':')[0]} cannot be parted by text, only a {' or a '.join(PARTED)}; "
                             "drop it, or give two ids", node)  # fmt: skip
        return ids[0], told_in(ids[0], self._text("document"))

    def _scalar(self, key: str, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise self.wrong(f"`{key}` must be a single value, not {_kind(node)}", node)
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            raise self.wrong(f"`{key}: {node.value}` cannot be read; put it in quotes if it is text", node) from None

    def _text(self, key: str) -> str:
        node = self.nodes[key]
        value = self._scalar(key, node)
        if not isinstance(value, str) or not value.strip():
            hint = "; put it in quotes if it is meant as text" if value is not None else ""
            raise self.wrong(f"`{key}` must be text, not {_kind(node) if value != '' else 'empty'}{hint}", node)
        return value if key == "quote" else value.strip()

    def _date(self) -> date:
        node = self.nodes["on"]
        value = self._scalar("on", node)
        try:
            return date.fromisoformat(value.isoformat() if type(value) is date else value)
        except (TypeError, ValueError):
            raise self.wrong("`on` must be a date such as 2026-01-15", node) from None

    def _values(self, key: str, columns: tuple[str, ...]) -> dict[str, Any]:
        if key not in self.nodes:
            return {}
        node = self.nodes[key]
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise self.wrong(f"`{key}` takes columns and their values: {{column: value}}", node)
        found = {}
        for column, value in self._mapping(node).items():
            if column not in columns:
                raise self.wrong(f"the record has no column `{column}`; it has {', '.join(columns)}", value)
            found[column] = self._parties(column, value) if column in SIDES else self._scalar(column, value)
        return found

    def _parties(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        """The ids of a list, or of a text with semicolons between them, sorted; nothing is nobody."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        words = [self._scalar(key, one) for one in nodes]
        if not all(isinstance(word, str) for word in words) and words != [None]:
            raise self.wrong(f"`{key}` takes a list of party ids: [party:a, party:b], or [] for nobody", node)
        return party_list("; ".join(word for word in words if word))

    def _column(self, columns: tuple[str, ...]) -> str | None:
        if "column" not in self.nodes:
            return None
        column = self._text("column")
        if column not in columns:
            raise self.wrong(f"the record has no column `{column}`; it has {', '.join(columns)}", self.nodes["column"])
        return column


def party_list(text: str) -> tuple[str, ...]:
    """The words between semicolons, each once, sorted: `party:a; party:b`."""
    return tuple(sorted({word.strip() for word in text.split(";") if word.strip()}))


def _kind(node: yaml.Node) -> str:
    return KINDS.get(node.tag.rpartition(":")[2], node.tag)


def _why(key: str) -> str:
    return {
        "reason": "say why",
        "by": "say who decided",
        "on": "give the day of the decision, such as 2026-01-15",
        "values": "give the columns and their new values",
        "expect": "say what stands there now: {column: value}",
    }[key]
