"""What is served and what is not: files of the dataset alone, as what they are, to this machine's own names."""

from __future__ import annotations

import os
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import pytest

from pipeline.serve.answers import Answer, answer, refusal

PAGE = (
    '<!doctype html><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-abc='\">"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that looks like a dataset, with a secret beside it."""
    root = tmp_path / "data"
    (root / "dist" / "csv").mkdir(parents=True)
    (root / "dist" / "index.html").write_text(PAGE)
    (root / "dist" / "plain.html").write_text("<script>1</script>")
    (root / "dist" / "csv" / "demands.csv").write_text("0123456789")
    (root / "dist" / ".hidden").write_text("secret")
    (root / "dist" / "a b#ü.txt").write_text("odd name")
    (root / "datapackage.json").write_text("{}")
    (root / "sources.txt").write_text("secret")
    (tmp_path / "secret.txt").write_text("secret")
    return root


@pytest.fixture
def ask(root: Path) -> Callable[..., Answer]:
    return lambda target, method="GET", **headers: answer(
        root, method, target, {name.replace("_", "-"): value for name, value in headers.items()}
    )


def body(found: Answer) -> bytes:
    try:
        return b"".join(found.body())
    finally:
        found.close()


def header(found: Answer, name: str) -> str | None:
    values = [value for key, value in found.headers if key == name]
    assert len(values) < 2
    return values[0] if values else None


def test_the_front_door_leads_to_the_explorer(ask: Callable[..., Answer]) -> None:
    assert (ask("/").status, header(ask("/"), "Location")) == (302, "/dist/")
    assert header(ask("/dist"), "Location") == "/dist/"
    assert body(ask("/dist/")) == body(ask("/dist/index.html?x=1")) == PAGE.encode()


@pytest.mark.parametrize(
    ("target", "content", "media_type"),
    [
        ("/datapackage.json", b"{}", "application/json"),
        ("/dist/csv/demands.csv", b"0123456789", "text/csv; charset=utf-8; header=present"),
        ("/dist/a%20b%23%C3%BC.txt", b"odd name", "text/plain; charset=utf-8"),
    ],
)
def test_files_come_as_what_they_are(ask: Callable[..., Answer], target: str, content: bytes, media_type: str) -> None:
    found = ask(target)
    assert (found.status, header(found, "Content-Type")) == (200, media_type)
    assert header(found, "X-Content-Type-Options") == "nosniff"
    assert body(found) == content


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt", "/dist/../sources.txt", "/dist/%2e%2e/sources.txt", "/dist/..%2f..%2fsecret.txt",
        "/dist/%2e%2e%2f%2e%2e%2fsecret.txt", "/dist/..\\sources.txt", "/dist/..%5csources.txt", "/sources.txt",
        "/dist/.hidden", "/dist/%2ehidden", "/dist/./index.html", "/dist//index.html", "//etc/passwd", "/etc/passwd",
        "/dist//etc/passwd", "/dist/csv", "/dist/csv/", "/dist/index.html/", "/dist/index.html%00.txt", "/dist/%ff",
        "/dist/index.html.", "/dist/index.html%20", "/dist/C:%5cwindows", "/dist/" + "a" * 5000, "/dist/index.html::$DATA",
        "/dist/%252e%252e/sources.txt", "/dist/\udcff", "/DATAPACKAGE.JSON", "/datapackage.json/",
    ],
)  # fmt: skip
def test_nothing_else_can_be_had(ask: Callable[..., Answer], target: str) -> None:
    found = ask(target)
    assert found.status == 404
    assert b"secret" not in body(found)


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_links_lead_nowhere_and_pipes_do_not_hold_the_server(ask: Callable[..., Answer], root: Path) -> None:
    (root / "dist" / "link.txt").symlink_to(root.parent / "secret.txt")
    (root / "dist" / "inner.txt").symlink_to(root / "dist" / "index.html")
    (root / "dist" / "folder").symlink_to(root.parent)
    os.mkfifo(root / "dist" / "pipe")
    for name in ("link.txt", "inner.txt", "folder/secret.txt", "pipe"):
        assert ask(f"/dist/{name}").status == 404


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
def test_a_dataset_that_the_user_reaches_through_a_link_is_served(root: Path) -> None:
    link = root.parent / "latest"
    link.symlink_to(root)
    assert body(answer(link, "GET", "/dist/csv/demands.csv", {})) == b"0123456789"


def test_a_page_with_a_policy_has_it_in_the_header_and_one_without_can_run_nothing(ask: Callable[..., Answer]) -> None:
    policy = header(ask("/dist/"), "Content-Security-Policy")
    assert policy == "default-src 'none'; script-src 'sha256-abc='; frame-ancestors 'none'"
    for target in ("/dist/plain.html", "/dist/csv/demands.csv", "/nothing"):
        policy = header(ask(target), "Content-Security-Policy") or ""
        assert policy.startswith("default-src 'none'; style-src") and "script-src" not in policy


def test_an_unchanged_file_is_not_sent_again(ask: Callable[..., Answer], root: Path) -> None:
    tag = header(ask("/dist/csv/demands.csv"), "ETag") or ""
    day = header(ask("/dist/csv/demands.csv"), "Last-Modified") or ""
    for known in ({"if_none_match": tag}, {"if_none_match": f'"other", W/{tag}'}, {"if_none_match": "*"},
                  {"if_modified_since": day}):  # fmt: skip
        found = ask("/dist/csv/demands.csv", **known)
        assert (found.status, body(found)) == (304, b"")
    for known in ({"if_none_match": '"other"', "if_modified_since": day}, {"if_modified_since": "yesterday"},
                  {"if_modified_since": formatdate(0, usegmt=True)}):  # fmt: skip
        assert body(ask("/dist/csv/demands.csv", **known)) == b"0123456789"
    (root / "dist" / "csv" / "demands.csv").write_text("new")
    assert body(ask("/dist/csv/demands.csv", if_none_match=tag)) == b"new"


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("bytes=0-3", 206, b"0123"), ("bytes=4-", 206, b"456789"), ("bytes=-2", 206, b"89"), ("bytes=8-99", 206, b"89"),
        ("bytes=-99", 206, b"0123456789"), ("bytes=10-", 416, None), ("bytes=-0", 416, None),
        ("bytes=3-1", 200, b"0123456789"), ("bytes=-", 200, b"0123456789"), ("bytes=0-1,4-5", 200, b"0123456789"),
        ("items=0-1", 200, b"0123456789"), ("bytes=" + "9" * 30 + "-", 200, b"0123456789"),
    ],
)  # fmt: skip
def test_a_part_of_a_file_can_be_had(
    ask: Callable[..., Answer], wanted: str, status: int, content: bytes | None
) -> None:
    found = ask("/dist/csv/demands.csv", range=wanted)
    length = header(found, "Content-Length")
    got = body(found)
    assert found.status == status and length == str(len(got))
    assert content is None or got == content
    if status == 206:
        assert (header(found, "Content-Range") or "").endswith("/10")


def test_a_part_of_a_file_that_changed_is_the_whole(ask: Callable[..., Answer]) -> None:
    tag = header(ask("/dist/csv/demands.csv"), "ETag") or ""
    assert body(ask("/dist/csv/demands.csv", range="bytes=0-1", if_range=tag)) == b"01"
    assert body(ask("/dist/csv/demands.csv", range="bytes=0-1", if_range='"old"')) == b"0123456789"


@pytest.mark.parametrize("hosts", [["127.0.0.1:8321"], ["localhost:8321"], ["LOCALHOST:8321"]])
def test_this_machine_is_listened_to(hosts: list[str]) -> None:
    assert refusal("GET", "/dist/", hosts, 8321) is None


@pytest.mark.parametrize(
    "hosts",
    [[], [""], ["evil.example"], ["evil.example:8321"], ["127.0.0.1"], ["localhost"], ["127.0.0.1:80"],
     ["127.0.0.1:8321.evil.example"], ["localhost.evil.example:8321"], ["evil@127.0.0.1:8321"], ["[::1]:8321"],
     ["127.0.0.1:8321", "evil.example"], ["0.0.0.0:8321"], ["127.0.0.1:8321 "]],
)  # fmt: skip
def test_a_name_that_is_not_this_machines_is_refused(hosts: list[str]) -> None:
    found = refusal("GET", "/dist/", hosts, 8321)
    assert found is not None and found.status == 403
    assert b"http://127.0.0.1:8321/" in body(found)


def test_only_reading_is_possible() -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"):
        found = refusal(method, "/dist/", ["127.0.0.1:8321"], 8321)
        assert found is not None and (found.status, header(found, "Allow")) == (405, "GET, HEAD")
    found = refusal("GET", "http://evil.example/dist/", ["127.0.0.1:8321"], 8321)
    assert found is not None and found.status == 400
