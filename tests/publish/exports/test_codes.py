"""The codes of the exports exist, and stand for what the vocabularies say."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.exports.codes import (
    INTENTIONS,
    cameo_country,
    cameo_group,
    cameo_role,
    event_codes,
    quad_class,
    sectors,
    stance_category,
)
from pipeline.reference_tables import table_rows
from pipeline.schema.vocabularies import (
    DEMAND_KINDS,
    EVENT_STATUSES,
    EVENT_TYPES,
    PARTY_TYPES,
    STANCE_TYPES,
    code_mapping_rows,
)

CAMEO = frozenset((Path(__file__).parent / "cameo_codes.txt").read_text(encoding="utf-8").split())
# Events whose CAMEO code lies under another root than those of their type: CAMEO has the very thing there.
ELSEWHERE = {
    ("AGREE", "agreement"): "057",  # signing an agreement is diplomatic cooperation there
    ("CONSULT", "statement"): "010",  # a statement has a root of its own there
    ("AID", "pledge"): "033",  # a pledge is only an intention
    ("COERCE", "annexation"): "192",  # to occupy land is fighting there, and so is a blockade
    ("COERCE", "occupation"): "192",
    ("COERCE", "blockade"): "191",
}


def test_every_code_of_the_table_exists_and_stands_once() -> None:
    found = table_rows("cameo_event_codes")
    assert {row["cameo"] for row in found} <= CAMEO
    keys = [(row["event_type"], row["label"], row["status"]) for row in found]
    assert len(keys) == len(set(keys))
    labels = {row["label"] for row in table_rows("event_labels")}
    assert {row["label"] for row in found} - {""} <= labels
    assert {row["status"] for row in found} == {"", "planned"}


def test_codes_of_events_lie_under_the_root_of_their_type() -> None:
    roots = {row["code"]: tuple(row["cameo"].split()) for row in table_rows("vocab_event_types")}
    for row in table_rows("cameo_event_codes"):
        elsewhere = ELSEWHERE.get((row["event_type"], row["label"]))
        if row["status"] == "planned":
            assert row["cameo"][:2] in INTENTIONS
        elif elsewhere:
            assert row["cameo"] == elsewhere
        else:
            assert row["cameo"].startswith(roots[row["event_type"]]), row


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_every_type_has_a_code_for_what_happened(event_type: str) -> None:
    for status in ("occurred", "ongoing", "alleged"):
        plover, cameo = event_codes(event_type, "a label that no table knows", status) or ("", "")
        assert plover == event_type and cameo in CAMEO


def test_a_plan_is_coded_as_the_intention_that_it_is() -> None:
    assert event_codes("CONSULT", "summit", "planned") == ("AGREE", "036")
    assert event_codes("RETREAT", "ceasefire", "planned") == ("AGREE", "0356")
    assert event_codes("PROTEST", "strike", "planned") == ("THREATEN", "133")
    assert event_codes("ASSAULT", "attack", "planned") is None  # CAMEO has no intention that fits


def test_the_plan_to_meet_is_what_the_table_of_mappings_says() -> None:
    planned = [row for row in code_mapping_rows() if row["applies_when"] == "planned"]
    for row in planned:
        assert (event_codes(row["code"], "", "planned") or ("",))[0] == row["outside_code"]


@pytest.mark.parametrize("status", ["denied", "hypothetical"])
def test_what_did_not_happen_is_left_out(status: str) -> None:
    assert status in EVENT_STATUSES
    assert all(event_codes(event_type, "", status) is None for event_type in EVENT_TYPES)


def test_every_stance_has_a_plover_category_or_none() -> None:
    for stance in STANCE_TYPES:
        for kind in DEMAND_KINDS:
            found = stance_category(stance, kind)
            assert (found is None) is (stance in ("withdrawn", "undecided"))
            assert found is None or found in EVENT_TYPES
    assert stance_category("made", "demand") == "REQUEST"
    assert stance_category("made", "refusal") == "REJECT"
    assert stance_category("made", "offer") == stance_category("offered", "offer") == "AGREE"
    assert stance_category("rejected", "demand") == "REJECT"


def test_parties_have_the_sectors_of_the_vocabulary() -> None:
    for party_type in PARTY_TYPES:
        listed = next(row["plover"] for row in table_rows("vocab_party_types") if row["code"] == party_type)
        assert set(sectors(party_type)) == set(listed.split())
    assert sectors("government_body")[0] == "GOV"
    assert (cameo_role("state"), cameo_role("media"), cameo_role("igo"), cameo_role("bloc")) == ("", "MED", "IGO", "")


def test_actors_with_a_code_of_their_own_are_known_parties() -> None:
    known = {row["key"] for name in ("countries", "organisations") for row in table_rows(name)}
    found = table_rows("cameo_actor_codes")
    assert {row["key"] for row in found} <= known
    assert len({(row["kind"], row["key"]) for row in found}) == len(found)
    assert (cameo_group("party:nato"), cameo_group("party:eu"), cameo_group("party:a-b")) == ("NAT", "EEC", "")
    assert (cameo_country("ROU"), cameo_country("UKR"), cameo_country(None)) == ("ROM", "UKR", "")


def test_quadrants_are_those_of_gdelt() -> None:
    assert [quad_class(code) for code in ("010", "057", "06", "0874", "090", "1056", "139", "14", "2042")] == [
        1, 1, 2, 2, 3, 3, 3, 4, 4,
    ]  # fmt: skip
