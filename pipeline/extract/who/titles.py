"""Titles around a person's name: "Brazilian President X", "X, the UN secretary-general, ...", "X of the Y Institute"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import honorifics, office_heads, offices, words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

JOINERS = frozenset({"of", "for", "to", "at", "on", "the", "in", "and"})
BEFORE_STOPS = frozenset({"a", "an", "said", "says", "his", "her", "its", "their", "our", "my", "as"})
FORMER = words_of("former")
PORTFOLIOS = words_of("portfolio")
MAX_TITLE = 16


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens `start` to `end` (exclusive) of a title; `office` is the office in it (a key of `offices`)."""

    start: int
    end: int
    office: str
    kind: str
    former: bool
    possessor: int | None = None  # the token "his" or "its" before the title


def office_at(doc: Doc, end: int) -> tuple[int, str] | None:
    """The longest office whose last word is token `end - 1`: its first token and its name in the table."""
    if doc.tokens[end - 1].lower_.removesuffix("s") not in _last_words():
        return None
    best = None
    table = offices()
    for start in range(end - 1, max(-1, end - 8), -1):
        text = "".join(t.lower_ + t.whitespace_ for t in doc[start:end]).strip()
        singular = text.removesuffix("s")
        if text in table:
            best = (start, text)
        elif singular in table:
            best = (start, singular)
    return best


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    """The last words of all offices, as a whole and behind a hyphen, without a plural s: most tokens are none."""
    ends = {end for office in offices() for end in (office.split()[-1], re.split(r"[\s/'-]", office)[-1])}
    return frozenset(end.removesuffix("s") for end in ends)


def is_former(doc: Doc, start: int, end: int) -> bool:
    """ "former", "ex-", "then-", "late" in or right before the title."""
    lead = doc[max(0, start - 2) : start]
    tail = doc[start : min(len(doc), end + 8)]
    for token in tail:
        if (
            token.lower_ in {"until", "in", "from", "under", "between"}
            and token.i + 1 < len(doc)
            and token.i >= end - 6
        ):
            ahead = [t.text for t in doc[token.i + 1 : token.i + 4]]
            if any(len(w) >= 4 and w[:4].isdigit() and w[:2] in {"18", "19", "20"} for w in ahead):
                return True
        if token.text in {".", ";"} or token.i >= end and token.text == ",":
            break
    return any(t.lower_ in FORMER for t in doc[start:end]) or any(
        t.lower_ in FORMER for t in lead if t.pos_ != "ADV" or t.lower_ == "then"
    )


def _is_title_word(token: Token) -> bool:
    if token.text == "-" and token.whitespace_ and token.i and token.nbor(-1).whitespace_:
        return False  # "a friend of all Norlanders - President of the Council X": a dash, no hyphen
    if token.text in {"-", "'s", "'", "&"} or token.tag_ == "POS":
        return True
    if token.is_punct or token.is_space or token.lower_ in BEFORE_STOPS:
        return False
    if token.lower_ in JOINERS:
        return True
    return (
        token.pos_ in {"PROPN", "NOUN", "ADJ", "NUM"}
        or token.text[:1].isupper()
        or token.lower_ in office_heads()
        or token.lower_ == "then"
    )


def title_before(doc: Doc, name_start: int, name_tokens: frozenset[int]) -> Title | None:
    """The title that ends right before a name (honorifics and one comma may stand between).

    `name_tokens` are the tokens of other persons' names, which no title runs over.
    """
    end = name_start
    while end > 0 and (
        doc[end - 1].text in honorifics()
        and not office_at(doc, end)
        or doc[end - 1].text == "."
        and end > 1
        and doc[end - 2].text in honorifics()
    ):
        end -= 1
    comma = False
    if end > 1 and doc[end - 1].text == "(" and any(t.text.startswith(")") for t in doc[name_start : name_start + 6]):
        comma = True  # "The Minister for External Affairs (Mr Paul Hasluck)"
        end -= 1
    elif end > 0 and doc[end - 1].text == ",":
        if not (_closes_apposition(doc, name_start) or end < name_start and doc[name_start].dep_ != "nsubj"):
            return None  # "the Leader of the Opposition, Mr X"
        comma = True
        end -= 1
    if end == 0 or end == name_start and doc[end - 1].lower_ in {"for", "of", "to"}:
        return None  # "a spokesperson for X": the title of another
    first = end
    while first > max(0, end - MAX_TITLE):
        token = doc[first - 1]
        if token.text == ")" and first > 3 and doc[first - 3].text == "(" and doc[first - 2].text.isupper():
            first -= 3  # "Association of University Staff (AUS) Otago Branch President"
            continue
        if token.i in name_tokens or not _is_title_word(token):
            break
        if token.lower_ == "the" and not (first >= 2 and doc[first - 2].lower_ in {"of", "for", "to", "at", "on"}):
            break
        first -= 1
    if office_at(doc, end) is not None:
        # "a spokesman for the prime minister, X": the name goes with the office that it stands beside
        last = max(
            (
                t.i
                for t in doc[first:end]
                if t.lower_ in {"for", "to", "of"} and any(office_at(doc, i) for i in range(first + 1, t.i + 1))
            ),
            default=first - 1,
        )
        if last >= first and not (office_at(doc, end) or (end, ""))[0] <= last:
            first = last + 1 + (doc[last + 1].lower_ == "the")
    for start in range(first, end):
        found = _title_from(doc, start, end, comma)
        if found is not None:
            return found
    return None


def _title_from(doc: Doc, start: int, end: int, comma: bool) -> Title | None:
    opening = doc[start]
    if opening.lower_ in JOINERS or opening.text in {"-", "'s", "'"}:
        return None
    reach = start
    for cut in range(start + 1, end + 1):
        if doc[cut - 1].lower_ in JOINERS and cut > reach and not _joins_portfolios(doc, cut - 1, end):
            return None  # a preposition before the first office: the words before it are no part of the title
        found = office_at(doc, cut)
        if found is None:
            continue
        longer = [
            more for more in range(cut + 1, min(end, cut + 4) + 1) if (office_at(doc, more) or (end, ""))[0] <= found[0]
        ]
        if longer:
            reach = max(longer)
            continue  # "secretary" in "secretary of state"
        if found[0] < start:
            continue
        rest = [t.lower_ for t in doc[cut:end]]
        if rest and rest[0] not in {"of", "for", "to", "at", "on", "in", "-", "and"}:
            continue
        if rest and rest[0] == "and" and office_at(doc, end) is None:
            continue
        start_of = start
        kind = offices()[found[1]][0]
        before = doc[start_of - 1] if start_of else None
        possessor = (
            before.i if before is not None and before.lower_ in {"his", "her", "its", "their", "our", "my"} else None
        )
        return Title(start_of, end, found[1], kind, is_former(doc, start_of, end), possessor)
    return None


def _joins_portfolios(doc: Doc, joint: int, end: int) -> bool:
    """The "and" of "trade and industry minister", "Foreign and Defence Minister"."""
    sides = joint > 0 and joint + 1 < end
    return sides and doc[joint].lower_ == "and" and {doc[joint - 1].lower_, doc[joint + 1].lower_} <= PORTFOLIOS


def _closes_apposition(doc: Doc, name_start: int) -> bool:
    """The name after a comma is an apposition: the tree says so, or a comma closes it."""
    token = doc[name_start]
    while token.dep_ in {"compound", "nmod", "amod"} and token.head.i > token.i:
        token = token.head
    if token.dep_ == "appos":
        return True
    end = token.i + 1
    if end >= len(doc):
        return True
    return doc[end].text in {",", ")"} or doc[end].text == "." and token.dep_ not in {"nsubj", "conj"}


def title_after(doc: Doc, name_end: int, name_starts: frozenset[int]) -> Title | None:
    """The title in an apposition after a name: ", the UN secretary-general," or "(indigenous leader)"."""
    position = name_end
    if position >= len(doc) or doc[position].text not in {",", "(", "-", "--", "\u2013", "\u2014"}:
        return None
    if doc[position].text == "-" and not doc[position - 1].whitespace_:
        return None
    position += 1
    closers = {")"} if doc[position - 1].text == "(" else {",", ".", ";", ")", "-", "--", ":", "\u2013", "\u2014", '"'}
    start = position
    while start < len(doc) and doc[start].lower_ in {"the", "himself", "herself", "itself"}:
        start += 1
    if start < len(doc) and doc[start].lower_ in {"who", "and", "or", "but", "while"}:
        return None
    office: tuple[int, str] | None = None
    end = start
    if start + 1 < len(doc) and doc[start].lower_ == "one" and doc[start + 1].lower_ == "of":
        end = start + 2  # "one of the president's deputies"
    limit = min(len(doc), start + MAX_TITLE)
    while end < limit and not (doc[end].text in closers and not _inner_hyphen(doc, end)):
        token = doc[end]
        if token.pos_ in {"VERB", "AUX"} and token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            break
        principal = office is not None and _leads_to_principal(doc, office[0], end)
        if token.lower_ in {"who", "which", "said", "says"} or token.i in name_starts and not principal:
            break
        if office is None and token.pos_ == "ADP":
            return None
        found = office_at(doc, end + 1)
        if (
            found is not None
            and found[0] >= start
            and office is None
            or found is not None
            and office is not None
            and found[0] <= office[0]
            and found[0] >= start
        ):
            office = found
        end += 1
    if office is None or end < len(doc) and end in name_starts and doc[end - 1].text != ",":
        return None
    while end > start and doc[end - 1].text in closers | {"and"}:
        end -= 1
    kind = offices()[office[1]][0]
    possessor = start if doc[start].lower_ in {"his", "her", "its", "their", "our", "my"} else None
    return Title(start, end, office[1], kind, is_former(doc, start, end), possessor)


def _leads_to_principal(doc: Doc, office: int, name: int) -> bool:
    """ "A spokesman for Y", "an aide to President Y": the name that the office leads to is no new member of a list."""
    i = name - 1
    while i > office and (doc[i].text in honorifics() or doc[i].lower_ in office_heads() | {"the"}):
        i -= 1
    return i > office and doc[i].lower_ in {"for", "of", "to"}


def _inner_hyphen(doc: Doc, index: int) -> bool:
    token = doc[index]
    return token.text == "-" and index > 0 and not doc[index - 1].whitespace_ and not token.whitespace_
