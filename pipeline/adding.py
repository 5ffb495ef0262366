"""Adding source texts: files are tried as a build reads them, compared with those that are there, and copied in.

A file comes into `sources/seeds/` whole or not at all, and never in the place of another.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.errors import CallError
from pipeline.files import WITHIN
from pipeline.model import Document
from pipeline.read import Folder, Limits, Quarantined, Unusable, read_folder, read_limits
from pipeline.read.files import files_below
from pipeline.read.formats import FORMATS, format_of, not_read
from pipeline.read.metadata import KEYS, SUFFIX, metadata_of, parse_values, sidecar_bytes, sidecar_of, sidecar_text
from pipeline.read.sources import ordinary_size, printable, refuse_more, unreadable

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\x85\u2028\u2029<>:"|?*\\/]+')  # signs that some system allows in no name
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)  # names that Windows keeps for itself
LONGEST_NAME = 120  # bytes, so that the name of the sidecar fits, too
OF_ONE_TEXT = ("title", "url")


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was added, or on a dry run would be: its place below seeds, what it was, how many documents it
    gives and how many of its members are left out."""

    path: str
    was: str
    documents: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not added: what it is, reason code, and a sentence that says what to do."""

    was: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be added and its place below seeds."""

    file: Path
    path: str


def add(
    files: Sequence[Path], values: Mapping[str, str], sources: Path, *, dry_run: bool = False
) -> Iterator[Added | Refused]:
    """Add files, and the files in folders, to `sources/seeds/`; a folder keeps its name and structure.

    `values` are what is known of them (keys of the sidecar): they are written into the sidecar of each, over what a
    sidecar beside the file says. Gives for each file what became of it; one that is refused stops no other. Nothing is
    written on a dry run. Raises CallError when the one file named is not there, or a value is not allowed or is that of
    one text only, InputError when `sources/limits.yml` cannot be read.
    """
    try:
        metadata_of(values, "the options")
    except Unusable as error:
        raise CallError(error.detail) from None
    limits = read_limits(sources)
    candidates, refused = _candidates(files)
    one = next((key for key in OF_ONE_TEXT if key in values), None)
    if one and len(candidates) > 1:
        raise CallError(f"--{one} is that of one text, but there are {len(candidates)} files; add them one by one")
    return _added(candidates, refused, values, sources, limits, dry_run)


def _added(
    candidates: list[Candidate],
    refused: list[Refused],
    values: Mapping[str, str],
    sources: Path,
    limits: Limits,
    dry_run: bool,
) -> Iterator[Added | Refused]:
    yield from refused
    seeds = sources / "seeds"
    with _staging(sources, dry_run) as staging:
        copied: list[Candidate] = []
        for candidate in candidates:
            try:
                _copy(candidate, values, seeds, staging, limits)
                copied.append(candidate)
            except Unusable as error:
                yield Refused(_shown(candidate.file), error.reason, error.detail)
        if not copied:
            return
        tried = _Tried(read_folder(staging, limits))
        known: _Known | None = None
        for candidate in copied:
            try:
                documents, left_out = tried.of(candidate.path)
                if known is None:  # only when there is something to compare: reading all sources takes long
                    known = _Known(read_folder(seeds, limits).documents if seeds.is_dir() else ())
                known.refuse_copies(documents)
                if not dry_run:
                    _place(staging / candidate.path, seeds / candidate.path)
                known.note(documents)
                yield Added(candidate.path, _shown(candidate.file), len(documents), left_out)
            except Unusable as error:
                yield Refused(_shown(candidate.file), error.reason, error.detail)


@contextmanager
def _staging(sources: Path, dry_run: bool) -> Iterator[Path]:
    """A folder for copies, on the same disk as the seeds so that they can be moved there in one step."""
    if not dry_run:
        (sources / "seeds").mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".adding-", dir=None if dry_run else sources))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- which files ---------------------------------------------------------------------------------------------------


def _candidates(files: Sequence[Path]) -> tuple[list[Candidate], list[Refused]]:
    """The files to add, in the order in which they are named, and those below a folder as a build finds them there;
    sidecars are passed over.
    """
    found: dict[Path, Candidate] = {}
    refused: list[Refused] = []
    for file in files:
        if file.is_dir():
            paths, left_out, _ = files_below(file)
            refused += [Refused(_shown(file / one.path), one.reason, one.detail) for one in left_out]
            for below in (path for path in paths if not _is_sidecar(path)):
                within = Path(file.resolve().name, *below.relative_to(file).parts)
                found.setdefault(below.absolute(), Candidate(below, _safe_path(within.parts)))
        elif not os.path.lexists(file):
            if len(files) == 1:
                raise CallError(f"there is no file {_shown(file)}")
            refused.append(Refused(_shown(file), "missing", "there is no such file; look at its name"))
        elif not _is_sidecar(file):
            found.setdefault(file.absolute(), Candidate(file, _safe_path((file.name,))))
        elif len(files) == 1:
            raise CallError(f"{_shown(file)} is a sidecar; name the file that it belongs to")
    if not found and not refused:
        raise CallError(f"there is no file to add in {_shown(files[0])}")
    return list(found.values()), refused


def _is_sidecar(file: Path) -> bool:
    return file.name.endswith(SUFFIX)


def _shown(file: Path) -> str:
    return printable(str(file))


def _safe_path(parts: Iterable[str]) -> str:
    return "/".join(safe_name(part) for part in parts)


def safe_name(name: str) -> str:
    """A name that every system takes for a file, the same ending at its end: `con.txt` becomes `_con.txt`.

    A name that is too long is cut and told by six digits of its hash.
    """
    whole = printable(name)
    ending = max((one for one in FORMATS if whole.lower().endswith(one)), key=len, default="")
    stem = whole[: len(whole) - len(ending)]
    stem = (
        FORBIDDEN.sub("-", unicodedata.normalize("NFC", stem)).strip(" .!") or "text"
    )  # "a!/b" would be a member of a
    if RESERVED.match(stem + "."):
        stem = "_" + stem
    if len(stem.encode()) + len(ending) > LONGEST_NAME:
        digits = hashlib.sha256(whole.encode()).hexdigest()[:6]
        stem = stem.encode()[: LONGEST_NAME - len(ending) - 7].decode("utf-8", "ignore") + "-" + digits
    return stem + whole[len(whole) - len(ending) :]


# --- one file ------------------------------------------------------------------------------------------------------


class _Tried:
    """What a build would read from the copies."""

    def __init__(self, found: Folder) -> None:
        self._documents: dict[str, list[Document]] = {}
        self._left_out: dict[str, list[Quarantined]] = {}
        for document in found.documents:
            self._documents.setdefault(document.path.split(WITHIN)[0], []).append(document)
        for one in found.quarantined:
            self._left_out.setdefault(one.path.split(WITHIN)[0], []).append(one)

    def of(self, path: str) -> tuple[list[Document], int]:
        """The documents of a copy, and how many of its members are left out. Raises Unusable when it gives none."""
        documents, left_out = self._documents.get(path, []), self._left_out.get(path, [])
        if not documents:
            if not left_out:
                raise Unusable("empty", "no text was found in it")
            more = len(left_out) - 1
            others = f" ({more:,} more of its members cannot be used either)" if more else ""
            raise Unusable(left_out[0].reason, left_out[0].detail + others)
        return documents, len(left_out)


class _Known:
    """The documents that are there, by their bytes and by their words."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._paths: dict[str, str] = {}
        self.note(documents)

    def note(self, documents: Iterable[Document]) -> None:
        """Take up the documents of a file that is among the sources now."""
        for document in documents:
            for mark in (document.sha256, _words(document)):
                self._paths.setdefault(mark, document.path)

    def refuse_copies(self, documents: Sequence[Document]) -> None:
        """Raises Unusable (reason `duplicate`) when all documents of a file are there already."""
        same = [found for document in documents if (found := self._same(document))]
        if len(same) == len(documents):
            more = f", and so on for all its {len(documents):,} texts" if len(documents) > 1 else ""
            raise Unusable("duplicate", f"{same[0]} once more{more}; it is among the sources already")

    def _same(self, document: Document) -> str | None:
        for mark, what in ((document.sha256, "these are the bytes of"), (_words(document), "this is the text of")):
            if mark in self._paths:
                return f"{what} seeds/{self._paths[mark]}"
        return None


def _words(document: Document) -> str:
    """Stands for the text of a document, whatever its white space and compatible letters."""
    text = " ".join(unicodedata.normalize("NFKC", document.text).split())
    return hashlib.sha256(b"words\n" + text.encode("utf-8", "surrogatepass")).hexdigest()


def _copy(candidate: Candidate, values: Mapping[str, str], seeds: Path, staging: Path, limits: Limits) -> None:
    """Copy a file with its sidecar into the folder for copies. Raises Unusable with the reason why not."""
    file, copy, target = candidate.file, staging / candidate.path, seeds / candidate.path
    how = format_of(file.name)
    if how is None:
        raise not_read(file.name)
    key = "container_bytes" if how.container else "document_bytes"
    refuse_more(ordinary_size(file), getattr(limits, key), key)
    try:
        for place in (copy, target, sidecar_of(target)):
            if os.path.lexists(place):
                where = target if place == copy else place
                raise Unusable("name", f"{printable(str(where))} is there already; rename the file, or remove that one")
        said = _sidecar(file, values)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as source, copy.open("xb") as to:
            shutil.copyfileobj(source, to)
            to.flush()
            os.fsync(to.fileno())
        if said:
            sidecar_of(copy).write_text(said, encoding="utf-8", newline="\n")
    except OSError as error:
        raise unreadable(error) from None


def _sidecar(file: Path, values: Mapping[str, str]) -> str:
    """The text of the sidecar: what the one beside the file says as it stands there, unless `values` add to it."""
    text = ""
    said: dict[str, str] = {}
    data = sidecar_bytes(file)
    if data is not None:
        name = sidecar_of(file).name
        text = sidecar_text(data, name)
        said = parse_values(text, name)
        metadata_of(said, name)  # raises Unusable when a value is wrong
    if not values:
        return text
    if "published" in values:
        for key in ("published_basis", "published_reason"):
            said.pop(key, None)
    said.update(values)
    ordered = {key: " ".join(said[key].split()) for key in KEYS if key in said}
    return "".join(f"{key}: {_quoted(key, value)}\n" for key, value in ordered.items())


def _quoted(key: str, value: str) -> str:
    """A value as YAML, in quotes where it needs them."""
    if key == "published" and re.fullmatch(r"[0-9-]+(?:/[0-9-]+)?", value):
        return value
    written = yaml.safe_dump(value, allow_unicode=True, width=float("inf"))
    return str(written).removesuffix("...\n").rstrip("\n")


def _place(copy: Path, target: Path) -> None:
    """Move the copy and its sidecar to their place, the sidecar first: a text is never there without it.

    Raises Unusable: `name` when something came to be there meanwhile, `unreadable` when its place cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sidecar, its_place = sidecar_of(copy), sidecar_of(target)
        has_sidecar = sidecar.is_file()
        if has_sidecar:
            _move(sidecar, its_place)
        try:
            _move(copy, target)
        except BaseException:
            if has_sidecar:
                its_place.unlink()
            raise
    except OSError as error:
        said = error.strerror or type(error).__name__
        where = printable(str(target))
        raise Unusable("unreadable", f"{where} cannot be written ({said}); make room or give permission") from None


def _move(file: Path, target: Path) -> None:
    """Give a file its place. Raises Unusable (reason `name`) when something is there, OSError."""
    try:
        os.link(file, target)
        return
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # a disk without links: the name is taken first, then the file put in its place
        pass
    try:
        target.open("xb").close()
    except FileExistsError:
        raise _taken(target) from None
    try:
        os.replace(file, target)
    except BaseException:
        target.unlink()  # nothing is left that is not the file
        raise


def _taken(target: Path) -> Unusable:
    return Unusable("name", f"{printable(str(target))} is there already; rename the file")
