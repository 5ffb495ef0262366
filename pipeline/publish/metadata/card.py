"""The dataset card of Hugging Face: a README.md whose front matter tells the hub which file is which table.

Put it at the top of a dataset repository that holds an unpacked release: `load_dataset(REPOSITORY, "demands")` and the
hub's viewer then find every table.
"""

from __future__ import annotations

from typing import Any

import yaml

from pipeline.publish.metadata.facts import Facts
from pipeline.schema import TABLES

FIRST = "demands"  # the table that the viewer opens with
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGEST = "1M<n<10M"


def dataset_card(facts: Facts) -> str:
    """The card as Markdown with YAML front matter; paths are those of a release."""
    front = yaml.safe_dump(front_matter(facts), sort_keys=False, allow_unicode=True, width=1000)
    return f"---\n{front}---\n\n{_body(facts)}"


def front_matter(facts: Facts) -> dict[str, Any]:
    """The card's metadata, with the values that the hub knows."""
    rows = sum(facts.rows.values())
    return {
        "pretty_name": facts.info.title,
        "license": facts.info.licence["name"].lower(),
        "language": ["en"],  # no other is read
        "multilinguality": "monolingual",
        "annotations_creators": ["machine-generated"],
        "source_datasets": ["original"],
        "size_categories": [next((name for least, name in SIZES if rows < least), LARGEST)],
        "tags": ["-".join(word.lower().split()) for word in facts.info.keywords],
        # A table without rows is left out: the hub's loader takes it for a missing file.
        "configs": [_config(name) for name in TABLES if facts.rows[name]],
    }


def _config(table: str) -> dict[str, Any]:
    config: dict[str, Any] = {
        "config_name": table,
        "data_files": [{"split": "train", "path": f"dist/parquet/{table}.parquet"}],
    }
    return {**config, "default": True} if table == FIRST else config


def _body(facts: Facts) -> str:
    info = facts.info
    number = facts.rows["documents"]
    texts = f"{number:,} {'text' if number == 1 else 'texts'}"
    rows = "\n".join(f"| `{name}` | {facts.rows[name]:,} | {table.description} |" for name, table in TABLES.items())
    return f"""# {info.title}

{info.edition.capitalize()}; made from {texts}. {info.description}

| table | rows | what a row is |
|---|---|---|
{rows}

Each table with rows is a configuration with one split, `train`; the split has no meaning beyond its name.

## Keep in mind

- The tables say what the source texts say, not what is true, and not what other texts say.
- A program made them, and mistakes are expected: read the quotation in `evidence` before you rely on a row, and mind
  its `confidence`.
- Named persons are those whom the texts name in a public role.

## Licence and citation

[{info.licence["title"]}]({info.licence["path"]}) for the tables; the source texts keep their own licences.

{info.citation}
"""
