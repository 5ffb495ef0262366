"""The frames of demanding, offering, conditioning and refusing: rows of `reference/demand_frames.csv`.

A frame says which word opens a demand, what follows it, and where the addressee sits. Columns:

frame           its name, published as `evidence.method`
lemma, pos      the trigger: VERB, NOUN, ADJ or ADP ("is against")
particle        for a verb: words that must follow ("for", "out for"); empty for none
complements     what may follow, first match wins. Verbs: np, to, obj_to (object + to-infinitive), obj_for, obj_into,
                obj_against, obj_from, for_to ("for X to act"), that, ing, small ("wants X suspended"), not_to ("never
                to ...").
                Nouns and adjectives: the words that lead to the content: for, of, on, to, that, be, include
kind            demand, offer, condition, refusal
addressee       where the party asked stands: obj, subj (subject of the content), dative, or a preposition
content         what the content must be, empty for anything. A noun: thing (an act or a described thing), act, agent (an
                act that names its doer by its kind: compliance), claimed (what is owed: a share), permit (leave to enter),
                given (a ceasefire, aid), spoken (no paper); banned: the noun names what is not to be. An infinitive: a verb of
                getting, giving, joining or aiming (the word tables). A clause: another (its subject is not the claimant)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from pipeline.additions import extended_rows
from pipeline.reference_tables import table_rows


@dataclass(frozen=True, slots=True)
class Frame:
    name: str
    lemma: str
    pos: str
    particle: tuple[str, ...]
    complements: tuple[str, ...]
    kind: str
    addressee: tuple[str, ...]
    content: frozenset[str] = frozenset()
    example: str = ""
    counterexample: str = ""


@lru_cache(maxsize=1)
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """Frames by (lemma, part of speech), those with the longest particle first."""
    found: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for row in extended_rows("demand_frames"):
        frame = Frame(
            row["frame"],
            row["lemma"],
            row["pos"],
            tuple(row["particle"].split()),
            tuple(row["complements"].split("|")),
            row["kind"],
            tuple(row["addressee"].split("|")),
            frozenset(row["content"].split("|")) - {""},
            row["example"],
            row["counterexample"],
        )
        found[frame.lemma, frame.pos].append(frame)
    return {key: tuple(sorted(rows, key=lambda f: -len(f.particle))) for key, rows in found.items()}


@lru_cache(maxsize=64)
def words(table: str) -> frozenset[str]:
    """The first column of a word table in `pipeline/reference`, as a set."""
    return frozenset(next(iter(row.values())) for row in table_rows(table))
