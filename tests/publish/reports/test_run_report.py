"""The run report: what was read, left out and dropped, in numbers that add up."""

from __future__ import annotations

import json

from pipeline.publish.reports import run_html
from tests.publish.reports.conftest import HOSTILE, LOCAL, RUN
from tests.publish.reports.words import words_of


def said(local: bool = False) -> str:
    return words_of(run_html(RUN, "Talks", {}, LOCAL if local else None).decode())


def test_files_left_out_stand_there_with_the_reason() -> None:
    assert "By reason: crash 1, encoding 1." in said() and "b.txt crash it fell over" in said()


def test_what_was_dropped_is_counted_by_reason_over_all_texts() -> None:
    assert RUN.dropped == [("demand", "no-claimant", 3, 2), ("event", "bare-verb", 5, 1)]
    assert "demand no party was found that asks or offers it no-claimant 3 2" in said()


def test_only_the_page_that_stays_on_the_machine_tells_times_and_words() -> None:
    assert "Seconds" not in said() and "asked" not in said()
    told = said(local=True)
    assert "extracting 12.0" in told and "all 12.2" in told and "before <script>alert(1)</script> asked after" in told
    assert "Nothing was published. What stood in dist/ is unchanged. much is gone" in told


def test_the_form_for_machines_holds_the_same_and_no_time() -> None:
    found = json.loads(json.dumps(RUN.to_json_dict()))
    assert found["claims"]["demand"] == 4 and found["left_out"]["by_reason"] == {"crash": 1, "encoding": 1}
    assert found["dropped"][0] == {
        "kind": "demand", "reason": "no-claimant", "why": "no party was found that asks or offers it", "count": 3, "texts": 2,
    }  # fmt: skip
    assert found["texts"][1]["dropped"][1] == {"kind": "event", "reason": "bare-verb", "count": 5}
    assert "seconds" not in json.dumps(found)


def test_names_of_files_become_no_code() -> None:
    page = run_html(RUN, "Talks", {}, LOCAL).decode()
    assert "<script" not in page and HOSTILE[25] not in page
