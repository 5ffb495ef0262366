"""Offsets in UTF-16 units and bytes, against what Python, DuckDB and JavaScript say (case 15)."""

from __future__ import annotations

import json
import shutil
import subprocess

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.offsets import Offsets

TEXT = "🇺🇦 Café talks 👩🏽‍💻: “no” 𝔊\u202eeneral\u202c Ω said, e\u0301 halt\u00ad mobilisation\u2028 10\u202f000 \U0010ffff end"


@given(text=st.text(alphabet=st.sampled_from("ab é\u07ff\u0800\uffff\U00010000🇺\U0010ffff\u0000\n")), data=st.data())
def test_case_15_offsets_count_as_encoding_does(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    offsets = Offsets(text)
    assert offsets.utf16(at) == len(text[:at].encode("utf-16-le")) // 2
    assert offsets.utf8(at) == len(text[:at].encode())


def spans() -> list[dict[str, int]]:
    offsets = Offsets(TEXT)
    return [
        {"start": start, "end": end, **offsets.columns(start, end)}
        for start in range(len(TEXT))
        for end in range(start + 1, min(start + 12, len(TEXT) + 1))
    ]


@pytest.mark.skipif(shutil.which("node") is None, reason="JavaScript needs the program node")
def test_case_15_round_trip_in_javascript() -> None:
    program = """
    const {text, spans} = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const bytes = Buffer.from(text, "utf8");
    process.stdout.write(JSON.stringify(spans.map(s => [
        text.slice(s.utf16_start, s.utf16_end), bytes.subarray(s.byte_start, s.byte_end).toString("utf8")])));
    """
    told = json.dumps({"text": TEXT, "spans": spans()})
    run = subprocess.run(["node", "-e", program], input=told.encode(), capture_output=True, check=True)
    assert json.loads(run.stdout) == [[TEXT[one["start"] : one["end"]]] * 2 for one in spans()]


def test_case_15_round_trip_in_duckdb() -> None:
    with duckdb.connect() as database:
        for one in spans():
            found = database.execute(
                "select substr($text, $start + 1, $end - $start), encode($text)[$first + 1 : $last]::blob",
                {"text": TEXT, "start": one["start"], "end": one["end"], "first": one["byte_start"],
                 "last": one["byte_end"]},
            ).fetchone()  # fmt: skip
            quote = TEXT[one["start"] : one["end"]]
            assert found == (quote, quote.encode())
