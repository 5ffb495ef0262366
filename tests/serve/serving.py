"""A `parley serve` that really runs, in a process of its own, and a reader that can ask it anything."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

START = [sys.executable, "-m", "pipeline", "serve"]


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A running server: its process, its port, and what it said when it started."""

    process: subprocess.Popen[str]
    port: int
    said: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, target: str, method: str = "GET", host: str | None = None, **headers: str) -> Reply:
        """The reply to one request, whose target is sent as it stands here. `host` is another Host than the right one."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            got = connection.getresponse()
            return Reply(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        finally:
            connection.close()

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Ask the process to end; its exit code and what it printed on the way."""
        self.process.send_signal(how)
        out, _ = self.process.communicate(timeout=20)
        return self.process.returncode, out


@contextmanager
def serving(root: Path, *options: str) -> Iterator[Served]:
    """`parley serve` over the dataset below `root` on a free port, until the block ends."""
    command = [*START, "--data", str(root), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = ""
        assert process.stdout is not None
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        found = re.search(r"127\.0\.0\.1:(\d+)/", said)
        assert found, said
        yield Served(process, int(found[1]), said)
    finally:
        process.kill()
        process.communicate()
