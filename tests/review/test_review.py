"""Decisions put upon a reading: what is accepted, amended, taken back, added; and what comes first."""

import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

from example_reading import dispatch

from tollbook.errors import InputError
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Count, Figure, Outcome
from tollbook.model.provenance import Quote, Span, anchor_id
from tollbook.review import State, reviewed, waiting
from tollbook.review.slots import CLAIM_SLOTS, FIGURE_SLOTS, changed, count, days, told

READING = dispatch()


def figure(words: str) -> Figure:
    return next(f for f in READING.figures if words in f.quote.exact)


def decided(kind: str, on: Figure, number: int = 1, **more: Any) -> Decision:
    return Decision(
        id=f"d{number}",
        kind=DecisionKind(kind),
        about="figure",
        target=on.id,
        report=READING.report.id,
        span=on.span,
        quote=on.quote,
        person="Amal",
        **more,
    )


ALLIED = figure("18 allied")


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], State.WAITING),
        (["accept"], State.ACCEPTED),
        (["accept", "reject"], State.REJECTED),
        (["accept", "withdraw 1"], State.WAITING),
        (["accept", "reject", "withdraw 2"], State.ACCEPTED),
        (["accept", "withdraw 1", "withdraw 2"], State.ACCEPTED),
    ],
)
def test_the_newest_decision_that_was_not_taken_back_stands(kinds: list[str], state: State) -> None:
    taken = []
    for number, words in enumerate(kinds, 1):
        kind, _, back = words.partition(" ")
        taken.append(decided(kind, ALLIED, number, withdraws=f"d{back}" if back else None))
    assert reviewed(READING, taken).of(ALLIED.id).state is state


def test_an_amendment_sets_the_value_and_leaves_the_reading_as_it_was() -> None:
    now = reviewed(READING, [decided("amend", ALLIED, changes={"count": "18..20", "outcome": "injured"})])
    new = next(f for f in now.reading.figures if f.id == ALLIED.id)
    assert (new.count.value, new.outcome.value) == (Count(low=18, high=20), Outcome.INJURED)
    assert new.count.provenance.rule == "decision:d1"
    assert new.count.words == ALLIED.count.words
    assert next(f for f in now.read.figures if f.id == ALLIED.id) == ALLIED


def test_of_two_amendments_of_one_value_the_later_wins_and_other_values_stay() -> None:
    first = decided("amend", ALLIED, 1, changes={"count": "20", "side": "the Tarsian guard"})
    second = decided("amend", ALLIED, 2, changes={"count": "21"})
    new = next(f for f in reviewed(READING, [first, second]).reading.figures if f.id == ALLIED.id)
    assert (told(new, "count"), told(new, "side")) == ("21", "the Tarsian guard")


def test_an_empty_value_means_not_stated() -> None:
    now = reviewed(READING, [decided("amend", ALLIED, changes={"place": "", "when": ""})])
    new = next(f for f in now.reading.figures if f.id == ALLIED.id)
    assert (new.place, new.when) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"count": "9..3"},
        {"count": ""},
        {"outcome": "sunk"},
        {"id": "x"},
        {"when": "soon"},
        {"side": "x" * 501},
    ],
)
def test_a_value_that_cannot_be_read_is_refused_and_in_the_ledger_it_changes_nothing(
    changes: dict[str, str],
) -> None:
    taken = decided("amend", ALLIED, changes=changes)
    with pytest.raises(InputError):
        changed(ALLIED, taken)
    now = reviewed(READING, [taken])
    assert now.unread == (taken,)
    assert now.reading == READING


def added(claim: str = "") -> Decision:
    start = READING.report.text.index("Twelve children")
    span = Span(start, start + 6)
    return Decision(
        id="d9",
        kind=DecisionKind.ADD,
        about="figure",
        target=anchor_id(READING.report.id, "figure", span),
        report=READING.report.id,
        span=span,
        quote=Quote.of(READING.report.text, span),
        person="Amal",
        changes={"outcome": "missing", "count": "12", "claim": claim},
    )


def test_an_added_figure_joins_the_claim_that_was_chosen() -> None:
    claim = READING.claims[0]
    now = reviewed(READING, [added(claim.id)])
    new = now.reading.figures[-1]
    assert (new.quote.exact, told(new, "count"), new.outcome.value) == ("Twelve", "12", Outcome.MISSING)
    assert new.id in now.reading.claims[0].figures


def test_an_added_figure_without_a_claim_makes_one_and_is_gone_when_taken_back() -> None:
    now = reviewed(READING, [added()])
    assert now.reading.claims[-1].figures == (now.reading.figures[-1].id,)
    back = msgspec.structs.replace(added(), id="d10", kind=DecisionKind.WITHDRAW, withdraws="d9", changes={})
    assert reviewed(READING, [added(), back]).reading == READING


def test_a_decision_finds_its_figure_again_by_its_words_after_the_anchor_moved() -> None:
    moved = msgspec.structs.replace(decided("accept", ALLIED), target="figure-000000000000")
    assert reviewed(READING, [moved]).of(ALLIED.id).state is State.ACCEPTED


def test_a_decision_whose_words_are_gone_is_shown_and_not_dropped() -> None:
    quote = Quote(exact="nowhere in the text", prefix="", suffix="")
    lost = msgspec.structs.replace(decided("accept", ALLIED), target="figure-0", quote=quote)
    now = reviewed(READING, [lost])
    assert now.orphans == (lost,)
    assert now.standing == {}


def test_a_decision_does_not_pass_to_other_words_that_stand_in_the_same_place_now() -> None:
    other = decided("accept", ALLIED)
    before = msgspec.structs.replace(other.quote, exact=f"{other.quote.exact} and more")
    now = reviewed(READING, [msgspec.structs.replace(other, quote=before)])
    assert now.of(ALLIED.id).state is not State.ACCEPTED
    assert len(now.orphans) == 1


def test_what_was_decided_waits_no_more() -> None:
    before = {item.id for item in waiting(reviewed(READING, []))}
    after = {item.id for item in waiting(reviewed(READING, [decided("reject", ALLIED)]))}
    assert before - after == {ALLIED.id}


def test_of_two_figures_alike_the_one_with_more_people_comes_first() -> None:
    ranks = {item.id: item for item in waiting(reviewed(READING, []))}
    assert ranks[figure("65 Dawn Front").id].weight > ranks[ALLIED.id].weight


@given(st.integers(0, 10**8), st.integers(0, 10**8), st.booleans())
def test_a_count_is_read_as_it_is_told(low: int, high: int, about: bool) -> None:
    low, high = sorted((low, high))
    value = Count(low=low, high=high, approximate=about)
    mark = "~" if about else ""
    assert count(f"{mark}{low}..{high}") == value
    assert count(f"{mark}{low}..").high is None


@given(st.dates(), st.dates())
def test_days_are_read_in_their_order_or_refused(first: Any, last: Any) -> None:
    text = f"{first}..{last}"
    if first > last:
        with pytest.raises(InputError):
            days(text)
    else:
        assert (days(text).start, days(text).end) == (first, last)


@given(st.data())
def test_values_told_and_set_again_change_nothing(data: st.DataObject) -> None:
    records: list[Figure | Claim] = [*READING.figures, *READING.claims]
    record = data.draw(st.sampled_from(records))
    slots = FIGURE_SLOTS if isinstance(record, Figure) else CLAIM_SLOTS
    changes = {slot: told(record, slot) for slot in slots}
    about = "figure" if isinstance(record, Figure) else "claim"
    taken = msgspec.structs.replace(
        decided("amend", ALLIED, changes=changes), target=record.id, quote=record.quote, about=about
    )
    now = reviewed(READING, [taken]).reading
    assert (now.figures, now.claims) == (READING.figures, READING.claims)
