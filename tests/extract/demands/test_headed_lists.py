"""What stands below "Norland's demands" is asked by Norland; whom it asks and what kind it is, the item may say itself."""

from __future__ import annotations

import pytest

from pipeline.extract import extract
from pipeline.model import Block, BlockKind, Claims, DemandClaim, Document, Span


def read(*lines: str) -> Claims:
    text, section = "", None
    blocks: list[Block] = []
    kinds: dict[str, BlockKind] = {"- ": "bullet", "# ": "heading"}
    for line in lines:
        kind = kinds.get(line[:2], "body")
        plain = line if kind == "body" else line[2:]
        blocks.append(Block(Span(len(text), len(text) + len(plain)), kind, section))
        section = plain if kind == "heading" else section
        text += plain + "\n"
    return extract(Document("example", "example.txt", text, tuple(blocks)))


def one(*lines: str) -> DemandClaim:
    (found,) = read(*lines).demands
    return found


@pytest.mark.parametrize(("heading", "item", "kind"), [
    ("Norway's demands", "No recognition of the annexation", "demand"),
    ("Norway's conditions", "A ceasefire by 1 May", "condition"),
    ("What Norway offers", "A ceasefire of thirty days", "offer"),
    ("Norway's offer to Sudan", "Sudan must withdraw from the valley", "condition"),
    ("What Norway rejects", "Any talks with the rebels", "refusal"),
    ("Norway's position", "No recognition of the annexation", "refusal"),
    ("Norway's position", "No territory will be given up", "refusal"),
    ("Norway's position", "Norway will lift the embargo", "offer"),
    ("Norway's proposals", "Sudan would withdraw its troops", "demand"),
    ("Norway's proposals", "Norway would lift the embargo", "offer"),
    ("Norway's red lines", "No transfer of the port", "refusal"),
])  # fmt: skip
def test_kind_follows_heading_and_item(heading: str, item: str, kind: str) -> None:
    found = one(f"# {heading}", f"- {item}")
    assert (found.kind, found.claimants) == (kind, ("nor",))


@pytest.mark.parametrize(("heading", "item", "asked"), [
    ("Norway's demands", "Sudan must cede the islands", ("sdn",)),
    ("Norway's demands", "Sudan to cede the islands", ("sdn",)),
    ("Norway's demands", "Islands: Sudan must cede the northern ones", ("sdn",)),
    ("What Norway wants from Sudan", "Return of prisoners of war", ("sdn",)),
    ("Norway's demands", "Security guarantees from Sudan", ("sdn",)),
    ("Norway's demands", "Withdrawal of Sudanese troops", ("sdn",)),
    ("Norway's demands", "Disarmament of Sudan", ("sdn",)),
    ("Norway's demands", "Return of prisoners of war", ()),
    ("Norway's demands", "Cut all ties with Sudan", ()),
    ("Demands of the strikers in Norway", "Sudan must cede the islands", ("sdn",)),
    ("Norway's demands", "The sailors must be freed", ()),
])  # fmt: skip
def test_only_who_is_named_is_asked(heading: str, item: str, asked: tuple[str, ...]) -> None:
    assert one("Norway and Sudan met on Monday.", f"# {heading}", f"- {item}").addressees == asked


def test_each_heading_ends_the_list_of_the_one_before() -> None:
    found = read(
        "# Norway's demands", "- Return of prisoners of war", "# What Sudan wants", "- An end to sanctions",
        "# Background", "- A ceasefire by 1 May",
    ).demands  # fmt: skip
    assert [(one.claimants, one.action) for one in found] == [(("nor",), "return"), (("sdn",), "end")]


def test_a_line_that_introduces_the_list_of_another_ends_it() -> None:
    found = one("# Norway's demands", "Sudan answered with its own demands:", "- An end to sanctions")
    assert found.claimants == ("sdn",)


def test_a_line_with_a_colon_is_a_heading_too() -> None:
    found = one("The talks go on.", "What Norway wants from Sudan:", "- the release of forty sailors;")
    assert (found.claimants, found.addressees) == (("nor",), ("sdn",))


def test_items_that_lost_their_marks_look_like_headings_with_nothing_below() -> None:
    found = read(
        "# Norway's demands", "# A ceasefire by 1 May", "# Return of prisoners of war", "# An end to sanctions",
        "# Peace talks", "The talks go on.",
    ).demands  # fmt: skip
    assert [one.action for one in found] == ["ceasefire", "return", "end"]


def test_a_heading_with_a_text_below_it_is_no_item() -> None:
    assert not read("# Norway's demands", "# Return of prisoners of war", "The talks go on.").demands


def test_a_story_below_the_heading_is_read_as_a_story() -> None:
    found = read("# Norway's demands", "The talks broke down in May.", "A return of the prisoners.")
    assert not found.demands


def test_what_is_only_named_has_not_happened() -> None:
    assert not read("# Norway's demands", "- Withdrawal of Sudanese troops from the valley").events


def test_two_verbs_of_one_subject_are_two_demands() -> None:
    found = read("# Norway's demands", "- Sudan should open its ports and lift the embargo").demands
    assert [one.summary for one in found] == [
        "Norway demands that Sudan should open its ports.",
        "Norway demands that Sudan lift the embargo.",
    ]


@pytest.mark.parametrize("heading", [
    "Both sides' demands", "What the two sides want", "Positions of the parties", "Norway peace plan",
    "Norway's demands and Sudan's answer", "Government response to Norway's demands", "Who wants what",
    "Demands and conditions", "Norway's alleged demands", "What Norway demands that nobody can give",
    "Tarek Vasilenko proposals", "Boris Zorin demands", "Oslo proposals",
])  # fmt: skip
def test_headings_that_name_no_holder_or_tell_something_else(heading: str) -> None:
    assert not read(f"# {heading}", "- An end to sanctions").demands


@pytest.mark.parametrize("item", [
    "See the full text of the demands", "Read more: the talks in Vienna", "Photo: a march in Oslo", "Territory",
    "Swedish minister visits Oslo", "Talks in Geneva collapse", "Norway must study the answer",
    "Talks will resume in May", "Analysis of the talks",
])  # fmt: skip
def test_links_captions_topics_and_news_are_no_items(item: str) -> None:
    assert not read("# Norway's demands", f"- {item}").demands
