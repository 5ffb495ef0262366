"""A limit to the time that a block of code takes, on the main thread and on any other."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class TooLong(BaseException):
    """The time is over. No Exception, so that no part of the block takes it for one of its own."""


def time_limit(seconds: int) -> contextlib.AbstractContextManager[None]:
    """Raises TooLong within the block when it takes longer, as soon as Python code runs again: code below Python, such
    as a parser's, is not interrupted."""
    main = threading.current_thread() is threading.main_thread()
    return _alarm(seconds) if main and hasattr(signal, "setitimer") else _raised_from_beside(seconds)


@contextlib.contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def over(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _raised_from_beside(seconds: int) -> Iterator[None]:
    """For threads that get no signals (those in which a cluster's worker runs its tasks), and systems without them."""
    thread = ctypes.c_ulong(threading.get_ident())
    ended = threading.Lock()  # held by whoever comes first: the end of the block, or that of its time
    raised = False

    def over() -> None:
        nonlocal raised
        if ended.acquire(blocking=False):
            raised = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TooLong))

    clock = threading.Timer(seconds, over)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        if not ended.acquire(blocking=False) and raised:
            # it may have been set at the very end, and not be raised yet: it is not to hit what comes after
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
        clock.cancel()
