"""What becomes a title, heading, byline, dateline, caption, bullet or body block."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.structure import Structure, _all_capitals, structure


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, " ".join(block.span.of(text).split())) for block in structure(text).blocks]


def body(text: str) -> list[str]:
    return [words for kind, words in kinds(text) if kind == "body"]


def test_first_line_without_full_stop_is_the_title() -> None:
    text = "Talks end without a deal\n\nThe talks ended on Monday."
    assert kinds(text) == [("title", "Talks end without a deal"), ("body", "The talks ended on Monday.")]
    assert structure(text).title == "Talks end without a deal"


def test_title_needs_no_blank_line_below() -> None:
    assert kinds("Talks end without a deal\nThe talks ended on Monday.")[0][0] == "title"


@pytest.mark.parametrize("text", ["Russia demands that Ukraine halt mobilisation", "Moscow said no.", "Peace?"])
def test_a_text_of_one_line_is_body(text: str) -> None:
    assert kinds(text) == [("body", text)]


def test_first_line_that_reads_like_a_sentence_is_body() -> None:
    text = "Russia rejected the plan on Monday.\n\nUkraine accepted it."
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]
    assert structure(text).title is None


def test_title_may_end_with_an_abbreviation() -> None:
    assert kinds("Envoys meet in Washington, D.C.\n\nThey agreed on nothing.")[0][0] == "title"


def test_heading_directly_above_its_paragraph() -> None:
    text = "Title\n\nIntro here.\n\nRussia’s Position\nPutin wants a deal.\n\nHe said so."
    blocks = structure(text).blocks
    assert [block.kind for block in blocks] == ["title", "body", "heading", "body", "body"]
    assert [block.section for block in blocks] == [None, None, None, "Russia’s Position", "Russia’s Position"]


@pytest.mark.parametrize("heading", ["BACKGROUND", "Background:", "What Russia wants", "## Next steps", "**Terms**"])
def test_heading_forms(heading: str) -> None:
    assert ("heading", heading.lstrip("# ")) in kinds(f"Title\n\nIntro here.\n\n{heading}\n\nThe talks ended.")


@pytest.mark.parametrize("line", ["We call on the parties to:", "Russia demands:", "Jane Doe @jdoe:", "She left,"])
def test_lines_that_are_no_headings(line: str) -> None:
    assert ("heading", line) not in kinds(f"Title\n\nIntro here.\n\n{line}\n\n- halt the strikes\n\nThe talks ended.")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Written By Rodney Mbua", "Rodney Mbua"),
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE in Geneva", "JANE DOE"),
        ("By Jane Doe and Ali al-Amin, Reuters", "Jane Doe and Ali al-Amin"),
        ("Jane Doe, Reuters", "Jane Doe"),
        ("Author: Jan van der Berg", "Jan van der Berg"),
    ],
)
def test_byline_gives_the_author(line: str, author: str) -> None:
    text = f"Title\n\n{line}\n\nThe talks ended on Monday."
    assert ("byline", line) in kinds(text)
    assert structure(text).author == author


@pytest.mark.parametrize("line", ["By Monday", "By the end of the talks", "By train to Kyiv they came"])
def test_lines_with_by_that_are_no_bylines(line: str) -> None:
    assert structure(f"Title\n\n{line}\n\nThe talks ended.").author is None
    assert ("byline", line) not in kinds(f"Title\n\n{line}\n\nThe talks ended.")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Wednesday, November 28, 2007", date(2007, 11, 28)),
        ("28 November 2007", date(2007, 11, 28)),
        ("Friday, June 5th, 2009 @ 20:54 UTC by Juan Arellano", date(2009, 6, 5)),
        ("Published: 3 March 2022, 10:15 GMT", date(2022, 3, 3)),
        ("Castries, Saint Lucia, 16 June 2011", date(2011, 6, 16)),
        ("2007-11-28", date(2007, 11, 28)),
        ("Last updated 3 March 2022", None),
        ("Monday, November 28, 2007", None),  # it was a Wednesday
        ("30 February 2007", None),
    ],
)
def test_dateline_alone_on_a_line(line: str, day: date | None) -> None:
    text = f"Title\n\n{line}\n\nThe talks ended on Monday."
    assert ("dateline", line) in kinds(text)
    assert structure(text).published == day


def test_dateline_with_byline_gives_the_author() -> None:
    text = "Title\n\nFriday, June 5th, 2009 @ 20:54 UTC by Juan Arellano\n\nThe talks ended."
    assert structure(text).author == "Juan Arellano"


def test_sentence_with_a_date_is_no_dateline() -> None:
    assert structure("Title\n\nHe left on 3 March 2022 for Geneva.\n\nShe stayed.").published is None


def test_date_between_paragraphs_is_not_the_day_of_publication() -> None:
    assert structure("Title\n\nIntro here.\n\n3 March 2022\n\nThe talks ended.\n\nMore came.").published is None


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("GENEVA, March 3 (Reuters) - ", None),
        ("LONDON — ", None),
        ("NEW YORK, 17 June 2021 - ", date(2021, 6, 17)),
        ("VIENNA, Sept. 21 - ", None),
        ("BEIJING (AP) — ", None),
        ("(Reuters) - ", None),
    ],
)
def test_dateline_before_the_first_sentence_is_set_apart(lead: str, day: date | None) -> None:
    text = f"Title\n\n{lead}The talks ended on Monday."
    assert kinds(text)[1:] == [("dateline", lead.rstrip(" -—")), ("body", "The talks ended on Monday.")]
    assert structure(text).published == day


@pytest.mark.parametrize(
    "text", ["NATO-led troops left.", "NATO - the alliance - met.", "EU leaders met - again.", "UN (in Geneva) - yes."]
)
def test_capitals_before_a_dash_need_not_be_a_dateline(text: str) -> None:
    got = kinds(f"Title\n\n{text}")
    assert got[1][0] == "body" or text.startswith("NATO - ")


@pytest.mark.parametrize(
    "line",
    [
        "Photo of Conflict in Bagua by TV Cultura http://www.flickr.com/photos/1/",
        "Image: Jane Doe / AFP", "Read also: Talks fail", "Share this", "Follow us on Twitter", "- ENDS -", "***",
        "https://example.org/a", "*  F  - >", "2.", "- 2 -", "Page 3 of 7", "press@example.org", "More: Peru’s crisis",
    ],
)  # fmt: skip
def test_captions_boilerplate_and_debris(line: str) -> None:
    assert ("caption", " ".join(line.split())) in kinds(f"Title\n\nIntro here.\n\n{line}\n\nThe talks ended.")


@pytest.mark.parametrize("line", ["Sharing this, he left.", "Read the text, she said.", "More than 40 died.", "US"])
def test_sentences_that_look_like_captions(line: str) -> None:
    assert ("caption", line) not in kinds(f"Title\n\nIntro here.\n\n{line}\n\nThe talks ended.")


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "(a) ", "– ", "a) "])
def test_bullet_leaves_its_mark_out(mark: str) -> None:
    text = f"Title\n\nIt asked for:\n{mark}a truce\n{mark}more aid"
    assert kinds(text)[2:] == [("bullet", "a truce"), ("bullet", "more aid")]


def test_numbered_items_after_a_colon_are_bullets() -> None:
    assert kinds("Title\n\nIt asked for:\n1. a truce\n2. more aid")[2:] == [
        ("bullet", "a truce"),
        ("bullet", "more aid"),
    ]


def test_numbered_paragraphs_are_body_and_their_items_bullets() -> None:
    text = "Communiqué\n\n1. We met in Castries.\n\n2. We call upon Peru to\n\n(a) free the crew; and\n(b) pay.\n\n3. We left."
    assert [kind for kind, _ in kinds(text)[1:]] == ["body", "body", "bullet", "bullet", "body"]


def test_list_without_marks_after_a_colon() -> None:
    text = "Title\n\nThe ministers agree to:\n\nopen the border;\n\nfree the crew; and\n\npay for the nets."
    assert [kind for kind, _ in kinds(text)[2:]] == ["bullet"] * 3


def test_hard_wrapped_paragraph_is_one_block() -> None:
    text = (
        "Council Fails to Adopt Draft\n\n"
        "The Security Council today failed to adopt a resolution that would have\n"
        "imposed an arms embargo. It met in New York on the afternoon of Tuesday.\n"
        "Myanmar was absent, as it has been from every meeting since the day in\n"
        "early spring when its envoy left, and nobody spoke for the generals who\n"
        "now hold power there.\n\n"
        "Its seat was empty.\n"
    )
    first, second = body(text)
    assert first.startswith("The Security Council today failed to adopt a resolution that would have imposed an arms")
    assert "on the afternoon of Tuesday. Myanmar was absent" in first
    assert second == "Its seat was empty."


def test_paragraph_broken_by_a_blank_line_in_mid_sentence_is_one_block() -> None:
    text = "Title\n\nThe process has broken down so\n\n completely. We ask for the movement of\n\n 40,000 refugees."
    assert body(text) == ["The process has broken down so completely. We ask for the movement of 40,000 refugees."]


def test_word_broken_by_a_soft_hyphen_is_joined() -> None:
    assert len(body("Title\n\nThe Govern\u00ad\n\nment left the capital at once.")) == 1


def test_paragraphs_of_one_line_stay_apart() -> None:
    long = "The talks went on for many hours and nobody gave way on any of the points that had been raised before. " * 2
    assert len(body(f"Title\n\n{long}\n{long}\n{long}")) == 3


def test_stray_points_of_a_scan_are_left_out() -> None:
    assert body("Title\n\n ,  While we agree, we wait. .  .\n\nMore is to come.")[0] == "While we agree, we wait."


def test_short_lines_are_not_taken_for_a_wrapped_paragraph() -> None:
    text = (
        "UPDATE 2-Armenia says no to Azeri corridor demand\nBy Nvard Hovhannisyan\n"
        "YEREVAN, Jan 10 (Reuters) - Armenia rejected a demand by Azerbaijan for a corridor.\n"
        'Prime Minister Nikol Pashinyan said Armenia would never agree.\n"We will not discuss it," he said.\n'
    )
    assert [kind for kind, _ in kinds(text)] == ["title", "byline", "dateline", "body", "body", "body"]


def test_lines_of_a_text_without_full_stops_are_body() -> None:
    text = "Iran wants sanctions lifted\nThe United States refuses to lift them\nIran says talks will not resume"
    assert [kind for kind, _ in kinds(text)] == ["title", "body", "body"]


def test_dates_above_paragraphs_throughout_are_a_chronology() -> None:
    text = "Timeline\n3 March 2022\nRussia agreed on corridors.\n29 March 2022\nUkraine proposed neutrality."
    assert structure(text).published is None


def test_published_and_updated_on_one_line() -> None:
    line = "Published: Monday, 4 August 2025 10:15 GMT | Updated: 5 August 2025"
    assert structure(f"Title\n{line}\n\nThe talks ended.").published == date(2025, 8, 4)


def test_subject_of_a_list_is_no_heading() -> None:
    assert ("body", "The Ministers:") in kinds("Title\n\nThe Ministers:\n1. Agreed to talk;\n2. Left.")


def test_marks_of_markdown_are_left_out() -> None:
    text = "# Strike goes on\n\n> We will not yield.\n\n## What next?\n\nMore.\n\n[Read more](https://example.org)"
    assert kinds(text) == [
        ("title", "Strike goes on"), ("body", "We will not yield."), ("heading", "What next?"), ("body", "More."),
        ("caption", "[Read more](https://example.org)")]  # fmt: skip


def test_signature_below_the_text_is_no_heading() -> None:
    assert kinds("Title\n\nWe agree.\n\nAndrew Peacock\n")[-1] == ("caption", "Andrew Peacock")


PIECES = st.sampled_from(
    ["Russia’s Position", "The talks ended.", "- halt", "1. stop", "By Jane Doe", "3 March 2022", "GENEVA (AP) - No.",
     "***", "2.", "we agree", "a,", "Background:", "— —", "\u00ad", "\u200b", "é", "*  F  - >", "Photo of x", "(a) b"]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES | st.text(max_size=30), st.sampled_from(["\n", "\n\n", " ", "\f"])), max_size=12).map(
    lambda pairs: "".join(piece + end for piece, end in pairs)
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_are_in_order_within_the_text_and_lose_no_word(text: str) -> None:
    found: Structure = structure(text)
    position = 0
    outside: list[str] = []
    for block in found.blocks:
        assert position <= block.span.start < block.span.end <= len(text)
        outside.append(text[position : block.span.start])
        position = block.span.end
    outside.append(text[position:])
    for gap in outside:  # what no block covers is white space, marks and stray signs
        words = [word for word in gap.split() if any(char.isalnum() for char in word)]
        assert all(len(word.strip("().")) <= 4 and word.strip()[-1] in ".)" for word in words), gap


def test_line_of_capitals_does_not_run_into_the_text_below() -> None:
    text = "Title\n\nEAST TIMOR - STATEMENT BY THE FOREIGN MINISTER,\n\n MR ANDREW PEACOCK .  ,\n\n The talks ended.\n\nMore came."
    assert kinds(text)[1] == ("heading", "EAST TIMOR - STATEMENT BY THE FOREIGN MINISTER, MR ANDREW PEACOCK . ,")


SCAN = """Statement by the Minister on fisheries

 The Government of Norland regrets that the talks in

 the capital have ended. It has asked the Government of

 Sudonia to withdraw its trawlers from the waters off

 Port Ayr, and has told it that patrols will begin in

 June. The Minister said that the fleet was ready and .

 that it would act with care. No reply has been received

 from Sudonia. The Government will raise the matter at

 the next session of the Council, which is to open on

 Monday.

 Q. Would you be content to have foreign patrols in your

 Port Ayr base?

 MINISTER: We have discussed this with them and the

 answer is no.
"""


def test_a_scan_with_a_blank_line_after_each_line_is_joined_to_paragraphs() -> None:
    assert body(SCAN)[1:] == [
        "Q. Would you be content to have foreign patrols in your Port Ayr base?",
        "MINISTER: We have discussed this with them and the answer is no.",
    ]
    assert body(SCAN)[0].startswith("The Government of Norland regrets")
    assert body(SCAN)[0].endswith("open on Monday.")


def test_short_paragraphs_with_blank_lines_between_stay_apart() -> None:
    text = "Title\n\nThe talks ended on Monday.\n\nNorland and Sudonia had met twice before\n\nThey will meet again."
    assert len(body(text)) + [kind for kind, _ in kinds(text)].count("heading") == 3


@given(text=st.text(alphabet="ABCabc ÄÖäöß28.th", max_size=60) | st.text(max_size=40))
def test_lines_of_capitals_are_those_with_few_small_letters(text: str) -> None:
    letters = [char for char in text if char.isalpha()]
    few = sum(char.islower() for char in letters) <= len(letters) // 10
    assert _all_capitals(text) == (len(letters) > 3 and few and any(char.isupper() for char in letters))
