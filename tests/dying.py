"""Ways to let a step of a run fail, or the run die, at a chosen place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Killed(BaseException):
    """Stands for a process that dies: no handler for errors sees it."""


def failing(
    real: Callable[..., Any], call: int, error: type[BaseException] = OSError, *, after: bool = False
) -> Callable[..., Any]:
    """`real`, but its n-th call raises, before or after doing its work."""
    calls = 0

    def function(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call and not after:
            raise error(28, "No space left on device")
        result = real(*args, **kwargs)
        if calls == call:
            raise error(28, "No space left on device")
        return result

    return function
