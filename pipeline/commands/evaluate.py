"""`parley evaluate`: how right the extraction is, against annotated texts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.options import dataset_root

if TYPE_CHECKING:
    from pipeline.evaluate import Evaluation

EXAMPLE = """\b
Examples:
  parley evaluate tests/gold --misses
  parley evaluate my-gold --dist . --json accuracy.json
"""


@click.command(epilog=EXAMPLE, short_help="Measure the extraction against annotated texts.")
@click.argument("gold_dir", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--dist",
    "dist",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Judge this built dataset instead of building the annotated texts.",
)
@click.option(
    "--json", "json_path", metavar="FILE", type=click.Path(path_type=Path), help="Write the figures here, too."
)
@click.option("--misses", is_flag=True, help="List every miss, every row too many, every wrong value.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="How many texts to read at once.")
def evaluate(gold_dir: Path, dist: Path | None, json_path: Path | None, misses: bool, jobs: int | None) -> None:
    """Compare what is extracted with the annotations in GOLD_DIR and print
    precision, recall and F1 per table, and the share of right values per
    attribute.

    GOLD_DIR holds one .yaml file a text, and the texts in texts/: these are
    built in a temporary folder that is removed afterwards.
    """
    import json

    from pipeline.errors import CallError
    from pipeline.evaluate import evaluate_dataset, texts_folder
    from pipeline.publish.checksums import renew_checksum

    if dist is not None:
        result = evaluate_dataset(dataset_root(dist), gold_dir)
    elif texts := texts_folder(gold_dir):
        with tempfile.TemporaryDirectory(prefix="parley-evaluate-") as folder:
            result = evaluate_dataset(build_texts(gold_dir, texts, Path(folder), jobs), gold_dir)
    else:
        result = evaluate_dataset(dataset_root(Path()), gold_dir)
    if not result.documents:
        raise CallError(
            f"none of the texts annotated in {gold_dir} is in the dataset; name a folder that holds its texts in texts/, "
            "such as tests/gold, or a built dataset with --dist"
        )
    if json_path is not None:
        json_path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(result.as_json(), ensure_ascii=False, indent=1, sort_keys=True)
        json_path.write_text(text + "\n", encoding="utf-8")
        renew_checksum(json_path)
    _print(result, misses)


def build_texts(gold_dir: Path, texts: Path, folder: Path, jobs: int | None) -> Path:
    """Build the annotated texts, and no others, below `folder`; returns the dataset's root.

    Raises InputError when an annotation names a text that is not there.
    """
    import shutil

    from pipeline.build import build as build_dataset
    from pipeline.commands.progress import reporting
    from pipeline.errors import InputError
    from pipeline.evaluate import gold_files, read_gold

    seeds = folder / "sources" / "seeds"
    seeds.mkdir(parents=True)
    for path in gold_files(gold_dir):
        source = texts / read_gold(path).file
        if not source.is_file():
            raise InputError(f"{path} is about {source.name}, which is not in {texts}: put the text there.")
        shutil.copyfile(source, seeds / source.name)
        sidecar = source.with_name(f"{source.name}.meta.yml")
        if sidecar.is_file():
            shutil.copyfile(sidecar, seeds / sidecar.name)
    out = folder / "out"
    with reporting() as report:

        def told(step: str, done: int, total: int) -> None:  # nothing is published: the tables are only measured
            report("writing the tables to be measured" if step == "publishing" else step, done, total)

        result = build_dataset(folder / "sources", out, jobs=jobs, dry_run=False, strict=False, progress=told)
    for entry in result.quarantined:
        click.echo(f"not measured: {entry.path}: {entry.detail}", err=True)
    return out


def _print(result: Evaluation, misses: bool) -> None:
    from pipeline.commands.plain import visible
    from pipeline.commands.rows import write_table

    texts = len(result.documents)
    click.echo(f"{texts} annotated {'text' if texts == 1 else 'texts'}")
    if result.missing_documents:
        click.echo(f"not in the dataset: {', '.join(map(visible, result.missing_documents))}")
    click.echo()
    write_table(
        ("table", "precision", "recall", "F1", "found", "missed", "too many"),
        [
            (
                name,
                f"{count.precision:.3f}",
                f"{count.recall:.3f}",
                f"{count.f1:.3f}",
                count.hits,
                count.missed,
                count.extra,
            )
            for name, count in result.tables.items()
        ],
    )
    click.echo()
    write_table(
        ("attribute", "share", "right", "of"),
        [
            (name, f"{share.right / share.of:.3f}" if share.of else "", share.right, share.of)
            for name, share in result.attributes.items()
        ],
    )
    if misses:
        click.echo()
        write_table(
            ("document", "", "what", "text", "by"),
            [(each.document, each.sort, each.what, each.text, ", ".join(each.by)) for each in result.differences],
        )
