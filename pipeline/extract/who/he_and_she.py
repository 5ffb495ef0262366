"""Whom "he" and "she" stand for: the person spoken of last as a subject, of a gender that fits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.extract.cast import NOBODY, Reference
from pipeline.extract.who.genders import Gender, of_person, of_pronoun, of_word
from pipeline.extract.who.lexicon import office_heads, speech_verbs, words_of

if TYPE_CHECKING:
    from pipeline.extract.reading import Sentence
    from pipeline.extract.tokens import Doc, Token
    from pipeline.extract.who.document_cast import DocumentCast

HE_SHE = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
PERSON_NOUNS = words_of("person_noun")
SENTENCES_BACK = 4


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Somebody whom a pronoun may stand for. `reference` is NOBODY for a stranger: "an analyst said ... He added"."""

    at: int
    reference: Reference
    subject: bool
    gender: Gender | None
    quoted: bool


class HeAndShe:
    """Resolves "he" and "she" for a `DocumentCast`."""

    def __init__(self, cast: DocumentCast) -> None:
        self.cast = cast

    @cached_property
    def _genders(self) -> dict[str, Gender | None]:
        docs = {p.index: p.doc for p in self.cast.reading.passages}
        return {person.key: of_person(person, docs) for person in self.cast._people.values()}

    def resolve(self, token: Token) -> Reference:
        """The last subject before the pronoun in its sentence, else the first subject of the sentence before, else who is
        named last; inside a quotation not its speaker."""
        reading = self.cast.reading
        passage = reading.passage_of(token)
        sentence = reading.sentence_of(token)
        gender = of_pronoun(token.lower_)
        quoted = self.cast.in_quotes(token)
        speaker = self.cast.voice(token).people if quoted else ()
        for offset in range(1 if _closing_attribution(token) else 0, SENTENCES_BACK):
            if sentence.index < offset:
                break
            candidate = reading.sentences[sentence.index - offset]
            if candidate.passage.index < passage.index - 2 or candidate.kind == "heading":
                continue
            end = token.i if offset == 0 else candidate.end
            found = [
                a
                for a in self._antecedents(candidate, end, gender)
                if not set(a.reference.people) & set(speaker) and a.gender in {None, gender}
            ]
            if not quoted:
                found = [a for a in found if not a.quoted] or found
            chosen = _chosen(found, gender, same=offset == 0)
            if chosen is not None:
                known = chosen.reference
                return Reference(known.parties, known.people, 0.75 if chosen.subject else 0.5) if known else NOBODY
        return NOBODY

    def _antecedents(self, sentence: Sentence, end: int, gender: Gender) -> list[Antecedent]:
        """The people whom a sentence speaks of before token `end`: by name, by office, or by a pronoun again."""
        cast = self.cast
        doc = sentence.passage.doc
        found: list[Antecedent] = []
        named: set[int] = set()
        for mention in cast.people_in(sentence):
            named.update(range(mention.start, mention.end))
            if mention.start >= end:
                continue
            party = cast.party_of(mention.key)
            reference = Reference((party,) if party else (), (mention.key,))
            subject = _is_subject(doc, mention.start, mention.end)
            quoted = cast.in_quotes(doc[mention.start])
            found.append(Antecedent(mention.start, reference, subject, self._genders.get(mention.key), quoted))
        for token in doc[sentence.start : min(end, sentence.end)]:
            if token.dep_ not in SUBJECT or token.i in named or any(t.i in named for t in token.children):
                continue
            quoted = cast.in_quotes(token)
            if token.lower_ in {"he", "she"} and of_pronoun(token.lower_) == gender:
                found.append(Antecedent(token.i, cast.refer(token), True, gender, quoted))
            elif token.tag_ in {"NN", "NNP"} and (token.lower_ in office_heads() or token.lower_ in PERSON_NOUNS):
                reference = cast.refer(token)
                told_of = reference or token.head.dep_ == "ROOT"
                if told_of and len(reference.parties) <= 1 and len(reference.people) <= 1:
                    told = self._genders.get(reference.people[0]) if reference.people else of_word(token.text)
                    found.append(Antecedent(token.i, reference, True, told, quoted))
        return sorted(found, key=lambda a: a.at)


def _chosen(found: list[Antecedent], gender: Gender, *, same: bool) -> Antecedent | None:
    subjects = [a for a in found if a.subject]
    if not subjects:
        return found[-1] if found else None
    chosen = subjects[-1] if same else subjects[0]
    if chosen.gender is None and gender == "feminine":
        surer = [a for a in found if a.gender == gender and a.reference]
        return surer[-1] if surer else chosen
    return chosen


def _closing_attribution(token: Token) -> bool:
    """ "..., she added": the speaker goes on from the sentences before and is not among those spoken of in this one."""
    if (
        token.dep_ != "nsubj"
        or token.head.lemma_.lower() not in speech_verbs()
        or token.head.tag_ not in {"VBD", "VBZ"}
    ):
        return False
    before = token.doc[token.i - 1] if token.i else None
    return (
        before is not None
        and before.text in {",", '"', "."}
        and token.i - token.sent.start > 3
        and any(t.dep_ in SUBJECT and t.i < token.i for t in token.sent)
    )


def _is_subject(doc: Doc, start: int, end: int) -> bool:
    for token in doc[start:end]:
        node = token
        while node.dep_ in {"compound", "nmod"} and node.head != node:
            node = node.head
        if node.dep_ in SUBJECT or node.dep_ in {"conj", "appos"} and node.head.dep_ in SUBJECT:
            return True
    return False
