"""Entry point of the command line: `parley`, and the same as `python -m pipeline`.

Here every failure becomes one plain sentence on standard error and an exit code: 1 the data is not good enough,
2 the call or an input file is wrong, 3 the machine failed, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from pipeline.commands import parley
from pipeline.errors import ParleyError

STOPPED = 130
MACHINE_FAILED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; `arguments` are those after the program's name (default: the process's own).

    Returns the exit code. Raises only when the environment variable PARLEY_DEBUG is set, to show the traceback.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # an output that knows few letters (an old terminal) gets the others written out instead of an error
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = parley.main(args=arguments, prog_name="parley", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        _say("stopped.")
        return STOPPED
    except BrokenPipeError:
        _give_up_output()
        return 0
    except Exception as error:
        if os.environ.get("PARLEY_DEBUG"):
            raise
        return _explain(error)


def _explain(error: Exception) -> int:
    """Say in one sentence what went wrong; returns the exit code."""
    if isinstance(error, ParleyError):
        _say(str(error))
        return error.exit_code
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        _say(f"the machine refused{where}: {error.strerror}.")
        return MACHINE_FAILED
    _say(
        f"something failed that should not ({type(error).__name__}: {_first_line(error)}); "
        "run the same command with PARLEY_DEBUG=1 before it to see the details, and please report them."
    )
    return MACHINE_FAILED


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else "no message"


def _say(message: str) -> None:
    print(f"parley: {message}", file=sys.stderr)


def _give_up_output() -> None:
    """The reader of our output has left: keep Python from complaining when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
