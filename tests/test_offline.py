"""A build reaches for no network, whatever the sources name (case 33 for all formats)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Whoever connects, sends or asks for a name ends its process, in workers too. (urllib3 binds a socket when it is
# imported, to see whether the machine knows IPv6; nothing is sent.)
FORBID = """
import socket, os
def refuse(*a, **k):
    os.write(2, b"SOCKET OPENED")
    os._exit(99)
class NoSocket(socket.socket):
    def connect(self, *a): refuse()
    connect_ex = sendto = connect
socket.socket = NoSocket
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""
PAGE = """<!doctype html><html lang="en"><head><base href="http://127.0.0.1:9/"><title>Talks</title>
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"><link rel="stylesheet" href="http://127.0.0.1:9/a.css">
</head><body><article><h1>Talks</h1><img src="http://127.0.0.1:9/a.png">
<p>Russia demands that Ukraine withdraw its troops from the border, the foreign minister said on Tuesday.</p>
<p>Ukraine rejected the demand, saying that it would not withdraw its troops from its own land.</p></article></body></html>
"""


@pytest.mark.slow
def test_case_33_a_build_opens_no_socket(tmp_path: Path) -> None:
    seeds = tmp_path / "sources" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "page.html").write_text(PAGE, encoding="utf-8")
    (seeds / "text.txt").write_text("Russia demands that Ukraine withdraw its troops. See http://127.0.0.1:9/x\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(FORBID)
    run = subprocess.run(
        [sys.executable, "-m", "pipeline", "build", "--sources", "sources", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "SOCKET OPENED" not in run.stderr
    assert (tmp_path / "dist" / "csv" / "documents.csv").is_file()


def test_the_guard_of_this_test_works(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(FORBID)
    code = "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')"
    run = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, check=False
    )
    assert run.returncode == 99
