"""Saved web pages: which words are read, in the order and form of the page."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from pipeline.read import Unusable
from pipeline.read.pages.words import page_words
from pipeline.reference_tables import table_rows
from tests.read.layouts import LAYOUTS, Layout
from tests.read.page_texts import SAID, lines_of, page, text_of

MORE = {"portal": 2}  # lines besides the text that are known to come through


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_text_of_a_layout_is_read_whole_and_nothing_else(layout: Layout) -> None:
    lines = lines_of(layout.page)
    kept = [line for line in lines if line in layout.expected]
    assert kept == list(layout.expected)
    assert len(lines) - len(kept) == MORE.get(layout.name, 0), lines


def test_nearly_all_lines_of_all_layouts_are_right() -> None:
    right = total = 0
    for layout in LAYOUTS:
        lines = lines_of(layout.page)
        blocks = SequenceMatcher(None, lines, list(layout.expected), autojunk=False).get_matching_blocks()
        right += sum(block.size for block in blocks)
        total += max(len(lines), len(layout.expected))
    assert len(LAYOUTS) >= 20
    assert right / total > 0.99


def test_lists_rows_headings_and_breaks_keep_their_form() -> None:
    body = f"""<article><h1>Two<br>lines</h1><p>{SAID}<br>Second line</p><h2>We <em>demand</em></h2>
    <ul><li>Pay<ul><li>Now</li></ul></li><li><p>Rest</p><p>And sleep</p></li></ul><ol><li>Bread</li></ol>
    <dl><dt>Term</dt><dd>Meaning of it</dd></dl><table><tr><th>Grade</th><th>Pay</th></tr><tr><td>A</td><td>20</td></tr></table>
    <blockquote>No.</blockquote><pre>One
two

Three</pre>Bare<p>words</p></article>"""
    assert lines_of(page(body)) == [
        "# Two lines", f"{SAID}\nSecond line", "## We demand", "- Pay", "- Now", "- Rest", "And sleep", "- Bread", "Term",
        "Meaning of it", "Grade | Pay", "A | 20", "No.", "One\ntwo", "Three", "Bare", "words"]  # fmt: skip


def test_removed_parts_do_not_glue_words_together() -> None:
    assert lines_of(page(f"<article>{SAID}<aside>x</aside>{SAID}</article>")) == [SAID, SAID]


def test_case_14_marks_and_special_spaces_stay() -> None:
    said = "Nor\u00adland\u00a0demanded \u202e10\u202f000\u202c tro\u200bops, \u2067all\u2069 of them \U0001f3f3\ufe0f, to go."
    assert lines_of(page(f"<p>{said}</p><p>{SAID}</p>"))[0] == said
    escaped = "".join(f"&#x{ord(char):x};" if ord(char) > 127 else char for char in said)
    assert lines_of(page(f"<p>{escaped}</p><p>{SAID}</p>"))[0] == said


def test_entities_are_decoded_once() -> None:
    said = "R&amp;amp;D &lt;b&gt; &eacute;t&eacute; &ldquo;no&rdquo; &#150; &nbsp;&copy 5 &unknown; &#0; e&#769;"
    assert lines_of(page(f"<p>{SAID}</p><p>{said}</p>"))[1] == "R&amp;D <b> été “no” – \u00a0© 5 &unknown; \ufffd é"


WORD = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
TAG = st.sampled_from(
    [
        "p",
        "div",
        "span",
        "b",
        "ul",
        "li",
        "ol",
        "table",
        "tr",
        "td",
        "h1",
        "h2",
        "blockquote",
        "br",
        "article",
        "main",
        "nav",
        "aside",
        "section",
        "a",
        "script",
        "style",
        "font",
        "pre",
        "figure",
        "header",
        "footer",
        "form",
        "template",
        "center",
        "dl",
        "dd",
    ]
)
ATTRIBUTES = st.sampled_from(
    ["", ' class="share"', ' class="entry-content"', ' style="display:none"', ' href="/x"', " hidden", ' bgcolor=""',
     ' style="background:;color:white"', ' itemprop="articleBody"', ' lang="fr"', ' class="comments"', ' style="color"']
)  # fmt: skip
PIECE = st.one_of(
    st.builds(lambda tag, said: f"<{tag}{said}>", TAG, ATTRIBUTES), st.builds(lambda tag: f"</{tag}>", TAG), WORD,
    st.sampled_from(["<!--", "-->", "&amp;", "&#x202e;", "<![CDATA[", "<", ">", SAID, "Norland rejects it. "]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECE, max_size=60))
def test_each_line_is_verbatim_text_of_the_page_in_its_order(pieces: list[str]) -> None:
    import unicodedata

    source = page("".join(pieces))
    try:
        text = text_of(source).text
    except Unusable as error:
        assert error.reason in {"empty", "binary"}
        return
    root = html.document_fromstring(
        unicodedata.normalize("NFC", source).encode(), parser=html.HTMLParser(encoding="utf-8", remove_comments=True)
    )
    every = unicodedata.normalize("NFC", "".join("".join(root.itertext()).split()))
    glued = any(mark in piece for piece in pieces for mark in ("<script", "hidden", "display", "class", "white"))
    position = 0
    for line in text.rstrip("\n").split("\n\n"):
        for cell in line.removeprefix("# ").removeprefix("## ").removeprefix("- ").split(" | "):
            words = "".join(cell.split())
            if glued:  # what is removed within a line leaves its two ends side by side
                rest = iter(every)
                assert all(char in rest for char in words), (line, every)
                continue
            at = every.find(words, 0 if line.startswith("# ") else position)
            assert at >= 0, (line, every)
            position = position if line.startswith("# ") else at + len(words)


def test_each_word_of_the_table_has_a_use_a_match_and_a_part() -> None:
    uses = ("tag", "role", "itemprop", "class", "state", "main", "heading", "line")
    rows = table_rows("page_words")
    assert len(rows) > 500
    assert {row["use"] for row in rows} == set(uses)
    assert {row["match"] for row in rows} <= {"whole", "start", "edge", "any"}
    assert all(row["part"] for row in rows if row["use"] in ("tag", "role", "itemprop", "class"))
    assert sum(len(page_words(use)) for use in uses) == len(rows)
