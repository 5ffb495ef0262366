"""Datasette over the SQLite file, beside the explorer, on this machine only.

Datasette itself looks neither at the Host header nor sends a content security policy. Both are done around it: what
`answers` refuses never reaches it, and its pages run only the scripts that it wrote, each known by a number that is
used once.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import MachineError
from pipeline.serve.answers import EXPLORER, FRAMED, SECURITY, Answer, answer, is_file, refusal
from pipeline.serve.metadata import metadata

if TYPE_CHECKING:
    from jinja2 import BaseLoader

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

INSTALL = 'pip install ".[serve]"'
# What Datasette's own pages need; forms and scripts ask nobody else, whatever stands in the data
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    f"connect-src 'self'; form-action 'self'; base-uri 'none'; {FRAMED}"
)
SETTINGS = {
    "sql_time_limit_ms": 3_000,
    "facet_time_limit_ms": 1_000,
    "max_returned_rows": 1_000,
    "max_csv_mb": 0,  # the rows of a table can be had whole
    "truncate_cells_html": 1_000,
    "default_cache_ttl": 0,
    "suggest_facets": False,  # those of `tables.yml` are there, and each column's menu offers its own
    "default_facet_size": 10,
    # the file holds what dist/ holds, so that it may be taken along
    "allow_download": True,
    "template_debug": False,
    "trace_debug": False,
}
# What the columns of a table mean comes after its rows
STYLE = (
    "body.table section.content { display: flex; flex-direction: column; } "
    "body.table section.content > * { min-width: 0; } "
    "body.table dl.column-descriptions { order: 1; margin-top: 2em; }"
)
SECONDS_TO_END = 2
_nonce: ContextVar[str] = ContextVar("nonce", default="")


def check_installed() -> None:
    """Raises MachineError, which says what to do, where Datasette is not installed."""
    if find_spec("datasette") is None or find_spec("uvicorn") is None:
        raise MachineError(f"Datasette is not installed; in a clone of the repository, run: {INSTALL}")


def serve_datasette(root: Path, file: Path, listening: socket.socket, explorer: bool) -> None:
    """Answer with Datasette over `file`, and at their own addresses with the files of the dataset below `root`, until
    the process is told to stop (KeyboardInterrupt). `explorer` says whether the dataset has one."""
    import uvicorn

    port = listening.getsockname()[1]
    app = guarded(datasette_over(root, file, EXPLORER if explorer else None), root, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=SECONDS_TO_END,
    )
    uvicorn.Server(config).run(sockets=[listening])


def datasette_over(root: Path, file: Path, explorer: str | None) -> App:
    """Datasette over the file, which it takes as one that nobody changes."""
    # in this order: the second is a plugin of the first
    import datasette.app
    import datasette.handle_exception

    datasette.handle_exception.rich = None  # else each wrong address would print a page of the program's insides
    made = datasette.app.Datasette(
        [], immutables=[str(file)], metadata=metadata(root, file, explorer), settings=SETTINGS
    )
    made.jinja_env.globals["nonce_of_answer"] = _nonce.get
    made.jinja_env.loader = _numbered(made.jinja_env.loader)
    app: App = made.app()
    return app


def _numbered(loader: BaseLoader) -> BaseLoader:
    """A loader of the same templates, whose own scripts carry the number of the answer that they are sent with, and
    which have a style of ours besides."""
    from jinja2 import BaseLoader, Environment

    class Numbered(BaseLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:
            source, file, current = loader.get_source(environment, template)
            source = source.replace("<script>", '<script nonce="{{ nonce_of_answer() }}">')
            return source.replace("</head>", f"<style>{STYLE}</style>\n</head>"), file, current

        def list_templates(self) -> list[str]:
            return loader.list_templates()

    return Numbered()


def guarded(app: App, root: Path, port: int) -> App:
    """The app, and the files of the dataset at their own addresses, behind the same refusals and headers."""

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        hosts = [value for name, value in pairs if name == "host"]
        refused = refusal(scope["method"], target, hosts, port)
        if refused is not None:
            await _send(refused, scope["method"], send)
        elif is_file(target):
            await _send(answer(root, scope["method"], target, dict(pairs)), scope["method"], send)
        else:
            await app(scope, receive, _with_headers(send))

    return guard


def _with_headers(send: Send) -> Send:
    nonce = secrets.token_urlsafe(16)
    _nonce.set(nonce)
    ours = {"Content-Security-Policy": POLICY.format(nonce=nonce), **dict(SECURITY)}
    # Links between its pages may tell where they come from; nobody else is told
    ours["Referrer-Policy"] = "same-origin"
    added = [(name.lower().encode(), value.encode()) for name, value in ours.items()]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in added}
            kept = [(name, value) for name, value in message.get("headers", []) if name.lower() not in names]
            message = {**message, "headers": [*kept, *added]}
        await send(message)

    return sending


async def _send(found: Answer, method: str, send: Send) -> None:
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in found.headers]
    try:
        await send({"type": "http.response.start", "status": found.status, "headers": headers})
        for piece in found.body() if method != "HEAD" else ():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        found.close()
