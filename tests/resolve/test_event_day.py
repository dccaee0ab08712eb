"""Actors on the day of the event: a report may tell of a time when a group bore another name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Stance
from tollbook.model.provenance import Quote, Span, Stamp
from tollbook.model.reference import Actor
from tollbook.model.when import DatePrecision, When
from tollbook.resolve.actors import registry, resolve_actors
from tollbook.resolve.event_day import actor_on, on_event_day

TEXT = "Nusra men seized the mill"
STAMP = Stamp(capture="ab", text=TEXT, knowledge="0")


def told(actor: Actor, start: date | None, end: date | None) -> Claim:
    span = Span(0, 5)
    precision = DatePrecision.DAY if start == end else DatePrecision.LONGER
    when = When(start=start, end=end, precision=precision, reading="test")
    return Claim(
        id="c",
        report="r",
        kind=ClaimKind.EVENT,
        span=span,
        quote=Quote.of(TEXT, span),
        stance=STAMP.source(Stance.ASSERTED, span, rule="r"),
        claimants=(STAMP.source(actor, span, rule="r"),),
        initiator=STAMP.source(actor, span, rule="r"),
        when=STAMP.source(when, span, rule="r"),
    )


HTS = Actor(name="Nusra", label="Hayat Tahrir al-Sham (HTS)", registry="hayat-tahrir-al-sham")


@pytest.mark.parametrize(
    ("start", "end", "registry_id"),
    [
        (date(2014, 3, 1), date(2014, 3, 1), "al-nusra-front"),
        (date(2016, 12, 1), date(2016, 12, 1), "jabhat-fateh-al-sham"),
        (date(2018, 3, 1), date(2018, 3, 1), "hayat-tahrir-al-sham"),
        # The name changed between the first and the last day, or a day is not known: it stays as it was.
        (date(2014, 3, 1), date(2018, 3, 1), "hayat-tahrir-al-sham"),
        (None, date(2014, 3, 1), "hayat-tahrir-al-sham"),
    ],
)
def test_who_acts_is_named_as_on_the_day_of_the_event(
    start: date | None, end: date | None, registry_id: str
) -> None:
    claim = on_event_day(told(HTS, start, end))
    assert claim.initiator is not None
    assert claim.initiator.value.registry == registry_id
    assert claim.initiator.value.name == "Nusra"
    assert (claim.initiator.note is None) is (registry_id == HTS.registry)


def test_who_speaks_is_named_as_on_the_day_of_the_report() -> None:
    claim = on_event_day(told(HTS, date(2014, 3, 1), date(2014, 3, 1)))
    assert claim.claimants[0].value.registry == "hayat-tahrir-al-sham"


def test_a_group_is_followed_forward_too() -> None:
    nusra = Actor(name="Nusra", label="al-Nusra Front", registry="al-nusra-front")
    assert actor_on(nusra, date(2018, 3, 1)).label == "Hayat Tahrir al-Sham (HTS)"
    assert actor_on(nusra, date(2014, 3, 1)) == nusra


def test_a_splinter_is_not_the_group_that_it_broke_away_from() -> None:
    split = [entry for entry in registry().values() if entry.get("split_from") and entry.get("from")]
    assert split
    for entry in split:
        actor = Actor(name=entry.sets["label"], label=entry.sets["label"], registry=entry.id)
        before = actor_on(actor, date(1900, 1, 1))
        assert before.registry != entry.get("split_from")


def test_actors_without_an_id_stay() -> None:
    gunmen = Actor(name="gunmen", label="gunmen")
    claim = told(gunmen, date(2014, 3, 1), date(2014, 3, 1))
    assert on_event_day(claim) is claim
    assert resolve_actors([], None) == ([], [])


@given(st.sampled_from(sorted(registry())), st.dates(min_value=date(1900, 1, 1)))
def test_no_actor_and_no_day_breaks_it(entry: str, day: date) -> None:
    label = registry()[entry].sets["label"]
    found = actor_on(Actor(name=label, label=label, registry=entry), day)
    assert found.registry in registry()
    assert actor_on(found, day) == found
