"""The words of the corpus of claims: what is demanded, what happens, and made-up names. None is from a real text."""

from __future__ import annotations

from itertools import accumulate, product

# issue, and verbs that are ways to say one act
ACTS = (
    ("ceasefire", ("halt", "stop", "end", "suspend")), ("ceasefire", ("accept", "agree to")),
    ("withdrawal", ("withdraw", "pull back", "pull out")), ("withdrawal", ("redeploy",)),
    ("prisoners", ("release", "free", "let go")), ("prisoners", ("exchange", "swap")),
    ("sanctions", ("lift", "end", "scrap")), ("sanctions", ("impose", "introduce")),
    ("humanitarian", ("allow", "permit", "let in")), ("humanitarian", ("deliver", "supply")),
    ("territory", ("return", "hand back", "give back")), ("territory", ("recognise", "acknowledge")),
    ("arms", ("stop", "halt", "cease")), ("arms", ("deliver", "supply", "provide")),
    ("economy", ("pay", "settle")), ("economy", ("reopen", "open")),
    ("resources", ("share", "divide")), ("resources", ("limit", "cap", "restrict")),
    ("process", ("resume", "restart", "renew")), ("process", ("join", "attend")),
    ("justice", ("investigate", "examine")), ("justice", ("prosecute", "try")),
    ("environment", ("protect", "preserve")), ("security_guarantees", ("guarantee", "ensure", "secure")),
)  # fmt: skip
OBJECTS = {
    "ceasefire": ("attacks", "shelling", "truce", "ceasefire", "air strikes", "offensive", "drone flights", "patrols"),
    "withdrawal": ("troops", "artillery", "forces", "tanks", "garrison", "naval units", "engineers", "militia"),
    "prisoners": ("prisoners", "sailors", "hostages", "detainees", "pilots", "fishermen", "officers", "drivers"),
    "sanctions": ("sanctions", "embargo", "tariffs", "export ban", "asset freeze", "travel ban", "duties", "fees"),
    "humanitarian": ("aid convoys", "medicine", "food", "fuel", "relief flights", "doctors", "water trucks", "tents"),
    "territory": ("islands", "enclave", "villages", "strait", "border strip", "harbour", "valley", "reef"),
    "arms": ("missiles", "rifles", "ammunition", "radars", "drones", "shells", "warships", "aircraft"),
    "economy": ("port", "crossing", "railway", "wages", "debts", "market", "pipeline", "terminal"),
    "resources": ("water", "gas", "fishing quotas", "catch", "electricity", "timber", "ore", "river"),
    "process": ("talks", "conference", "commission", "dialogue", "negotiations", "summit", "working group", "hearing"),
    "justice": ("killings", "suspects", "commanders", "abductions", "smugglers", "looting", "judges", "massacre"),
    "environment": ("forest", "wetlands", "coast", "lagoon", "glacier", "birds", "seabed", "delta"),
    "security_guarantees": ("safety", "passage", "border", "airspace", "convoys", "observers", "shipping", "lines"),
}
MODIFIERS = (
    "remaining", "border", "coastal", "joint", "military", "civilian", "foreign", "captured", "disputed", "damaged",
    "frozen", "promised", "stranded", "seized", "inland", "wounded", "reserve", "planned", "illegal", "occupied",
    "closed", "unpaid", "mobile", "armed", "federal", "regional", "rural", "older", "young", "upper",
)  # fmt: skip
OFFICES = ("president", "foreign minister", "envoy", "defence minister", "spokesman", "negotiator", "general secretary")
# type, label, verb of the sentence, roles of its two sides
EVENTS = (
    ("CONSULT", "meeting", "held talks with", ("participant", "participant")),
    ("CONSULT", "call", "spoke by telephone with", ("participant", "participant")),
    ("CONSULT", "visit", "visited", ("actor", "recipient")),
    ("ASSAULT", "attack", "attacked", ("actor", "recipient")),
    ("ACCUSE", "accusation", "accused", ("actor", "recipient")),
    ("AID", "aid", "sent aid to", ("actor", "recipient")),
    ("SANCTION", "sanction", "imposed measures on", ("actor", "recipient")),
    ("THREATEN", "threat", "threatened", ("actor", "recipient")),
    ("AGREE", "agreement", "signed an agreement with", ("participant", "participant")),
    ("MOBILIZE", "deployment", "deployed forces against", ("actor", "recipient")),
)  # fmt: skip
FIRST = ("Ba", "Cor", "Dal", "Es", "Fen", "Gar", "Hol", "Ist", "Jor", "Kal", "Lun", "Mor", "Nes", "Or", "Pel", "Qua",
         "Ros", "Sel", "Tar", "Ul", "Ver", "Wen", "Yar", "Zel")  # fmt: skip
MIDDLE = ("a", "be", "di", "e", "fo", "gu", "i", "ka", "lo", "mi", "no", "o", "pu", "ra", "se", "ti", "u", "va", "we",
          "zo")  # fmt: skip
LAST = ("bor", "cz", "dan", "f", "gard", "heim", "k", "land", "mar", "nov", "p", "quist", "r", "sk", "ton", "v", "wick",
        "x", "yr", "zen", "brück", "ló", "stad", "tis", "vik", "mouth", "pur", "chi")  # fmt: skip
GRAMMAR = ("the", "of", "to", "and", "a", "in", "that", "was", "for", "on", "it", "with", "as", "at", "by", "from", "had",
           "which", "their", "were")  # fmt: skip


def made_up_names() -> list[str]:
    """More than 13,000 different names that begin with a capital, in a fixed order that mixes their beginnings."""
    names = ["".join(parts) for parts in product(FIRST, MIDDLE, LAST)]
    return sorted(names, key=lambda name: (hash_of(name), name))


def words_of_news() -> tuple[list[str], list[float]]:
    """Words for sentences that say nothing, and their cumulated weights: few are frequent, as in any text."""
    made = [
        f"{first.casefold()}{middle}{last}"
        for middle, last, first in product(MIDDLE, ("n", "st", "l", "ne", "rd", "sh"), FIRST)
    ]
    words = [*GRAMMAR, *made]
    return words, list(accumulate(1 / (rank + 4) for rank in range(len(words))))


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    found = 0
    for letter in text:
        found = (found * 31 + ord(letter)) % 1_000_003
    return found
