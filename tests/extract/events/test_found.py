"""What the event rules make of small texts: standing, participants, date, place, quote, merging."""

from __future__ import annotations

import pytest

from pipeline.model import EventClaim
from tests.extract.events.reading_of import document, told


def only(text: str, title: str | None = None) -> EventClaim:
    events = told(text, title).events
    assert len(events) == 1, [(e.label, e.status) for e in events]
    return events[0]


def people(event: EventClaim) -> set[tuple[str, str | None]]:
    return {(p.role, p.party) for p in event.participants}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia attacked Ukraine in May.", "occurred"),
        ("Putin and Trump will meet in Geneva on Friday.", "planned"),
        ("Putin and Trump are set to meet in Geneva on Friday.", "planned"),
        ("Putin and Trump are to meet in Geneva on Friday.", "planned"),
        ("Putin and Trump could meet in Geneva on Friday.", "hypothetical"),
        ("Russia allegedly attacked Ukraine in May.", "alleged"),
        ("Ukraine claims that Russia attacked the port in May.", "alleged"),
        ("Ukraine says that Russia attacked the port in May.", "alleged"),
        ("Russia denies that it attacked Ukraine in May.", "denied"),
        ("Russia is attacking Ukraine.", "ongoing"),
    ],
)
def test_case_37_standing_follows_tense_modality_and_attribution(text: str, status: str) -> None:
    assert only(text).status == status


@pytest.mark.parametrize(
    "text",
    [
        "Russia has not attacked Ukraine.",
        "Ukraine wants Russia to withdraw its troops.",
        "Ukraine called for talks with Russia.",
        "Russia should release the prisoners.",
        "If Russia attacked Ukraine, prices would rise.",
        "Summits usually fail.",
        "Talks usually center on politics.",
        "Ukraine seeks a ceasefire and prisoner exchanges.",
        "Russia said that it was open to talks.",
    ],
)
def test_what_is_demanded_denied_or_general_is_no_event(text: str) -> None:
    assert told(text).events == ()


def test_persons_take_part_for_their_party() -> None:
    event = only("Macron met Putin in Moscow on Monday.")
    assert {(p.party, p.person) for p in event.participants} == {("fra", "emmanuel-macron"), ("rus", "vladimir-putin")}


def test_case_41_passive_agent_acts_and_passive_subject_suffers() -> None:
    assert people(only("Ukraine was invaded by Russia in 2022.")) == {("actor", "rus"), ("recipient", "ukr")}


def test_second_verb_takes_the_subject_of_the_first() -> None:
    events = told("Russia expelled two Swedish diplomats and recalled its ambassador from Sweden in May.").events
    assert [e.label for e in events] == ["expulsion", "recall"]
    assert all(("actor", "rus") in people(e) for e in events)


def test_rejected_terms_belong_to_the_actor_of_the_sentence_before() -> None:
    events = told("Russia wants Ukraine to lift sanctions. Ukraine has dismissed these terms as unacceptable.").events
    assert [e.label for e in events] == ["rejection"]
    assert people(events[0]) == {("actor", "ukr"), ("recipient", "rus")}


def test_accuser_is_the_one_who_suffers() -> None:
    event = only("Ukraine says Russia took thousands of children.")
    assert event.status == "alleged"
    assert people(event) == {("actor", "rus"), ("recipient", "ukr")}


def test_invasion_without_object_hits_the_party_on_whose_soil_the_war_is() -> None:
    events = told("The war in Ukraine goes on. Russia launched the invasion in February 2022.").events
    assert people(events[-1]) == {("actor", "rus"), ("recipient", "ukr")}
    assert events[-1].date is not None and str(events[-1].date.first) == "2022-02-01"


def test_place_of_a_phrase_is_the_named_one() -> None:
    found = told("Putin and Trump met at a US air base in Alaska.")
    assert found.events[0].place == "alaska"
    assert [(p.key, p.country_code) for p in found.places] == [("alaska", "USA")]


def test_disputed_region_has_no_country() -> None:
    found = told("Russia attacked Ukraine near Donetsk in May.")
    assert [(p.key, p.country_code) for p in found.places] == [("donetsk", None)]


def test_place_that_no_list_knows_is_kept_under_its_name() -> None:
    found = told("Putin met Trump in Qixxaburg on Monday.")
    assert [p.key for p in found.places] in ([], ["qixxaburg"])


def test_quote_is_the_clause_without_what_is_subordinate() -> None:
    text = "Ukraine has dismissed these terms as unacceptable, although Sweden, which is far away, sees some merit in them."
    event = only(text)
    assert event.evidence[0].span.of(document(text).text) == "Ukraine has dismissed these terms as unacceptable"


def test_event_told_twice_is_one_row_with_two_quotes() -> None:
    events = told("Putin and Trump met in Geneva on Monday. The meeting between Putin and Trump was short.").events
    assert len(events) == 1
    assert len(events[0].evidence) == 2


def test_title_adds_evidence_and_makes_no_row() -> None:
    title = "Summit between Putin and Trump on Monday"
    assert told("Nothing else is known.", title).events == ()
    events = told("Putin and Trump met in Geneva on Monday.", title).events
    assert [len(e.evidence) for e in events] == [2]


def test_killed_in_an_attack_is_part_of_the_attack() -> None:
    assert only("Israel bombed Hamas in Gaza, killing two men and wounding ten.").label == "attack"


def test_summary_is_a_sentence_of_its_own() -> None:
    assert only("Putin and Trump are set to meet in Alaska on Friday.").summary == (
        "Russia and the United States are to hold talks in Alaska."
    )


def test_at_most_six_events_a_sentence() -> None:
    acts = ", ".join(f"attacked Ukraine in {year}" for year in range(2001, 2012))
    assert len(told(f"Russia {acts} and left.").events) <= 6


def test_quotes_lie_inside_their_sentences() -> None:
    found = told("Putin and Trump met in Geneva on Monday. Ukraine rejected the terms. Russia invaded Ukraine in 2022.")
    for event in found.events:
        for item in event.evidence:
            assert item.span.within(item.sentence)


def test_case_39_what_a_coming_meeting_marks_lies_ahead_too() -> None:
    events = told(
        "Putin and Trump are set to meet in Alaska on Friday. The meeting marks Putin's first visit to America."
    ).events
    assert [(e.label, e.status) for e in events] == [("meeting", "planned"), ("visit", "planned")]


def test_turned_down_offer_is_answered_to_the_one_who_made_it() -> None:
    events = told("France proposed a new tax in May. Iran accused nobody. Iran turned the offer down.").events
    assert people(events[-1]) == {("actor", "irn"), ("recipient", "fra")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Hamas continues to fire rockets into Israel.", "ongoing"),
        ("Ukraine made known its ongoing efforts to impose sanctions on Russia.", "ongoing"),
        ("Russia and Ukraine resolved to hold another summit.", "planned"),
        ("France and Germany resolved to work towards holding another summit.", "planned"),
        ("It may be part of the preparation for an Israeli attack on Iran.", "hypothetical"),
        ("Russia must stop bombings that are destroying Ukrainian homes.", "ongoing"),
        ("Israel says that two factories have been destroyed.", "alleged"),
        ("Norway is today calling on Russia to leave.", "occurred"),
    ],
)
def test_standing_of_what_goes_on_is_resolved_or_feared(text: str, status: str) -> None:
    assert status in {e.status for e in told(text).events}


def test_deaths_and_the_offensive_that_caused_them_are_two_events() -> None:
    events = told("Nearly 1,200 Palestinians have been killed as a result of the Israeli offensive into Gaza.").events
    assert sorted(e.label for e in events) == ["attack", "killing"]


def test_operation_named_again_is_one_event() -> None:
    events = told("The Israeli offensive into Gaza went on. Israel began its offensive in May.").events
    assert [(e.label, len(e.evidence)) for e in events] == [("attack", 2)]


def test_press_conference_named_again_is_one_event() -> None:
    events = told(
        "On Monday Macron held a press conference. It was late, said Macron during the press conference."
    ).events
    assert [e.label for e in events] == ["statement"]


def test_new_treaty_is_not_the_old_one_and_assent_is_not_a_treaty() -> None:
    events = told(
        "Morocco signed a protocol with Portugal in 1992. Morocco signed a new protocol with Portugal in May. "
        "Morocco agreed with Portugal to wait."
    ).events
    assert [e.label for e in events] == ["agreement", "agreement", "agreement"]


def test_agreement_of_the_sentence_before_has_its_makers() -> None:
    events = told(
        "Russia and Iran continue to work on an agreement. The agreement is scheduled to be signed on Friday."
    ).events
    assert people(events[-1]) == {("participant", "rus"), ("participant", "irn")}


def test_numbered_leaders_are_those_who_met_before() -> None:
    events = told(
        "Putin met Macron and Merkel in Geneva on Monday. The leaders of all three countries met in May in Oslo."
    ).events
    assert {p for _, p in people(events[-1])} == {"rus", "fra", "deu"}


def test_both_heads_of_a_relative_clause_met() -> None:
    assert {p for _, p in people(only("This is the view of Putin and Macron, who met on Monday."))} == {"rus", "fra"}


def test_whose_request_is_refused_takes_part() -> None:
    event = only("Germany regretted Iran's refusal to answer France's requests.")
    assert people(event) == {("actor", "irn"), ("recipient", "fra")}


def test_broken_talks_have_the_parties_of_their_phrase() -> None:
    assert {p for _, p in people(only("Talks between Russia and Ukraine broke down in August."))} == {"rus", "ukr"}


def test_passive_quote_holds_what_suffered() -> None:
    document_text = "The factories in which the missiles were made have been destroyed."
    event = only(document_text)
    assert event.evidence[0].span.of(document(document_text).text).startswith("The factories")


def test_day_of_what_is_offered_is_no_day_of_the_offer() -> None:
    event = only("Germany is offering Russia a pact from 1 May 2026.")
    assert event.status == "occurred"
    assert event.date is None


@pytest.mark.parametrize(
    ("text", "label", "day"),
    [
        ("Iran was criticised on Monday, as talks with France collapsed in Oslo.", "breakdown", "2025-08-11"),
        ("Putin met Macron in Oslo on Monday and signed an agreement with France.", "agreement", "2025-08-11"),
        ("The last fight was in 1975, when Russia attacked Norway.", "attack", "1975-01-01"),
        ("A trade agreement with Norway, signed by Russia in 1992, is dead.", "agreement", "1992-01-01"),
    ],
)
def test_events_told_together_share_their_day(text: str, label: str, day: str) -> None:
    dates = [str(e.date.first) for e in told(text).events if e.label == label and e.date is not None]
    assert dates == [day]


def test_a_second_subject_has_a_day_of_its_own() -> None:
    events = told(
        "On Monday Morocco expelled two Portuguese diplomats, and Portugal expelled a Moroccan consul."
    ).events
    assert [e.date is not None for e in events] == [True, False]


def test_place_told_in_another_paragraph_is_quoted_from_there() -> None:
    text = (
        "Putin and Trump met on Monday.\n\n"
        "Nothing that either of them said afterwards to the many reporters who waited outside was new, and the Geneva "
        "meeting between Putin and Trump was short."
    )
    found = told(text)
    assert [len(event.evidence) for event in found.events] == [2]
    assert [place.evidence[0].span.of(document(text).text) for place in found.places] == ["Geneva"]
