"""Where the content of a demand ends. The tree is right about where it begins; its end is told by the surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.demands.frames import words
from pipeline.extract.reading import Sentence
from pipeline.extract.syntax import SUBJECTS, is_finite

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

BREAKS = frozenset({"but", "although", "though", "whereas", "because", "amid", "despite", "yet", "so"})
CONDITIONS = frozenset({"if", "when", "after", "once"})
TIMES = frozenset({"after", "when", "as", "since", "following", "before"})
DIVIDERS = frozenset({";", ":", "(", "[", "--", "\u2014", "\u2013"})
RELATIVE = frozenset({"which", "who", "whose", "where", "whom"})


def region_end(sentence: Sentence, start: int, trigger: Token, form: str) -> int:
    """Index after the last token of the content that starts at `start`. Trailing punctuation is left out.
    An empty content, where the sentence breaks off before it ("until"), ends where it starts."""
    doc = sentence.passage.doc
    if start >= sentence.end:
        return start
    quoted = _open_quote(doc, sentence.start, start)
    inner = False
    i = start
    while i < sentence.end:
        if doc[i].text == '"':
            if not inner and i > start and (quoted or _closes(doc, i)):
                break
            inner = not inner
        elif not inner and i > start and _ends_at(sentence, i, trigger, form, start):
            break
        i += 1
    return _trim(doc, start, i)


def _ends_at(sentence: Sentence, i: int, trigger: Token, form: str, start: int) -> bool:
    """The content that starts at `start` ends before the token at `i`."""
    doc = sentence.passage.doc
    token = doc[i]
    if token.text in DIVIDERS or (token.text == "-" and _spaced(token)):
        return not (token.text == "-" and _names_items(sentence, i, form))
    if token.text == ",":
        return _comma_ends(sentence, i, trigger, form, start)
    if token.lower_ in BREAKS and token.pos_ in {"CCONJ", "SCONJ", "ADP"} and token.lower_ != "so":
        return True
    if token.lower_ == "following" and token.dep_ == "prep" and i > start + 1:
        return True  # what came before is no part of what is asked
    if i > start + 1 and _dates_the_asking(token, start):
        return True
    if token.lower_ in TIMES and i > start + 1 and token.dep_ in {"mark", "advmod", "prep"} and _opens_clause(token):
        return True
    if token.lower_ == "which" and token.tag_ == "WDT" and form == "np" and i > start + 2:
        return True  # what describes the thing is not what is asked
    if form == "np" and token.lower_ == "only" and i + 1 < sentence.end and doc[i + 1].lower_ in CONDITIONS:
        return True  # "agreed to the truce only if ...": the condition is another demand
    if token.lower_ == "while":
        return not (i + 1 < sentence.end and doc[i + 1].tag_ == "VBG" and form == "to")
    if token.dep_ == "cc" and _new_clause(sentence, i, trigger, form, start):
        return True
    return i > start + 1 and _attribution(sentence, i, trigger)


def _open_quote(doc: Doc, first: int, start: int) -> bool:
    return sum(1 for t in doc[first:start] if t.text == '"') % 2 == 1 or (doc[start].text == '"')


def _closes(doc: Doc, i: int) -> bool:
    """A closing quotation mark by its spacing: no space before, and punctuation before or a space after."""
    before = doc[i - 1]
    return not before.whitespace_ and (before.is_punct or bool(doc[i].whitespace_))


def _names_items(sentence: Sentence, dash: int, form: str) -> bool:
    """A dash after which a noun phrase is spelled out: "weapons - air defence, aircraft and armoured vehicles"."""
    rest = sentence.passage.doc[dash + 1 : sentence.end]
    return form == "np" and not any(t.pos_ in {"VERB", "AUX"} for t in rest) and "," in {t.text for t in rest}


def _spaced(token: Token) -> bool:
    before = token.i > 0 and bool(token.doc[token.i - 1].whitespace_)
    return before and bool(token.whitespace_)


def _trim(doc: Doc, start: int, end: int) -> int:
    while end > start + 1 and (
        doc[end - 1].is_punct or doc[end - 1].dep_ == "cc" and doc[end - 1].lower_ in {"and", "or"}
    ):
        if doc[end - 1].text == '"' and sum(1 for t in doc[start:end] if t.text == '"') % 2 == 0:
            break
        end -= 1
    return end


def _opens_clause(token: Token) -> bool:
    """ "after the talks ended" (clause), not "after Friday" (phrase) nor "as soon as possible"."""
    if token.dep_ == "mark" or (token.dep_ == "advmod" and token.lower_ == "when"):
        return token.head.pos_ in {"VERB", "AUX"} and is_finite(token.head) and token.head.i > token.i
    return token.dep_ == "prep" and any(c.dep_ == "pcomp" for c in token.children)


def _comma_ends(sentence: Sentence, i: int, trigger: Token, form: str, start: int) -> bool:
    doc, end = sentence.passage.doc, sentence.end
    j = i + 1
    if j >= end:
        return True
    following = doc[j]
    if following.lower_ in RELATIVE:
        return not _closes_and_goes_on(sentence, i, form)
    if following.dep_ == "cc" and following.lower_ in {"and", "or"}:
        return False
    if following.lower_ in BREAKS or following.lower_ in {"while", "as", "according", "after", "when", "adding"}:
        return not (following.lower_ == "while" and j + 1 < end and doc[j + 1].tag_ == "VBG" and form == "to")
    if following.lower_ in {
        "if",
        "unless",
        "provided",
        "including",
        "in",
        "at",
        "by",
        "without",
        "such",
        "with",
        "from",
        "within",
        "until",
        "once",
    }:
        return following.lower_ in {"in", "at", "with"} and following.head == trigger and following.lower_ != "in"
    if following.tag_ == "VBG" and form != "ing":
        return True
    if (
        form == "ing"
        and following.tag_ == "VBG"
        and following.lemma_ in words("speech_verbs")
        and following.dep_ == "advcl"
    ):
        return True
    if (
        following.tag_ in {"VBZ", "VBD", "MD"}
        and form != "that"
        and not _belongs_to_relative(_main_verb(following), start)
    ):
        return True  # ", has so far refused": the sentence goes on
    if following.lower_ == "something":
        return True
    if following.lower_ == "in" and j + 1 < end and doc[j + 1].lower_ in {"exchange", "return"}:
        return True
    if following.tag_ == "VBN" and following.dep_ in {"acl", "advcl"}:
        return True
    if (
        following.dep_ == "det"
        and following.head.lemma_ in words("shell_nouns")
        and following.lower_ in {"a", "an", "the"}
        and _is_remark(following.head, end)
    ):
        return True
    if _attribution(sentence, j, trigger):
        return True
    # a comma splice: ", X does ..." with a subject and a finite verb of its own
    return form in {"to", "np", "ing"} and _clause_follows(sentence, j, start, trigger)


def _dates_the_asking(token: Token, start: int) -> bool:
    """ "demanded a truce on Monday", "planned to join last week": the time belongs to the verb of asking, not to what is
    asked; "by Monday" and "until" do."""
    if token.head.i >= start or token.head.pos_ not in {"VERB", "AUX"}:
        return False
    if token.dep_ == "npadvmod":
        return token.ent_type_ in {"DATE", "TIME"}
    if token.dep_ != "prep" or token.lower_ not in {"in", "on", "during", "at", "last"}:
        return False
    return any(c.dep_ == "pobj" and c.ent_type_ in {"DATE", "TIME"} for c in token.children)


def _main_verb(word: Token) -> Token:
    return word.head if word.dep_ in {"aux", "auxpass"} else word


def _is_remark(noun: Token, end: int) -> bool:
    """A noun that comments on what was said ("..., an idea rejected by Moscow"), with words of its own after it."""
    j = noun.i + 1
    return j < end and (noun.doc[j].tag_ in {"VBN", "RB", "VBD", "WDT", "IN", "TO", "NNP", "PRP", "DT"})


def _closes_and_goes_on(sentence: Sentence, comma: int, form: str) -> bool:
    """A relative clause between commas after which a list of infinitives goes on ("..., which X denies, and to pay")."""
    doc = sentence.passage.doc
    for j in range(comma + 2, sentence.end - 1):
        if doc[j].text == "," or doc[j].dep_ == "cc":
            k = j + 1
            if k < sentence.end and doc[k].dep_ == "cc":
                k += 1
            if k < sentence.end and form == "to" and doc[k].tag_ in {"TO", "VB"}:
                return True
    return False


def _clause_follows(sentence: Sentence, j: int, start: int, trigger: Token) -> bool:
    """A nominal subject at `j` with a finite verb that is not inside the content."""
    doc = sentence.passage.doc
    for token in doc[j : min(j + 12, sentence.end)]:
        if token.dep_ in SUBJECTS or token.dep_ == "expl":
            head = token.head
            if head == trigger:
                return False
            if (
                head.i > token.i
                and is_finite(head)
                and head.dep_ not in {"relcl", "acl"}
                and token.left_edge.i <= j + 1
            ):
                return head.dep_ in {"ROOT", "conj", "parataxis", "ccomp", "advcl"} and not (
                    start <= head.head.i < j and head.dep_ == "advcl"
                )
            return False
        if token.text in {",", ";"}:
            return False
    return False


def _new_clause(sentence: Sentence, i: int, trigger: Token, form: str, start: int) -> bool:
    """ "and" after which the sentence leaves the content: another subject, or another finite verb of the trigger's."""
    doc, end = sentence.passage.doc, sentence.end
    j = i + 1
    while j < end and (doc[j].pos_ == "ADV" or doc[j].text in {",", '"'}):
        j += 1
    if j >= end:
        return True
    token = doc[j]
    if token.lower_ == "that" and form == "that":
        return False
    if token.tag_ in {"VBD", "VBZ"} and token.dep_ not in {"amod", "relcl", "acl", "compound"}:
        if form == "that":
            has_object = any(
                c.dep_ in {"dobj", "ccomp", "xcomp"}
                or (c.dep_ == "prep" and c.lower_ != "by" and trigger.tag_ == token.tag_)
                for c in token.children
            )
            return has_object and (trigger.tag_ == token.tag_ or token.tag_ == "VBZ")
        return not _belongs_to_relative(token, start)
    if token.tag_ in {"VBP", "MD"} and token.pos_ in {"VERB", "AUX"}:
        if token.pos_ == "AUX" or token.tag_ == "MD":
            return form != "that"
        return False
    if token.tag_ == "VBG" and trigger.tag_ == "VBG" and form in {"np", "that", "to"}:
        return True
    if token.tag_ == "VBN" and form in {"np", "to"} and any(c.dep_ == "aux" for c in token.children):
        return True
    if token.tag_ == "VBN" and form == "to" and token.dep_ == "conj" and token.head == trigger:
        return True
    for other in doc[j : min(j + 14, end)]:
        if other.dep_ in SUBJECTS or other.dep_ == "expl":
            head = other.head
            if (
                head.i > other.i
                and is_finite(head)
                and other.left_edge.i <= j + 1
                and head.dep_ not in {"relcl", "acl"}
            ):
                if (
                    form == "that"
                    and any(c.tag_ == "MD" for c in head.children)
                    and not head.lemma_ in words("speech_verbs")
                ):
                    return any(
                        c.lower_ in {"will", "would", "can", "could", "may", "might"} and c.tag_ == "MD"
                        for c in head.children
                    )
                return True
            return False
        if other.text in {",", ";"}:
            return False
    return False


def _belongs_to_relative(token: Token, start: int) -> bool:
    """The finite verb continues a relative clause that lies inside the content."""
    node = token
    while node.dep_ == "conj" and node.head != node:
        node = node.head
    return node.i >= start and node.dep_ in {"relcl", "acl", "ccomp", "advcl"}


def _attribution(sentence: Sentence, i: int, trigger: Token) -> bool:
    """ ", he said", ", the minister told reporters", "said the minister" at `i`."""
    doc, end = sentence.passage.doc, sentence.end
    speech = words("speech_verbs")
    token = doc[i]
    if i == 0 or doc[i - 1].text not in {",", '"'}:
        return False
    if token.lemma_ in speech and token.tag_ in {"VBD", "VBZ"} and token != trigger:
        return True
    for other in doc[i : min(i + 9, end)]:
        if other.lemma_ in speech and other.pos_ == "VERB" and is_finite(other) and other != trigger:
            subject = next((c for c in other.children if c.dep_ in SUBJECTS), None)
            return subject is not None and i <= subject.left_edge.i <= i + 1 and subject.i < other.i
        if other.text in {",", ";", "."}:
            return False
    return False
