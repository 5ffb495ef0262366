"""What libraries say of a file is told in one short line that is the same each time."""

from __future__ import annotations

import pytest

from pipeline.read.sources import words_of


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("IndirectObject(8, 0, 140648308098000) loops", "IndirectObject(8, 0, …) loops"),
        ("<_io.BytesIO object at 0x7f8b2c0d9a80>", "<_io.BytesIO object at …>"),
        ("two\nlines\r\n and\ttabs", "two lines and tabs"),
        ("a\x1b[31mred\x00", "a\\x1b[31mred\\x00"),
        ("byte 1234 of 56789", "byte 1234 of 56789"),
        ("x" * 500, "x" * 160 + "…"),
        ("", ""),
    ],
)
def test_words_are_short_plain_and_the_same_each_time(said: str, told: str) -> None:
    assert words_of(said) == words_of(ValueError(said)) == told
