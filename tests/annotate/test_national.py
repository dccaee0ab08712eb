"""A country's Red Cross or Red Crescent is a body of its own, and not the committee in Geneva."""

import pytest

from tollbook.annotate.actors import actors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Osvara Red Cross said that it had moved 300 people.", "Osvara Red Cross"),
        ("The Kenya Red Cross said nine died.", "Kenya Red Cross"),
        ("Two volunteers of the South Sudan Red Cross were killed.", "South Sudan Red Cross"),
        ("The Red Cross of Osvara said nine died.", "Red Cross of Osvara"),
        ("The Afghan Red Crescent Society said nine died.", "Afghan Red Crescent Society"),
        ("Kenya's Red Cross said nine died.", "Kenya's Red Cross"),
    ],
)
def test_a_name_with_the_words_of_a_society_is_a_national_society(text: str, name: str) -> None:
    assert [(m.actor.label, m.actor.registry) for m in actors(text) if m.actor] == [(name, None)]


@pytest.mark.parametrize(
    ("text", "registry"),
    [
        ("The Red Cross said nine died.", "icrc"),
        ("On Monday Red Cross staff said nine died.", "icrc"),
        ("Yesterday Red Cross workers left.", "icrc"),
        ("The International Red Cross said nine died.", "icrc"),
        ("The Red Cross in Kenya said nine died.", "icrc"),
        ("Two Killed In Air Strike On Town, Says Red Cross Official", "icrc"),
        ("The Syrian Arab Red Crescent said nine died.", "syrian-arab-red-crescent"),
        ("The Red Crescent said nine died.", "red-crescent"),
    ],
)
def test_without_a_country_or_listed_with_it_the_registry_knows_who_it_is(text: str, registry: str) -> None:
    assert [m.actor.registry for m in actors(text) if m.actor] == [registry]
