"""Libraries that another one imports and seldom uses are loaded when they are used, if ever.

The validation library imports statistics and charts for expectations that no suite here has; they are nearly half of
the time that it takes to load.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class Later(ModuleType):
    """Stands for a module: the first use of a name of it imports the module, and gives what has that name there."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system asks of every module
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


@contextmanager
def put_off(*names: str) -> Iterator[None]:
    """Within the block, an import of one of these modules gives what stands for it. A module that is there already
    stays, and after the block the names mean the modules again."""
    standing = {name: Later(name) for name in names if name not in sys.modules}
    for name, later in standing.items():
        sys.modules[name] = later
        package, _, short = name.rpartition(".")
        if package:
            setattr(import_module(package), short, later)  # where `from package import name` looks first
    try:
        yield
    finally:
        for name, later in standing.items():
            if sys.modules.get(name) is later:
                del sys.modules[name]
            package, _, short = name.rpartition(".")
            if package and vars(sys.modules[package]).get(short) is later:
                delattr(sys.modules[package], short)
