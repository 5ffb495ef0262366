"""Names that a class noun introduces: "the airline Mahal Air", "the subsidiary, Swift,", "firms including Korrex and Hollin";
or that one describes: "Hollin, a Keld-based shipping company,"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import actor_nouns, honorifics, office_heads, places, words_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

CLASSES = words_of("introducing_noun")
CIVIC = words_of("civic_noun")
EXAMPLES = words_of("example_word")
LONGEST = 4  # words of a name
FARTHEST = 10  # tokens between a name's comma and the noun that says what it is
CLOSING = frozenset({",", "(", "."})
POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
ARTICLES = frozenset({"a", "an", "the", "one"})


def introduced(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Start, end (exclusive) and party type of each name that the doc introduces by what it is."""
    for token in doc:
        if token.lemma_.lower() not in CLASSES or token.tag_ not in {"NN", "NNS"} or token.i + 2 >= len(doc):
            continue
        party_type = _type_of(token)
        after = doc[token.i + 1]
        if token.tag_ == "NNS":
            start = token.i + 1
            if after.text == ",":
                start += 1
            if doc[start].lower_ == "such" and start + 1 < len(doc) and doc[start + 1].lower_ == "as":
                start += 2
            elif doc[start].lower_ in EXAMPLES:
                start += 1
            else:
                continue
            yield from ((first, last, party_type) for first, last in _list(doc, start))
        elif after.text == ",":
            end = _name_end(doc, token.i + 2)
            closed = end is not None and end < len(doc) and doc[end].text in CLOSING
            if end is not None and closed and any(t.dep_ == "appos" for t in doc[token.i + 2 : end]):
                yield token.i + 2, end, party_type
        else:
            end = _name_end(doc, token.i + 1)
            if end is not None:
                yield token.i + 1, end, party_type
    yield from _described(doc)


def _described(doc: Doc) -> Iterator[tuple[int, int, str]]:
    """Names that an apposition describes: "Hollin, a Keld-based shipping company,", "Korrex, the charity that"."""
    for comma in doc[1:-2]:
        if (
            comma.text != ","
            or doc[comma.i + 1].lower_ not in ARTICLES
            or doc[comma.i - 1].pos_ not in {"PROPN", "NOUN"}
        ):
            continue
        start = comma.i
        while (
            start > 0 and comma.i - start < LONGEST and (doc[start - 1].text[:1].isupper() or _inside(doc, start - 1))
        ):
            start -= 1
        if start > 0 and (doc[start - 1].text[:1].isupper() or doc[start - 1].text in POSSESSIVES):
            continue  # the end of something longer
        if start == comma.i or _name_end(doc, start) != comma.i:
            continue
        noun = _noun_phrase(doc, comma.i + 1)
        if noun is not None and noun.lemma_.lower() in CLASSES and noun.tag_ == "NN":
            yield start, comma.i, _type_of(noun)


def _noun_phrase(doc: Doc, start: int) -> Token | None:
    """The last noun of the phrase that begins with the article at `start`."""
    for token in doc[start + 1 : start + 1 + FARTHEST]:
        if token.pos_ in {"NOUN", "PROPN"} and (
            token.i + 1 == len(doc) or doc[token.i + 1].pos_ not in {"NOUN", "PROPN"}
        ):
            after = doc[token.i + 1] if token.i + 1 < len(doc) else None
            if after is None or after.text not in POSSESSIVES | {"-", "and"}:
                return token
        elif (
            token.pos_ not in {"ADJ", "NOUN", "PROPN", "NUM", "VERB", "PART", "ADV", "PUNCT", "CCONJ"}
            or token.text == ","
        ):
            return None
    return None


def _inside(doc: Doc, index: int) -> bool:
    """A hyphen, possessive or exclamation mark within or at the end of a name: "Al-Sahel", "People's Dawn", "Rise!"."""
    if index < 1 or index + 1 >= len(doc):
        return False
    text, after = doc[index].text, doc[index + 1]
    if text == "-":
        return not doc[index].whitespace_ and not doc[index - 1].whitespace_ and after.text[:1].isupper()
    if text == "!":
        return not doc[index - 1].whitespace_ and (after.text in {",", ")"} or after.text[:1].islower())
    return text in POSSESSIVES and after.text[:1].isupper() and after.pos_ == "PROPN"


def _type_of(token: Token) -> str:
    lemma = str(token.lemma_.lower())
    before = token.nbor(-1).lower_ if token.i else ""
    sorts = actor_nouns().get(f"{before} {lemma}") or actor_nouns().get(lemma) or {}
    return sorts.get("common") or sorts.get("group") or ("civil_society" if lemma in CIVIC else "company")


def _list(doc: Doc, start: int) -> Iterator[tuple[int, int]]:
    index = start
    while index < len(doc):
        end = _name_end(doc, index)
        if end is None:
            return
        yield index, end
        index = end
        joints = 0
        while index < len(doc) and doc[index].lower_ in {",", "and", "or"} and joints < 2:
            index += 1
            joints += 1
        if not joints:
            return


def _name_end(doc: Doc, start: int) -> int | None:
    """The end of a run of capitalised words; None for a titled person, a place or no name at all."""
    end = start
    while (
        end < len(doc)
        and end - start < LONGEST
        and (
            doc[end].text[:1].isupper()
            and (doc[end].pos_ == "PROPN" or doc[end].text[1:] != doc[end].text[1:].lower() and doc[end].is_alpha)
            or end > start
            and _inside(doc, end)
        )
    ):
        end += 1
    words = doc[start:end]
    if end == start or words.text in places() or words[0].text in honorifics():
        return None
    if any(t.lower_ in office_heads() or t.ent_type_ in {"DATE", "GPE", "NORP", "LANGUAGE"} for t in words):
        return None
    return end
