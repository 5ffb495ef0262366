"""The issue of a demanded act: from its own words first, from its surroundings only where they tell nothing."""

from __future__ import annotations

import csv
import importlib.util
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.folding import fold
from pipeline.extract.issues import WORD, issue_of, lexicon, topic_of
from pipeline.extract.language import parsed
from pipeline.extract.tokens import Doc
from pipeline.model import Span
from pipeline.reference_tables import table_rows

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared"
PHRASES = list(csv.DictReader((HERE / "issue_phrases.csv").open(encoding="utf-8", newline="")))
CODES = {row["code"] for row in table_rows("vocab_issues")}


def classify(phrase: str, sentence: str = "", document: str = "") -> str:
    return issue_of(phrase, lemmas(parsed([phrase])[0]), sentence, "", document)


def lemmas(doc: Doc) -> list[str]:
    return [token.lemma_ for token in doc if not token.is_punct]


@lru_cache(maxsize=2)
def accuracy(part: str) -> float:
    rows = [row for row in PHRASES if row["part"] == part]
    docs = parsed(row["phrase"] for row in rows)
    found = [issue_of(row["phrase"], lemmas(doc)) for row, doc in zip(rows, docs, strict=True)]
    return sum(code == row["issue_code"] for code, row in zip(found, rows, strict=True)) / len(rows)


def test_phrases_tuned_on_are_right() -> None:
    assert accuracy("tuning") >= 0.97


def test_phrases_held_out_are_right() -> None:
    """0.957 when they were first measured, before anything was changed for them."""
    assert accuracy("held_out") >= 0.95


def test_the_phrase_list_covers_every_issue() -> None:
    assert {row["issue_code"] for row in PHRASES} == CODES
    assert len(PHRASES) >= 300


def test_lexicon_names_only_issues_of_the_vocabulary() -> None:
    rows = table_rows("issue_terms")
    assert {row["issue_code"] for row in rows} == CODES
    assert all(row["source"] and float(row["weight"]) > 0 and row["term"] == row["term"].lower() for row in rows)
    assert len({(row["issue_code"], row["term"]) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("phrase", "issue"),
    [
        ("withdraw its forces from the border area", "withdrawal"),
        ("withdraw the application for NATO membership", "alliance"),
        ("release the hostages", "prisoners"),
        ("release another 30 million cubic metres of water", "resources"),
        ("release the second tranche of the loan", "economy"),
        ("stop air strikes", "ceasefire"),
        ("call off the strike at the port", "economy"),
        ("send humanitarian aid", "humanitarian"),
        ("send military aid", "arms"),
        ("give up its nuclear weapons", "nuclear"),
        ("give up its weapons", "forces"),
        ("an arms embargo", "arms"),
        ("an oil embargo", "sanctions"),
        ("security guarantees", "security_guarantees"),
        ("a hearing before the Security Council", "process"),
    ],
)
def test_longer_terms_and_neighbours_decide_between_issues(phrase: str, issue: str) -> None:
    assert classify(phrase) == issue


def test_words_behind_a_condition_count_less_than_the_act() -> None:
    assert classify("lift the tariffs if the hostages are freed") == "economy"


def test_sentence_stands_in_for_an_act_without_telling_words() -> None:
    assert classify("bring them home") == "other"
    assert classify("bring them home", "Free the hostages and bring them home, she said.") == "prisoners"


def test_sentence_does_not_outweigh_the_act() -> None:
    sentence = "Russia wants Kyiv to abandon NATO aspirations, halt mobilisation, stop taking arms and lift sanctions."
    assert classify("halt mobilisation", sentence) == "forces"
    assert classify("lift sanctions", sentence) == "sanctions"


def test_topic_of_the_document_stands_in_last() -> None:
    document = "Nurses want higher wages. The trust offers a lower wage. Talks about overtime and pensions go on."
    assert topic_of(document) == "economy"
    assert classify("2.5 of what was asked", "They asked for that.", document) == "economy"


def test_act_that_nothing_tells_about_is_other() -> None:
    assert issue_of("do it", ["do", "it"]) == "other"
    assert issue_of("", []) == "other"


def test_lemmas_may_be_left_out() -> None:
    assert issue_of("lifting sanctions", []) == "sanctions"


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=8), st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_code_of_the_vocabulary(content: str, lemmas: list[str], sentence: str) -> None:
    found = issue_of(content, lemmas, sentence)
    assert found in CODES
    assert found == issue_of(content, lemmas, sentence)


def test_every_term_of_the_lexicon_can_be_found() -> None:
    known = lexicon()
    terms = [term for group in (*known.by_word.values(), *known.by_start.values()) for term in group]
    for term in terms:
        words = [part[0].rstrip("*") for part in term.parts if part]
        assert all(WORD.fullmatch(word) for word in words), term


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_demands(folder: Path, texts: Path) -> Iterator[tuple[dict[str, str], str, str, str]]:
    """Each demand of a gold folder that is no doubt, its quote, its sentence and its document."""
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        raw = (texts / Path(data["document"]["file"]).name).read_text(encoding="utf-8")
        text = fold(raw, Span(0, len(raw))).text
        for demand in data.get("demands") or []:
            quote = fold(demand["quote"], Span(0, len(demand["quote"]))).text
            sentence = next((part for part in re.split(r"(?<=[.!?]) ", text) if quote in part), "")
            if not demand.get("doubt"):
                yield demand, quote, sentence, text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "texts", "bar"),
    [
        (SHARED / "dev" / "gold", SHARED / "dev" / "texts", 0.95),
        (ROOT / "tests" / "gold", ROOT / "tests" / "gold" / "texts", 0.85),
    ],
)
def test_issues_of_the_gold_demands(folder: Path, texts: Path, bar: float) -> None:
    if not (SHARED / "tools" / "score.py").exists() or not list(folder.glob("*.yaml")):
        pytest.skip("no gold here")
    accepts = scorer().accepts
    right = [
        accepts(demand, "issue", classify(quote, sentence, text))
        for demand, quote, sentence, text in gold_demands(folder, texts)
    ]
    assert sum(right) / len(right) >= bar
