"""Laws of tolls: whatever the accounts, these hold under every policy."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_accounts import MONITOR, NORTH, SOUTH, account, figure, unnamed

from tollbook.model.figure import Outcome, Scope, Stance, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.reference import Actor
from tollbook.model.toll import Toll
from tollbook.reconcile import policies, reconcile
from tollbook.reconcile.groups import ALL, apart

POLICIES = sorted(policies())
SPEAKERS = [None, MONITOR, NORTH, SOUTH, unnamed("police"), unnamed("residents")]


@st.composite
def accounts(draw: Any, *, most: int = 4) -> list[Account]:
    """Draw accounts of a few reports, sources, days and kinds of people."""
    out = []
    for number in range(draw(st.integers(1, most))):
        report = f"r{number}"
        figures: list[Any] = []
        for place in range(draw(st.integers(1, 3))):
            low = draw(st.one_of(st.none(), st.integers(0, 40)))
            high = draw(st.one_of(st.none(), st.integers(low or 0, 60)))
            figures.append(
                figure(
                    report,
                    low,
                    high,
                    at=60 * place,
                    words=f"{low} to {high}",
                    status=draw(st.sampled_from(Status)),
                    side=draw(st.sampled_from([None, None, NORTH, SOUTH])),
                    traits=draw(st.sampled_from([(), (), (Trait.CHILD,)])),
                    scope=draw(st.sampled_from([Scope.INCIDENT] * 4 + [Scope.PERIOD])),
                    stance=draw(st.sampled_from([Stance.ASSERTED] * 4 + [Stance.DENIED, Stance.DOUBTED])),
                    by=draw(st.sampled_from(SPEAKERS)),
                    part_of=draw(st.sampled_from([None, None, figures[0].id])) if figures else None,
                )
            )
        day = draw(st.sampled_from([None, "2031-03-04", "2031-03-05", "2031-03-06"]))
        outlet = draw(st.sampled_from(["The Lanner Post", "Orsa Radio", "The Kessa Sheet"]))
        out.append(account(report, *figures, outlet=outlet, day=day))
    return out


def tolls(given_accounts: list[Account], policy: str) -> tuple[Toll, ...]:
    return reconcile("i1", given_accounts, policies()[policy]).tolls


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=25, deadline=None)
@given(made=accounts())
def test_low_best_and_high_rise(policy: str, made: list[Account]) -> None:
    for toll in tolls(made, policy):
        known = [each for each in (toll.range.low, toll.range.best, toll.range.high) if each is not None]
        assert known == sorted(known)


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=25, deadline=None)
@given(made=accounts(), data=st.data())
def test_the_order_of_reports_does_not_matter(policy: str, made: list[Account], data: Any) -> None:
    shuffled = data.draw(st.permutations(made))
    assert tolls(list(shuffled), policy) == tolls(made, policy)


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=25, deadline=None)
@given(made=accounts(), data=st.data())
def test_a_copy_changes_no_number(policy: str, made: list[Account], data: Any) -> None:
    copied = data.draw(st.sampled_from(made))
    report = "z-copy"
    figures = [
        msgspec.structs.replace(each, id=f"{each.id}-copy", report=report, part_of=None)
        for each in copied.figures
    ]
    copy = msgspec.structs.replace(
        account(report, *figures, outlet="The Copy", day=copied.published), origin=copied.origin
    )
    before, after = tolls(made, policy), tolls([*made, copy], policy)
    assert [(t.outcome, t.group, t.range, t.independent) for t in before] == [
        (t.outcome, t.group, t.range, t.independent) for t in after
    ]


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=40, deadline=None)
@given(made=accounts(), data=st.data())
def test_a_lower_figure_more_never_raises_low(policy: str, made: list[Account], data: Any) -> None:
    before = reconcile("i1", made, policies()[policy]).toll(Outcome.KILLED)
    if before is None or before.range.low is None:
        return
    lower = data.draw(st.integers(0, before.range.low))
    more = account("z-more", figure("z-more", lower), outlet="Another Paper", day="2031-03-07")
    after = reconcile("i1", [*made, more], policies()[policy]).toll(Outcome.KILLED)
    assert after is not None
    assert after.range.low is None or after.range.low <= before.range.low


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=25, deadline=None)
@given(made=accounts())
def test_the_names_of_the_sides_change_no_number(policy: str, made: list[Account]) -> None:
    def other(actor: Actor) -> Actor:
        swapped = {"north-army": SOUTH, "south-front": NORTH}.get(actor.registry or "")
        if swapped is None:
            return actor
        return msgspec.structs.replace(
            actor, name=swapped.name, label=swapped.label, registry=swapped.registry
        )

    def turned(value: Any) -> Any:
        if isinstance(value, Actor):
            return other(value)
        if isinstance(value, tuple):
            return tuple(turned(each) for each in value)
        if isinstance(value, msgspec.Struct):
            fields = {name: turned(getattr(value, name)) for name in value.__struct_fields__}
            return msgspec.structs.replace(value, **fields)
        return value

    ours = [(t.outcome, str(t.range), t.independent) for t in tolls(made, policy) if t.group.kind != "side"]
    theirs = [
        (t.outcome, str(t.range), t.independent)
        for t in tolls([turned(each) for each in made], policy)
        if t.group.kind != "side"
    ]
    assert ours == theirs


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=25, deadline=None)
@given(made=accounts())
def test_every_figure_counts_or_is_set_aside_with_a_reason(policy: str, made: list[Account]) -> None:
    found = {toll.outcome: toll for toll in tolls(made, policy) if toll.group == ALL}
    for each in made:
        for one in each.figures:
            toll = found[one.outcome.value]
            counted = {name for c in toll.counted for name in (c.figure, *c.parts)}
            assert one.id in counted | {a.figure for a in toll.aside}
            assert not counted & {a.figure for a in toll.aside}


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=25, deadline=None)
@given(made=accounts())
def test_a_part_exceeds_its_whole_with_a_note_or_not_at_all(policy: str, made: list[Account]) -> None:
    found = tolls(made, policy)
    for whole in (toll for toll in found if toll.group == ALL and toll.range.high is not None):
        for part in found:
            if part.outcome is whole.outcome and part.group != ALL and part.range.low is not None:
                most = whole.range.high or 0
                assert part.range.low <= most or any("more than the whole" in n for n in part.notes)


@settings(max_examples=25, deadline=None)
@given(made=accounts())
def test_what_is_added_up_lies_apart_or_stands_in_a_list(made: list[Account]) -> None:
    from tollbook.reconcile.groups import groups_of

    held = {figure.id: figure for each in made for figure in each.figures}
    for toll in tolls(made, "range"):
        for counted in toll.counted:
            parts = [held[name] for name in counted.parts]
            for number, one in enumerate(parts):
                for other in parts[number + 1 :]:
                    assert one.report == other.report
                    assert apart(groups_of(one), groups_of(other)) or counted.inferred is not None
