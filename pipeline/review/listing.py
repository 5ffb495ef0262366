"""The review list of a resolved dataset: what wants a human eye, the questions that matter most first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline.garbage import no_search_for_garbage
from pipeline.model import Claims
from pipeline.resolve import Resolution
from pipeline.resolve.choices import age
from pipeline.resolve.last_release import said_by
from pipeline.review.rows import COLUMNS, KINDS, ReviewRow, commands, review_id
from pipeline.review.undecided import Decided, undecided
from pipeline.schema import RECORD_TABLES
from pipeline.schema.vocabularies import MADE

Row = dict[str, Any]
UNSURE = 0.65  # a record is unsure when no passage states it by a rule that is surer than this
_NOTHING = ReviewRow(*[""] * len(COLUMNS))


@no_search_for_garbage()
def review_rows(resolution: Resolution, claims: Sequence[Claims]) -> list[ReviewRow]:
    """All questions that no correction has answered, by kind and within it the most urgent first; ties by id.

    `claims` are those that were resolved; their order changes nothing.
    """
    rows = {
        name: (frame.select(_OF_EVIDENCE) if name == "evidence" else frame).to_dicts()
        for name, frame in resolution.tables.items()
        if name in _READ
    }
    stated: dict[str, list[Row]] = {}
    for row in rows["evidence"]:
        stated.setdefault(row["record_id"], []).append(row)
    found = [
        *_pairs(resolution, claims, stated),
        *_unsure(rows, stated),
        *_unlinked(rows, stated),
        *_undated(rows["documents"]),
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    found.sort(key=lambda one: (order[one[1].kind], one[0], one[1].record_id, one[1].other_id))
    return undecided((row for _, row in found), _decisions(rows["corrections"]))


Ranked = tuple[float, ReviewRow]  # the lower, the sooner
_OF_EVIDENCE = ("record_id", "record_type", "document_id", "start", "end", "quote", "method", "confidence")
_READ = {"evidence", "corrections", "documents", *(table for table, _ in RECORD_TABLES.values())}


def _decisions(corrections: Iterable[Row]) -> Iterator[Decided]:
    """Those that leave the record as it is; the others have changed what the list is made of."""
    for row in corrections:
        columns = frozenset({row["column_name"]}) if row["column_name"] else None
        if row["action"] in ("set", "flag"):
            yield Decided(row["action"], frozenset({row["record_id"]}), columns)
        elif row["other_id"]:
            yield Decided(row["action"], frozenset({row["record_id"], row["other_id"]}))


def _pairs(resolution: Resolution, claims: Sequence[Claims], stated: Mapping[str, list[Row]]) -> Iterator[Ranked]:
    if not resolution.near:
        return
    told = {
        (one.document.document_id, kind, claim.key): (one.document, claim.evidence)
        for one in claims
        for kind, listed in (
            ("party", one.parties), ("person", one.people), ("place", one.places), ("demand", one.demands),
            ("event", one.events),
        )
        for claim in listed
    }  # fmt: skip
    leads = dict(resolution.tables["id_redirects"].select("old_id", "new_id").iter_rows())
    for pair in resolution.near:
        sides = (pair.left_id, pair.left_text, pair.left_at), (pair.right_id, pair.right_text, pair.right_at)
        left, right = (_record(pair.kind, own, at, resolution, leads) for own, _, at in sides)
        if (left == right) != pair.joined:
            continue  # what people decided of others has settled this one
        ends = []
        for (own, text, at), record in zip(sides, (left, right), strict=True):
            document, evidence = told.get((at[0], pair.kind, at[1]), (None, ()))
            if document is not None:
                when, (start, end) = age(document), min((one.span.start, one.span.end) for one in evidence)
                quote = document.text[start:end]
            else:
                first = _first(stated.get(record, ()))
                when, quote = (date.max, date.max, str(first["document_id"])), first["quote"]
            ends.append((when, own if pair.joined else record, _one_line(text), _one_line(quote)))
        ends.sort()  # the older record keeps its id
        (when, record, says, quote), (other_when, other, other_says, other_quote) = ends
        yield (pair.score if pair.joined else -pair.score), _asked(replace(
            _NOTHING, kind="joined-by-likeness" if pair.joined else "near-merge", record_type=pair.kind,
            record_id=record, other_id=other, joined_as=left if pair.joined else "", says=says, other_says=other_says,
            quote=quote, other_quote=other_quote, document_id=when[2], other_document_id=other_when[2],
            score=_number(pair.score), why=_one_line(pair.reason),
        ))  # fmt: skip


def _record(kind: str, own: str, at: tuple[str, str], resolution: Resolution, leads: Mapping[str, str]) -> str:
    """The record that a claim is part of."""
    return resolution.ids[kind].get(at) or leads.get(own, own)


def _first(passages: Iterable[Row]) -> Row:
    return min(passages, key=lambda row: (row["document_id"], row["start"], row["end"]),
               default={"document_id": "", "quote": ""})  # fmt: skip


def _unsure(rows: Mapping[str, list[Row]], stated: Mapping[str, list[Row]]) -> Iterator[Ranked]:
    says = _words(rows)
    # who makes a demand is found with it, by the same rule: one question is enough
    made = {row["stance_id"] for row in rows["stances"] if row["stance"] in MADE}
    for record, passages in stated.items():
        sure = max(row["confidence"] for row in passages)
        if sure >= UNSURE or record in made:
            continue
        best = min(passages, key=lambda row: (-row["confidence"], row["document_id"], row["start"], row["end"]))
        more = f", the surest of {len(passages)} passages" if len(passages) > 1 else ""
        yield sure, _asked(replace(
            _NOTHING, kind="low-confidence", record_type=best["record_type"], record_id=record, says=says[record],
            quote=_one_line(best["quote"]), document_id=best["document_id"], score=_number(sure),
            why=f"found by the rule {best['method']}, confidence {best['confidence']:.2f}{more}",
        ))  # fmt: skip


def _unlinked(rows: Mapping[str, list[Row]], stated: Mapping[str, list[Row]]) -> Iterator[Ranked]:
    spoken_for = {row["person_id"] for row in rows["roles"] if row["party_id"]}
    tests: tuple[tuple[str, tuple[str, ...], str, Collection[str]], ...] = (
        ("party", ("wikidata_id", "country_code", "part_of_id"), "no Wikidata id, no country code, part of no other",
         ()),
        ("person", ("wikidata_id",), "no Wikidata id, and no role says for whom the person speaks", spoken_for),
        ("place", ("geonames_id", "country_code"), "no GeoNames id, no country code", ()),
    )  # fmt: skip
    for kind, links, why, linked in tests:
        table, key = RECORD_TABLES[kind]
        for row in rows[table]:
            passages = stated.get(row[key], [])
            if row[key] in linked or any(row[link] is not None for link in links) or not passages:
                continue
            first = _first(passages)
            called = f"{row['name']} ({row['type'].replace('_', ' ')})" if kind == "party" else row["name"]
            times = "once" if len(passages) == 1 else f"{len(passages)} times"
            yield -len(passages), _asked(replace(
                _NOTHING, kind="unlinked-name", record_type=kind, record_id=row[key], says=_one_line(called),
                quote=_one_line(first["quote"]), document_id=first["document_id"], score=str(len(passages)),
                why=f"named {times}; {why}",
            ))  # fmt: skip


def _undated(documents: Iterable[Row]) -> Iterator[Ranked]:
    for row in documents:
        if row["published_from"] is None and row["published_to"] is None:
            name = row["document_id"]
            yield 0, _asked(replace(
                _NOTHING, kind="undated-document", record_type="document", record_id=name, document_id=name,
                says=_one_line(row["title"] or row["path"]),
                why="neither the text nor its metadata says when it was published, so words such as \"on Friday\" "
                    "stay unresolved",
            ), row["path"])  # fmt: skip


def _asked(row: ReviewRow, path: str = "") -> ReviewRow:
    """The row with its id, its question and the commands that answer it."""
    question, yes, no = commands(row.kind, row.record_type, (row.record_id, row.other_id), row.joined_as, path)
    name = review_id(row.kind, row.record_id, row.other_id)
    return replace(row, review_id=name, question=question, if_yes=yes, if_no=no)


def _words(rows: Mapping[str, list[Row]]) -> dict[str, str]:
    """id of a record -> what it says, for people."""
    said = {record: _one_line(text) for record, text in said_by(rows.__getitem__).items()}
    for row in rows["stances"]:
        said[row["stance_id"]] = f"{said[row['party_id']]} {row['stance'].replace('_', ' ')}: {said[row['demand_id']]}"
    for row in rows["roles"]:
        said[row["role_id"]] = f"{said[row['person_id']]}: {said[row['role_id']]}"
    return said


def _number(score: float) -> str:
    return f"{score:.3f}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
