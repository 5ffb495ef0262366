"""By which ids a claim is known to those who decide about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.model import Claims, Evidence, Span
from pipeline.resolve.judgements import Judgements
from pipeline.resolve.last_release import LastRelease
from pipeline.resolve.release import Release
from pipeline.schema import TABLES
from tests.resolve.telling import two_states

X, Y, Z = "demand:x", "demand:y", "demand:z"


def text() -> Claims:
    told = two_states("a", date(2025, 8, 1))
    told.demand("one", "rus", "ukr", "halt mobilisation")
    told.demand("two", "rus", "ukr", "cede the islands")
    return told.tell()


def evidence(claims: Claims, number: int) -> Evidence:
    return claims.demands[number].evidence[0]


def row(claims: Claims, record: str, number: int) -> dict[str, Any]:
    span = evidence(claims, number).span
    return {
        "evidence_id": f"evidence:{record}{number}", "record_type": "demand", "record_id": record, "document_id": "a",
        "start": span.start, "end": span.end, "quote": span.of(claims.document.text),
    }  # fmt: skip


def redirect(claims: Claims, old: str, new: str, number: int) -> dict[str, Any]:
    found = row(claims, old, number)
    first = {f"first_{key}": found[key] for key in ("document_id", "start", "end", "quote")}
    return {"old_id": old, "new_id": new, "reason": "joined", **first}


def judged(claims: Claims, evidence_rows: list[Any], redirects: list[Any], **pairs: Any) -> Judgements:
    last = LastRelease({
        "documents": TABLES["documents"].frame([{"document_id": "a", "sha256": claims.document.sha256}]),
        "evidence": TABLES["evidence"].frame(evidence_rows),
        "id_redirects": TABLES["id_redirects"].frame(redirects),
    })  # fmt: skip
    found = {name: frozenset(map(frozenset, listed)) for name, listed in pairs.items()}
    return Judgements(**found).bound(Release(last, {"a": claims.document}))


def test_a_claim_is_known_by_the_id_of_its_passage_and_by_its_own() -> None:
    claims = text()
    found = judged(claims, [row(claims, X, 0)], [], apart=[{X, Y}])
    assert found.names("demand", "demand:own", "a", [evidence(claims, 0)]) == (X, "demand:own")
    assert found.names("demand", "demand:own", "a", [evidence(claims, 1)]) == ("demand:own",)


def test_an_id_that_was_given_up_is_closer_than_the_record_that_took_it_up() -> None:
    claims = text()
    found = judged(claims, [row(claims, X, 0), row(claims, X, 1)], [redirect(claims, Y, X, 1)], apart=[{X, Y}])
    one, two = (found.names("demand", f"demand:own{n}", "a", [evidence(claims, n)]) for n in (0, 1))
    assert (one[0], two[0]) == (X, Y)
    assert found.verdict(one, two) == "apart"
    assert found.verdict(two, (Y,)) is None  # another text tells the given-up demand again
    assert found.verdict(one, one) is None


def test_an_id_whose_text_is_gone_stands_for_the_record_it_leads_to() -> None:
    claims = text()
    lost = redirect(claims, Y, X, 1) | {"first_document_id": "gone"}
    found = judged(claims, [row(claims, X, 0)], [lost], same=[{Y, Z}])
    assert found.verdict(found.names("demand", "demand:own", "a", [evidence(claims, 0)]), (Z,)) == "same"


def test_words_that_another_record_holds_exactly_are_not_taken_for_near_ones() -> None:
    claims = text()
    span = evidence(claims, 0).span
    longer = row(claims, X, 0) | {"end": span.end + 1}
    found = judged(claims, [longer, row(claims, "demand:other", 0)], [], same=[{X, Y}])
    assert found.names("demand", "demand:own", "a", [evidence(claims, 0)]) == ("demand:own",)
    shifted = Evidence(Span(span.start + 2, span.end), evidence(claims, 0).sentence, "test", 0.9)
    assert X in found.names("demand", "demand:own", "a", [shifted])


def test_apart_beats_same_and_nothing_decided_is_none() -> None:
    both = Judgements(same=frozenset([frozenset({X, Y})]), apart=frozenset([frozenset({X, Y})]))
    assert both.verdict((X,), (Y,)) == "apart"
    assert Judgements(same=both.same).verdict((Y, Z), (X,)) == "same"
    assert Judgements(same=both.same).verdict((Z,), (X,)) is None
