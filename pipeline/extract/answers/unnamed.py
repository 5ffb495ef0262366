"""Answers that name no demand: a quoted "No", the refusal of the very act, an offer made instead, a claim no longer made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.extract.answers.content import content_words, covers
from pipeline.extract.answers.frames import demand_nouns, replies
from pipeline.extract.answers.given import Answer, Scene
from pipeline.extract.answers.limits import by_stance, with_afterthought
from pipeline.extract.demands.drafts import Draft
from pipeline.extract.demands.frames import frames, words
from pipeline.extract.reading import Sentence
from pipeline.extract.rules import rule
from pipeline.extract.syntax import no_longer
from pipeline.model import Evidence

if TYPE_CHECKING:
    from pipeline.extract.tokens import Token

AGREEING = frozenset({"agree", "promise", "undertake", "pledge", "vow", "consent"})
STOPS = frozenset({",", ".", "!", ";", "\u2014", "-", "\u2013"})
QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})

TAKEN_UP = rule(
    "answer-by-act",
    "a refusal or promise of the very act that was demanded answers the demand",
    matches=(
        "Sudonia demanded that Norland withdraw its troops. Norland refused to withdraw its troops.",
        "Sudonia urged Norland to release the sailors. Norland agreed to release the sailors.",
        "Sudonia urged Norland to release ten sailors. Norland agreed to release two of the sailors.",
        "Sudonia demanded that Norland stop diverting the river. Norland refused to halt the works.",
    ),
    rejects=(
        "Sudonia demanded that Norland stop diverting the river. Norland refused to halt the works on the dam.",
        "Sudonia demanded that Norland withdraw its troops. Norland refused to pay the fine.",
        "Sudonia demanded that Norland withdraw its troops. Norland agreed to buy wheat.",
    ),
)
REPLY = rule(
    "answer-reply",
    "a quoted reply that is a yes or a no answers the demand just made to its speaker",
    matches=(
        'Sudonia demanded that Norland release the sailors. "No," the foreign minister of Norland replied.',
        'Sudonia demanded that Norland release the sailors. "Out of the question," Norland said.',
        'Sudonia asked Norland to release the sailors. "Of course," Norland said.',
    ),
    rejects=(
        'Norland held talks in May. "No," the foreign minister of Norland said.',
        'Sudonia demanded that Norland release the sailors. "No ship has sailed," Norland said.',
        'Sudonia demanded that Norland release the sailors. "No," the foreign minister of Sudonia said.',
    ),
)
INSTEAD = rule(
    "answer-instead",
    "an offer or demand made instead counters the demand just before it",
    matches=(
        "Sudonia demanded that Norland release the sailors. Norland offered instead to hold a trial.",
        "Sudonia demanded that Norland release the sailors. Norland instead proposed a ceasefire.",
    ),
    rejects=(
        "Sudonia demanded that Norland release the sailors. Norland offered to hold a trial.",
        "The ships stayed in port. Norland offered instead to hold a trial.",
    ),
)
NO_LONGER = rule(
    "answer-no-longer",
    "a party that no longer demands what it demanded withdraws the demand",
    matches=(
        "Sudonia demanded the extradition of the colonel. Sudonia no longer demands the extradition of the colonel.",
        "Sudonia insisted on the return of the islands. It no longer insists on the return of the islands.",
    ),
    rejects=(
        "Sudonia no longer insists on the return of the islands.",
        "Sudonia demanded the extradition of the colonel. Sudonia no longer demands a seat at the table.",
    ),
)


def taken_up(scene: Scene) -> Iterator[Answer]:
    """Refusals and promises of the very act that another party demanded."""
    for draft in scene.targets.drafts:
        agreed = draft.kind == "offer" and draft.anchor.lemma_ in AGREEING
        if draft.kind != "refusal" and not agreed:
            continue
        hit = _so(draft, scene) or scene.targets.of_act(draft)
        evidence = Evidence(draft.evidence[0].span, draft.evidence[0].sentence, TAKEN_UP.name, 0.75)
        said = "rejected" if draft.kind == "refusal" else "accepted"
        doc, end = draft.sentence.passage.doc, draft.act.end
        clause = list(doc[draft.act.start : with_afterthought(doc, end, draft.sentence.end)])
        for stance, met in by_stance(said, clause, hit, scene.reading.document.published).items():
            for party in draft.claimants:
                person = next((p for p in draft.people if scene.party_of.get(p) in {party, None}), None)
                yield Answer(stance, party, person, tuple(met), evidence, draft.anchor)


def _so(draft: Draft, scene: Scene) -> list[Draft]:
    """“refused to do so”: the demand just made."""
    if draft.act.head.lemma_ != "do" or "so" not in {
        t.lower_ for t in draft.sentence.passage.doc[draft.act.start : draft.act.end]
    }:
        return []
    return scene.targets.addressed(draft.claimants, draft.sentence, draft.act.start)


def replied(sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    """A quotation that opens with a yes or a no and stops there."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.text not in QUOTES or token.i + 1 >= sentence.end:
            continue
        reply: list[Token] = []
        for following in tokens[at + 1 :]:
            if following.text in STOPS | QUOTES:
                break
            reply.append(following)
        stance = replies().get(" ".join(t.lower_ for t in reply))
        if stance is None:
            continue
        if any(t.lower_ == "asked" for t in tokens) and not any(t.lemma_.lower() in demand_nouns() for t in tokens):
            return
        who = scene.cast.voice(reply[0]) or scene.targets.holders.source(reply[0])
        if not who.parties:
            continue
        hit = [
            d
            for d in scene.targets.addressed(who.parties, sentence, reply[0].i)
            if set(d.addressees) & set(who.parties)
        ]
        yield from scene.answers(stance, who, hit, (reply[-1], *reply), sentence, REPLY.name, 0.75)
        return


def instead(scene: Scene) -> Iterator[Answer]:
    """Offers and demands that are made instead of meeting the other side's."""
    done: set[int] = set()
    for draft in scene.targets.drafts:
        anchor = draft.anchor
        if draft.kind == "refusal" or anchor.i in done or anchor.pos_ != "VERB":
            continue
        near = draft.sentence.passage.doc[
            max(draft.sentence.start, anchor.i - 2) : min(max(anchor.i + 3, draft.act.end + 1), draft.sentence.end)
        ]
        opens = draft.sentence.tokens[0]
        word = (
            next((t for t in (*near, opens) if t.lower_ == "instead" and t.nbor(1).lower_ != "of"), None)
            if len(draft.sentence.tokens) > 1
            else None
        )
        if word is None:
            continue
        done.add(anchor.i)
        hit = scene.targets.addressed(draft.claimants, draft.sentence, anchor.left_edge.i)
        who = scene.targets.holders.of_verb(anchor)
        if set(who.parties) == set(draft.claimants):
            yield from scene.answers("countered", who, hit, (anchor, word), draft.sentence, INSTEAD.name, 0.75)


def no_more(word: Token, sentence: Sentence, scene: Scene) -> Iterator[Answer]:
    """“no longer insists on ...”: the party's own earlier demand."""
    if (
        word.pos_ != "VERB"
        or not no_longer(word)
        or not (frames().get((word.lemma_, "VERB")) or word.lemma_ in words("light_verbs"))
    ):
        return
    who = scene.targets.holders.of_verb(word)
    if not who.parties:
        return
    rest = [t for t in word.subtree if t.i > word.i and t.i < sentence.end]
    shell = next((t for t in rest if t.lemma_.lower() in demand_nouns() and t.dep_ in {"dobj", "pobj"}), None)
    if shell is not None:
        hit = scene.targets.of_noun(shell, who.parties, True, False)
    else:
        wording = content_words(rest, scene.cast)
        before = [d for d in scene.targets.drafts if d.kind != "refusal" and set(d.claimants) & set(who.parties)
                  and (d.sentence.index, d.act.start) < (sentence.index, word.i)]  # fmt: skip
        best = [(covers(wording, d, None), d) for d in before]
        top = max((score for score, _ in best), default=0.0)
        hit = [d for score, d in best if score == top and top > 0]
    yield from scene.answers("withdrawn", who, hit, (word, *rest[-1:]), sentence, NO_LONGER.name, 0.85)
