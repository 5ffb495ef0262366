"""Whether a text is English: by its commonest words, and where they do not tell by a trained classifier."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pipeline.reference_tables import table_rows

ENGLISH = re.compile(r"en(?:g)?(?:-.*)?", re.IGNORECASE)  # the tags of the language
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
FEWEST_LETTERS = 40  # shorter texts do not tell
FEW_LETTERS = 200
# How much likelier than English the other language has to be in a short text, in the logarithm for each letter: 1.8 and
# more in sentences of eight other languages, at most 0.4 in 411 short English statements (measured)
SURE_MARGIN = 1.0
MOST_CHARACTERS = 20_000
SURELY = 0.2  # share of common words from which a text is English
HARDLY = 0.08  # share below which a text is not, whatever the classifier says


@cache
def common_words() -> frozenset[str]:
    """The commonest function words of English: about 40 % of the words of English news are among them."""
    return frozenset(row["word"] for row in table_rows("common_words"))


def other_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text` when it is surely not English, `und` when it has no name; else None.

    Names do not mislead it: what counts is the share of English function words, and only where that is low the
    classifier (py3langid, trained on 97 languages) is asked. Of a text of fewer than 200 letters it has to be sure; one
    of fewer than 40 is taken for English.
    """
    words = WORD.findall(unicodedata.normalize("NFKC", text[:MOST_CHARACTERS]))
    letters = sum(map(len, words))
    if letters < FEWEST_LETTERS:
        return None
    common = common_words()
    share = sum(word.casefold() in common for word in words) / len(words)
    if share >= SURELY:
        return None
    import py3langid

    ranks = {str(language): float(score) for language, score in py3langid.rank(" ".join(words))}
    found = max(ranks, key=lambda language: ranks[language])
    if letters < FEW_LETTERS:
        return found if ranks[found] - ranks["en"] > SURE_MARGIN * letters else None
    if found != "en":
        return found
    return "und" if share < HARDLY else None
