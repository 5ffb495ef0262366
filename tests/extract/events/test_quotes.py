"""Where the quote of an event ends: never within a word of several parts."""

from __future__ import annotations

import pytest

from pipeline.extract.events.quotes import past_hyphens
from pipeline.extract.language import parsed
from tests.extract.events.reading_of import told

CUTS = [  # text, the word behind which a quote was cut, where it ends now
    ("They held their first face-to-face talks in Geneva.", "face", "their first face-to-face talks"),
    ("They met one-on-one in Geneva.", "one", "met one-on-one"),
    ("They agreed on a follow-up meeting in May.", "follow", "a follow-up meeting"),
    ("They signed a cease-fire in Geneva.", "cease", "a cease-fire"),
    ("They began a two-day visit on Monday.", "two", "a two-day visit"),
    ("They signed the deal - it holds.", "deal", "the deal"),
    ("They signed the deal -- it holds.", "deal", "the deal"),
    ("They met in May - June talks follow.", "May", "in May"),
    ("They met in Geneva.", "Geneva", "in Geneva"),
]


@pytest.mark.parametrize(("text", "cut", "ends"), CUTS)
def test_a_word_of_several_parts_is_not_cut(text: str, cut: str, ends: str) -> None:
    (doc,) = parsed([text])
    end = next(token.i + 1 for token in doc if token.text == cut)
    assert doc[: past_hyphens(doc, end, len(doc))].text.endswith(ends)


def test_the_quote_of_a_meeting_is_whole() -> None:
    text = (
        "Russia and Ukraine are set to meet on Friday in Geneva for their first face-to-face talks on ending the war."
    )
    quotes = [one.span.of(text) for event in told(text).events for one in event.evidence]
    assert quotes and not any(quote.endswith(("face", "first")) for quote in quotes)
