"""Days that do not exist are refused, wherever they stand (case 54); no clock, time zone or locale counts (case 52)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.extract.dates import dates_in_text
from pipeline.read.days import find_day, parse_published


@pytest.mark.parametrize(
    "text",
    ["2025-02-30", "2023-02-29", "2025-13-01", "2025-00-10", "2025-04-00", "0000", "0000-01-01", "2025-13", "10000-01-01",
     "2025-08-15/2025-08-09", "2025-02-30/2025-03-01", "2025-08-09/", "/2025", "2025/2026/2027", "2025-8-9", "-0044-03-15",
     "2025-08-15T", "2025?", "", "2025-08-15 or so"],
)  # fmt: skip
def test_case_54_published_is_a_day_that_exists(text: str) -> None:
    with pytest.raises(ValueError):
        parse_published(text)


@pytest.mark.parametrize(
    "text",
    ["30 February 2024", "31 April 2025", "February 29, 2023", "2024-13-45", "0 May 2020", "Friday, August 9, 2025"],
)
def test_case_54_a_line_with_no_such_day_gives_no_day(text: str) -> None:
    found = find_day(text)
    assert found is None or found[2] is None


@pytest.mark.parametrize(
    "text", ["They met on 30 February 2024.", "They met on 31 June 2025.", "They met on 29 February 2023."]
)
def test_case_54_the_text_names_no_such_day(text: str) -> None:
    assert all(days is None or days.precision != "day" for _, days in dates_in_text(text, None))


ROOT = Path(__file__).parents[2]
CLOCK = re.compile(r"\b(?:today|now|utcnow|fromtimestamp|localtime|gmtime|ctime|getlocale)\(|\btime\.time\(")


@pytest.mark.parametrize("stage", ["read", "extract", "resolve", "corrections", "check", "publish", "schema"])
def test_case_52_no_stage_of_a_build_reads_a_clock(stage: str) -> None:
    for path in (ROOT / "pipeline" / stage).rglob("*.py"):
        assert not CLOCK.search(path.read_text(encoding="utf-8")), path


READ = """
from pathlib import Path
from pipeline.read import read_folder
from pipeline.extract.dates import dates_in_text
print(ascii(read_folder(Path("sources/seeds"))), ascii(dates_in_text("on Friday, 3 May and last week, IN APRIL", None)))
"""


@pytest.mark.slow
def test_case_52_time_zone_and_locale_change_nothing() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", READ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for zone, locale, seed in (
            ("UTC", "C.UTF-8", "0"),
            ("Pacific/Kiritimati", "tr_TR.UTF-8", "1"),
            ("Pacific/Niue", "C", "2"),
        )
    }
    assert len(answers) == 1
