"""Go through a document's sentences and draft every demand in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast, Reference
from pipeline.extract.demands.acts import Act, acts
from pipeline.extract.demands.asserted import INFINITIVES, asserted, says_something
from pipeline.extract.demands.complements import Trigger
from pipeline.extract.demands.doers import acting
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.headed import HEADED, Item, items, speaks_for_another, unmarked
from pipeline.extract.demands.headings import Heading, announces, heading_of
from pipeline.extract.demands.holders import Holders
from pipeline.extract.demands.leadins import LISTED, Leadin, leadin_of, listed
from pipeline.extract.demands.moods import Mood, moods
from pipeline.extract.demands.regions import region_end
from pipeline.extract.demands.taken_back import taking_back
from pipeline.extract.demands.triggers import triggers
from pipeline.extract.reading import Reading, Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import SUBJECTS, is_finite, modal, own_subject

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

CONDITION_OF_OFFER = rule(
    "condition-of-offer",
    "an act of the other side in the if-clause of an offer: a condition beside the offer",
    matches=(
        "Norland is ready to lift the blockade if Sudonia frees the sailors.",
        "Norland offered to send observers, provided Sudonia withdrew its gunboats.",
        "Norland promised to reopen the border once Sudonia signs the text.",
        "Norland will lift the blockade as long as Sudonia keeps the truce.",
        "If Sudonia frees the sailors, Norland will open the border.",
        "Norland offered to lift the blockade in exchange for the release of the sailors.",
    ),
    rejects=(
        "Norland is ready to lift the blockade if the weather holds.",
        "Norland asked if Sudonia would free the sailors.",
        "Norland offered to send observers.",
    ),
)
TERMS = frozenset({"if", "provided", "providing", "once", "unless", "when"})
WANTING = frozenset({"want", "like", "prefer", "need"})  # what is wanted is the whole clause, its subject included
MOST = 8  # demands a sentence: more than that is a list of something else


def drafts(reading: Reading, cast: Cast) -> list[Draft]:
    """Every demand that a sentence of the document states, in text order, repeats included."""
    holders = Holders(reading, cast)
    found: list[Draft] = []
    leadin: Leadin | None = None
    heading: Heading | None = None
    listing = False  # nothing but items has come since the heading
    for sentence in reading.sentences:
        if sentence.start == 0 and announces(sentence):
            announced = heading_of(sentence.passage, holders)
            if announced is None and heading is not None and listing and unmarked(sentence, reading):
                below = items(heading, sentence, holders, after_item=True)
                if below:
                    found += _most([_headed(sentence, item, heading) for item in below], reading)
                    continue
            if announced is not None or sentence.kind in {"heading", "title"}:
                heading, listing = announced, sentence.kind != "title"
                leadin = leadin_of(sentence, holders, []) if sentence.kind == "body" else None
        if sentence.kind == "heading" or heading is not None and heading.passage is sentence.passage:
            continue
        below = items(heading, sentence, holders, after_item=listing) if heading is not None else []
        listing = listing and (bool(below) or sentence.kind == "bullet")
        same = heading is not None and leadin is not None and heading.passage is leadin.sentence.passage
        if leadin is not None and not (below and same):
            listed_here = listed(leadin, sentence)
            if listed_here:
                kind, claimants, asked = leadin.kind, leadin.claimants, leadin.addressees
                told = [
                    _drafted(sentence, act, kind, claimants, asked, LISTED.name, 0.8, act.head) for act in listed_here
                ]
                for draft in told:
                    draft.joint = leadin.joint
                found += _most(told, reading)
                continue
            if sentence.kind != "bullet":
                leadin = None
        new = in_sentence(sentence, holders)
        if heading is not None and below and not speaks_for_another(new, below, heading):
            found += _most([_headed(sentence, item, heading) for item in below], reading)
            continue
        found += _most(new, reading)
        leadin = leadin_of(sentence, holders, new) or (leadin if sentence.kind == "bullet" else None)
        if leadin is not None and heading is not None and set(leadin.claimants).isdisjoint(heading.holder.parties):
            heading = None  # another party's list follows
    return found


def _most(drafted: list[Draft], reading: Reading) -> list[Draft]:
    """As many demands of one sentence as can be told apart; of the others is told that they fell."""
    for draft in drafted[MOST:]:
        reading.drops.add("demand", "too-many", draft.span_evidence(reading).span)
    return drafted[:MOST]


def _headed(sentence: Sentence, item: Item, heading: Heading) -> Draft:
    holder, asked = heading.holder, item.addressees
    confidence = 0.75 * holder.confidence
    draft = _drafted(
        sentence, item.act, item.kind, holder.parties, asked, HEADED.name, confidence, item.act.head, holder.people
    )
    draft.asks, draft.own, draft.lead = item.named, item.own, item.lead
    return draft


def in_sentence(sentence: Sentence, holders: Holders) -> list[Draft]:
    """The demands of one sentence. What lies inside the content of another demand of the same party is not told twice."""
    found: list[Draft] = []
    covered: list[tuple[int, int, tuple[str, ...]]] = []
    opened = list(triggers(sentence))
    purposes = [trigger for trigger in opened if _is_purpose(trigger.token)]
    for trigger in opened:
        if trigger not in purposes:
            _add(trigger, found, covered, sentence, holders)
    for mood in moods(sentence, holders):
        if any(first < mood.end and mood.start < last for first, last, _ in covered):
            continue
        items = acts(
            sentence.passage.doc, mood.start, mood.end, mood.form, mood.doer, mood.anchor.i if mood.anchor else None
        )
        for index, act in enumerate(items):
            draft = _drafted(
                sentence,
                act,
                mood.kind,
                mood.source.parties,
                (_asked_anew(act, mood, holders) if index else None) or mood.addressees,
                mood.rule.name,
                0.85 * mood.source.confidence,
                mood.anchor or act.head,
                mood.source.people,
            )
            draft.lead = mood.doer if mood.form == "that" else None
            found.append(draft)
        if items:
            covered.append((mood.start, mood.end, mood.source.parties))
    for trigger in purposes:  # "will meet in order to offer help" is one act: the purpose of an act found is no second
        _add(trigger, found, covered, sentence, holders)
    found += _conditions_of_offers(found, holders)
    return sorted(found, key=lambda draft: draft.act.start)


def _asked_anew(act: Act, mood: Mood, holders: Holders) -> tuple[str, ...]:
    """Who is to do a later act that has a subject of its own: "that talks must go on and (stressed that) X must leave"."""
    clause = next((c for c in act.head.children if c.dep_ == "ccomp" and modal(c)), act.head)
    doer = own_subject(clause)
    return holders.asked(acting(clause, doer), mood.source.parties) if doer is not None else ()


def _add(
    trigger: Trigger,
    found: list[Draft],
    covered: list[tuple[int, int, tuple[str, ...]]],
    sentence: Sentence,
    holders: Holders,
) -> None:
    """Add what a trigger opens to `found`, and its region to `covered`; where it opens nothing, tell why."""
    why = _opened(trigger, found, covered, sentence, holders)
    if why is not None:
        first, last = sorted((trigger.token.i, min(trigger.start, sentence.end - 1)))
        holders.reading.drops.add("demand", why, sentence.passage.span(first, last + 1))


def _opened(
    trigger: Trigger,
    found: list[Draft],
    covered: list[tuple[int, int, tuple[str, ...]]],
    sentence: Sentence,
    holders: Holders,
) -> str | None:
    """Add what a trigger opens; else the reason why that is nothing, by its code in `pipeline.extract.dropped`."""
    back = taking_back(trigger)
    if back is None and not asserted(trigger):
        return "not-asserted"
    claimant = holders.claimant(trigger)
    if not claimant.parties or (
        trigger.frame.name in {"need", "deserve"} and not holders.speaks(trigger.token, claimant)
    ):
        return "no-claimant"
    if _inside(trigger.token.i, covered, claimant):
        return None  # the words are told already
    if _told_by_another(trigger, claimant, holders):
        return "opponents-words"
    if "another" in trigger.frame.content and not _another_acts(trigger, claimant, holders):
        return "nobody-else-acts"
    end = min(region_end(sentence, trigger.start, trigger.token, trigger.form), _limit(trigger, sentence))
    if end <= trigger.start:
        return "no-act"
    new = _from_trigger(trigger, claimant, sentence, end, holders)
    if back is not None:
        if not set(holders.of_verb(back).parties) & set(claimant.parties):
            return "taken-back-by-another"
        for draft in new:
            draft.withdrawn_by = back
    if not new:
        return "no-act"
    found += new
    covered.append((trigger.start, end, claimant.parties))
    return None


def _another_acts(trigger: Trigger, claimant: Reference, holders: Holders) -> bool:
    """The subject of the clause is somebody known, and not the claimant: "hopes that Sudonia will withdraw"."""
    doer = holders.cast.refer(trigger.doer) if trigger.doer is not None else None
    return doer is not None and bool(doer.parties or doer.people) and not set(doer.parties) & set(claimant.parties)


def _is_purpose(verb: Token) -> bool:
    """An infinitive that says what something else is done for: "in order to offer help", "an envoy to ask X to ..."."""
    return verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl"} and any(c.tag_ == "TO" for c in verb.children)


def _conditions_of_offers(found: list[Draft], holders: Holders) -> list[Draft]:
    """What an offer asks of the other side: "ready to free the men, provided the front publishes their names"."""
    new: list[Draft] = []
    for draft in found:
        if draft.kind != "offer":
            continue
        bought = _in_exchange(draft)
        if bought is not None:
            new.append(bought)
        if draft.act.form == "np":
            continue
        for mark in (*_marks_after(draft), *_marks_before(draft)):
            condition = _condition(mark, draft, holders)
            if condition is not None:
                new.append(condition)
                draft.addressees = draft.addressees or condition.addressees
                break
    return new


def _in_exchange(draft: Draft) -> Draft | None:
    """ "offered a truce in exchange for the release of the sailors": the price is a condition."""
    doc = draft.sentence.passage.doc
    for token in doc[draft.act.head.i : draft.sentence.end - 2]:
        if token.lower_ in {"exchange", "return"} and token.nbor(-1).lower_ == "in" and token.nbor(1).lower_ == "for":
            start = token.i + 2
            form = "ing" if doc[start].tag_ == "VBG" else "np"
            end = region_end(draft.sentence, start, draft.anchor, form)
            items = acts(doc, start, end, form)[:1]
            if not items:
                return None
            method, confidence = CONDITION_OF_OFFER.name, draft.confidence * 0.9
            return _drafted(
                draft.sentence,
                items[0],
                "condition",
                draft.claimants,
                draft.addressees,
                method,
                confidence,
                token,
                draft.people,
            )
    return None


def _marks_after(draft: Draft) -> list[Token]:
    doc = draft.sentence.passage.doc
    last = min(draft.sentence.end, draft.act.end + 6)
    return [t for t in doc[draft.act.head.i : last] if _opens_terms(t)]


def _marks_before(draft: Draft) -> list[Token]:
    """The if-clause that stands before the offer: "If X frees the men, Y will lift the blockade"."""
    act = draft.act.head
    clauses = [c for c in (*act.children, *draft.anchor.children) if c.dep_ == "advcl" and c.i < act.i]
    return [t for clause in clauses for t in clause.children if t.i < clause.i and _opens_terms(t)]


def _opens_terms(token: Token) -> bool:
    if token.lower_ == "long" and token.i > 0:
        return token.nbor(-1).lower_ in {"as", "so"}
    return token.lower_ in TERMS


def _condition(mark: Token, draft: Draft, holders: Holders) -> Draft | None:
    """The condition that `mark` opens, if it is an act of another party."""
    doc = draft.sentence.passage.doc
    doer = next((t for t in doc[mark.i + 1 : draft.sentence.end] if t.dep_ in SUBJECTS), None)
    clause = doer.head if doer is not None and doer.head.i > doer.i else None
    asked = holders.asked(doer, draft.claimants)
    if clause is None or doer is None or not asked:
        return None
    end = region_end(draft.sentence, mark.i + 1, draft.anchor, "that")
    if end <= clause.i:
        return None
    start = mark.i
    if mark.i > draft.sentence.start and mark.nbor(-1).lower_ in {"only", "as", "so"}:
        start -= 1
    act = Act(start, end, "that", clause)
    method, confidence = CONDITION_OF_OFFER.name, draft.confidence * 0.9
    return _drafted(draft.sentence, act, "condition", draft.claimants, asked, method, confidence, mark, draft.people)


def _told_by_another(trigger: Trigger, claimant: Reference, holders: Holders) -> bool:
    """ "Iran is committed to ...", in the mouth of its opponent, is the opponent's word."""
    if trigger.frame.pos != "ADJ" or not holders.cast.in_quotes(trigger.token):
        return False
    voice = holders.cast.voice(trigger.token)
    return bool(voice.parties) and not set(voice.parties) & set(claimant.parties)


def _inside(i: int, covered: list[tuple[int, int, tuple[str, ...]]], claimant: Reference) -> bool:
    return any(
        first <= i < last and set(claimant.parties) <= set(parties) or first <= i < last and not claimant.parties
        for first, last, parties in covered
    )


def _limit(trigger: Trigger, sentence: Sentence) -> int:
    """The content of a subject ends before its verb: "the call for a truce came late", "a truce was demanded"."""
    token = trigger.token
    if (
        trigger.frame.pos == "NOUN"
        and token.dep_ in SUBJECTS
        and token.head.i > trigger.start
        and trigger.start < token.right_edge.i + 1
    ):
        return int(token.right_edge.i) + 1
    if trigger.frame.pos == "VERB" and trigger.start < token.i:
        first = token.i
        while first > trigger.start + 1 and token.doc[first - 1].dep_ in {"aux", "auxpass", "advmod", "neg"}:
            first -= 1
        return first
    return sentence.end


def _from_trigger(trigger: Trigger, claimant: Reference, sentence: Sentence, end: int, holders: Holders) -> list[Draft]:
    doc = sentence.passage.doc
    found: list[Draft] = []
    items = acts(doc, trigger.start, end, trigger.form, trigger.doer)
    kind = _kind(trigger, claimant, holders)
    shared: tuple[str, ...] = ()
    for index, act in enumerate(items):
        if not says_something(trigger, act):
            if index == 0 and (act.form == "np" or trigger.frame.content):
                break  # the list is of something else
            continue
        if index and trigger.form == "that" and modal(act.head) in {"can", "may", "might", "could"}:
            continue  # "agreed that a war should not be fought and can never be won"
        if _of_oneself(trigger, claimant, holders):
            return found
        asked, stated = holders.addressees(trigger, act, claimant.parties)
        if stated and trigger.form in {"to", "that", "ing"} and index == 0:
            shared = asked
        if index and not asked and trigger.form == "to":
            asked = shared
        if trigger.form == "that" and kind == "demand" and _only(doc, items[0]):
            kind = "condition"
        confidence = 0.95 * claimant.confidence * (1.0 if trigger.frame.pos == "VERB" else 0.9)
        method = f"frame:{trigger.frame.name}"
        draft = _drafted(
            sentence,
            _with_doer(act, trigger, index),
            kind,
            claimant.parties,
            asked,
            method,
            confidence,
            trigger.token,
            claimant.people,
        )
        draft.asks = trigger.addressee is not None and holders.is_somebody(trigger.addressee)
        draft.own = trigger.form == "to" and not trigger.frame.content.isdisjoint(INFINITIVES)
        draft.prevents = trigger.prevents and kind == "demand"
        draft.lead = trigger.doer if trigger.form == "that" else None
        found.append(draft)
    return found


def _of_oneself(trigger: Trigger, claimant: Reference, holders: Holders) -> bool:
    """The party asked is the one that would ask: whoever wants "independence from Norland", it is not Norland."""
    if trigger.addressee is None or trigger.form != "np" or len(claimant.parties) != 1:
        return False
    return holders.cast.refer(trigger.addressee).parties == claimant.parties


def _only(doc: Doc, act: Act) -> bool:
    """ "sanctions should only be lifted gradually": the demand limits what may be done, so it is a condition."""
    return any(t.lower_ == "only" and t.i < act.head.i + 3 for t in doc[act.start : act.end])


def _with_doer(act: Act, trigger: Trigger, index: int) -> Act:
    """The quote of the first act of "wants Kyiv to halt ..." begins with the one who is to act."""
    doer = trigger.doer
    if index == 0 and doer is not None and trigger.form == "to" and trigger.token.i < doer.i < act.start:
        between = act.head.doc[doer.i + 1 : act.start]
        wanted = trigger.frame.name in WANTING and not any(t.text in {",", ";"} or is_finite(t) for t in between)
        if 0 <= act.start - doer.right_edge.i <= 2 or wanted:
            return Act(doer.left_edge.i, act.end, act.form, act.head, act.negated)
    return act


def _kind(trigger: Trigger, claimant: Reference, holders: Holders) -> str:
    kind = trigger.frame.kind
    if trigger.frame.lemma in {"propose", "proposal", "suggest"}:
        doer = holders.cast.refer(trigger.doer) if trigger.doer is not None else None
        if trigger.form == "to" or (doer is not None and set(doer.parties) & set(claimant.parties)):
            return "offer"
    return kind


def _drafted(
    sentence: Sentence,
    act: Act,
    kind: str,
    claimants: tuple[str, ...],
    addressees: tuple[str, ...],
    method: str,
    confidence: float,
    anchor: Token,
    people: tuple[str, ...] = (),
) -> Draft:
    asked = tuple(p for p in addressees if p not in claimants)
    return Draft(
        sentence,
        act,
        kind,
        claimants,
        people,
        asked,
        method,
        min(confidence, 1.0),
        anchor,
        "offered" if kind == "offer" else "made",
        joint=len(claimants) > 1 and method in {"joint-commitment", "deal-provides", "frame:agree"},
    )
