"""A web server of this machine for this machine: the explorer and the files beside it, for reading.

The standard library's server does the speaking; `answers` says what is answered.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from pipeline.errors import CallError, MachineError
from pipeline.serve.answers import HOST, Answer, answer, refusal, told

IDLE = 30  # seconds after which a silent connection is closed
WAITING = 64  # connections that may wait to be taken


def bound(port: int) -> socket.socket:
    """A socket that listens on the port of this machine alone; with 0 the system chooses a free one.

    Raises CallError when the port is in use, MachineError when the system refuses it.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name != "nt":  # there the option would let two servers have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(WAITING)
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)):
            raise CallError(
                f"port {port} is in use, perhaps by another `parley serve`; name another one, as in --port {port + 1}, "
                "or take any that is free with --port 0."
            ) from None
        raise MachineError(
            f"the system gives no port {port} ({error.strerror}); take any that is free with --port 0."
        ) from None
    return listening


def serve_files(root: Path, listening: socket.socket) -> None:
    """Answer requests for the files of the dataset below `root` until the process is told to stop (KeyboardInterrupt)."""
    with _Server(root, listening) as server:
        server.serve_forever()


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # an answer that is under way does not hold up the end
    block_on_close = False

    def __init__(self, root: Path, listening: socket.socket) -> None:
        self.root = root
        super().__init__(listening.getsockname(), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves in the middle is no error, nor is the end of the server; the rest is told in a line."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            print(f"parley: a request failed ({type(error).__name__}: {error}).", file=sys.stderr)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE
    server: _Server

    def _answer_it(self) -> None:
        hosts = self.headers.get_all("Host") or []
        found = refusal(self.command, self.path, hosts, self.server.server_address[1])
        if found is None:
            fields = {name.lower(): value for name, value in self.headers.items()}
            found = answer(self.server.root, self.command, self.path, fields)
        if self.command not in ("GET", "HEAD"):
            self.close_connection = True  # what came with it was not read
        self._send(found)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer_it

    def _send(self, found: Answer) -> None:
        try:
            self.send_response(found.status)
            for name, value in found.headers:
                self.send_header(name, value)
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command != "HEAD":
                for piece in found.body():
                    self.wfile.write(piece)
        finally:
            found.close()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library answers to a request that it cannot read, in our form."""
        self.close_connection = True
        self.command = self.command or "GET"
        self._send(told(code, message or "The request cannot be read."))

    def version_string(self) -> str:
        """The name of the server: no versions."""
        return "parley"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: who reads what is nobody's business."""
