"""Title and author as office programs keep them in a file: used where they look like what people write.

Programs fill them in of themselves: with the name of the file, of a template or of an account. Their dates tell when a
file was made and saved, not when its text was published, and are not used.
"""

from __future__ import annotations

import re

from pipeline.read.decoding import normalize

SOFTWARE = re.compile(
    r"\.(?:docx?|pdf|rtf|odt|indd|qxd|pptx?|xlsx?|tex|dvi|html?|tmp)\b|^microsoft\b|[\\/_]", re.IGNORECASE
)  # what a title of a program holds
NO_TITLE = {"untitled", "untitled document", "document", "title", "layout 1", "print", "slide 1", "press release"}
NAME = re.compile(r"[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){1,5}")
NO_AUTHOR = re.compile(
    r"\b(?:user|admin\w*|owner|office|author|unknown|default|windows|laptop|desktop|scanner)\b", re.IGNORECASE
)


def sane_title(title: object) -> str | None:
    """The title, unless it is the name of a file or of a template."""
    words = " ".join(normalize(str(title or "")).split())
    if not 4 <= len(words) <= 300 or len(words.split()) < 2 or words.casefold() in NO_TITLE:
        return None
    if SOFTWARE.search(words) or not words.isprintable():
        return None
    return words


def sane_author(author: object) -> str | None:
    """The author, when it is a name of two words or more and not that of an account."""
    words = " ".join(normalize(str(author or "")).split())
    if len(words) > 100 or not NAME.fullmatch(words) or NO_AUTHOR.search(words):
        return None
    return words if all(len(word) <= 3 or word.split("-")[-1][:1].isupper() for word in words.split()) else None
