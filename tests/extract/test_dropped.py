"""What the rules find and do not keep is told, with the words and the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.extract.dropped import REASONS, Drops
from pipeline.extract.soundness import sound
from pipeline.model import Claims, DemandClaim, Document, Evidence, Span
from pipeline.read import read_string


def test_words_that_another_rule_took_up_are_no_loss() -> None:
    drops = Drops()
    drops.add("demand", "no-act", Span(0, 4))
    drops.add("demand", "no-act", Span(0, 4))
    drops.add("demand", "not-asserted", Span(10, 14))
    drops.add("event", "bare-verb", Span(2, 3))
    told = drops.left([("demand", Span(3, 6)), ("event", Span(4, 9))])
    assert [(one.kind, one.span.start) for one in told] == [("event", 2), ("demand", 10)]


def test_every_reason_that_is_given_has_words(repository: Path) -> None:
    from pipeline.extract.events.found import FALLS

    code = "".join(path.read_text(encoding="utf-8") for path in (repository / "pipeline/extract").rglob("*.py"))
    given = set(re.findall(r'drops\.add\("\w+", "([\w-]+)"', code)) | set(FALLS.values())
    assert given and given <= set(REASONS)


def test_a_demand_of_a_party_that_nothing_names_is_told() -> None:
    evidence = (Evidence(Span(0, 4), Span(0, 9), "rule", 0.9),)
    demand = DemandClaim("d0", "demand", "arms", "s", "c", None, ("nobody",), (), "do", (), False, evidence)
    drops = Drops()
    claims = sound(Claims(Document("a", "a.txt", "Some text", ()), 2, 1, demands=(demand,)), drops)
    assert claims.demands == ()
    assert [(one.kind, one.reason, one.span) for one in drops.left([])] == [("demand", "unquotable", Span(0, 4))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "kind", "reason", "words"),
    [
        ("Norway may demand that Iceland lift the sanctions.", "demand", "not-asserted", "demand that Iceland"),
        ("Somebody in the corridor demanded the release of the sailors.", "demand", "no-claimant", "demanded the"),
        ("Norway could hold talks.", "event", "merely-possible", "hold"),
    ],
)
def test_a_candidate_that_falls_is_told_with_its_reason(text: str, kind: str, reason: str, words: str) -> None:
    claims = extract(read_string(text))
    assert (kind, reason) in {(one.kind, one.reason) for one in claims.dropped}
    assert [one.span.of(claims.document.text) for one in claims.dropped if one.reason == reason] == [words]


@pytest.mark.slow
def test_a_demand_that_is_kept_is_not_told_as_dropped() -> None:
    claims = extract(read_string("Norway demanded that Iceland lift the sanctions."))
    assert len(claims.demands) == 1
    assert [one for one in claims.dropped if one.kind == "demand"] == []
