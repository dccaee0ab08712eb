"""Who speaks: outlets, claimants, bodies of a place, and whom an outlet speaks for."""

from pathlib import Path

import pytest
from made_accounts import MONITOR, figure, unnamed

from tollbook.errors import InputError
from tollbook.model.reference import Actor, ActorKind
from tollbook.reconcile import Outlets, own_entries
from tollbook.reconcile.sources import Source, shipped, source_of

PAPER = Actor(name="Lanner TV", label="Lanner TV", kind=ActorKind.MEDIA, registry="lanner-tv")


def voice(*claimants: Actor, outlet: str = "The Lanner Post") -> Source:
    made = figure("a", 3, by=claimants)
    return source_of(made.claimants, outlet=outlet, origin="a", outlets=shipped())


def test_nobody_named_is_the_outlet_itself() -> None:
    assert voice() == Source("outlet:the lanner post", "", "unknown", None)


def test_a_monitor_is_one_source_wherever_it_is_quoted() -> None:
    assert voice(MONITOR) == voice(MONITOR, outlet="Kessa Radio")


def test_a_medium_that_quotes_somebody_passes_that_word_on_and_a_monitor_keeps_its_own() -> None:
    assert voice(PAPER, MONITOR).key == "actor:harm-ledger"
    assert voice(MONITOR, unnamed("medics")).key == "actor:harm-ledger"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("police", "a police spokesman", True),
        ("the sheriff's office", "deputies", True),
        ("police", "the coroner", False),
        ("residents", "residents", False),
        ("a doctor", "a doctor", False),
    ],
)
def test_a_body_of_the_place_is_one_source_and_people_are_those_of_their_outlet(
    one: str, other: str, is_one: bool
) -> None:
    first, second = voice(unnamed(one)), voice(unnamed(other), outlet="Kessa Radio")
    assert (first.key == second.key) is is_one


@pytest.mark.parametrize(
    ("outlet", "party"),
    [("TASS", "RU"), ("Al-Manar", "hezbollah"), ("Reuters", None), ("The Lanner Post", None)],
)
def test_an_outlet_speaks_for_its_party_or_its_state_or_nobody(outlet: str, party: str | None) -> None:
    assert shipped().party(outlet) == party


OWN = """
kind: outlet
entries:
  - id: outlet.lanner-post
    words: [The Lanner Post]
    source: its imprint
    date: 2031-03-04
    sets: {kind: party_media, affiliation: owned by the South Front, party: south-front}
"""


def test_outlets_of_ones_own_stand_before_those_that_are_shipped(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    path.write_text(OWN)
    outlets = Outlets(own_entries(path, "outlet"))
    assert outlets.party("the lanner post") == "south-front"
    assert outlets.kind("Reuters") == "news_agency"


def test_an_outlet_without_an_affiliation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "outlets.yaml"
    path.write_text(OWN.replace("affiliation: owned by the South Front, ", ""))
    with pytest.raises(InputError, match="'affiliation' is missing"):
        own_entries(path, "outlet")
