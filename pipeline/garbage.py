"""When Python looks for garbage: not while millions of objects are made of which none is any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Within, nothing is searched for objects that hold each other and nothing else; what nobody holds goes as ever.

    Each such search goes through all that there is, and finds nothing where claims are put together: that takes as
    long as the work itself. Whoever had switched it off before finds it so."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
