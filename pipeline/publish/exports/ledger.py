"""The ledger for spreadsheet programs: one row for each demand, with names beside ids, and no cell that is a formula."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.schema.vocabularies import MADE

if TYPE_CHECKING:
    import polars as pl

Row = Mapping[str, Any]
MARK = "\ufeff"  # tells spreadsheet programs that the file is UTF-8
# column -> what a reader must know of it
LEDGER = {
    "demanders": "Who demands, offers or refuses it, by name; several are parted by `; `",
    "addressees": "Of whom; empty where the text names nobody",
    "kind": "`demand`, `offer`, `condition` or `refusal`",
    "issue": "What it is about, in words",
    "summary": "The demand in one sentence of our own words",
    "status": "Where it stands, as in the table `demands`; `open` is without a clear yes or no from those who decide",
    "answers": "Who said what to it, in the order of the names, as `Sudria: Rejected; Norland: Accepted`",
    "sentence": "The first sentence that states it: of the earliest document, and there the first in the text. Where its "
                "terms allow no whole sentences, the quoted words",
    "document": "Title of that document, or its path where it has none",
    "publisher": "Its publisher, where known",
    "published": "Its day of publication; `2031-05-01/2031-05-03` where only known to lie between two days",
    "source_url": "Its address, where it has one",
    "demand_id": "Key of the row, as in the table `demands`",
    "demander_ids": "`party_id` of the demanders, in the order of their names",
    "addressee_ids": "`party_id` of the addressees, in the order of their names",
    "issue_code": "Code of the issue",
    "document_id": "The document of the sentence",
    "evidence_id": "The quotation in that sentence, as in the table `evidence`",
}  # fmt: skip

_SIGNS = "-=+@＝＋－＠"
# A program that reads `;` as the end of a cell would take what follows for the next cell.
_FORMULA = re.compile(r"""(^|;[\s"]*)(?=[-=+@＝＋－＠])""")


def ledger_csv(tables: Mapping[str, pl.DataFrame]) -> bytes:
    """`demand_ledger.csv`, sorted by `demand_id`: UTF-8 with a byte order mark, LF, all text in quotes."""
    rows: list[Iterable[str]] = [LEDGER, *(row.values() for row in _rows(tables))]
    return (MARK + "".join(",".join(map(_cell, row)) + "\n" for row in rows)).encode("utf-8")


def plain(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: on one line, without signs that cannot be seen (a soft
    hyphen within a word), and with `'` before a sign that would begin one."""
    if text.isprintable() and "  " not in text and ";" not in text and text.strip() == text:
        return text if text[:1] not in _SIGNS else f"'{text}" if text else ""  # as most are
    seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
    line = "".join(sign if sign.isprintable() else " " for sign in seen)
    return _FORMULA.sub(r"\1'", " ".join(line.split()))


def _cell(text: str) -> str:
    escaped = plain(text).replace('"', '""')
    return f'"{escaped}"' if escaped else ""


def _rows(tables: Mapping[str, pl.DataFrame]) -> Iterable[dict[str, str]]:
    names = dict(tables["parties"].select("party_id", "name").iter_rows())
    issues = dict(tables["issues"].select("code", "label").iter_rows())
    documents = {row["document_id"]: row for row in tables["documents"].iter_rows(named=True)}
    first = _first_evidence(tables, documents)
    demanders, answers = _stances(tables, names)
    addressees: dict[str, set[str]] = defaultdict(set)
    for demand, party in tables["demand_addressees"].select("demand_id", "party_id").iter_rows():
        addressees[demand].add(party)
    for row in tables["demands"].sort("demand_id").iter_rows(named=True):
        demand, evidence = row["demand_id"], first.get(row["demand_id"], {})
        document = documents.get(evidence.get("document_id"), {})
        by, of = _by_name(demanders[demand], names), _by_name(addressees[demand], names)
        values = {
            "demanders": "; ".join(names[one] for one in by),
            "addressees": "; ".join(names[one] for one in of),
            "kind": row["kind"],
            "issue": issues.get(row["issue"], row["issue"]),
            "summary": row["summary"],
            "status": row["status"],
            "answers": "; ".join(answers[demand]),
            "sentence": evidence.get("sentence") or evidence.get("quote"),
            "document": document.get("title") or document.get("path"),
            "publisher": document.get("publisher"),
            "published": _published(document),
            "source_url": document.get("url"),
            "demand_id": demand,
            "demander_ids": "; ".join(by),
            "addressee_ids": "; ".join(of),
            "issue_code": row["issue"],
            "document_id": evidence.get("document_id"),
            "evidence_id": evidence.get("evidence_id"),
        }
        yield {name: values[name] or "" for name in LEDGER}


def _by_name(parties: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return sorted(parties, key=lambda one: (names[one], one))


def _published(document: Row) -> str:
    first, last = document.get("published_from"), document.get("published_to")
    days = dict.fromkeys(day.isoformat() for day in (first, last) if day)
    return "/".join(days)


def _first_evidence(tables: Mapping[str, pl.DataFrame], documents: Mapping[str, Row]) -> dict[str, Row]:
    """Demand -> its first quotation, in the order of the view `first_evidence`."""

    def place(row: Row) -> tuple[Any, ...]:
        day = documents[row["document_id"]]["published_from"]
        return (day is None, day.isoformat() if day else "", row["document_id"], row["start"], row["end"],
                row["evidence_id"])  # fmt: skip

    found = tables["evidence"].filter(record_type="demand").iter_rows(named=True)
    first: dict[str, Row] = {}
    for row in sorted(found, key=place):
        first.setdefault(row["record_id"], row)
    return first


def _stances(
    tables: Mapping[str, pl.DataFrame], names: Mapping[str, str]
) -> tuple[dict[str, set[str]], dict[str, list[str]]]:
    """Demand -> who makes it, and demand -> the answers to it in words."""
    labels = dict(tables["stance_types"].select("code", "label").iter_rows())
    demanders: dict[str, set[str]] = defaultdict(set)
    given: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for demand, party, stance in tables["stances"].select("demand_id", "party_id", "stance").iter_rows():
        if stance in MADE:
            demanders[demand].add(party)
        else:
            given[demand].add((names[party], labels.get(stance, stance)))
    answers = {demand: [f"{name}: {label}" for name, label in sorted(said)] for demand, said in given.items()}
    return demanders, defaultdict(list, answers)
