"""The two rule-based steps of the language model, quicker by memory: what they set depends on little of a token.

The attribute ruler matches every pattern at every token, and the lemmatizer walks over tokens one by one: together a
fifth of the model's time. Here the library's own step is asked once for each kind of token, and its answer is kept;
where a rule may look at the neighbour, too, the library's step does the whole text. Memory is bounded: see MOST_KINDS.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import spacy.tokens
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

RULER, LEMMATIZER = "remembering_attribute_ruler", "remembering_lemmatizer"
MOST_KINDS = 200_000  # then the memory is emptied: words of a million texts would fill it
SEEN = {"LOWER", "TAG", "DEP", "IS_SPACE"}  # what its rules look at; texts with tokens of space go to the library
OTHER = -1  # no value that any rule asks for
SET = [POS, MORPH, LEMMA]


class RememberingRuler(AttributeRuler):
    """The attribute ruler for texts that were tagged and parsed, and in which no token has a part of speech, a morphology
    or a lemma yet: same rules, same result."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self.known: dict[Hashable, list[int]] = {}
        self.count = -1

    def _learn(self) -> None:
        """Which words and relations any rule asks for; the others are all one to it."""
        rows: list[Any] = self.patterns
        patterns: list[list[dict[str, Any]]] = [pattern for row in rows for pattern in row["patterns"]]
        self.judged = all(len(pattern) <= 2 and set().union(*pattern) <= SEEN for pattern in patterns)
        every = [token for pattern in patterns for token in pattern]
        self.words, self.relations = _Asked(self.vocab, every, "LOWER"), _Asked(self.vocab, every, "DEP")
        firsts = [pattern[0] for pattern in patterns if len(pattern) > 1]
        self.first_words = _Asked(self.vocab, firsts, "LOWER")
        self.first_relations = _Asked(self.vocab, firsts, "DEP")
        self.second_words = _Asked(self.vocab, [pattern[1] for pattern in patterns if len(pattern) > 1], "LOWER")
        self.known = {}
        self.count = len(self.attrs)

    def __call__(self, doc: Doc) -> Doc:
        if self.count != len(self.attrs):
            self._learn()
        if not self.judged or any(doc.to_array(IS_SPACE).tolist()):
            return super().__call__(doc)
        kinds = self._kinds(doc)
        if len(self.known) > MOST_KINDS:
            self.known.clear()
        for i, kind in enumerate(kinds):
            if kind not in self.known:
                self.known[kind] = self._asked(doc, i)
        doc.from_array(SET, _column([self.known[kind] for kind in kinds]))
        return doc

    def _asked(self, doc: Doc, i: int) -> list[int]:
        """What the library's own step sets on a token, as it stands between its neighbours."""
        first = max(i - 1, 0)
        around = doc[first : i + 2]
        small = spacy.tokens.Doc(
            doc.vocab,
            words=[token.text for token in around],
            tags=[token.tag_ for token in around],
            deps=[token.dep_ for token in around],
            heads=list(range(len(around))),
        )
        super().__call__(small)
        values: list[int] = small.to_array(SET)[i - first].tolist()
        return values

    def _kinds(self, doc: Doc) -> list[Hashable]:
        """For each token all that a rule can see of it, and of its neighbours where a rule looks at two."""
        lowers, tags, relations = (doc.to_array(attr).tolist() for attr in (LOWER, TAG, DEP))
        words = [self.words[lower] for lower in lowers]
        relations = [self.relations[relation] for relation in relations]
        before: list[Hashable] = [None]
        for word, relation, tag in zip(words, relations, tags, strict=True):
            opens = self.first_words[word] != OTHER or self.first_relations[relation] != OTHER
            before.append((word, relation, tag) if opens else None)
        after = [self.second_words[word] for word in words[1:]]
        return list(zip(words, tags, relations, before[:-1], [*after, OTHER], strict=True))


class RememberingLemmatizer(EnglishLemmatizer):
    """The lemmatizer by rules: same base forms."""

    def __init__(self, vocab: Vocab, model: Any, name: str, *, mode: str, overwrite: bool) -> None:
        super().__init__(vocab, model, name, mode=mode, overwrite=overwrite)
        self.known: dict[Hashable, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        kinds = list(zip(*(doc.to_array(attr).tolist() for attr in (ORTH, POS, MORPH, LEMMA)), strict=True))
        if len(self.known) > MOST_KINDS:
            self.known.clear()
        for i, kind in enumerate(kinds):
            if kind not in self.known:
                lemma = kind[-1] if kind[-1] and not self.overwrite else self.lemmatize(doc[i])[0]
                self.known[kind] = lemma if isinstance(lemma, int) else self.vocab.strings.add(lemma)
        doc.from_array([LEMMA], _column([[self.known[kind]] for kind in kinds]))
        return doc


@Language.factory(RULER)
def _ruler(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp.vocab, name)


@Language.factory(LEMMATIZER, default_config={"mode": "rule", "overwrite": False})
def _lemmatizer(nlp: Language, name: str, mode: str, overwrite: bool) -> RememberingLemmatizer:
    return RememberingLemmatizer(nlp.vocab, None, name, mode=mode, overwrite=overwrite)


def remembering(loaded: Language) -> None:
    """Put the two steps in the place of the model's own, with its rules and tables."""
    rules: Any = loaded.get_pipe("attribute_ruler")
    ruler: Any = loaded.replace_pipe("attribute_ruler", RULER)
    ruler.add_patterns(rules.patterns)
    lemmas: Any = loaded.get_pipe("lemmatizer")
    lemmatizer: Any = loaded.replace_pipe("lemmatizer", LEMMATIZER)
    lemmatizer.initialize(lookups=lemmas.lookups)


class _Asked(dict[int, int]):
    """The values of an attribute that some rule asks for, by themselves or by a regular expression: each stands for
    itself here, and every other, which are one and the same to every rule, for OTHER."""

    def __init__(self, vocab: Vocab, tokens: list[dict[str, Any]], attribute: str) -> None:
        super().__init__({OTHER: OTHER})
        self.strings = vocab.strings
        exact: set[str] = set()
        self.forms: list[re.Pattern[str]] = []
        for asked in (token[attribute] for token in tokens if attribute in token):
            by: dict[str, Any] = {"IN": [asked]} if isinstance(asked, str) else asked
            if not set(by) <= {"IN", "NOT_IN", "REGEX"}:
                raise ValueError(f"a rule of the language model compares in a way that is not known here: {asked}")
            self.forms += [re.compile(by["REGEX"])] if "REGEX" in by else []
            exact.update(by.get("IN", ()), by.get("NOT_IN", ()))
        self.exact = {self.strings[value] for value in exact}

    def __missing__(self, value: int) -> int:
        if len(self) > MOST_KINDS:
            self.clear()
            self[OTHER] = OTHER
        asked = value in self.exact or any(form.search(self.strings[value]) for form in self.forms)
        self[value] = found = value if asked else OTHER
        return found


def _column(rows: list[list[int]]) -> Any:
    import numpy

    return numpy.array(rows, dtype="uint64")
