"""The guides of CONTRIBUTING.md as steps that can be performed: what a reader does by hand, done as it is written.

A step is an item of a numbered list. A fenced block `sh` in it holds commands; any other block belongs to the sentence
before it, which ends in "Write `FILE`:", "Append to `FILE`:" or "It prints:" (what the commands before it print).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STEP = re.compile(r"^(\d+)\. ", re.MULTILINE)
BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
EDIT = re.compile(r"(Write|Append to) `([^`]+)`:$")


@dataclass(frozen=True)
class Commands:
    """Lines for the shell."""

    text: str


@dataclass(frozen=True)
class Edit:
    """A file that is written, or a text that is put at its end."""

    file: str
    text: str
    append: bool


@dataclass(frozen=True)
class Prints:
    """What the commands before it print."""

    text: str


Action = Commands | Edit | Prints


def section(page: str, heading: str) -> str:
    """The text below a heading of the second level, up to the next."""
    (found,) = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return str(found)


def steps(text: str) -> list[list[Action]]:
    """What is to be done in each step of a numbered list. Raises ValueError for numbers that do not count up from 1,
    and for a block of which nothing says what to do with it."""
    parts = STEP.split(text)[1:]
    numbers, bodies = [int(number) for number in parts[::2]], parts[1::2]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError(f"the steps are numbered {numbers}")
    return [list(_actions(body)) for body in bodies]


def _actions(body: str) -> Iterator[Action]:
    body = re.split(r"^(?=[^ \n])", body, flags=re.MULTILINE)[1]  # what stands at the margin afterwards is no step
    for block in BLOCK.finditer(body):
        indent, language, inner = block.groups()
        text = re.sub(f"^{indent}", "", inner, flags=re.MULTILINE)
        before = body[: block.start()].rstrip()
        if language == "sh":
            yield Commands(text)
        elif edit := EDIT.search(before):
            yield Edit(edit[2], text, edit[1] != "Write")
        elif before.endswith("It prints:"):
            yield Prints(text)
        else:
            raise ValueError(f"what is to be done with this block? {text!r}")


class Reader:
    """Somebody who does what is written, in a folder of their own; `setup` is what they type first in each shell."""

    def __init__(self, folder: Path, setup: str) -> None:
        self.folder, self.setup = folder, setup
        self.printed = ""

    def type(self, commands: str) -> str:
        """Run lines in a shell, and give what they print. AssertionError with all that was said when one fails."""
        done = subprocess.run(
            ["bash", "-e", "-c", f"{{\n{self.setup or ':'}\n}} >/dev/null\n{commands}"],
            cwd=self.folder, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
        self.printed = done.stdout
        return done.stdout

    def perform(self, action: Action) -> None:
        """Do what one block says. AssertionError when that cannot be done, or other words are printed."""
        if isinstance(action, Commands):
            self.type(action.text)
        elif isinstance(action, Prints):
            assert self.printed == action.text, f"it prints\n{self.printed}"
        else:
            file = self.folder / action.file
            assert file.is_file() is action.append, f"{action.file} {'is not' if action.append else 'is'} there"
            with file.open("a", encoding="utf-8", newline="\n") as out:
                out.write(action.text)
