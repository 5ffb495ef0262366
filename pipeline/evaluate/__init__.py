"""How right the extraction is: precision, recall and F1 against texts that a person has annotated.

`evaluate_dataset(root, gold_dir)` compares a built dataset with the annotations; `as_json` gives the figures as they
are published in `dist/reports/accuracy.json`. Importing this package loads no heavy library.
"""

from __future__ import annotations

from pipeline.evaluate.gold import GoldDocument, gold_files, read_gold, texts_folder
from pipeline.evaluate.score import Evaluation, evaluate_dataset

__all__ = ["Evaluation", "GoldDocument", "evaluate_dataset", "gold_files", "read_gold", "texts_folder"]
