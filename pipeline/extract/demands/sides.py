"""The summary of a demand of which a person changed who makes it, or of whom it is made: only these words change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.demands.claims import PLURAL_HEADS, listing, named


def with_sides(
    summary: str, before: tuple[Sequence[str], Sequence[str]], after: tuple[Sequence[str], Sequence[str]]
) -> str:
    """The summary with the names of claimants and addressees `after` for those `before`.

    A summary that does not begin with the claimants and what they do, as `claims.summary` words it, stays as it is.
    """
    who, whom = (listing([named(name) for name in names]) for names in before)
    new_who, new_whom = (listing([named(name) for name in names]) for names in after)
    if not new_who or not summary.casefold().startswith(f"{who} ".casefold()):
        return summary
    verb, _, rest = summary[len(who) + 1 :].partition(" ")
    stem = verb if _is_plural(before[0]) else verb.removesuffix("s")
    if whom != new_whom:
        stem, rest = _addressed(stem, rest, whom, new_whom)
    text = f"{new_who} {stem if _is_plural(after[0]) else f'{stem}s'} {rest}"
    return text[0].upper() + text[1:]


def _is_plural(names: Sequence[str]) -> bool:
    return len(names) > 1 or (named(names[0]).split()[-1].lower() in PLURAL_HEADS and "United" not in names[0])


def _addressed(stem: str, rest: str, whom: str, new: str) -> tuple[str, str]:
    """Verb and the words after it, said of `new` instead of `whom`; empty is nobody."""
    for old_verb, old, verb, words in _wordings(whom, new):
        if stem == old_verb and rest.startswith(old):
            return verb, words + rest[len(old) :]
    return stem, rest


def _wordings(whom: str, new: str) -> Iterable[tuple[str, str, str, str]]:
    """The wordings of `claims.summary` that name the addressees: verb and first words, before and after."""
    asked = ("demand", f"that {new} ") if new else ("call", "on others to ")
    condition = "it a condition"
    if whom:
        if not new:
            yield "demand", f"that {whom} not ", "call", "on others not to "
        yield "demand", f"that {whom} ", *asked
        yield "demand", f"from {whom} ", "demand", f"from {new} " if new else ""
        yield "make", f"{condition} for {whom}: ", "make", f"{condition} for {new}: " if new else f"{condition}: "
    else:
        yield "call", "on others not to ", "demand", f"that {new} not "
        yield "call", "on others to ", *asked
        yield "demand", "that ", "demand", "that "
        yield "demand", "", "demand", f"from {new} "
        yield "make", f"{condition}: ", "make", f"{condition} for {new}: "
        yield "offer", "this: ", "offer", "this: "
    yield "make", f"{condition} that {whom or 'others'} ", "make", f"{condition} that {new or 'others'} "
    for verb in ("warn", "offer", "threaten"):
        yield verb, f"{whom} " if whom else "", verb, f"{new} " if new else ""
