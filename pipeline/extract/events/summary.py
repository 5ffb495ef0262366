"""One plain sentence of our own for an event, built from its claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.events.triggers import labels

if TYPE_CHECKING:
    from pipeline.extract.cast import Cast
    from pipeline.model import Participant


def listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def names_of(cast: Cast, participants: tuple[Participant, ...], roles: frozenset[str]) -> list[str]:
    """The parties in the roles, each once; a person without a party by their own name."""
    found: dict[str, None] = {}
    for one in participants:
        if one.role not in roles:
            continue
        if one.party is not None:
            found[sentence_name(cast.party_name(one.party))] = None
        elif one.person is not None:
            found[cast.person_name(one.person)] = None
    return list(found)


def sentence_name(name: str) -> str:
    return f"the {name}" if name.startswith("United ") else name


def summary(cast: Cast, label: str, standing: str, participants: tuple[Participant, ...], place: str | None) -> str:
    """ "Norway and Sudan are to hold talks in Oslo."""
    words = labels()[label]
    actors = names_of(cast, participants, frozenset({"actor", "participant", "host", "mediator"}))
    targets = [n for n in names_of(cast, participants, frozenset({"recipient"})) if n not in actors]
    where = f" in {place}" if place else ""
    if not actors:
        side = f" ({listed(targets)})" if targets else ""
        return capital(f"{state_of(words.noun, standing)}{side}{where}.")
    link = f" {words.link}" if words.link else ""
    object_ = f"{link} {listed(targets)}" if targets and (words.link or label) else ""
    who = listed(actors)
    be = "is" if len(actors) == 1 else "are"
    phrase = {
        "occurred": f"{who} {words.past}{object_}{where}",
        "ongoing": f"{who} {be} said to {words.base}{object_}{where} at the time of writing",
        "planned": f"{who} {be} to {words.base}{object_}{where}",
        "alleged": f"by one side's account {who} {words.past}{object_}{where}",
        "hypothetical": f"{who} may {words.base}{object_}{where}",
        "denied": f"it is denied that {who} {words.past}{object_}{where}",
    }[standing]
    return capital(phrase + ".")


def state_of(noun: str, standing: str) -> str:
    return {
        "occurred": f"{noun} took place",
        "ongoing": f"{noun} under way",
        "planned": f"{noun} planned",
        "alleged": f"{noun} by one side's account",
        "hypothetical": f"{noun} possible",
        "denied": f"{noun} denied",
    }[standing]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
