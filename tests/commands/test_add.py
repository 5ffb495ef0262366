"""`parley add`: texts come into the sources whole, with what is known of them, and never twice."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from pipeline import adding
from pipeline.adding import safe_name
from pipeline.read import Folder, Limits, read_folder, read_limits
from pipeline.read.metadata import read_sidecar
from tests.commands.conftest import Run
from tests.commands.test_start import HEAVY, loaded_by

TEXT = "Talks end\n\nNorland rejected the plan.\n"


@pytest.fixture
def here(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands run: texts lie in `in/`, and there are no sources yet."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def put(here: Path, name: str, content: str | bytes = TEXT, sidecar: str | None = None) -> Path:
    path = here / "in" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if sidecar is not None:
        path.with_name(path.name + ".meta.yml").write_text(sidecar, encoding="utf-8")
    return path


def seeds(here: Path) -> list[str]:
    """All files below sources/, hidden ones too."""
    root = here / "sources"
    return sorted(path.relative_to(root / "seeds").as_posix() for path in root.rglob("*") if path.is_file())


def test_a_file_comes_in_with_its_sidecar(here: Path, run: Run) -> None:
    put(here, "a.txt")
    outcome = run(
        "add", "in/a.txt", "--published", "2024-05-01", "--publisher", 'Daily: "News"', "--author", "- Jane #1",
        "--title", "yes", "--url", "https://example.org/a?b=1#c", "--licence", "4.0", "--language", "en-GB", "--publish", "quotes",
    )  # fmt: skip
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "added      a.txt\n\n1 added.\nRun: parley build\n"
    assert seeds(here) == ["a.txt", "a.txt.meta.yml"]
    assert (here / "sources/seeds/a.txt").read_bytes() == TEXT.encode()
    assert (here / "sources/seeds/a.txt.meta.yml").read_text(encoding="utf-8") == (
        "title: 'yes'\nauthor: '- Jane #1'\npublisher: 'Daily: \"News\"'\npublished: 2024-05-01\n"
        "url: https://example.org/a?b=1#c\nlicence: '4.0'\nlanguage: en-GB\npublish: quotes\n"
    )
    (document,) = read_folder(here / "sources/seeds").documents
    assert (document.title, document.author, document.publisher) == ("yes", "- Jane #1", 'Daily: "News"')
    assert (document.licence, document.publish) == ("4.0", "quotes")


def test_only_what_was_given_is_written(here: Path, run: Run) -> None:
    put(here, "a.txt")
    assert run("add", "in/a.txt", "--title", " ").code == 0
    assert seeds(here) == ["a.txt"]


@pytest.mark.parametrize(
    "value",
    ["мир: да", "a\nb", "'", '"', "{{x}}", "null", "~", "0123", "1e5", "# x", "a: b", "x" * 500, "\u2028x", "é" * 300],
)
def test_values_come_back_as_they_were_given(here: Path, run: Run, value: str) -> None:
    put(here, "a.txt")
    assert run("add", "in/a.txt", "--publisher", value).code == 0
    assert read_sidecar(here / "sources/seeds/a.txt").publisher == " ".join(value.split())


def test_a_folder_keeps_its_structure_and_its_sidecars(here: Path, run: Run) -> None:
    put(here, "a.txt", sidecar="# mine\ntitle: Mine\nauthor: Jane\n")
    put(here, "sub/b.txt", TEXT + "It did.\n", sidecar="published: 2024-05-01\npublished_basis: inferred\n")
    put(here, ".hidden.txt")
    put(here, ".git/c.txt")
    assert run("add", "in", "--publisher", "Daily").code == 0
    assert seeds(here) == ["in/a.txt", "in/a.txt.meta.yml", "in/sub/b.txt", "in/sub/b.txt.meta.yml"]
    said = read_sidecar(here / "sources/seeds/in/a.txt")
    assert (said.title, said.author, said.publisher) == ("Mine", "Jane", "Daily")
    assert read_sidecar(here / "sources/seeds/in/sub/b.txt").published_basis == "inferred"


def test_a_sidecar_beside_the_file_is_taken_as_it_is(here: Path, run: Run) -> None:
    put(here, "a.txt", sidecar="# mine\ntitle: Mine\n")
    assert run("add", "in/a.txt").code == 0
    assert (here / "sources/seeds/a.txt.meta.yml").read_text(encoding="utf-8") == "# mine\ntitle: Mine\n"


@pytest.mark.parametrize("nothing", ["~", "null", "", "''", "' '"])
def test_a_key_that_says_nothing_in_the_sidecar_says_nothing_beside_other_values(
    here: Path, run: Run, nothing: str
) -> None:
    put(here, "a.txt", sidecar=f"author: {nothing}\ntitle: '~'\nlicence: &own mine\n")
    assert run("add", "in/a.txt", "--publisher", "Daily").code == 0
    assert (here / "sources/seeds/a.txt.meta.yml").read_text(encoding="utf-8") == (
        "title: '~'\npublisher: Daily\nlicence: mine\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "sidecar", "reason"),
    [
        ("b.rtf", "x", None, "format"),
        ("b", "x", None, "format"),
        ("b.txt", b"\xff", None, "encoding"),
        ("b.txt", b"\x89PNG", None, "binary"),
        ("b.txt", " \n", None, "empty"),
        ("b.txt", TEXT + "!", "titel: x", "metadata"),
        ("b.txt", TEXT + "!", "[", "metadata"),
        ("b.txt", TEXT + "!", "language: es", "language"),
        ("b.zip", b"PK\x03\x04", None, "damaged"),
        ("b.csv", "name\nx\n", None, "format"),
        ("b.jsonl", "no json\n", None, "damaged"),
        ("b.txt", TEXT, None, "duplicate"),
        ("b.txt", TEXT.replace("\n", "\r\n").replace(" ", "  "), None, "duplicate"),
        ("b.jsonl", '{"text": "Talks end Norland rejected the plan."}\n', None, "duplicate"),
    ],
)
def test_what_cannot_be_used_is_refused_and_the_others_are_added(
    here: Path, run: Run, name: str, content: str | bytes, sidecar: str | None, reason: str
) -> None:
    put(here, "a.txt")
    put(here, "c.txt", TEXT + "It was late.\n")
    put(here, name, content, sidecar)
    outcome = run("add", "in/a.txt", f"in/{name}", "in/c.txt")
    assert outcome.code == 2
    lines = outcome.out.splitlines()
    at = lines.index(f"refused    in/{name}")
    assert lines[at + 1].startswith(f"           {reason}: ")
    if reason == "duplicate":
        assert "a.txt once more" in lines[at + 1]
    assert lines[-2:] == ["2 added, 1 refused.", "Run: parley build"]
    assert seeds(here) == ["a.txt", "c.txt"]


def test_a_file_that_is_not_there_stops_no_other(here: Path, run: Run) -> None:
    put(here, "a.txt")
    outcome = run("add", "in/nothing.txt", "in/a.txt")
    assert (outcome.code, outcome.err) == (2, "")
    assert outcome.out == (
        "refused    in/nothing.txt\n           missing: there is no such file; look at its name\n"
        "added      a.txt\n\n1 added, 1 refused.\nRun: parley build\n"
    )
    assert (here / "sources" / "seeds" / "a.txt").is_file()
    outcome = run("add", "in/nothing.txt", "in/neither.txt")
    assert outcome.code == 2 and outcome.out.endswith("\n2 refused.\n")


def test_nothing_is_added_twice_or_overwritten(here: Path, run: Run) -> None:
    put(here, "a.txt")
    assert run("add", "in/a.txt").code == 0
    put(here, "a.txt", TEXT + "It was late.\n")
    put(here, "b.txt")
    outcome = run("add", "in/a.txt", "in/b.txt")
    assert outcome.code == 2
    assert "name: sources/seeds/a.txt is there already; rename the file, or remove that one" in outcome.out
    assert "duplicate: these are the bytes of seeds/a.txt once more" in outcome.out
    assert outcome.out.endswith("\n2 refused.\n")
    assert (here / "sources/seeds/a.txt").read_bytes() == TEXT.encode()
    put(here, "other/a.txt", TEXT + "Other.\n")
    (here / "sources/seeds/c.txt.meta.yml").write_text("title: x\n", encoding="utf-8")
    put(here, "c.txt", TEXT + "Third.\n")
    outcome = run("add", "in/a.txt", "in/other/a.txt", "in/c.txt")
    assert outcome.out.count("is there already") == 3


def test_a_file_that_comes_to_be_there_meanwhile_is_not_overwritten(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(here, "a.txt")
    move = adding._move

    def later(file: Path, target: Path) -> None:
        if target.suffix == ".txt":
            target.write_text("other", encoding="utf-8")
        move(file, target)

    monkeypatch.setattr(adding, "_move", later)
    assert run("add", "in/a.txt", "--title", "x").code == 2
    assert (here / "sources/seeds/a.txt").read_text(encoding="utf-8") == "other"
    assert seeds(here) == ["a.txt"]


def test_disks_without_links_do(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links")

    monkeypatch.setattr(os, "link", refuse)
    put(here, "a.txt")
    assert run("add", "in/a.txt").code == 0
    assert (here / "sources/seeds/a.txt").read_bytes() == TEXT.encode()
    put(here, "a.txt", TEXT + "It was late.\n")
    assert run("add", "in/a.txt").code == 2


def test_a_file_whose_place_cannot_be_written_stops_no_other(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links")

    def full(file: Path, target: Path) -> None:
        if Path(target).name == "a.txt":
            raise OSError(28, "No space left on device")
        replace(file, target)

    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.setattr(os, "replace", full)
    put(here, "a.txt")
    put(here, "b.txt", TEXT + "It was late.\n")
    put(here, "c.txt", TEXT.replace("\n", "\r\n"))  # the words of the file that is not there
    outcome = run("add", "in/a.txt", "in/b.txt", "in/c.txt", "--publisher", "Daily")
    assert outcome.code == 2
    assert "unreadable: sources/seeds/a.txt cannot be written (No space left on device); make room" in outcome.out
    assert seeds(here) == ["b.txt", "b.txt.meta.yml", "c.txt", "c.txt.meta.yml"]


def test_the_sources_are_read_only_when_there_is_something_to_compare(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []

    def noted(folder: Path, limits: Limits) -> Folder:
        looked.append(folder.name)
        return read_folder(folder, limits)

    monkeypatch.setattr(adding, "read_folder", noted)
    put(here, "a.txt", " \n")
    put(here, "b.txt", b"\xff")
    assert run("add", "in").code == 2
    assert "seeds" not in looked
    put(here, "c.txt")
    put(here, "d.txt", TEXT.replace("\n", "\r\n"))
    assert "duplicate: this is the text of seeds/in/c.txt once more" in run("add", "in").out
    assert looked.count("seeds") == 1


def test_a_dry_run_writes_nothing(here: Path, run: Run) -> None:
    put(here, "a.txt")
    put(here, "b.rtf")
    outcome = run("add", "in", "--dry-run", "--publisher", "Daily")
    assert outcome.code == 2
    assert "would add  in/a.txt\n" in outcome.out
    assert outcome.out.endswith("1 to add, 1 refused.\nDry run: nothing was written. Run the same without --dry-run.\n")
    assert not (here / "sources").exists()


def test_containers_tell_how_many_texts_they_hold(here: Path, run: Run) -> None:
    put(here, "n.jsonl", '{"text": "Norland rejected it."}\nno json\n{"text": "Norland accepted it."}\n')
    with zipfile.ZipFile(here / "in" / "z.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    outcome = run("add", "in/n.jsonl", "in/z.zip", "--to", "other dir")
    assert outcome.out == (
        "added      n.jsonl\n           2 texts, 1 left out\nadded      z.zip\n\n2 added.\n"
        "Run: parley build --sources 'other dir'\n"
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["in/nothing.txt"], "there is no file in/nothing.txt"),
        (["in/empty"], "there is no file to add in in/empty"),
        (["in/a.txt.meta.yml"], "is a sidecar"),
        (["in/a.txt", "--published", "yesterday"], "`published: yesterday` is not allowed; write a date"),
        (["in/a.txt", "--url", "javascript:x"], "`url: javascript:x` is not allowed"),
        (["in/a.txt", "--encoding", "klingon"], "`encoding: klingon` is not allowed"),
        (["in/a.txt", "in/b.txt", "--title", "x"], "--title is that of one text, but there are 2 files"),
        (["in", "--url", "https://example.org"], "--url is that of one text"),
        ([], "Missing argument"),
    ],
)
def test_wrong_calls_add_nothing(here: Path, run: Run, arguments: list[str], says: str) -> None:
    put(here, "a.txt", sidecar="title: x")
    put(here, "b.txt", TEXT + "It was late.\n")
    (here / "in/empty").mkdir()
    outcome = run("add", *arguments)
    assert outcome.code == 2
    assert says in outcome.err
    assert not (here / "sources").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a b.txt", "a b.txt"),
        ("a\nb.txt", "a-x0ab.txt"),
        ("a:b?.txt", "a-b-.txt"),
        ("CON.txt", "_CON.txt"),
        ("com1.tar.txt", "_com1.tar.txt"),
        ("x. .txt", "x.txt"),
        ("..", "text"),
        ("a!", "a"),
        ("cafe\u0301.txt", "café.txt"),
        (os.fsdecode(b"\xff.txt"), "-xff.txt"),
        ("n.WARC.GZ", "n.WARC.GZ"),
    ],
)
def test_case_22_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_case_22_long_names_are_cut_and_stay_apart(here: Path, run: Run) -> None:
    names = ["x" * 240 + end for end in ("a.txt", "b.txt")]
    for number, name in enumerate(names):
        put(here, name, f"{TEXT}{number}")
    outcome = run("add", "in", "--publisher", "Daily")
    assert outcome.code == 0
    assert len([name for name in seeds(here) if name.endswith(".txt")]) == 2
    assert f"was in/{names[0]}" in outcome.out


def test_case_22_a_name_as_long_as_names_may_be_has_no_sidecar(here: Path, run: Run) -> None:
    put(here, "x" * 246 + ".txt")
    assert run("add", "in", "--publisher", "Daily").code == 0
    (name,) = [name for name in seeds(here) if name.endswith(".txt")]
    assert read_sidecar(here / "sources/seeds" / name).publisher == "Daily"


def test_a_sidecar_without_end_is_not_read_to_its_end(here: Path, run: Run) -> None:
    put(here, "a.txt", sidecar="title: x\n")
    with (here / "in/a.txt.meta.yml").open("r+b") as sidecar:
        sidecar.truncate(1 << 40)  # more than any memory holds; it takes no room on the disk
    outcome = run("add", "in/a.txt")
    assert "metadata: a.txt.meta.yml has more than 100000 bytes" in outcome.out


def test_case_23_odd_files_are_refused_without_a_hang(here: Path, run: Run) -> None:
    put(here, "a.txt")
    os.mkfifo(here / "in/pipe.txt")
    (here / "in/loop.txt").symlink_to(here / "in/loop.txt")
    (here / "in/round").symlink_to(here / "in")
    outcome = run("add", "in")
    assert outcome.code == 2
    assert outcome.out.count("refused") == 4  # three, and their number
    assert seeds(here) == ["in/a.txt"]


def test_case_23_odd_files_are_refused_with_the_words_of_a_build(here: Path, run: Run) -> None:
    put(here, "a.txt", TEXT * 100)
    put(here, "b.RTF")
    put(here, "c.jsonl", '{"text": "Norland rejected it."}\n' * 100)
    os.mkfifo(here / "in/pipe.txt")
    (here / "in/loop.txt").symlink_to(here / "in/loop.txt")
    (here / "in/nowhere.txt").symlink_to(here / "in/nothing.txt")
    (here / "in/round").symlink_to(here / "in")
    (here / "in/.round").symlink_to(here / "in")
    (here / "in/d.txt").mkdir()
    (here / "sources").mkdir()
    (here / "sources/limits.yml").write_text("document_bytes: 1000\ncontainer_bytes: 1000\n", encoding="utf-8")
    lines = run("add", "in").out.splitlines()
    told = {line.split()[1]: lines[at + 1].strip() for at, line in enumerate(lines) if line.startswith("refused  ")}
    found = read_folder(here / "in", read_limits(here / "sources")).quarantined
    assert len(found) == 8
    assert told == {f"in/{one.path}": f"{one.reason}: {one.detail}" for one in found}


def test_the_limits_of_the_sources_hold(here: Path, run: Run) -> None:
    put(here, "a.txt", TEXT * 100)
    (here / "sources").mkdir()
    (here / "sources/limits.yml").write_text("document_bytes: 1000\n", encoding="utf-8")
    outcome = run("add", "in/a.txt")
    assert "too_large: this has more than 1,000 bytes; split it, or raise `document_bytes`" in outcome.out


def test_nothing_is_left_behind_when_the_machine_fails(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    put(here, "a.txt")
    monkeypatch.setattr("shutil.copyfileobj", full)
    outcome = run("add", "in/a.txt")
    assert outcome.code != 0
    assert seeds(here) == []


def test_it_stands_first_and_loads_nothing_heavy(here: Path, run: Run) -> None:
    assert run("--help").out.split("Commands:")[1].split()[0] == "add"
    assert all(len(line) <= 80 for line in run("add", "--help").out.splitlines())
    assert not HEAVY & loaded_by("add", "--help", cwd=here)
