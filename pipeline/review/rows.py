"""A row of the review list: what is asked, of which records, on what grounds, and the commands that decide it.

Nothing heavy is imported here: the command line reads the list without loading the tables.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path, PurePosixPath

from pipeline.errors import InputError
from pipeline.files import WITHIN, csv_bytes

KINDS = {  # in the order of the list -> what stands in it
    "near-merge": "two records that may be one",
    "joined-by-likeness": "one record that was told in other words in each of two texts",
    "low-confidence": "records that a weak rule found",
    "unlinked-name": "parties, people and places that nothing outside identifies",
    "undated-document": "texts without a date of publication",
}
PAIRS = ("near-merge", "joined-by-likeness")
TO_FILL_IN = ("…", "NAME")
NEEDED = '--reason "…" --by NAME --on YYYY-MM-DD'  # what each decision needs besides, to be filled in
LINKS = {"party": "wikidata_id", "person": "wikidata_id", "place": "geonames_id"}
LINK_COLUMNS = frozenset({"wikidata_id", "geonames_id", "country_code", "part_of_id", "type", "name"})
EXAMPLES = {"wikidata_id": "Q...", "geonames_id": "NUMBER"}
REPORT = "reports/review.csv"  # below dist/
PREFIX = "review:"


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One question. The second record and its words are empty where the question is about one record; `joined_as` is
    the record that two tellings were joined in. For a document, `record_id` is its document id."""

    review_id: str
    kind: str
    record_type: str
    record_id: str
    other_id: str
    joined_as: str
    says: str
    other_says: str
    quote: str
    other_quote: str
    document_id: str
    other_document_id: str
    score: str
    why: str
    question: str
    if_yes: str
    if_no: str

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that a decision names; that which the record goes by is the first."""
        return tuple(dict.fromkeys(one for one in (self.joined_as, self.record_id, self.other_id) if one))

    def short_commands(self, options: str = "", sources: Path = Path("sources")) -> tuple[str, str]:
        """The commands for yes and no, short enough for a terminal: with the id of this row in place of others.
        `options` are those by which a command finds the dataset, `sources` is the folder of its sources."""
        if self.record_type == "document":
            start, sign, file = self.if_yes.partition(" >> ")
            where = [sources.joinpath(*PurePosixPath(one).parts[1:]) for one in shlex.split(file)]
            return f"{start}{sign}{shlex.join(map(str, where))}", self.if_no
        if self.kind in PAIRS:
            yes, no = (f"parley review {word} {self.review_id} {NEEDED}" for word in ("same", "apart"))
        else:
            yes, no = (one.replace(self.record_id, self.review_id) for one in (self.if_yes, self.if_no))
        return yes + options, no + options


COLUMNS = tuple(one.name for one in fields(ReviewRow))


def review_id(kind: str, *ids: str) -> str:
    """The id of a row: it stays as long as the question is about the same records."""
    text = json.dumps([kind, *sorted(ids)], separators=(",", ":"))
    return PREFIX + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def commands(kind: str, record_type: str, names: tuple[str, str], joined_as: str, path: str) -> tuple[str, str, str]:
    """The question of a row, and the commands that answer it with yes and with no. `path` is that of a document; for
    one within a container the question says where its date belongs, and no command answers it."""
    record, other = names
    if kind in PAIRS:
        same = " ".join(dict.fromkeys(one for one in (joined_as, record, other) if one))
        also = f" (and one with {joined_as})" if joined_as and joined_as not in names else ""
        return (f"Are these one {record_type}?{also}", f"parley review same {same} {NEEDED}",
                f"parley review apart {record} {other} {NEEDED}")  # fmt: skip
    if kind == "low-confidence":
        return (
            "Does the text say so?",
            f"parley review flag {record} {NEEDED}",
            f"parley review drop {record} {NEEDED}",
        )
    if kind == "unlinked-name":
        column = LINKS[record_type]
        return (f"Do you know its {'GeoNames' if column == 'geonames_id' else 'Wikidata'} id?",
                f"parley review set {record} {column}={EXAMPLES[column]} {NEEDED}",
                f"parley review flag {record} --column {column} {NEEDED}")  # fmt: skip
    question = "Is it known when it was published?"
    container, within, _ = path.partition(WITHIN)
    sidecar = f"sources/seeds/{container}.meta.yml"
    if within:  # no file lies at that path, and none can be written beside it
        question += (
            f" The text lies within {container}: its date belongs in its own metadata there; or in {sidecar}, which dates "
            "all texts within that have no date, but for what is attached to mails; or save the text as a file of its "
            "own, with a sidecar."
        )
        return question, "", ""
    return question, f"printf '\\npublished: YYYY-MM-DD\\n' >> {shlex.quote(sidecar)}", ""


def csv_of(rows: Iterable[ReviewRow]) -> bytes:
    """The list as the file `dist/reports/review.csv`."""
    return csv_bytes(COLUMNS, map(attrgetter(*COLUMNS), rows))


def parse_csv(data: bytes, name: str) -> list[ReviewRow]:
    """The rows of such a file. Raises InputError when it is none; `name` is what the file is called."""
    try:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        lines = []
    if not lines or tuple(lines[0]) != COLUMNS or any(len(line) != len(COLUMNS) for line in lines):
        raise InputError(f"{name} is not the list that this version of parley makes; run `parley build`")
    return [ReviewRow(*line) for line in lines[1:]]
