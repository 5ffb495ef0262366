"""The base words of a demand whose content a person worded anew: what extraction reads off the sentence otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.model import DemandClaim

if TYPE_CHECKING:
    from pipeline.extract.tokens import Doc, Token

NEGATIONS = frozenset({"not", "n't", "never", "no"})


def reworded(claim: DemandClaim, content: str) -> DemandClaim:
    """The claim with this content, and the action, terms and negation that go with it.

    What is negated by the sentence around the content ("warned against ...") stays so.
    """
    from pipeline.extract.demands.drafts import content_lemmas
    from pipeline.extract.language import parsed

    before, after = parsed([claim.content, content])
    head = _head(after)
    return replace(
        claim,
        content=content,
        action=head.lemma_.lower(),
        terms=content_lemmas(after, head),
        negated=claim.negated != (_is_negated(before) != _is_negated(after)),
    )


def _head(doc: Doc) -> Token:
    """The verb that a content begins with ("halt mobilisation", "not halt ..."), else what its sentence hangs on."""
    from pipeline.extract.language import possible_verbs

    first = next((token for token in doc if token.lower_ not in NEGATIONS and token.is_alpha), None)
    if first is not None and first.lower_ in possible_verbs():
        return first
    return next((token for token in doc if token.dep_ == "ROOT" and token.is_alpha), first or doc[0])


def _is_negated(doc: Doc) -> bool:
    """Whether the content itself says that something is not to be done."""
    head = _head(doc)
    return doc[0].lower_ in NEGATIONS or any(child.dep_ == "neg" for child in head.children)
