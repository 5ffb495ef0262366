"""Answers to demands: acceptance, rejection, counter-offer, withdrawal ... with the demand that each is about."""

from __future__ import annotations

from pipeline.extract.answers.find import answers
from pipeline.extract.answers.given import Answer
from pipeline.extract.answers.stances import stance_claims

__all__ = ["Answer", "answers", "stance_claims"]
