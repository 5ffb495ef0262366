"""The errors that Parley raises on purpose. Each message says what is wrong, where, and what to do."""

from __future__ import annotations


class ParleyError(Exception):
    """Base of every expected error; `exit_code` is what the command line returns for it."""

    exit_code = 3


class InputError(ParleyError):
    """A source file, sidecar or reference table cannot be used as it is."""

    exit_code = 2


class CallError(ParleyError):
    """The command was called with words that do not fit (an unknown table, id or folder)."""

    exit_code = 2


class CheckError(ParleyError):
    """The data is not good enough to publish: a critical check failed."""

    exit_code = 1


class MachineError(ParleyError):
    """The machine failed us: disk full, no permission, a broken install."""

    exit_code = 3
