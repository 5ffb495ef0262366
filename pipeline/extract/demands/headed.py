"""Items below a heading that says whose they are: "Return of prisoners", "An end to sanctions", "The army must leave"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.demands.acts import Act, acts, is_act_noun
from pipeline.extract.demands.doers import acting
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.frames import words
from pipeline.extract.demands.headings import Heading, heading_words
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.item_forms import DUTIES, FUTURES, SINGLE, commands, main_modal, tells
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import SUBJECTS, is_finite, is_negated, is_passive, modal, own_subject, prepositional

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

HEADED = rule(
    "list-under-heading",
    "an act or a named thing below a heading that says whose demands, conditions, offers or refusals stand there",
    matches=(
        "# Norland's demands\n- Sudonia must cede the northern islands",
        "# What Norland wants\n- Return of prisoners of war",
        "# Norland's position\n- An end to sanctions",
        "# Demands of the rebels\n- No recognition of the annexation",
        "# The opposition's conditions\n- A ceasefire by 1 May",
        "# What the unions are asking for\n- Higher wages for nurses",
        "# Key demands of the rebels\n- The army should leave the valley",
        "# What Norland offers\n- Release of forty sailors",
        "# Norwegian proposals\n- Sudonia would withdraw its troops from the valley.",
        "# What Norland will not accept\n- Foreign troops on its soil",
        "# Norland's red lines\n- No transfer of the port",
        "# NORLAND'S FIVE CONDITIONS FOR TALKS\n- To lift the blockade of the port",
        "# What Norland wants from Sudonia\n- Release all prisoners of war",
        "# Conditions set by Norland\nSudonia must free the sailors. The port must be opened.",
        "# Norland's list of demands\n- Sanctions: an end to all measures against banks",
        "# Demands made by the strikers\n- That the dismissed workers be taken back",
        "# The strikers' pay demands\n- Reinstatement of the dismissed workers",
        "# Norland's offer\n- Norland would lift the embargo",
        "# Norland's demands of Sudonia\n- Withdrawing all troops from the valley",
        "# Norland is demanding\n- All hostages to be freed by Friday",
    ),
    rejects=(
        "# What analysts say\n- Sudonia must cede the northern islands",
        "# Norland's war\n- Return of prisoners of war",
        "# Demands grow\n- An end to sanctions",
        "# Norland's rejected demands\n- A ceasefire by 1 May",
        "# What we know about Norland's demands\n- The army should leave the valley",
        "# A history of demands\n- Return of prisoners of war",
        "# What does Norland want?\n- Return of prisoners of war",
        "# Norland's demands grow\n- An end to sanctions",
        "# Norland's demands rejected by Sudonia\n- An end to sanctions",
        "# Critics of Norland's demands\n- An end to sanctions",
        "# Living conditions in Norland\n- No access to water",
        "# Norland's position in the table\n- No change from last week",
        "# Conditions of the prisoners\n- No access to doctors",
        "# What Norland knows\n- Return of prisoners of war",
        "# Demand from Norland\n- An increase of imports",
        "# What Norland really wants\n- An end to sanctions",
        "# What happened to Norland's demands\n- A ceasefire by 1 May",
        "# Pressure on Norland\n- A ceasefire by 1 May",
        "# Norland's demands\n- Sudonia seized the town in May",
        "# Norland's demands\n- Photo: a march in Oslo",
        "# Norland's demands\n- Timeline of the war",
        "# Norland's demands\n- Is a ceasefire near?",
        "# Norland's demands\n- Norland first raised them in 2019, and talks have stalled since",
        "# Norland's demands\nThe talks broke down in May after a long quarrel over the release of the prisoners.",
        "# Norland's demands\n- An end to sanctions said to be near",
    ),
)

MOST_WORDS = 45
MOST_WORDS_OF_PROSE = 30  # a paragraph that is no bullet counts as an item only when it is short
LINKS = frozenset({"see", "read", "watch", "click", "listen", "follow", "subscribe"})
CAPTIONS = frozenset({"photo", "photograph", "video", "picture", "image", "map", "graphic", "chart"})
LABEL = 4  # words before a colon: "Sanctions: an end to ..."
LISTED_THINGS = ("benefit_nouns", "given_things", "refusable_things", "permits", "own_acts", "agent_acts", "claimable")
CONTENT = frozenset({"CARDINAL", "MONEY", "PERCENT", "ORG", "GPE", "NORP", "LOC", "FAC", "QUANTITY", "ORDINAL", ""})


@dataclass(frozen=True, eq=False)
class Item:
    """One demand of an item, its kind, and whom it asks."""

    act: Act
    kind: str
    addressees: tuple[str, ...]
    named: bool  # who is to act is settled: the item says so, or it is a command that names only others
    lead: Token | None = None  # the subject of a clause
    own: bool = False  # what the holder wants to do or get itself


def items(heading: Heading, sentence: Sentence, holders: Holders, *, after_item: bool) -> list[Item]:
    """What a sentence below a heading asks, offers or refuses. A bullet says it in its first sentence; of a paragraph each
    sentence must (`after_item`: the one before did)."""
    bullet = sentence.kind == "bullet"
    length = len(sentence.passage.doc)
    if bullet and sentence.start != 0 or not bullet and (not after_item or length > MOST_WORDS_OF_PROSE):
        return []
    tokens = sentence.tokens
    if len(tokens) > MOST_WORDS or any(t.like_url or t.text in {"?", "|"} for t in tokens):
        return []
    start, end = sentence.start, sentence.end
    while end > start and (
        tokens[end - 1 - sentence.start].is_punct or tokens[end - 1 - sentence.start].lower_ == "and"
    ):
        end -= 1
    while start < end and sentence.passage.doc[start].is_punct and sentence.passage.doc[start].text != '"':
        start += 1
    after = _after_label(sentence, start, end)
    opening = sentence.passage.doc[start].lower_ if start < end else ""
    if opening in LINKS or after is not None and opening in CAPTIONS:
        return []
    for begin in (after, start):
        if begin is not None and begin < end:
            found = _items(heading, sentence, begin, end, holders)
            if found:
                return found
    return []


def unmarked(sentence: Sentence, reading: Reading) -> bool:
    """A line that is set like a heading, with nothing below it but the next such line: an item that lost its mark."""
    index = sentence.passage.index + 1
    alone = index < len(reading.passages) and reading.passages[index].block.kind == "heading"
    return sentence.kind == "heading" and alone and sentence.end == len(sentence.passage.doc)


def only_named(reading: Reading, drafts: Sequence[Draft]) -> frozenset[int]:
    """The indices of the sentences that are items below a heading and have no finite verb: they tell no event."""
    listed = {one.sentence for draft in drafts for one in draft.evidence if one.method == HEADED.name}
    return frozenset(s.index for s in reading.sentences if s.span in listed and not any(map(is_finite, s.tokens)))


def _after_label(sentence: Sentence, start: int, end: int) -> int | None:
    """Where the item begins after what only names its topic: "Sanctions: an end to ...", "Prisoners - all must ..."."""
    doc = sentence.passage.doc
    for i in range(start + 1, min(start + LABEL + 1, end - 1)):
        dash = doc[i].text in {"-", "\u2013", "\u2014"} and bool(doc[i].whitespace_) and bool(doc[i - 1].whitespace_)
        if doc[i].text == ":" or dash:
            return i + 1
    return None


def _items(heading: Heading, sentence: Sentence, start: int, end: int, holders: Holders) -> list[Item]:
    doc = sentence.passage.doc
    first = doc[start]
    if first.lower_ in {"that", "for"} and start + 1 < end and not main_modal(sentence, start, end):
        return _subjunctive(heading, sentence, start + 1, end, holders)
    verb = main_modal(sentence, start, end)
    if verb is not None:
        return _clause(heading, sentence, verb, start, end, holders)
    if tells(sentence, start, end):
        return []
    if first.tag_ == "TO" or commands(first, end):
        kind = _kind(heading)
        return [
            Item(
                act,
                kind,
                heading.addressees,
                True,
                None,
                heading.wants and first.tag_ == "TO" and not heading.addressees,
            )
            for act in acts(doc, start, end, "to")
        ]
    if first.tag_ == "VBG" and first.dep_ not in {"amod", "compound"}:
        return [Item(act, _kind(heading), heading.addressees, False) for act in acts(doc, start, end, "ing")]
    to_act = _one_to_act(sentence, start, end, holders)
    if to_act is not None:
        return to_act.items(heading, holders)
    return _named_thing(heading, sentence, start, end, holders)


def _clause(heading: Heading, sentence: Sentence, verb: Token, start: int, end: int, holders: Holders) -> list[Item]:
    """ "Sudonia must cede the islands", "Norland would lift the embargo", "No troops will be sent"."""
    doc = sentence.passage.doc
    how = modal(verb) or "must"
    inner = verb
    if modal(verb) not in DUTIES and verb.lemma_ in {"have", "need"}:
        inner = next((c for c in verb.children if c.dep_ == "xcomp"), verb)
    doer = own_subject(verb)
    if doer is None or doer.lower_ in {"i", "you", "who", "which", "what"} or verb.lemma_ in words("speech_verbs"):
        return []
    if any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children):
        return []  # "should have left"
    subject = holders.cast.refer(doer).parties
    own = bool(subject) and set(subject) <= set(heading.holder.parties)
    negated = is_negated(verb) or any(t.lower_ == "no" for t in doc[doer.left_edge.i : doer.i + 1])
    asked = holders.asked(acting(inner, doer), heading.holder.parties)
    if how in {"can", "may"} and not negated:
        return []
    acts_itself = own and not is_passive(inner)
    if acts_itself and how not in FUTURES and inner.lemma_ not in words("receiving_verbs"):
        return []  # "Norland must study the answer"
    kind = _kind_of_clause(heading.word.kind, how, negated=negated, acts_itself=acts_itself, asks=bool(asked))
    if not kind:
        return []
    found: list[Item] = []
    for index, act in enumerate(acts(doc, start, end, "that", doer, verb.i)):
        anew = own_subject(act.head) if index else None
        whom = holders.asked(acting(act.head, anew), heading.holder.parties) if anew is not None else asked
        found.append(Item(act, kind, whom, bool(whom), doer))
    return found


def _kind_of_clause(kind: str, how: str, *, negated: bool, acts_itself: bool, asks: bool) -> str:
    """The kind of a clause below a heading of `kind`; empty when it only tells something. `acts_itself`: the subject is the
    holder, and active."""
    if how not in FUTURES:
        if kind == "offer":
            return "condition" if asks else ""  # what an offer asks in return
        return "condition" if kind == "condition" else "demand"
    if acts_itself:
        if negated:
            return "refusal" if kind in {"position", "refusal", "proposal"} else ""
        return "offer" if kind in {"offer", "proposal", "position"} else ""
    if negated and not asks and kind in {"position", "refusal"}:
        return "refusal"  # "No territory will be given up"
    if kind == "refusal" or kind in {"demand", "condition", "position"} and not asks:
        return ""  # "Talks will resume in May"
    return kind if kind in {"offer", "condition"} else "demand"


def _subjunctive(heading: Heading, sentence: Sentence, start: int, end: int, holders: Holders) -> list[Item]:
    """ "That Sudonia withdraw its troops", "That all hostages be freed", "For the army to leave"."""
    doc = sentence.passage.doc
    if doc[start - 1].lower_ == "for":
        to_act = _one_to_act(sentence, start, end, holders)
        return to_act.items(heading, holders) if to_act is not None else []
    doer = next((t for t in doc[start:end] if t.dep_ in SUBJECTS), None)
    if doer is None or doer.head.i >= end or doer.head.tag_ in {"VBD", "VBZ"}:
        return []
    asked = holders.asked(acting(doer.head, doer), heading.holder.parties)
    return [Item(act, _kind(heading), asked, bool(asked)) for act in acts(doc, start, end, "that", doer)]


@dataclass(frozen=True, eq=False)
class _ToAct:
    """ "All hostages to be freed by Friday", "The army to leave the valley": a subject and an infinitive."""

    sentence: Sentence
    start: int
    to: int
    end: int
    doer: Token

    def items(self, heading: Heading, holders: Holders) -> list[Item]:
        found: list[Item] = []
        for index, act in enumerate(acts(self.sentence.passage.doc, self.to, self.end, "to")):
            passive = any(t.lower_ == "be" for t in self.sentence.passage.doc[act.start : act.head.i])
            asked = holders.asked(self.doer, heading.holder.parties) if not passive else ()
            if index == 0:
                act = replace(act, start=self.start, form="to" if asked else "np")
            found.append(Item(act, _kind(heading), asked, bool(asked)))
        return found


def _one_to_act(sentence: Sentence, start: int, end: int, holders: Holders) -> _ToAct | None:
    """The subject must be somebody, or the infinitive passive: "a promise to leave" is a thing."""
    doc = sentence.passage.doc
    to = next((t.i for t in doc[start + 1 : end] if t.tag_ == "TO" and t.i + 1 < end and t.nbor(1).tag_ == "VB"), None)
    if to is None or any(t.text == "," or t.pos_ in {"VERB", "AUX"} for t in doc[start:to]):
        return None
    nouns = [t for t in doc[start:to] if t.pos_ in SINGLE]
    if not nouns:
        return None
    head = nouns[0].head if nouns[0].dep_ in {"compound", "amod", "poss"} and nouns[0].head in nouns else nouns[0]
    passive = doc[to + 1].lower_ == "be" and any(t.tag_ in {"VBN", "VBD"} for t in doc[to + 2 : min(to + 4, end)])
    if not passive and not holders.cast.refer(head) and not holders.is_somebody(head):
        return None
    return _ToAct(sentence, start, to, end, head)


def _named_thing(heading: Heading, sentence: Sentence, start: int, end: int, holders: Holders) -> list[Item]:
    """ "Return of prisoners", "A ceasefire by 1 May", "No recognition of the annexation", "Higher wages"."""
    doc = sentence.passage.doc
    first = doc[start]
    if first.pos_ not in {"DET", "NOUN", "PROPN", "ADJ", "NUM", "PRON", "VERB", "ADV"} or first.tag_ in {"WP", "WRB"}:
        return []
    kind = _kind(heading)
    none = first.lower_ == "no"
    if none and (kind == "refusal" or heading.word.kind in {"refusal", "position"}):
        start, kind = start + 1, "refusal"
    found: list[Item] = []
    for act in acts(doc, start, end, "np"):
        if is_finite(doc[act.end - 1]):
            act = replace(act, head=doc[act.end - 1])
        plain = heading.word.strong and sentence.kind == "bullet"
        somebody = not _is_listed(act.head) and _is_somebody(act.head, holders)
        if somebody and not (none or kind == "refusal"):
            return found
        if not _is_thing(act, plain=plain or none):
            return found
        asked = heading.addressees
        if kind in {"demand", "condition"} and not none:
            asked = asked or _giver(act, holders, heading) or holders.named_doers(act, heading.holder.parties)
        found.append(Item(act, kind, asked, False))
    return found


def _giver(act: Act, holders: Holders, heading: Heading) -> tuple[str, ...]:
    """ "Security guarantees from Sudonia": who is to give them."""
    giver = prepositional(act.head, "from") if act.head.lemma_.lower() in words("benefit_nouns") else None
    return holders.asked(giver, heading.holder.parties)


def _is_thing(act: Act, *, plain: bool) -> bool:
    """The phrase names an act or what can be given; `plain`: any described thing counts that is nobody and no topic."""
    head = act.head
    lemma = head.lemma_.lower()
    size = act.end - act.start
    if head.pos_ == "PRON" or head.ent_type_ in {"PERSON", "DATE", "TIME"}:
        return False
    listed = _is_listed(head)
    if size == 1:
        return listed and lemma not in heading_words("topic")
    if is_act_noun(head) or listed:
        return not (lemma in heading_words("topic") and lemma not in words("act_nouns"))
    if not plain or lemma in heading_words("topic"):
        return False
    return head.pos_ == "NOUN" and head.ent_type_ in CONTENT


def _is_somebody(noun: Token, holders: Holders) -> bool:
    """A noun of an act that opens the item is often tagged as a name for its capital: "Reinstatement of ..."."""
    if noun.pos_ == "PROPN" and is_act_noun(noun) and not noun.ent_type_:
        return bool(holders.cast.refer(noun))
    return holders.is_somebody(noun)


def _is_listed(noun: Token) -> bool:
    return any(noun.lemma_.lower() in words(table) for table in ("act_nouns", *LISTED_THINGS))


def _kind(heading: Heading) -> str:
    """What the heading makes of an act: what one proposes or stands for, it asks of others."""
    return {"proposal": "demand", "position": "demand"}.get(heading.word.kind, heading.word.kind)


def speaks_for_another(new: list[Draft], below: list[Item], heading: Heading) -> bool:
    """The item words the demand of somebody else itself: "A rejection of Sudonia's call for talks"."""
    others = [draft for draft in new if set(draft.claimants).isdisjoint(heading.holder.parties)]
    return bool(others) and all(item.act.form in {"np", "ing"} for item in below)
