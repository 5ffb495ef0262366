"""What type of party an organisation is: by the words of its name, the nouns beside it, and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.who.lexicon import actor_nouns, party_heads, words_of
from pipeline.extract.who.names import head_of

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc

OUTLET_NOUNS = tuple(sorted(words_of("outlet_noun")))
SCHOOLS = frozenset({"University", "College", "School", "Polytechnic", "Academy"})


def org_type(words: list[str]) -> str:
    """The party type that the words of a name tell: "National Liberation Front" -> armed_group."""
    heads = party_heads()
    nouns = actor_nouns()

    def is_worker(word: str) -> bool:
        lower = word.lower().removesuffix("'s").removesuffix("'")
        if lower == "union":
            return False
        singular = lower[:-1] if lower.endswith("s") else lower.replace("men", "man")
        return nouns.get(singular, {}).get("common") == "union" or nouns.get(lower, {}).get("common") == "union"

    if any(is_worker(word) for word in words) or any(heads.get(word) == "union" and word != "Union" for word in words):
        return "union"
    if (
        words[-1] == "Council"
        and words[-2:-1]
        and words[-2] in {"Affairs", "Security", "Transitional", "Military", "State", "City"}
    ):
        return "government_body"
    if words[-1] == "Force" or words[-2:] == ["Guard", "Corps"]:
        return "government_body"
    if any(word in {"Liberation", "Resistance", "Rebel", "Guerrilla", "Army", "Militia"} for word in words) or (
        "Forces" in words and words[0] in {"Union", "Alliance", "Coalition", "Rally", "Front"}
    ):
        return "armed_group"
    cut = next(
        (i for i, word in enumerate(words) if word.lower() in {"of", "for", "to", "on", "in", "against"}), len(words)
    )
    for word in [*reversed(words[:cut]), *words[cut:]]:
        if word in heads:
            if (
                heads[word] == "armed_group"
                and word in {"Movement", "Front", "Forces", "Resistance"}
                and any(w in {"Democratic", "Popular", "Labour", "Civic", "Green"} for w in words)
            ):
                return "political_party"
            return heads[word]
    return "other"


def type_beside(doc: Doc, index: int) -> str:
    """ "the TSSA union", "KLM airline": the noun after an acronym tells its type."""
    if index + 1 >= len(doc):
        return "other"
    return actor_nouns().get(str(doc[index + 1].lemma_.lower()), {}).get("common") or "other"


def is_outlet(doc: Doc, start: int, end: int) -> bool:
    """What stands at the end of the name or right after it makes it a news medium: "the KCNA news agency"."""
    tail = " ".join(t.lower_ for t in doc[max(start, end - 2) : end])
    after = " ".join(t.lower_ for t in doc[end : end + 2])
    return tail.endswith(OUTLET_NOUNS) or after.startswith(OUTLET_NOUNS)


def employs(doc: Doc, start: int, end: int) -> bool:
    """A university or college that deals with its people: it asks, offers, suspends, and does not just report."""
    if not any(t.text in SCHOOLS for t in doc[start:end]):
        return False
    head = head_of(doc, start, end)
    return head.dep_ in {"nsubj", "nsubjpass"} and head.head.lemma_.lower() in words_of("employing_verb")
