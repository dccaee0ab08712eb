"""What a passage as a whole speaks of: near-minimal pairs, one word apart where that is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.events import WANTS, event_types, passage_type
from tollbook.model import lexicon


@pytest.mark.parametrize(
    ("passage", "kind"),
    [
        ("An earthquake struck Marrun and killed nine people.", "Natural disaster"),
        ("An air strike hit Marrun and killed nine people.", "Air/drone strike"),
        ("Chlorine leaked from a chemical plant in Orsk.", "Accident"),
        ("Chlorine was used in an attack on Orsk.", "Chemical weapon"),
        ("The union agreed on new sanctions after the rocket launch.", "Diplomacy"),
        ("Villages were hit after the rocket launch.", "Shelling/artillery/missile attack"),
        ("The Tano Front claimed responsibility for the car bomb in Orsk.", "Attribution"),
        (
            "A car bomb killed four in Orsk. The Tano Front claimed responsibility.",
            "Remote explosive/landmine/IED",
        ),
        ("Police seized grenades and rifles in a barn near Orsk.", "Disrupted weapons use"),
        ("A man threw a grenade at a barn near Orsk.", "Grenade"),
        ("The army set up a new military base near Orsk.", "Headquarters or base established"),
        ("Residents marched in Orsk for lower taxes.", "Peaceful protest"),
        ("Residents marched in Orsk and were met with tear gas.", "Protest with intervention"),
        ("Residents marched in Orsk and threw rocks at a bank.", "Violent demonstration"),
        ("Police used excessive force against a protest in Orsk.", "Excessive force against protesters"),
        ("The mill in Orsk was sold.", None),
    ],
)
def test_a_passage_speaks_of_one_thing(passage: str, kind: str | None) -> None:
    assert passage_type(passage) == kind


@given(st.text(max_size=200))
def test_any_text_has_a_known_kind_or_none(text: str) -> None:
    subjects = {entry.sets["subject"] for entry in lexicon.lexicon("lexicon/en/subjects.yaml").entries}
    labels = {entry.words[0] for entry in event_types().entries}
    assert passage_type(text) in {*subjects, *labels, None}


def test_every_subject_that_wants_something_is_a_subject() -> None:
    subjects = {entry.sets["subject"] for entry in lexicon.lexicon("lexicon/en/subjects.yaml").entries}
    assert set(WANTS) <= subjects
