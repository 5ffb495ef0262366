"""Appends a decision to a file of corrections: what stood there stays byte for byte, comments and all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.corrections import Correction, correction_text, parse_corrections
from pipeline.errors import InputError
from pipeline.files import write

FILE = "review.yml"  # below sources/corrections/
_UNPRINTABLE = re.compile(r"[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction that is not written yet. `said` is what the records say, for those who read the file."""

    action: str
    ids: tuple[str, ...]
    reason: str
    by: str
    on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)
    column: str | None = None
    said: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The entry, without indentation."""
        several = self.action in ("merge", "apart")
        found = [f"- {self.action}: [{', '.join(self.ids)}]" if several else f"- {self.action}: {self.ids[0]}"]
        found += [f"  # {name}: {_UNPRINTABLE.sub(' ', text)}" for name, text in self.said.items()]
        for key, columns in (("values", self.values), ("expect", self.expect)):
            if columns:
                found.append(f"  {key}: {_yaml(dict(columns), flow=True)}")
        if self.column:
            found.append(f"  column: {self.column}")
        found += [f"  {_yaml({'reason': self.reason})}", f"  {_yaml({'by': self.by})}", f"  on: {self.on.isoformat()}"]
        return found


def _yaml(value: Any, *, flow: bool = False) -> str:
    text: str = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, width=10**9, sort_keys=False)
    return text.strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of corrections with one more entry, not written yet. `old` is None where there is no file."""

    path: Path
    old: bytes | None
    new: bytes
    entry: Correction

    @property
    def text(self) -> str:
        """What is new in the file."""
        return self.new[len(self.old or b"") :].decode("utf-8").replace("\r\n", "\n").strip("\n")

    def write(self) -> None:
        """Put the new file in place of the old one, whole or not at all. Raises OSError, and InputError when somebody
        has changed the file meanwhile; in both cases the file stays as it was."""
        target = self.path.resolve()
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            write(beside, self.new)
            if target.exists():
                open(target, "ab").close()  # a file that may not be written is not to be replaced either
                shutil.copymode(target, beside)
            if (target.read_bytes() if target.exists() else None) != self.old:
                raise InputError(f"corrections/{self.path.name} was changed meanwhile; nothing is written: try again")
            os.replace(beside, target)
        finally:
            beside.unlink(missing_ok=True)


def draft(path: Path, decision: Decision) -> Draft:
    """The file at `path` with the decision as its last entry, read back to prove it.

    Raises InputError when the file cannot be read as corrections, or when no entry can follow its last line.
    """
    old = path.read_bytes() if path.exists() else None
    before = parse_corrections(correction_text(path), path.name) if old is not None else []
    data = old or b""
    newline = "\r\n" if b"\r\n" in data else "\n"
    indent = " " * _column(data, path.name)
    text = newline.join(f"{indent}{line}" for line in decision.lines()) + newline
    whole = not data.strip(b"\xef\xbb\xbf") or data.endswith(b"\n")
    gap = newline if data.strip(b"\xef\xbb\xbf \t\r\n") and not re.search(rb"\n[ \t]*\r?\n\Z", data) else ""
    new = data + ("" if whole else newline).encode() + (gap + text).encode("utf-8")
    try:
        after = parse_corrections(new.decode("utf-8-sig"), path.name)
    except InputError as error:
        raise InputError(f"no entry can be added at the end of corrections/{path.name}: with it, {error}") from None
    if [_content(one) for one in after[:-1]] != [_content(one) for one in before] or not _is(after[-1], decision):
        raise InputError(f"an entry at the end of corrections/{path.name} would not be read as it is meant; end the "
                         "file with a whole entry and a line end")  # fmt: skip
    return Draft(path, old, new, after[-1])


def _column(data: bytes, name: str) -> int:
    """How far the entries of a file are indented. Raises InputError for a list that is written in brackets."""
    root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.SequenceNode):
        return 0
    if root.flow_style:
        raise InputError(f"corrections/{name}, line {root.start_mark.line + 1}: nothing can be added after a list in "
                         "brackets; write each entry on a line of its own that begins with a dash")  # fmt: skip
    return int(root.start_mark.column)


def _content(one: Correction) -> tuple[object, ...]:
    return (one.line, one.action, one.ids, one.reason, one.by, one.on, dict(one.values), dict(one.expect), one.column,
            one.document, one.quote)  # fmt: skip


def _is(one: Correction, meant: Decision) -> bool:
    return (one.action, one.ids, one.reason, one.by, one.on, dict(one.values), dict(one.expect), one.column) == (
        meant.action, meant.ids, meant.reason, meant.by, meant.on, dict(meant.values), dict(meant.expect), meant.column
    )  # fmt: skip
