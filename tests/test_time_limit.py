"""A block that takes too long is left, on the main thread and on any other, and nothing after it is hit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from pipeline.time_limit import TooLong, time_limit


def turning() -> str:
    try:
        with time_limit(1):
            while True:
                with suppress(Exception):
                    len("")
    except TooLong:
        return "over"


def quick() -> str:
    for _ in range(200):
        with time_limit(1):
            pass
    until = time.monotonic() + 1.3
    while time.monotonic() < until:
        pass
    return "done"


def failing() -> str:
    try:
        with time_limit(60):
            raise ValueError("its own")
    except ValueError as error:
        return str(error)


def here(function: Callable[[], str]) -> str:
    return function()


def beside(function: Callable[[], str]) -> str:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function).result()


@pytest.mark.slow
@pytest.mark.parametrize("where", [here, beside])
@pytest.mark.parametrize(("function", "told"), [(turning, "over"), (quick, "done"), (failing, "its own")])
def test_a_block_ends_in_time_or_as_it_would(
    where: Callable[[Callable[[], str]], str], function: Callable[[], str], told: str
) -> None:
    began = time.monotonic()
    assert where(function) == told
    assert time.monotonic() - began < 5


@pytest.mark.slow
def test_the_end_of_the_time_and_of_the_block_at_once_hit_nothing_later() -> None:
    def once(number: int) -> str:
        try:
            with time_limit(1):
                until = time.monotonic() + 0.9 + number / 100
                while time.monotonic() < until:
                    pass
        except TooLong:
            pass
        for _ in range(200_000):
            pass
        return "done"

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(once, range(20))) == ["done"] * 20
    assert threading.active_count() < 20
