"""The two sides of a comparison of throughput: `python -m tests.benchmarks.sides NAME PLACE NUMBER` runs one of them.

`extract` and `extract2` read texts as a build does, in one process or two; `parse` gives the same blocks of the same
texts to the trained pipeline with all its components, in one stream with the batches that a build makes. All are timed
after the first tenth of the texts, when everything is loaded. Each tells a line of JSON: texts, words, seconds, cpu.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.model import Claims, Document
from tests.benchmarks.corpus import news
from tests.benchmarks.running import REPOSITORY

NEWS = "news"  # the place of the generated texts; any other is a folder, or several parted by a colon
GOLD = REPOSITORY / "tests" / "gold" / "texts"
BESIDE = REPOSITORY.parent / "shared" / "dev" / "texts"  # texts of others, which are not part of the repository
BATCH = 64
WARMING = 40
BURST = 0.002  # seconds between texts that come together; reading one takes ten times that and more


def main(arguments: Sequence[str]) -> int:
    name, place, number = arguments
    documents = texts(place, int(number))
    first = warmed(len(documents))
    if place != NEWS:
        documents, first = [*texts(NEWS, WARMING), *documents], WARMING
    told = parse(documents, first) if name == "parse" else extract(documents, first, 2 if name == "extract2" else 1)
    print(json.dumps(told))
    return 0


def development() -> str:
    """The place of the texts that the rules were made with."""
    return ":".join(str(folder) for folder in (GOLD, BESIDE) if folder.is_dir())


def texts(place: str, number: int) -> list[Document]:
    """`number` of the generated texts, or all of a folder."""
    if place == NEWS:
        return [one.document for one in news(1, number)]
    from pipeline.read import read_folder

    return [one for folder in place.split(":") for one in read_folder(Path(folder)).documents]


def words_of(document: Document) -> int:
    return len(document.text.split())


def extract(documents: Sequence[Document], warming: int, jobs: int) -> dict[str, float]:
    """What a build does with new texts, from the document to claims that were looked over. The first `warming` texts are
    not timed."""
    from pipeline.read import Limits
    from pipeline.workers import EXTRACT, Work, extract_each

    came: list[tuple[float, float, int]] = []
    for _, outcome in extract_each(documents, jobs, Work(EXTRACT, Limits())):
        if isinstance(outcome, Claims):
            came.append((time.perf_counter(), time.process_time(), words_of(outcome.document)))
    if len(came) != len(documents):
        raise RuntimeError(f"{len(documents) - len(came)} of {len(documents)} texts could not be extracted")
    first = after_burst([time for time, _, _ in came], warming)
    (begun, cpu, _), (ended, cpu_ended, _) = came[first - 1], came[-1]
    words = sum(words for _, _, words in came[first:])
    return {"texts": len(came) - first, "words": words, "seconds": ended - begun, "cpu": cpu_ended - cpu}


def parse(documents: Sequence[Document], first: int) -> dict[str, float]:
    """What the trained pipeline alone does with the blocks that a build reads of these texts, the first `first` untimed."""
    import warnings

    import spacy

    from pipeline.extract.folding import fold
    from pipeline.extract.language import MODEL
    from pipeline.extract.reading import READ_KINDS

    warnings.filterwarnings("ignore", message=r".*\[W095\]")
    trained = spacy.load(MODEL)

    def parsed(part: Sequence[Document]) -> None:
        folded = (fold(one.text, block.span).text for one in part for block in one.blocks if block.kind in READ_KINDS)
        for _ in trained.pipe((text for text in folded if text), batch_size=BATCH):
            pass

    parsed(documents[:first])
    begun, cpu = time.perf_counter(), time.process_time()
    parsed(documents[first:])
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    words = sum(map(words_of, documents[first:]))
    return {"texts": len(documents) - first, "words": words, "seconds": seconds, "cpu": cpu}


def after_burst(times: Sequence[float], first: int) -> int:
    """How many texts had come when the first `first` were there: texts come in bursts from a process that hands over
    several at once, and what came with the last of them was made before, too. At least one is left."""
    while first < len(times) - 1 and times[first] - times[first - 1] < BURST:
        first += 1
    return first


def warmed(number: int) -> int:
    """How many of the texts come before the clock starts; at least one is left."""
    if number < 2:
        raise ValueError(f"a comparison needs two texts or more, not {number}")
    return max(1, number // 10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
