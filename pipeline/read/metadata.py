"""What people say about a source: the sidecar `<file name>.meta.yml` and the YAML front matter of a text."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import yaml

from pipeline.model import Interval, PublishTerms
from pipeline.read.days import parse_published
from pipeline.read.decoding import Unusable, is_text_encoding

SUFFIX = ".meta.yml"
KEYS = (
    "title", "author", "publisher", "published", "published_basis", "published_reason", "url", "licence", "language",
    "encoding", "publish",
)  # fmt: skip
BASES = ("metadata", "text", "inferred")
TERMS = ("sentences", "quotes")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """The keys that a sidecar or front matter may hold; None where it says nothing."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: Interval | None = None
    published_basis: str | None = None
    published_reason: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    encoding: str | None = None
    publish: PublishTerms | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and where this says nothing those of `other`."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name) is not None}
        if self.published is not None:  # a basis belongs to its own date
            said |= {"published_basis": self.published_basis, "published_reason": self.published_reason}
        return replace(other, **said)


def sidecar_of(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)


def read_sidecar(path: Path) -> Metadata:
    """The sidecar beside the source file `path`; nothing said when there is none.

    Raises Unusable (reason `metadata`) that names the sidecar, the key and what is allowed; OSError when the sidecar
    cannot be read.
    """
    data = sidecar_bytes(path)
    return Metadata() if data is None else parse_sidecar(data, sidecar_of(path).name)


def sidecar_bytes(path: Path) -> bytes | None:
    """The bytes of the sidecar beside the source file `path`, None when there is none. Of a sidecar that is too long no
    more is read than `parse_sidecar` needs to refuse it. Raises OSError when it cannot be read."""
    sidecar = sidecar_of(path)
    try:
        if not sidecar.is_file():
            return None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # a name as long as names may be has no sidecar
            return None
        raise
    with sidecar.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def parse_sidecar(data: bytes, name: str) -> Metadata:
    """The metadata in the bytes of a sidecar called `name`. Raises Unusable (reason `metadata`)."""
    return parse_metadata(sidecar_text(data, name), name)


def sidecar_text(data: bytes, name: str) -> str:
    """The text of a sidecar called `name`. Raises Unusable (reason `metadata`) when it is too long or not UTF-8."""
    if len(data) > MOST_BYTES:
        raise Unusable("metadata", f"{name} has more than {MOST_BYTES} bytes; keep the text out of it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("metadata", f"{name}: byte {error.start} is not UTF-8; save it as UTF-8") from None


def split_front_matter(text: str, name: str) -> tuple[Metadata, int]:
    """The front matter at the top of `text`, and the offset where the text proper begins (0 without any).

    Raises Unusable (reason `metadata`) when the block between the marks is no such YAML.
    """
    match = FRONT_MATTER.match(text)
    if not match or ":" not in match[1]:  # prose between two rules
        return Metadata(), 0
    if len(match[1]) > MOST_BYTES:
        raise Unusable("metadata", f"the front matter of {name} has more than {MOST_BYTES} characters")
    return parse_metadata(match[1], f"the front matter of {name}"), match.end()


def parse_metadata(text: str, where: str) -> Metadata:
    """The metadata in a YAML text. Raises Unusable (reason `metadata`); `where` names the text in the message."""
    return _checked(parse_values(text, where), where)


def parse_values(text: str, where: str) -> dict[str, str]:
    """What a YAML text says for which of KEYS; keys without a value are left out. Whether metadata may have such values
    is not looked at here. Raises Unusable (reason `metadata`), as `parse_metadata` does."""
    values: dict[str, str] = {}
    for key, node in _pairs(text, where):
        if key not in KEYS:
            raise Unusable("metadata", f"{where}: unknown key `{key[:40]}`; allowed are {', '.join(KEYS)}")
        if key in values:
            raise Unusable("metadata", f"{where}: the key `{key}` stands there twice; keep one")
        value = _text(key, node, where)
        if value is not None:
            values[key] = value
    return values


def metadata_of(values: Mapping[str, str], where: str) -> Metadata:
    """The metadata in the values of KEYS. Raises Unusable (reason `metadata`) that names `where` and the key."""
    return _checked({key: value.strip() for key, value in values.items() if value.strip()}, where)


def _pairs(text: str, where: str) -> list[tuple[str, yaml.Node]]:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        raise Unusable(
            "metadata",
            f"{where} is no valid YAML{line}; write one `key: value` a line, and put a value "
            "that holds a colon in quotes",
        ) from None
    except (RecursionError, ValueError):
        raise Unusable("metadata", f"{where} is no valid YAML; write one `key: value` a line") from None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise Unusable("metadata", f"{where} must be `key: value` lines; allowed keys are {', '.join(KEYS)}")
    return [(key.value if isinstance(key, yaml.ScalarNode) else "?", value) for key, value in root.value]


def _text(key: str, node: yaml.Node, where: str) -> str | None:
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    allowed = ("str", "timestamp", "int") if key == "published" else ("str",)
    if not isinstance(node, yaml.ScalarNode) or kind not in allowed:
        kinds = {"seq": "a list", "map": "a mapping", "int": "a number", "float": "a number", "bool": "yes or no"}
        raise Unusable(
            "metadata",
            f"{where}: `{key}` must be text, not {kinds.get(kind, kind)}; "
            "put the value in quotes if it is meant as text",
        )
    return str(node.value).strip() or None


def _checked(values: dict[str, str], where: str) -> Metadata:
    def wrong(key: str, allowed: str) -> Unusable:
        return Unusable("metadata", f"{where}: `{key}: {values[key][:60]}` is not allowed; write {allowed}")

    published = None
    if "published" in values:
        try:
            published = parse_published(values["published"])
        except ValueError:
            raise wrong("published", "a date such as 2025-08-09 or an interval such as 2025-08-09/2025-08-15") from None
    for key in ("published_basis", "published_reason"):
        if key in values and published is None:
            raise Unusable("metadata", f"{where}: `{key}` stands there without `published`; add the date or drop it")
    basis = values.get("published_basis", "metadata" if published else None)
    if basis is not None and basis not in BASES:
        raise wrong("published_basis", " or ".join(BASES))
    if values.get("publish", TERMS[0]) not in TERMS:
        raise wrong("publish", " or ".join(TERMS))
    if "language" in values and not LANGUAGE.fullmatch(values["language"]):
        raise wrong("language", "a language tag such as en or en-GB")
    if "url" in values and not WEB_ADDRESS.fullmatch(values["url"]):
        raise wrong("url", "an address that begins with https:// or http://")
    if "encoding" in values and not is_text_encoding(values["encoding"]):
        raise wrong("encoding", "the name of a text encoding such as utf-8, windows-1252 or utf-16")
    publish: PublishTerms | None = None
    if "publish" in values:
        publish = "quotes" if values["publish"] == "quotes" else "sentences"
    texts = {
        key: values.get(key)
        for key in ("title", "author", "publisher", "published_reason", "url", "licence", "language", "encoding")
    }
    return Metadata(published=published, published_basis=basis, publish=publish, **texts)
