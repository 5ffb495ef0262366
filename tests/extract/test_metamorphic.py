"""What must hold whatever the text: quotes are slices, names can be swapped, paragraphs do not disturb each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.model import Block, Claims, Document, Evidence, Span
from pipeline.read import read_document

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
TEXT = """Norway and Sudan trade demands over the strait

Norway wants Sudan to reopen the port of Suakin, release the twelve sailors and pay compensation. Sudan rejected these demands.

The president of Sudan, Omar Idris, called for an end to the blockade. "We will not give up the islands," he said.

Norway offered to send two observers if Sudan withdrew its gunboats."""


def claims(text: str) -> Claims:
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        kind = "title" if not blocks and not paragraph.endswith(".") else "body"
        blocks.append(Block(Span(start, start + len(paragraph)), kind))  # type: ignore[arg-type]
        start += len(paragraph) + 2
    return extract(Document("example", "example.txt", text, tuple(blocks)))


def demands(found: Claims) -> set[tuple[str, ...]]:
    """Each demand by kind, claimants, addressees and words, for comparison."""
    return {(d.kind, "+".join(sorted(d.claimants)), "+".join(sorted(d.addressees)), d.content) for d in found.demands}


def stances(found: Claims) -> set[tuple[str, ...]]:
    content = {d.key: d.content for d in found.demands}
    return {(content[s.demand], s.party, s.stance) for s in found.stances}


def all_evidence(found: Claims) -> list[Evidence]:
    many = [*found.parties, *found.people, *found.places, *found.demands, *found.stances, *found.events]
    return [one for claim in many for one in claim.evidence] + [role.evidence for role in found.roles]


def swapped(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def test_case_48_swapping_two_party_names_swaps_the_rows() -> None:
    plain, turned = claims(TEXT), claims(swapped(TEXT, "Norway", "Sudan"))
    names = {"nor": "sdn", "sdn": "nor"}

    def turn(keys: str) -> str:
        return "+".join(sorted(names.get(key, key) for key in keys.split("+")))

    assert len(plain.demands) >= 5
    expected = {(kind, turn(by), turn(of), swapped(what, "Norway", "Sudan")) for kind, by, of, what in demands(plain)}
    assert demands(turned) == expected


def test_case_49_an_unrelated_paragraph_changes_no_other_row() -> None:
    more = TEXT + "\n\nHeavy rain is forecast for the weekend, and the harbour museum will stay closed."
    assert demands(claims(more)) == demands(claims(TEXT))
    assert stances(claims(more)) == stances(claims(TEXT))


def test_case_50_deleting_the_evidence_sentence_deletes_the_row() -> None:
    found = claims(TEXT.replace(" Sudan rejected these demands.", ""))
    assert not any(stance == "rejected" for _, _, stance in stances(found))
    assert any(stance == "rejected" for _, _, stance in stances(claims(TEXT)))
    fewer = claims(TEXT.replace("Norway offered to send two observers if Sudan withdrew its gunboats.", "It rained."))
    assert not any(demand.kind == "offer" for demand in fewer.demands)


@pytest.mark.parametrize(
    ("name", "typeset"),
    [
        (
            "soft hyphens",
            lambda text: text.replace("compensation", "compen\u00ad sation").replace("observers", "obser\u00advers"),
        ),
        ("curly quotes", lambda text: text.replace('"We', "\u201cWe").replace('islands,"', "islands,\u201d")),
        (
            "no-break spaces",
            lambda text: text.replace("twelve sailors", "twelve\u00a0sailors").replace("the port", "the\u202fport"),
        ),
        ("zero-width marks", lambda text: text.replace("blockade", "block\u200bade").replace("Norway", "Nor\u2060way")),
        ("line breaks", lambda text: text.replace("the port", "the\nport").replace("two observers", "two\nobservers")),
        (
            "decomposed letters",
            lambda text: text.replace("Suakin", "Suaki\u0301n").replace("Suaki\u0301n", "Suaki\u0301n"),
        ),
    ],
)
def test_case_13_typesetting_changes_no_row(name: str, typeset: object) -> None:
    plain = TEXT.replace("Suakin", "Suakín") if name == "decomposed letters" else TEXT
    found = claims(typeset(TEXT))  # type: ignore[operator]
    assert demands(found) == demands(claims(plain))
    assert all(evidence.span.within(evidence.sentence) for evidence in all_evidence(found))


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "tests" / "gold" / "texts").glob("*.txt")), ids=lambda path: path.stem
)
def test_every_quote_lies_in_its_sentence_and_in_the_text(path: Path) -> None:
    document = read_document(path, path.parent)
    found = extract(document)
    for evidence in all_evidence(found):
        assert evidence.span.within(evidence.sentence)
        assert evidence.sentence.end <= len(document.text)
        quote = evidence.span.of(document.text)
        assert quote == quote.strip()
        assert quote
    parties = {party.key for party in found.parties}
    for demand in found.demands:
        assert demand.claimants
        assert set(demand.claimants) | set(demand.addressees) <= parties
        assert not set(demand.claimants) & set(demand.addressees)


WORDS = st.sampled_from(
    [
        "Norway",
        "Sudan",
        "the union",
        "it",
        "they",
        "demanded",
        "wants",
        "to",
        "withdraw",
        "release",
        "the sailors",
        ",",
        "and",
        "that",
        "must",
        "not",
        '"',
        "said",
        "rejected",
        "the offer",
        "if",
        "a ceasefire",
        ";",
        "which",
        "offered",
        "peace",
        "no",
        "without",
        "on Friday",
        "President Omar Idris",
        ":",
        "(",
        ")",
        "\u2019s",
        "talks",
        "with",
        "only",
        "unless",
        ".",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_any_words_give_the_same_sound_claims_twice(words: list[str]) -> None:
    text = " ".join(words)
    first, second = claims(text), claims(text)
    assert first == second
    assert all(evidence.span.within(evidence.sentence) for evidence in all_evidence(first))
