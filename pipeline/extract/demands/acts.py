"""Cut the content of a demand into acts: "halt mobilisation, stop receiving arms" is two, "withdraw from A, B and C" one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import words
from pipeline.extract.language import parsed, possible_verbs
from pipeline.extract.syntax import SUBJECTS

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

ACT_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ance",
    "ence",
    "ture",
    "wal",
    "val",
    "sal",
    "fire",
    "ing",
    "age",
    "ity",
    "dom",
    "ship",
)


@dataclass(frozen=True, eq=False)
class Act:
    """One demanded act: tokens `start` to `end` (exclusive); `head` is its verb, or its noun when it has none."""

    start: int
    end: int
    form: str
    head: Token
    negated: bool = False


def acts(doc: Doc, start: int, end: int, form: str, doer: Token | None = None, after: int | None = None) -> list[Act]:
    """The acts of a content region, in order; at least one for a region that is not empty. None is cut before `after`."""
    if start >= end:
        return []
    cut = {"to": _cut_infinitives, "ing": _cut_gerunds, "that": _cut_clauses}.get(form, _cut_nouns)(doc, start, end)
    if form == "that" and doer is not None and start <= doer.i < end and doer.head.i > doer.i:
        cut = [i for i in cut if i > doer.head.i]  # what stands between subject and verb is an aside
    if after is not None:
        cut = [i for i in cut if i > after]
    bounds = [start, *cut, end]
    found: list[Act] = []
    for first, last in pairwise(bounds):
        first, last = _strip(doc, first, last)
        if first >= last:
            continue
        head = _head(doc, first, last, form)
        if head is None:
            continue
        found.append(Act(first, last, form, head, _negative(doc, first, head, form)))
    return found


def _strip(doc: Doc, first: int, last: int) -> tuple[int, int]:
    while first < last and (
        doc[first].is_punct
        and doc[first].text != '"'
        or doc[first].dep_ == "cc"
        or doc[first].lower_ in {"and", "&", "or", "while", "also", "then", "that"}
    ):
        first += 1
    while last > first and (doc[last - 1].is_punct or doc[last - 1].lower_ in {"and", "&", "or", "while", "but"}):
        if doc[last - 1].text == '"' and sum(1 for t in doc[first:last] if t.text == '"') % 2 == 0:
            break
        last -= 1
    if sum(1 for t in doc[first:last] if t.text == '"') == 1 and doc[first].text == '"':
        first += 1
    return first, last


def _negative(doc: Doc, first: int, head: Token, form: str) -> bool:
    if form == "np":
        return False
    return any(t.lower_ in {"not", "n't", "never"} for t in doc[first : head.i + 1])


def _joints(doc: Doc, start: int, end: int) -> list[int]:
    """Indices of the first word after each comma, "and", "or", "as well as", "while" outside quotes and brackets."""
    found: list[int] = []
    inner = depth = 0
    i = start
    while i < end:
        text = doc[i].lower_
        if text == '"':
            inner = 1 - inner
        elif text == "(":
            depth += 1
        elif text == ")":
            depth = max(0, depth - 1)
        elif not inner and not depth and i > start and (text in {",", ";", "and", "&", "or", "while", "but"}):
            j = i + 1
            while j < end and (
                doc[j].text == ","
                or doc[j].lower_
                in {
                    "and",
                    "or",
                    "also",
                    "then",
                    "second",
                    "third",
                    "secondly",
                    "finally",
                    "instead",
                    "immediately",
                    "further",
                }
            ):
                j += 1
            if j < end:
                found.append(j)
            i = j - 1
        i += 1
    return found


def _cut_infinitives(doc: Doc, start: int, end: int) -> list[int]:
    cuts: list[int] = []
    previous = start
    joints = _joints(doc, start, end)
    for j in joints:
        k = j
        if doc[j].lower_ == "to" and doc[j].tag_ == "TO":
            k = j + 1
        while k < end and doc[k].lower_ in {"not", "never", '"'} or (k < end and doc[k].pos_ == "ADV"):
            k += 1
        if k + 2 < end and doc[k + 1].text == "-" and doc[k].lower_ in {"re", "co", "pre", "de"}:
            k += 2  # "re-engage" comes in three tokens
        if k >= end or not _is_base_verb(doc, k, end, j) or (k == j and _serves_purpose(doc, start, k)):
            continue
        if doc[k].tag_ in {"NN", "JJ", "NNP"} and not cuts and "," not in {doc[j - 1].text, doc[j - 2].text}:
            continue  # "the radar and patrol data": only in a list with commas is a noun read as a verb
        if doc[j - 1].lower_ == "while" and not cuts:
            continue  # "to talk while raking in profits" is one act; at the end of a list, one more act
        if not _has_object(doc, previous, j):
            continue  # "enable and support the talks": two verbs, one object
        cuts.append(j)
        previous = j
    return cuts


def _is_base_verb(doc: Doc, k: int, end: int, joint: int) -> bool:
    token = doc[k]
    if doc[joint - 1].lower_ == "while":
        return bool(token.tag_ == "VBG")
    if token.tag_ == "VB":
        return token.dep_ not in {"compound", "amod"}
    if token.tag_ == "VBP":
        return not any(c.dep_ in SUBJECTS and c.i < k for c in token.children)
    if (
        token.lower_ not in possible_verbs()
        or token.is_title
        or token.tag_ not in {"NN", "JJ", "IN", "RB", "NNP", "UH"}
    ):
        return False
    if (
        k + 1 >= end
        or doc[k + 1].tag_ in {"IN", ",", "CC", ".", "TO"}
        and doc[k + 1].lower_ not in {"from", "to", "with", "on", "its", "all"}
    ):
        return False
    return _verb_in_carrier(" ".join(t.text for t in doc[k:end] if not t.is_punct)[:160])


@lru_cache(maxsize=4096)
def _verb_in_carrier(item: str) -> bool:
    """Read an item of a list alone after "They must": the parser knows a verb there that it misses inside a list."""
    (sentence,) = parsed([f"They must {item}."])
    return bool(
        sentence[2].tag_ == "VB"
        and sentence[2].dep_ == "ROOT"
        and any(c.dep_ in {"dobj", "prep", "xcomp", "ccomp"} for c in sentence[2].children)
    )


def _has_object(doc: Doc, start: int, end: int) -> bool:
    content = [
        t for t in doc[start:end] if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "ADP"} or t.tag_ in {"VB", "VBG"}
    ]
    return len(content) >= 2


def _cut_gerunds(doc: Doc, start: int, end: int) -> list[int]:
    cuts: list[int] = []
    for j in _joints(doc, start, end):
        if doc[j].lower_ in {"including", "according", "following"}:
            continue
        gerund = doc[j].tag_ == "VBG" and doc[j].dep_ not in {"amod", "compound"}
        if gerund and doc[j].dep_ == "advcl" and doc[j - 1].text == ",":
            break  # ", building on old ties, and working with ...": how it is done, no further act
        if gerund or (doc[j].lower_ == "not" and j + 1 < end and doc[j + 1].tag_ == "VBG"):
            cuts.append(j)
    return cuts


def _cut_clauses(doc: Doc, start: int, end: int) -> list[int]:
    """A second predicate of the same subject ("be lifted gradually and reimposed if ...") or a second clause."""
    cuts: list[int] = []
    for j in _joints(doc, start, end):
        token = doc[j]
        k = j
        while k < end and (doc[k].pos_ == "ADV" or doc[k].lower_ in {"not", "be"}):
            k += 1
        if k >= end:
            continue
        word = doc[k]
        if token.lower_ == "that" or (
            word.tag_ in {"VBN", "VBD"}
            and word.dep_ not in {"amod", "acl", "relcl"}
            and not any(c.dep_ in SUBJECTS for c in word.children)
        ):
            cuts.append(j)
        elif word.tag_ in {"VB", "MD"} and not any(c.dep_ in SUBJECTS and c.i < k and c.i >= j for c in word.children):
            shared = (
                word.tag_ == "VB"
                and word.dep_ == "conj"
                and not any(c.i > word.head.i for c in _complements(word.head, j))
            )
            if shared:
                continue  # "declare and adhere to a ceasefire": two verbs, one object
            if word.tag_ == "MD" or word.dep_ in {"conj", "ccomp"}:
                cuts.append(j)
        else:
            verb = next(
                (
                    t
                    for t in doc[j : min(j + 14, end)]
                    if t.dep_ in SUBJECTS
                    and t.head.i < end
                    and j <= t.left_edge.i <= j + 1
                    and any(c.lower_ in {"must", "should", "shall", "be"} for c in t.head.children)
                ),
                None,
            )
            if verb is not None and doc[j].dep_ not in {"relcl"}:
                cuts.append(j)
    return cuts


def _complements(verb: Token, before: int) -> list[Token]:
    """What a verb has of its own before index `before`: object, particle phrase, clause."""
    own = {"dobj", "prep", "xcomp", "ccomp", "advmod", "acomp", "attr", "prt", "dative"}
    return [c for c in verb.children if c.dep_ in own and c.i < before]


def is_act_noun(token: Token) -> bool:
    """A noun that names something done or a state brought about: "withdrawal", "ceasefire", "release"."""
    lemma = token.lemma_.lower()
    if lemma in words("act_nouns"):
        return True
    return lemma.endswith(ACT_ENDINGS) and lemma not in words("thing_nouns")


def _noun_head(doc: Doc, first: int, end: int) -> Token | None:
    """The head of a noun phrase read off its surface: the last noun before the first preposition, comma or verb."""
    head = None
    for token in doc[first:end]:
        if token.pos_ in {"NOUN", "PROPN"} or token.tag_ == "VBG" and head is None and token.i > first:
            head = token
        elif (
            head is not None and token.pos_ not in {"PART"} and token.text != "-" and token.tag_ not in {"POS", "HYPH"}
        ):
            if (
                token.pos_ in {"ADJ", "NUM"}
                and token.i + 1 < end
                and doc[token.i + 1].pos_ in {"NOUN", "PROPN"}
                and token.dep_ == "amod"
            ):
                continue
            break
    return head


def _cut_nouns(doc: Doc, start: int, end: int) -> list[int]:
    """Items of a list of noun phrases are acts of their own when they name acts; goods and places are objects of one."""
    items = [start]
    for j in _joints(doc, start, end):
        if _serves_purpose(doc, start, j):
            continue
        if _starts_phrase(doc, j, end) and not _inside_inner_list(doc, items[-1], j):
            items.append(j)
    if len(items) == 1:
        return []
    heads = [_noun_head(doc, i, end) for i in items]
    named = [h is not None and is_act_noun(h) for h in heads]
    first_verb_form = [doc[i].tag_ == "VBG" for i in items]
    cuts: list[int] = []
    for index in range(1, len(items)):
        head = heads[index]
        own = doc[items[index]].dep_ in {"det", "poss", "amod"} or doc[items[index]].tag_ in {"DT", "PRP$", "JJ"}
        if head is None:
            continue
        if named[index] and (named[0] or len(items) > 2) or first_verb_form[index]:
            # "an immediate and full withdrawal" shares its noun; "a halt and withdrawal" shares its determiner
            if (
                doc[items[0]].tag_ == "DT"
                and not own
                and len(items) == 2
                and heads[0] is not None
                and heads[0].i + 2 >= items[index]
            ):
                continue
            cuts.append(items[index])
        elif (
            own
            and named[index]
            and doc[items[index]].tag_ == "DT"
            or own
            and len(items) > 2
            and named[0]
            and not doc[items[index]].ent_type_
        ):
            cuts.append(items[index])
    return cuts


def _serves_purpose(doc: Doc, start: int, j: int) -> bool:
    """What stands at `j` goes on a list of purposes, not of acts: "seek ways to avoid war, strengthen trust, ..."."""
    node = doc[j]
    while node.i >= start and node.head != node:
        if node.dep_ in {"acl", "advcl"} and start + 1 < node.i < j:
            return node.tag_ == "VB" and any(c.tag_ == "TO" for c in node.children)
        node = node.head
    return False


def _starts_phrase(doc: Doc, j: int, end: int) -> bool:
    token = doc[j]
    return (
        token.tag_ in {"DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD", "VBG", "VBN", "PDT", "WP"}
        or token.tag_ == "VB"
        and token.dep_ != "ROOT"
        or token.pos_ in {"NOUN", "ADJ", "PROPN"}
        or token.ent_type_ != ""
    )


def _inside_inner_list(doc: Doc, item: int, j: int) -> bool:
    """The neighbours of the joint are names under one preposition ("from A, B and C"), or bare modifiers."""
    left = next(
        (
            doc[i]
            for i in range(j - 1, item - 1, -1)
            if not doc[i].is_punct and doc[i].dep_ != "cc" and doc[i].lower_ not in {"and", "or"}
        ),
        None,
    )
    token = doc[j]
    if left is None:
        return False
    if left.pos_ == "PROPN" and (token.pos_ == "PROPN" or token.ent_type_) and left.i > item:
        return any(t.pos_ == "ADP" for t in doc[item:j])
    if left.pos_ == "ADJ" and token.pos_ == "ADJ":
        return True
    return left.pos_ == "ADJ" and left.dep_ == "amod" and left.head.i > j


def _head(doc: Doc, first: int, last: int, form: str) -> Token | None:
    if form == "np":
        noun = _noun_head(doc, first, last)
        return (
            noun
            if noun is not None
            else next((t for t in doc[first:last] if t.pos_ in {"NOUN", "PROPN", "VERB", "ADJ", "PRON"}), None)
        )
    if form == "that":
        for token in doc[first:last]:
            if (
                token.pos_ in {"VERB", "AUX"}
                and token.dep_ not in {"aux", "auxpass", "relcl", "acl", "amod"}
                and token.tag_ != "MD"
            ):
                return token
        for token in doc[first + 1 : last]:  # "that Armenia hand over ...": a verb that the tagger calls a noun
            if token.lower_ in possible_verbs() and doc[token.i - 1].pos_ in {"NOUN", "PROPN"} and not token.is_title:
                return token
    for token in doc[first:last]:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"} and token.tag_ not in {"TO", "MD"}:
            return token
    return next(
        (t for t in doc[first:last] if t.tag_ not in {"TO", "MD", "RB"} and not t.is_punct and t.pos_ != "PRON"), None
    )
