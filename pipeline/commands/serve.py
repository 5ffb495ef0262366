"""`parley serve`: the explorer, and Datasette over the tables, in the browser of this machine."""

from __future__ import annotations

import io
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from pathlib import Path
from types import FrameType
from typing import NoReturn, TextIO

import click

from pipeline.commands.options import data_option, dataset_root
from pipeline.commands.plain import one_line, visible
from pipeline.errors import CallError, InputError

PORT = 8321

EXAMPLE = """\b
Examples:
  parley serve --open
  parley serve --datasette --port 0
  parley serve --data unpacked-release
"""


@click.command(epilog=EXAMPLE, short_help="Show the dataset in the browser of this machine.")
@data_option()
@click.option("--datasette", is_flag=True, help="Show Datasette besides: SQL, search, facets, JSON.")
@click.option(
    "--port",
    metavar="N",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen on; 0 takes any that is free.",
)
@click.option("--open/--no-browser", "open_browser", default=False, help="Open the browser (default: no).")
def serve(root: Path, datasette: bool, port: int, open_browser: bool) -> None:
    """Show the explorer and the files beside it at http://127.0.0.1:8321/. Only
    this machine can reach it, and nothing can be changed through it. Ctrl-C
    ends it.

    With --datasette, Datasette is there, too: SQL, full-text search, facets, a
    JSON API and the questions that readers ask. It reads a SQLite file,
    .parley/parley.db, that is made anew when the data changed: start again
    after a build. Datasette is an extra: pip install ".[serve]".
    """
    from pipeline.serve.server import bound, serve_files
    from pipeline.serve.sqlite_file import kept_sqlite

    root = dataset_root(root)
    explorer = (root / "dist" / "index.html").is_file()
    if datasette:
        from pipeline.serve.datasette_app import check_installed

        check_installed()
    elif not explorer:
        raise CallError(f"there is no {root / 'dist' / 'index.html'}: run `parley build` to make it.")
    with ExitStack() as held:
        listening = held.enter_context(bound(port))
        held.enter_context(_ended_by_signals())
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        try:
            file = held.enter_context(kept_sqlite(root, _say_making)) if datasette else None
            click.echo(_title(root))
            click.echo(f"explorer   {address}dist/" if explorer else "explorer   none: run `parley build` to make it")
            if file is not None:
                click.echo(f"Datasette  {address}")
            click.echo("Only this machine can reach it. Ctrl-C ends it.")
            if open_browser:
                _open(address)
            if file is None:
                serve_files(root, listening)
            else:
                from pipeline.serve.datasette_app import serve_datasette

                with redirect_stderr(_Visible(sys.stderr)):
                    serve_datasette(root, file, listening, explorer)
        except KeyboardInterrupt:
            click.echo("\nEnded.")


def _title(root: Path) -> str:
    from pipeline.publish.described import info_of

    try:
        return one_line(info_of(root).title)
    except InputError:
        return "A dataset without datapackage.json"


def _say_making() -> None:
    click.echo("Making the SQLite file for Datasette; with many texts this takes a while.")


def _open(address: str) -> None:
    """Ask the system for its browser, without waiting for it."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


class _Visible(io.TextIOBase):
    """What a library writes to standard error, made visible: a request from anywhere can stand in it. An error in
    somebody's SQL is left out: the page tells it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        if not text.startswith("ERROR: conn="):
            self.stream.write("\n".join(map(visible, text.split("\n"))))
        return len(text)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A process that is asked to end does so as with Ctrl-C, in good order."""

    def end(number: int, frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
