"""The questions that readers ask, in SQLite's words.

In the SQLite file every view of the DuckDB file stands as a table with its rows, so most statements need no change.
A table macro has no such thing: its query is put in its place, and what it is asked about can be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.publish.queries import questions
from pipeline.publish.views import View, read_views

FROM_FIRST = re.compile(r"from\b", re.IGNORECASE)
PIVOT = re.compile(r"pivot\b", re.IGNORECASE)
FILTER = re.compile(r"\bfilter \((?!where\b)", re.IGNORECASE)
DATE = re.compile(r"\bdate\s+(?='\d{4}-\d\d-\d\d')", re.IGNORECASE)
COMPARED = re.compile(r"\b(\w+) = ('\w+')$")  # what a reader may want to choose, at the end of a statement
NO_PIVOT = "SQLite has no PIVOT, which makes a column of each party; the rows are the same, and DuckDB can ask it"


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a statement that asks it. `name` is the same as long as the view is. In `sql`, a word after a
    colon is a parameter; left empty, the statement asks what it asks in `dist/queries.sql`."""

    name: str
    number: int
    question: str
    about: str
    sql: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement that SQLite cannot run, and why."""

    question: str
    statement: str
    reason: str


def sqlite_questions() -> tuple[list[Question], list[LeftOut]]:
    """All questions with the statements that SQLite can run, and the statements that it cannot."""
    asked: list[Question] = []
    left_out: list[LeftOut] = []
    for (number, question), views in questions().items():
        for view in views:
            for place, statement in enumerate(view.asks, start=1):
                if PIVOT.match(statement):
                    left_out.append(LeftOut(question, statement, NO_PIVOT))
                    continue
                name = f"{number:02}_{view.name}" + (f"_{place}" if place > 1 else "")
                asked.append(Question(name, number, question, view.about, in_sqlite(statement)))
    return asked, left_out


def in_sqlite(statement: str) -> str:
    """The statement as SQLite runs it."""
    text = f"select * {statement}" if FROM_FIRST.match(statement) else statement
    text = FILTER.sub("filter (where ", text)
    text = COMPARED.sub(lambda found: f"{found[1]} = {_or_default(found[1], found[2])}", text)
    for macro in read_views():
        if macro.parameters is not None:
            text = _put_in_place(text, macro)
    return text


def _put_in_place(text: str, macro: View) -> str:
    """The text with the macro's query where it is called. The arguments of the call are what counts where a reader
    fills in nothing."""
    found = re.search(rf"\b{macro.name}\(", text)
    if found is None:
        return text
    arguments, end = _arguments(text, found.end())
    query = macro.query
    for parameter, argument in zip((macro.parameters or "").split(", "), arguments, strict=True):
        value = _or_default(parameter, DATE.sub("", argument))
        query = re.sub(rf"(?<![\w.]){parameter}(?!\w)", lambda _, value=value: value, query)  # type: ignore[misc]
    indented = "\n".join(f"    {line}" for line in query.splitlines())
    return f"{text[: found.start()]}(\n{indented}\n){text[end:]}"


def _or_default(parameter: str, default: str) -> str:
    return f"coalesce(nullif(:{parameter}, ''), {default})"


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """The arguments of a call whose parenthesis opens before `start`, and the place after the one that closes it."""
    arguments, depth = [""], 0
    for place, sign in _code(text, start):
        if sign == ")" and depth == 0:
            return [argument.strip() for argument in arguments], place + 1
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            arguments.append("")
        else:
            arguments[-1] += sign
    raise ValueError(f"a parenthesis is not closed in: {text}")


def _code(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The text from `start` on, sign by sign, but a literal as one."""
    place = start
    while place < len(text):
        length = text.index("'", place + 1) + 1 - place if text[place] == "'" else 1
        yield place, text[place : place + length]
        place += length
