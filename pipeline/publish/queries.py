"""`dist/queries.sql`: the questions that readers ask, each as statements that run on the DuckDB file as they stand."""

from __future__ import annotations

from textwrap import wrap

from pipeline.publish.views import View, read_views

INTRODUCTION = (
    "Made by the pipeline; do not edit. The questions that people ask this dataset, each with statements that run as "
    "they stand: duckdb -readonly dist/parley.duckdb < dist/queries.sql. The views behind them are in the DuckDB "
    "file, where you can read and change them: select view_name, sql from duckdb_views() where not internal. "
    "data-dictionary.md explains every column."
)


def questions() -> dict[tuple[int, str], list[View]]:
    """The questions by number, each with the views that answer it."""
    found: dict[tuple[int, str], list[View]] = {}
    for view in read_views():
        if view.question:
            found.setdefault(view.question, []).append(view)
    return dict(sorted(found.items()))


def queries_sql() -> str:
    """The text of the file: each question as a comment, what each view says of itself, and its statements."""
    parts = [_comment(INTRODUCTION)]
    for (number, question), views in questions().items():
        lines = [_comment(f"{number}. {question}")]
        for view in views:
            lines += [_comment(f"{_call(view)}: {view.about}"), *(_statement(one) for one in view.asks)]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _call(view: View) -> str:
    return view.name if view.parameters is None else f"{view.name}({view.parameters})"


def _comment(text: str) -> str:
    return "\n".join(wrap(text, 100, initial_indent="-- ", subsequent_indent="-- "))


def _statement(text: str) -> str:
    return f"{text};"
