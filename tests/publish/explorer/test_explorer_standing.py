"""What the page says of where a demand stands is what the status means: no more and no less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.publish.explorer.browser import watched
from tests.publish.explorer.conftest import written
from tests.schema.small_dataset import doubled, position

pytestmark = pytest.mark.slow

Tables = dict[str, pl.DataFrame]


def test_open_is_not_said_to_be_without_answer(browser: Any, tables: Tables, tmp_path: Path) -> None:
    [demand] = tables["demands"].filter(status="open")["demand_id"][:1]
    rejection = position(tables, "stances", stance_id="stance:3")
    countered = doubled(
        tables,
        "stances",
        rejection,
        stance_id="stance:9",
        demand_id=demand,
        stance="countered",
        party_id="party:norland",
    )
    with watched(browser, written(tmp_path, countered)) as found:
        [told] = [
            one
            for one in found.open("matrix").locator(".legend li").all_inner_texts()
            if one.strip().startswith("open")
        ]
        assert "nobody" not in told
        assert "no clear yes or no from those who decide" in told
        assert "condition" in told and "proposal of their own" in told
        assert "answered with a proposal of its own" in found.open(f"row/{demand}").locator("main").inner_text()


def test_who_accepts_with_a_condition_is_not_said_to_have_accepted(
    browser: Any, tables: Tables, tmp_path: Path
) -> None:
    row = position(tables, "stances", stance_id="stance:5")
    more = doubled(
        tables, "stances", row, stance_id="stance:9", stance="accepted_conditionally",
        party_id="party:a-norland-parliament",
    )  # fmt: skip
    demand = tables["stances"].row(row, named=True)["demand_id"]
    with watched(browser, written(tmp_path, more)) as found:
        page = found.open(f"row/{demand}")
        assert page.locator(".status").first.inner_text() == "accepted by Sudria"
        assert "accepted with a condition" in page.locator("main").inner_text()
