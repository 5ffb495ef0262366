"""A folder for a dataset of one's own, for `parley init`: empty sources and the files that people fill in."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

import yaml

from pipeline.additions import TABLES, VERBS
from pipeline.errors import CallError, InputError, MachineError
from pipeline.publish.described import checked
from pipeline.publish.package import LICENCE, LICENCES
from pipeline.read.limits import Limits, limits_file
from pipeline.reference_tables import table_columns
from pipeline.slugs import slug

MOST_NAMED = 5  # things in a folder that is not empty
CORRECTIONS = "# Corrections of single rows. `parley review` lists what wants a decision and writes them here.\n"
IGNORED = """\
# Made by the build and never the same twice; the rest of dist/ can be committed
/dist/*.xlsx
/dist/SHA256SUMS-local
*.duckdb
*.duckdb.wal
/.dist-*/

# What a build keeps of the texts it read
/.parley/

# Made by `parley release`: given away, not kept here
/parley-*.zip
"""


def start(folder: Path, name: str | None = None, title: str | None = None, licence: str | None = None) -> list[str]:
    """Make `folder` with all that a dataset begins with; returns the paths of its files. `name` defaults to the name of
    the folder, `title` to its words, `licence` to CC-BY-4.0.

    The folder is there whole, or not at all. Raises CallError when something is in it, or when a value does not fit;
    MachineError when it cannot be written.
    """
    target = Path(os.path.abspath(folder))
    _refuse_what_is_there(target, folder)
    known = slug(target.name)
    if not name and not known:
        raise CallError(f"the name {target.name!r} has no letters from a to z: say what to call it with --name.")
    settled = {
        "name": name if name is not None else known[:100].strip("-"),
        "title": title if title is not None else _words_of(target.name),
        "licence": licence if licence is not None else LICENCE["name"],
    }
    for key, value in settled.items():
        try:
            settled[key] = checked(key, value)
        except InputError as error:
            raise CallError(f"{error} (--{key})") from None
    files = first_files(settled)
    _make(target, folder, files)
    return sorted(files)


def first_files(settled: dict[str, str]) -> dict[str, str]:
    """The files of a new dataset: path -> text. `settled` has its name, title and licence."""
    return {
        "README.md": _readme(settled),
        ".gitignore": IGNORED,
        "sources/dataset.yml": _dataset_file(settled),
        "sources/limits.yml": limits_file(Limits()),
        "sources/corrections/rows.yml": CORRECTIONS,
        "sources/reference/README.md": _reference_readme(),
    }


def _refuse_what_is_there(target: Path, folder: Path) -> None:
    """Raises CallError unless there is nothing, or an empty folder."""
    try:
        if not os.path.lexists(target):
            return
        if not target.is_dir() or target.is_symlink():
            raise CallError(f"{folder} is there already and is no folder of its own; name another.")
        there = sorted(os.listdir(target))
    except OSError as error:
        raise MachineError(f"{folder} cannot be read: {error.strerror}.") from None
    if there:
        more = f" and {len(there) - MOST_NAMED} more" if len(there) > MOST_NAMED else ""
        raise CallError(f"{folder} is not empty: there is {', '.join(there[:MOST_NAMED])}{more}. Nothing was written; "
                        "name a folder that is new or empty.")  # fmt: skip


def _make(target: Path, folder: Path, files: dict[str, str]) -> None:
    """Write all files beside the folder, then put them in its place in one step."""
    staged: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{target.name[:60]}.new-", dir=target.parent))
        (staged / "sources" / "seeds").mkdir(parents=True)
        for path, text in files.items():
            file = staged / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        staged.chmod(0o777 & ~_umask())
        if target.is_dir():
            target.rmdir()  # fails when something came into it meanwhile
        os.rename(staged, target)
    except OSError as error:
        raise MachineError(f"{folder} cannot be made: {error.strerror}.") from None
    finally:
        if staged is not None and staged.exists():
            shutil.rmtree(staged, ignore_errors=True)


def _umask() -> int:
    """What new folders are not allowed, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _words_of(name: str) -> str:
    """A title from the name of a folder: `harbour-talks` becomes `Harbour talks`."""
    words = " ".join(re.split(r"[\s._-]+", name)).strip()
    return words[:1].upper() + words[1:]


def _dataset_file(settled: dict[str, str]) -> str:
    given = yaml.safe_dump(settled, sort_keys=False, allow_unicode=True, width=10_000)
    return f"""\
# What this dataset says of itself: `parley build` puts it into datapackage.json, the DuckDB file and dist/metadata/.
# The licence is that of the tables, one of {", ".join(LICENCES)}.
# Take the mark off a line to change it.

{given}
# description: One paragraph for readers who have never heard of it.
contributors:
  - {yaml.safe_dump(settled["title"] + " contributors", allow_unicode=True, width=10_000).splitlines()[0]}
keywords:
  - negotiation
  - demands
"""


def _readme(settled: dict[str, str]) -> str:
    return f"""\
# {settled["title"]}

Who demands what of whom, what the others answered, and which sentence says so. Made with Parley.

1. Put texts in: `parley add FILE_OR_FOLDER... --published 2024-05-01 --publisher "Example Daily"`.
2. Say what the dataset is in `sources/dataset.yml`: title, description, contributors, keywords.
3. Run `parley build`, then `parley show demands` and `parley show parties`.
4. A party is missing or has the wrong type? Add it: `sources/reference/README.md` says how.
5. `parley review` lists what wants a decision of yours, `parley check` proves that the files fit, and
   `parley release` makes a zip file to give away.

People write `sources/`; `dist/` and `datapackage.json` are made by the build. The tables are licensed
{LICENCES[settled["licence"]]["title"]}; the texts keep their own licences.
"""


def _reference_readme() -> str:
    heads = "\n\n".join(
        f"`{table}.csv`, of {'verbs' if table in VERBS else 'names'}:\n\n```csv\n{','.join(table_columns(table))}\n```"
        for table in TABLES
    )
    return f"""\
# Names and verbs that Parley does not know

A file `TABLE.csv` here adds rows to Parley's own table of that name; it has the same columns, and its first line is
that of the table:

{heads}

An organisation goes into `organisations.csv`, and is found by its name:

```csv
key,name,type,part_of,wikidata_id,source
harbour-union,Harbour Union,union,,,its own statutes
```

Its other names and its acronym go into `organisation_names.csv`, where Parley's own parties can be named, too:

```csv
name,key,source
HBU,harbour-union,its own statutes
```

Do not add a name that is an ordinary word as well, or that another party bears. `source` says where the fact comes
from. A row that does not fit stops the build with its file and line; the next build reads all texts anew.
"""
