"""`parley serve` in a process of its own: it shows the explorer, keeps to this machine, and ends when it is told to."""

from __future__ import annotations

import hashlib
import signal
import socket
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from pipeline.serve.server import bound
from tests.serve.serving import START, Served, serving

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def served(trap_root: Path) -> Iterator[Served]:
    with serving(trap_root) as found:
        yield found


def test_it_says_where_it_is_and_how_it_ends(served: Served) -> None:
    assert f"explorer   {served.address}/dist/\n" in served.said
    assert "Only this machine can reach it. Ctrl-C ends it." in served.said
    assert max(map(len, served.said.splitlines())) <= 80


def test_the_explorer_comes_as_it_stands_on_the_disk(served: Served, trap_root: Path) -> None:
    reply = served.ask("/dist/")
    assert reply.body == (trap_root / "dist" / "index.html").read_bytes()
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    policy = reply.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy and "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy
    assert reply.headers["server"] == "parley"


def test_every_published_file_can_be_had_byte_for_byte(served: Served, trap_root: Path) -> None:
    for file in sorted((trap_root / "dist").rglob("*.*")):
        reply = served.ask(f"/{file.relative_to(trap_root).as_posix()}")
        assert hashlib.sha256(reply.body).digest() == hashlib.sha256(file.read_bytes()).digest(), file
    assert served.ask("/datapackage.json").json["name"] == "parley"


def test_a_head_request_has_no_body(served: Served) -> None:
    whole, head = served.ask("/dist/queries.sql"), served.ask("/dist/queries.sql", "HEAD")
    assert head.body == b"" and head.headers["content-length"] == str(len(whole.body))


def test_parquet_readers_can_ask_for_parts(served: Served, trap_root: Path) -> None:
    content = (trap_root / "dist" / "parquet" / "demands.parquet").read_bytes()
    reply = served.ask("/dist/parquet/demands.parquet", Range="bytes=-8")
    assert (reply.status, reply.body) == (206, content[-8:])


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "localhost"])
def test_another_host_name_is_refused(served: Served, host: str) -> None:
    assert served.ask("/dist/", host=host).status == 403


@pytest.mark.parametrize("target", ["/../pyproject.toml", "/dist/../../etc/passwd", "/dist/%2e%2e/%2e%2e/etc/passwd"])
def test_nothing_outside_can_be_had(served: Served, target: str) -> None:
    assert served.ask(target).status == 404


def test_what_is_no_request_is_answered_in_a_line_and_the_server_goes_on(served: Served) -> None:
    for raw in (
        b"\x16\x03\x01\x00\n\n",
        b"GET\r\n\r\n",
        b"BREW /dist/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"",
        b"GET / HTTP/9.9\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            reply = b"".join(iter(lambda: connection.recv(4096), b""))
        assert b"Traceback" not in reply and b"200" not in reply.partition(b"\n")[0]
    assert served.ask("/dist/").status == 200


def test_one_connection_serves_many_requests_and_a_refused_body_ends_it(served: Served) -> None:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=10)
    for _ in range(3):
        connection.request("GET", "/datapackage.json")
        first = connection.sock
        assert connection.getresponse().read()
        assert connection.sock is first is not None
    connection.request("POST", "/dist/", body=b"GET /datapackage.json HTTP/1.1\r\n\r\n")
    reply = connection.getresponse()
    assert (reply.status, reply.headers["Connection"]) == (405, "close")
    connection.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_good_order_with_a_reader_still_connected(trap_root: Path, how: signal.Signals) -> None:
    with serving(trap_root) as found, socket.create_connection(("127.0.0.1", found.port)):
        code, out = found.end(how)
    assert (code, out.strip()) == (0, "Ended.")


def test_a_port_in_use_says_what_to_do(served: Served, trap_root: Path) -> None:
    command = [*START, "--data", str(trap_root), "--port", str(served.port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2 and done.stdout == ""
    assert f"port {served.port} is in use" in done.stderr and "--port 0" in done.stderr


def test_the_socket_is_bound_to_this_machine_alone() -> None:
    with bound(0) as listening:
        host, port = listening.getsockname()
    assert host == "127.0.0.1" and port > 0


def test_a_folder_without_a_dataset_or_explorer_is_told(tmp_path: Path) -> None:
    for made, word in ((False, "no dataset"), (True, "index.html")):
        if made:
            (tmp_path / "datapackage.json").write_text("{}")
        done = subprocess.run(
            [*START, "--data", str(tmp_path)], capture_output=True, text=True, check=False, timeout=30
        )
        assert done.returncode == 2 and word in done.stderr and "parley build" in done.stderr
