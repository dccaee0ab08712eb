"""Answer keys are read as their documents say, and templates are scored with alignment and half credit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.errors import InputError
from tollbook.evaluate.muc4_credit import (
    date_credit,
    filler_credit,
    location_credit,
    number_credit,
    set_credit,
    string_credit,
)
from tollbook.evaluate.muc4_keys import Filler, Template, corpus, filler, messages, templates
from tollbook.evaluate.muc4_score import Tally, align, message_tally, score, slot_tally, total

KEY = """;;; a remark
0.  MESSAGE: ID                     DEV-MUC3-9001 (NOSC)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  - 04 MAR 31
3.  INCIDENT: LOCATION              PERU: TAMBRIL (CITY) / PERU
4.  INCIDENT: TYPE                  KIDNAPPING
6.  INCIDENT: INSTRUMENT ID         *
9.  PERP: INDIVIDUAL ID             ? "HOODED MEN" / "MEN"
10. PERP: ORGANIZATION ID           "\\"RED VALLEY\\"" / "RED VALLEY"
18. HUM TGT: NAME                   "ANA RUEDA"
                                    "LUIS SOTO"
19. HUM TGT: DESCRIPTION            "JUDGE": "ANA RUEDA"
23. HUM TGT: EFFECT OF INCIDENT     NO INJURY / -: "ANA RUEDA"

0.  MESSAGE: ID                     DEV-MUC3-9002 (NOSC)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


def one(kind: str = "BOMBING", **slots: str) -> Template:
    """Make a template of one filler per slot."""
    filled = {"type": kind, **slots}
    return Template("M", {slot: (Filler((form,)),) for slot, form in filled.items()})


def test_a_key_keeps_alternatives_optional_fillers_and_references() -> None:
    key = templates(KEY)["DEV-MUC3-9001"][0]
    assert key.optional
    assert key.fillers("location") == (Filler(("PERU: TAMBRIL (CITY)", "PERU")),)
    assert key.fillers("perpetrator") == (Filler(("HOODED MEN", "MEN"), optional=True),)
    assert key.fillers("organisation")[0].forms == ('"RED VALLEY"', "RED VALLEY")
    assert [f.forms[0] for f in key.fillers("victim_name")] == ["ANA RUEDA", "LUIS SOTO"]
    assert key.fillers("victim") == (Filler(("JUDGE",), ("ANA RUEDA",)),)
    assert key.fillers("victim_effect")[0].optional
    assert key.slots["instrument"] is None


def test_a_message_without_an_incident_has_no_templates() -> None:
    assert templates(KEY)["DEV-MUC3-9002"] == []


def test_texts_are_told_apart_by_their_first_line() -> None:
    found = messages(
        "DEV-MUC3-9001  (NOSC)\n\n   A BOMB.\n   TWO DIED.\n\nDEV-MUC3-9002 (NOSC)\n\n   RAIN.\n"
    )
    assert found == {"DEV-MUC3-9001": "A BOMB.\nTWO DIED.", "DEV-MUC3-9002": "RAIN."}


def test_a_folder_without_keys_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    with pytest.raises(InputError, match="no texts with answer keys"):
        corpus(tmp_path)


def test_a_lone_hyphen_fills_nothing() -> None:
    assert filler(" - ") is None


@pytest.mark.parametrize(
    ("key", "response", "credit"),
    [
        ("PEASANTS", "PEASANTS", 1),
        ("PEASANTS", "THE TWELVE HILL PEASANTS", 1),
        ("HILL PEASANTS", "PEASANTS", 0.5),
        ("MEMBERS OF A COMMISSION", "MEMBERS", 0.5),
        ("MAYOR OF TAMBRIL", "MAYOR OF ORTO", 0.5),
        ("EPR [PEOPLE'S RIVER ARMY]", "EPR", 1),
        ("PEASANTS", "TEACHERS", 0),
        ("PEASANTS", "LEADER OF THE PEASANTS", 0.5),
    ],
)
def test_strings_from_the_text_may_carry_modifiers(key: str, response: str, credit: float) -> None:
    assert string_credit(key, response) == credit


@pytest.mark.parametrize(
    ("rule", "key", "response", "credit"),
    [
        (set_credit, "BOMBING", "ATTACK", 0.5),
        (set_credit, "BOMBING", "ARSON", 0),
        (set_credit, "NO INJURY OR DEATH", "NO INJURY", 0.5),
        (set_credit, "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", 0.5),
        (number_credit, "~10", "10", 0.5),
        (number_credit, "10", "11", 0),
        (date_credit, "- 04 MAR 31", "-04 MAR 31", 1),
        (date_credit, "04 MAR 31", "- 04 MAR 31", 0.5),
        (date_credit, "01 MAR 31 - 04 MAR 31", "01 MAR 31", 0.5),
        (date_credit, "03 MAR 31", "04 MAR 31", 0),
        (location_credit, "PERU: LIMA (CITY): ATE (DISTRICT)", "PERU: ATE (DISTRICT): LIMA (CITY)", 1),
        (location_credit, "PERU: LIMA (CITY)", "PERU: CUSCO (CITY)", 0.5),
        (location_credit, "PERU: LIMA (CITY)", "CHILE", 0),
    ],
)
def test_what_is_nearly_right_earns_half(rule, key: str, response: str, credit: float) -> None:  # type: ignore[no-untyped-def]  # one of four rules
    assert rule(key, response) == credit


def test_a_right_filler_with_a_wrong_reference_is_partly_right() -> None:
    key = Filler(("DEATH",), ("ANA RUEDA",))
    assert filler_credit("victim_effect", key, Filler(("DEATH",), ("ANA RUEDA",))) == 1
    assert filler_credit("victim_effect", key, Filler(("DEATH",), ("LUIS SOTO",))) == 0.5


def test_fillers_left_over_on_both_sides_are_incorrect_and_the_rest_missing_or_spurious() -> None:
    key = [Filler(("PRIEST",)), Filler(("COOK",)), Filler(("GUARD",)), Filler(("DOG",), optional=True)]
    response = [Filler(("PRIEST",)), Filler(("TEACHER",))]
    assert slot_tally("victim", key, response) == Tally(correct=1, incorrect=1, missing=1)
    assert slot_tally("victim", key[:1], response) == Tally(correct=1, spurious=1)


def test_an_optional_filler_that_is_given_counts() -> None:
    key = [Filler(("DOG",), optional=True)]
    assert slot_tally("victim", key, [Filler(("DOG",))]) == Tally(correct=1)
    assert slot_tally("victim", key, []) == Tally()


def test_templates_are_paired_by_content_not_by_order() -> None:
    keys = [one(victim="JUDGE"), one(victim="PRIEST")]
    assert align(keys, [one(victim="PRIEST"), one(victim="JUDGE")]) == [(1, 0), (0, 1)]


def test_a_bombing_is_never_paired_with_an_arson() -> None:
    assert align([one("ARSON", victim="JUDGE")], [one("BOMBING", victim="JUDGE")]) == []


def test_where_the_key_names_nobody_the_place_decides() -> None:
    key = one(location="PERU: TAMBRIL (CITY)")
    assert align([key], [one(location="PERU")]) == [(0, 0)]
    assert align([key], [one(location="CHILE")]) == []


def test_missing_and_spurious_templates_count_in_full() -> None:
    scores = message_tally([one(victim="JUDGE", location="PERU")], [one("ARSON", victim="COOK")])
    assert total(scores) == Tally(spurious=2, missing=3)


def test_an_optional_template_may_be_left_out() -> None:
    key = templates(KEY)["DEV-MUC3-9001"]
    assert total(message_tally(key, [])) == Tally()


def test_a_slot_that_does_not_apply_is_not_scored() -> None:
    key = Template("M", {**one("KIDNAPPING", victim="JUDGE").slots, "target": None})
    assert "target" not in message_tally([key], [one("KIDNAPPING", victim="JUDGE", target="CAR")])


def test_recall_precision_and_f_follow_the_formulas() -> None:
    tally = Tally(correct=2, partial=2, incorrect=1, spurious=1, missing=3)
    assert (tally.recall, tally.precision) == (3 / 8, 3 / 6)
    assert tally.f == pytest.approx(2 * (3 / 8) * 0.5 / (3 / 8 + 0.5))


SMALL_TEMPLATES = st.lists(
    st.builds(
        one,
        st.sampled_from(["BOMBING", "ARSON", "ATTACK"]),
        victim=st.sampled_from(["JUDGE", "PRIEST", "HILL PRIEST"]),
        location=st.sampled_from(["PERU", "CHILE"]),
    ),
    max_size=4,
)


@given(SMALL_TEMPLATES)
def test_a_key_scored_against_itself_is_all_correct(keys: list[Template]) -> None:
    found = total(message_tally(keys, keys))
    assert found == Tally(correct=3 * len(keys))


@given(SMALL_TEMPLATES, SMALL_TEMPLATES)
def test_every_filler_is_counted_once_on_each_side(keys: list[Template], responses: list[Template]) -> None:
    found = total(score([message_tally(keys, responses)]))
    assert (found.possible, found.actual) == (3 * len(keys), 3 * len(responses))
