"""Whether the clause around a date tells of the past or of what is to come.

The tree gives the verb that governs the date; its auxiliaries give the tense. Where a noun stands between ("Friday's
meeting"), its adjectives and preposition are asked first. Infinitives look ahead ("plans to meet") unless their verb
says that the thing was done ("managed to") or the date may belong to the asking ("urged them to leave on Friday").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from pipeline.extract.dates.meaning import Tense
from pipeline.extract.dates.words import listed

if TYPE_CHECKING:
    from pipeline.extract.tokens import Span as TokenSpan
    from pipeline.extract.tokens import Token

Found = Tense | Literal["planned"]  # planned: ahead, unless the plan was dropped

MODALS = frozenset(
    {"will", "wo", "'ll", "shall", "would", "'d", "could", "may", "might", "must", "should", "can", "ca"}
)
HAVE = frozenset({"have", "has", "had", "'ve", "having"})
AHEAD = re.compile(
    r"\b(?:(?:ahead of|prior to|in advance of|on the eve of|in the run-up to|pending|until)\s+(?:the|a|an)?"
    r"|by\s+(?:\d[\d:.]*\s*(?:[ap]\.?m\.?|o'clock)?|noon|midnight|midday)(?:\s+on)?)\s*$",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"\b(?:following|in the wake of|as recently as|as long ago as|as early as)\s+(?:the|a|an)?\s*$", re.IGNORECASE
)
TIMES = frozenset({"day", "week", "month", "year", "time", "hour", "round", "night"})
DUE = frozenset({"due", "set", "scheduled", "slated"})
STEPS = 14


def cue_before(text: str) -> Tense | None:
    """What the words right before a date say of its tense: "ahead of", "as recently as"."""
    if AHEAD.search(text):
        return "future"
    return "past" if BEHIND.search(text) else None


def tense_around(tokens: list[Token], title: bool) -> Tense:
    """The tense of the clause that governs a date expression, given its tokens. `title`: the text is a headline."""
    inside = {token.i for token in tokens}
    top = next((token for token in tokens if token.head.i not in inside or token.head == token), tokens[-1])
    sentence = tokens[0].sent
    if tokens[0].i > sentence.start:
        ahead = tokens[0].doc[sentence.start : tokens[0].i].text + " "
        cue = cue_before(ahead)
        if cue:
            return cue
    behind = tokens[-1].i + 1
    if is_caption(tokens, sentence):
        return "past"
    owns = behind < sentence.end and tokens[-1].doc[behind].tag_ == "POS"
    spoken = None if owns else said_before(tokens[0])
    if spoken:
        return spoken
    node, nouns = top, 0
    for _ in range(STEPS):
        found = tense_at(node, title, nouns)
        nouns += node is not top and node.pos_ in {"NOUN", "PROPN"}
        if found == "planned":
            return "unknown" if is_dropped(sentence) else "future"
        if found:
            return found
        if node.head == node:
            break
        node = node.head
    return told_of(sentence, title)


def is_caption(tokens: list[Token], sentence: TokenSpan) -> bool:
    """The day that ends the caption of a photograph: "A convoy moves on the highway, north of the town, Wednesday."."""
    first, behind = tokens[0].i, tokens[-1].i + 1
    return (
        first > sentence.start
        and tokens[0].nbor(-1).text == ","
        and (behind >= sentence.end or (tokens[-1].nbor().text == "." and behind + 1 >= sentence.end))
        and sentence.root.tag_ in {"VBZ", "VBP"}
    )


def told_of(sentence: TokenSpan, title: bool) -> Tense:
    """The tense of a sentence whose tree does not say which verb governs the date: past if each of its finite verbs
    is, as in a caption or a clause that the parser broke up; nothing in it may look ahead."""
    if title or any(t.lower_ in MODALS | DUE or t.lower_ in listed("tense_cues", "coming") for t in sentence):
        return "unknown"
    finite = [t for t in sentence if t.tag_ in {"VBD", "VBZ", "VBP"}]
    planned = any(t.lemma_.lower() in listed("tense_cues", "planning") for t in sentence)
    return "past" if finite and not planned and all(t.tag_ == "VBD" for t in finite) else "unknown"


def is_dropped(sentence: TokenSpan) -> bool:
    """The sentence says that a plan came to nothing: then its date may have passed."""
    dropping = listed("tense_cues", "dropping")
    return any(t.lemma_.lower() in dropping and t.tag_ in {"VBD", "VBN", "VBG"} for t in sentence) or any(
        t.lower_ == "supposed" for t in sentence
    )


def said_before(first: Token) -> Tense | None:
    """ "said on Friday", "told reporters on Friday": the date belongs to the saying, whatever the tree makes of it."""
    words = [first.doc[i] for i in range(max(first.sent.start, first.i - 7), first.i)]
    while words and words[-1].lower_ in {"on", "in", "late", "early", ",", "the"}:
        words.pop()
    saying = listed("tense_cues", "saying")
    for number, token in enumerate(reversed(words)):
        if token.tag_ == "VBD" and token.lemma_ in saying:
            heard = words[len(words) - number :]  # "told reporters", "said in Cairo", but "said the talks on Friday"
            return "past" if not heard or token.lemma_ in {"tell", "warn"} or heard[0].pos_ == "ADP" else None
        if token.pos_ in {"VERB", "AUX", "PUNCT", "SCONJ", "CCONJ"} or token.dep_ in {"nsubj", "nsubjpass"}:
            return None
    return None


def tense_at(node: Token, title: bool, nouns: int) -> Found | None:
    """What one node on the way up says, None to look higher. `nouns` stand between the date and the node."""
    if node.pos_ in {"VERB", "AUX"}:
        lemma = node.lemma_.lower()
        if node.tag_ in {"VBD", "VBN"} and lemma in listed("tense_cues", "inviting") and not nouns:
            # a day gone by never stands beside a present perfect: "has invited both sides to Dublin on Friday"
            return "planned" if any(word in {"has", "have", "'ve"} for word in auxiliaries(node)) else "unknown"
        if awaits(node):
            return "planned"
        if node.tag_ in {"VBZ", "VBP"} and not auxiliaries(node):  # "the talks resume on Monday", but "X wants Y"
            if lemma in listed("tense_cues", "posing") and not title:
                return "past"  # the caption of a photograph
            if nouns and lemma in listed("tense_cues", "showing"):
                return "past"  # "Friday's vote shows": only what has been can show
            ahead = not nouns and not title and lemma not in listed("tense_cues", "holding")
            return "future" if ahead else "unknown"
        if node.lemma_ == "be" and node.tag_ in {"VBD", "VBN"} and any(c.lower_ in DUE for c in node.children):
            return "unknown"  # "was due on Monday": it came or it is to come
        if nouns > 1 and "to" in auxiliaries(node):  # so far away the tree may have joined what does not belong
            return "unknown"
        return verb_tense(node, title)
    if node.lower_ in DUE:
        return "planned"
    if node.dep_ == "prep" and node.lower_ == "after":
        return "past" if node.head.tag_ in {"VBD", "VBN"} else None
    if node.pos_ in {"NOUN", "PROPN"}:
        said = nouns == 0 and node.dep_ == "pobj" and node.lemma_.lower() in listed("tense_cues", "words")
        if said and (node.head.head.lower_ == "according" or node.head.lower_ == "in"):
            return "past"  # "according to a tweet on Monday", "in a statement on Monday": it has been said
        for child in node.children:
            if child.dep_ in {"amod", "compound", "nmod"} and child.i < node.i:
                if child.lower_ in listed("tense_cues", "coming"):
                    return "planned"
                if child.lower_ in listed("tense_cues", "gone"):
                    return "past"
        above = node.head
        if node.dep_ == "pobj" and above.lower_ in {"before", "until", "by"}:
            return "future"
        if node.dep_ == "pobj" and above.lower_ in {"after", "since", "following", "during"}:
            return "past" if above.head.tag_ in {"VBD", "VBN", "VBZ", "VBP"} else None
        if (
            node.dep_ == "pobj"
            and above.lower_ == "for"
            and above.head.pos_ in {"VERB", "NOUN"}
            and node.lemma_.lower() not in TIMES
            and above.head.lemma_.lower() not in listed("tense_cues", "posing")
        ):
            if above.head.lemma_.lower() in listed("tense_cues", "planning"):
                return "planned"
            return "unknown" if above.head.pos_ == "VERB" else None
    return None


def awaits(verb: Token) -> bool:
    """What is awaited is to come: "we look forward to the talks on 8 June", "they are preparing for Friday's vote"."""
    lemma = verb.lemma_.lower()
    return lemma in listed("tense_cues", "awaiting") or (
        lemma == "look" and any(child.lower_ in {"forward", "ahead"} for child in verb.children)
    )


def auxiliaries(verb: Token) -> list[str]:
    return [child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def verb_tense(verb: Token, title: bool) -> Found | None:
    """The tense of a verb; None when it has none of its own (participles, second verbs): then its head's counts."""
    helpers = auxiliaries(verb)
    if any(word in MODALS for word in helpers):
        done = any(word in HAVE for word in helpers) and "will" not in helpers
        return "past" if done else "future"
    if "to" in helpers:
        return infinitive_tense(verb, title)
    lemma, tag = verb.lemma_.lower(), verb.tag_
    if "going" in helpers:
        return "future"
    planned = lemma in listed("tense_cues", "planning")
    if tag == "VBN":
        return participle_tense(verb, helpers, planned, title)
    if tag == "VBD":
        return "past"
    if tag == "VBG":
        if any(word in {"is", "are", "am", "'s", "'re", "'m"} for word in helpers):
            return "unknown" if title else "future"
        return "past" if helpers else None
    if tag in {"VBZ", "VBP"}:
        if lemma in listed("tense_cues", "saying") or title:
            return "unknown"
        return "past" if "has" in helpers or "have" in helpers else "future"
    if tag == "VB":
        if "did" in helpers:
            return "past"
        if verb.head == verb and not helpers and any(child.dep_ == "nsubj" for child in verb.children):
            return None  # no sentence has such a verb: the parser took a noun for one
        return None if verb.dep_ in {"conj", "ccomp", "xcomp", "advcl"} else "future"
    return None


def participle_tense(verb: Token, helpers: list[str], planned: bool, title: bool) -> Found | None:
    if planned:
        return "unknown" if "had" in helpers else "planned"
    if any(word in HAVE for word in helpers) or any(word in {"was", "were", "been", "got"} for word in helpers):
        return "past"
    if any(word in {"is", "are"} for word in helpers):
        return "unknown" if title else "future"
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return None
    return "past"


def infinitive_tense(verb: Token, title: bool) -> Found | None:
    """ "to meet": ahead, unless the verb above says that it was done or the date may belong to the asking."""
    if any(word in HAVE for word in auxiliaries(verb)):
        return "past"
    above = verb.head
    if above == verb or above.pos_ not in {"VERB", "AUX"}:
        return "future"
    lemma = above.lemma_.lower()
    if lemma in listed("tense_cues", "planning") or lemma == "be" or above.lower_ == "supposed":
        return "unknown" if "had" in auxiliaries(above) else "planned"
    if lemma in listed("tense_cues", "implicative"):
        return verb_tense(above, title)
    if lemma in listed("tense_cues", "asking"):
        return "unknown" if above.tag_ in {"VBD", "VBN"} else "future"
    if verb.dep_ == "advcl":
        return verb_tense(above, title)
    return "future"
