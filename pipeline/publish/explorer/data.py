"""What the explorer holds: the tables column by column, and what the page says about the dataset as a whole.

Strings stand once, in one list; the columns that hold strings hold places in it (-1 for null). A quote is not stored
beside its sentence but as a stretch of it, counted in UTF-16 code units because the page's JavaScript counts so.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.publish.checksums import NOT_THE_SAME
from pipeline.publish.package import PackageInfo
from pipeline.publish.reports.listed import FOLDER, REPORTS
from pipeline.schema import TABLES
from pipeline.unseen import ON_UNSEEN

if TYPE_CHECKING:
    import polars as pl

MOST_EVIDENCE = 100_000  # with more rows than this, a page with all tables would be slow to open
ACCURACY, QUALITY = "reports/accuracy.json", "reports/quality.json"
# told without their size: what differs between machines, and the report of which a release packs another
WITHOUT_SIZE = (*NOT_THE_SAME, "reports/changes.md")
# what the page does not offer one by one: itself, pictures, and what a release keeps for the next build
NOT_OFFERED = re.compile(r"index\.html|README\.md|(charts|released)/.*|SHA256SUMS.*|.*\.duckdb")

# table -> the columns that the page shows; evidence is put together below
SHOWN: dict[str, str] = {
    "documents": "document_id path title author publisher url licence published_from published_to publish words sentences",
    "party_types": "code label",
    "parties": "party_id name type country_code wikidata_id part_of_id",
    "people": "person_id name wikidata_id",
    "roles": "role_id person_id party_id role_text is_former document_id",
    "places": "place_id name country_code",
    "issues": "code label definition",
    "event_types": "code label",
    "demands": "demand_id kind issue summary content condition_text status",
    "demand_quantities": "demand_id quantity_text",
    "demand_addressees": "demand_id party_id",
    "stances": "stance_id demand_id party_id person_id stance document_id stance_date",
    "events": "event_id event_type label summary status date_start date_end date_precision date_text date_basis "
              "place_id",
    "event_participants": "event_id party_id person_id role",
    "event_reports": "event_id document_id reported_status date_start date_end date_text",
    "demand_changes": "demand_id later_demand_id party_id change earlier_evidence_id later_evidence_id",
    "id_redirects": "old_id new_id reason",
    "id_tombstones": "old_id record_type said reason",
}  # fmt: skip
VOCABULARIES = ("party_types", "issues", "event_types")


class Strings:
    """A list of different strings that grows as their places are asked for."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, text: str | None) -> int:
        """Where the string stands in the list; -1 for None."""
        return -1 if text is None else self.places.setdefault(text, len(self.places))

    def column(self, values: Iterable[Any]) -> dict[str, list[Any]]:
        """A column as the page reads it: `s` with places in the list of strings, or `v` with the values themselves."""
        listed = [value.isoformat() if isinstance(value, datetime.date) else value for value in values]
        if any(isinstance(value, str) for value in listed):
            return {"s": [self.place(value) for value in listed]}
        return {"v": listed}


def page_data(tables: Mapping[str, pl.DataFrame], info: PackageInfo, files: Mapping[str, bytes]) -> dict[str, Any]:
    """All that the page shows, as plain values for JSON. `files`: path below the package -> content.

    With more than `MOST_EVIDENCE` rows of evidence only the vocabularies are there, and `complete` is false.
    """
    strings = Strings()
    complete = tables["evidence"].height <= MOST_EVIDENCE
    shown = SHOWN if complete else {name: SHOWN[name] for name in VOCABULARIES}
    columns = {
        name: {column: strings.column(tables[name][column].to_list()) for column in words.split()}
        for name, words in shown.items()
    }
    if complete:
        columns["evidence"] = _evidence(tables["evidence"], strings)
    return {
        "about": _about(tables, info, _offered(files)),
        "complete": complete,
        "strings": list(strings.places),
        "tables": columns,
    }


def _evidence(evidence: pl.DataFrame, strings: Strings) -> dict[str, dict[str, list[Any]]]:
    """Evidence in the order of the texts. `text` is the sentence, else the quote; the quote is `text` from `from` to
    `to`; `whole` says whether `text` is the sentence."""
    ordered = evidence.sort("document_id", "sentence_start", "start", "end", "evidence_id")
    rows = ordered.select("start", "quote", "sentence", "sentence_start").iter_rows()
    texts, starts, ends = [], [], []
    for start, quote, sentence, sentence_start in rows:
        texts.append(quote if sentence is None else sentence)
        starts.append(0 if sentence is None else _utf16(sentence[: start - sentence_start]))
        ends.append(starts[-1] + _utf16(quote))
    names = "evidence_id record_type record_id document_id start end sentence_start sentence_end method confidence"
    return {
        **{name: strings.column(ordered[name].to_list()) for name in names.split()},
        "text": strings.column(texts),
        "from": {"v": starts},
        "to": {"v": ends},
        "whole": {"v": [int(given) for given in ordered["sentence"].is_not_null()]},
    }


def _utf16(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _offered(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that the page offers, by their paths from it, sorted."""
    below = {path.removeprefix("dist/"): content for path, content in files.items() if path.startswith("dist/")}
    return {path: below[path] for path in sorted(below) if not NOT_OFFERED.fullmatch(path)}


def _about(tables: Mapping[str, pl.DataFrame], info: PackageInfo, files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        "title": info.title,
        "description": info.description,
        "edition": info.edition.capitalize(),
        "citation": info.citation,
        "licence": {"title": info.licence["title"], "path": info.licence["path"]},
        "rows": {name: tables[name].height for name in TABLES},
        "checks": _checks(files.get(QUALITY)),
        "accuracy": _accuracy(files.get(ACCURACY)),
        "measured_here": info.name != PackageInfo().name,
        "unseen": ON_UNSEEN,
        "reports": [[f"{FOLDER}{name}", words] for name, words in REPORTS.items() if f"{FOLDER}{name}" in files],
        "files": [[path, None if path.endswith(WITHOUT_SIZE) else len(content)] for path, content in files.items()],
    }


def _checks(content: bytes | None) -> dict[str, Any] | None:
    """How many checks ran, and those that found something; None without the report of them."""
    if content is None:
        return None
    results = json.loads(content)["results"]
    return {
        "ran": len(results),
        "findings": [
            {"table": check["table"], "message": check["message"], "rows": check["failing_rows"]}
            for check in results
            if check["failing_rows"]
        ],
    }


def _accuracy(content: bytes | None) -> dict[str, Any] | None:
    """The figures of the accuracy report without its list of mistakes; None when nothing was measured, or the report is
    none that this version writes."""
    names = ("documents", "tables", "attributes")
    try:
        measured = json.loads(content or b"{}")
        return {name: measured[name] for name in names}
    except (ValueError, KeyError, TypeError):
        return None
