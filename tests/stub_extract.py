"""A stand-in for the extraction, for tests of what is around it: Russia demands peace of Ukraine, wherever it says so.

A text can order its own accident: CRASH, DIE (the process goes), LOOP (it never ends), EAT (all memory goes), UNSOUND,
NO MODEL, SELF (a claim that no check lets pass).
"""

from __future__ import annotations

import contextlib
import os

from pipeline.errors import MachineError
from pipeline.model import Claims, DemandClaim, Document, Evidence, PartyClaim, Span


def extract(document: Document) -> Claims:
    text = document.text
    if "CRASH" in text:
        raise RecursionError("too deep")
    if "DIE" in text:
        os._exit(9)
    if "LOOP" in text:
        while True:  # parts of the extraction catch exceptions; the time limit is none that they could
            with contextlib.suppress(Exception):
                len(text)
    if "EAT" in text:
        eaten = []
        while True:
            eaten.append(bytearray(10_000_000))
    if "NO MODEL" in text:
        raise MachineError("the language model is not installed")
    sentence = document.blocks[-1].span

    def said(words: str) -> tuple[Evidence, ...]:
        start = text.index(words)
        return (Evidence(Span(start, start + len(words)), sentence, "stub", 0.5),)

    parties = tuple(
        PartyClaim(key, name, "state", key.upper(), None, None, True, said(name))
        for key, name in (("rus", "Russia"), ("ukr", "Ukraine"))
        if name in text and "UNSOUND" not in text
    )
    kind = "wrong" if "SELF" in text else "demand"
    demand = DemandClaim("d", kind, "ceasefire", "Russia demands peace of Ukraine", "peace", None, ("rus",), ("ukr",),  # type: ignore[arg-type]
                         "make", ("peace",), False, said("peace"))  # fmt: skip
    return Claims(document, len(text.split()), 1, parties=parties, demands=(demand,))
