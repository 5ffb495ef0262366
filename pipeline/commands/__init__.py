"""The command line: one module per sub-command, and what they share.

Nothing heavy is imported when these modules are: each command loads what it needs when it runs, so that `--help`
answers at once. Nothing else in `pipeline` imports from here.
"""

from __future__ import annotations

import click

from pipeline import __version__
from pipeline.commands.add import add
from pipeline.commands.build import build
from pipeline.commands.check import check
from pipeline.commands.diff import diff
from pipeline.commands.evaluate import evaluate
from pipeline.commands.explain import explain
from pipeline.commands.export import export
from pipeline.commands.init import init
from pipeline.commands.query import query
from pipeline.commands.read import read
from pipeline.commands.release import release
from pipeline.commands.review import review
from pipeline.commands.serve import serve
from pipeline.commands.show import show
from pipeline.commands.status import status
from pipeline.commands.verify import verify

EPILOG = """\b
Exit codes: 0 done, 1 the data is not good enough to publish,
2 the call or an input file is wrong, 3 the machine failed,
130 stopped with Ctrl-C.

\b
Start with:
  parley add article.txt --published 2024-05-01
  parley build
  parley show demands
"""


class InReadingOrder(click.Group):
    """Lists the sub-commands in the order in which a newcomer needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=InReadingOrder,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="parley")
def parley() -> None:
    """Who demands what of whom in a negotiation, what the others answered, and
    which sentence says so: from news texts to an open dataset."""


for command in (
    add, init, build, status, check, verify, query, show, explain, read, serve, export, review, evaluate, diff, release,
):  # fmt: skip
    parley.add_command(command)
