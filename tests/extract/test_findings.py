"""Findings: parts against totals, one claimant's numbers against each other, named victims."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.extract.findings import findings
from tollbook.model.claim import FindingKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.provenance import Basis, Provenance, Quote, Sourced, Span
from tollbook.model.reference import Actor, Place
from tollbook.model.when import DatePrecision, When


def sourced(value: object, words: str = "w") -> Sourced:  # type: ignore[type-arg]  # any value
    way = Provenance(capture="0", span=None, rule="test", extractor="0", knowledge="0")
    return Sourced(value=value, words=words, basis=Basis.STATED, provenance=way)


def figure(
    words: str,
    low: int | None,
    high: int | None = None,
    *,
    at: int,
    outcome: Outcome = Outcome.KILLED,
    status: Status = Status.UNKNOWN,
    by: str | None = None,
    part_of: int | None = None,
    place: str | None = None,
    day: date | None = None,
    name: str | None = None,
    scope: Scope = Scope.INCIDENT,
) -> Figure:
    when = When(start=day, end=day, precision=DatePrecision.DAY, reading="test") if day else None
    return Figure(
        id=f"f{at}",
        report="r",
        span=Span(at, at + len(words)),
        quote=Quote(exact=words, prefix="", suffix=""),
        outcome=sourced(outcome),
        count=sourced(Count(low=low, high=high)),
        status=sourced(status),
        scope=sourced(scope),
        stance=sourced(Stance.ASSERTED),
        claimants=(sourced(Actor(name=by, label=by)),) if by else (),
        part_of=None if part_of is None else f"f{part_of}",
        place=sourced(Place(name=place)) if place else None,
        when=sourced(when) if when else None,
        name=sourced(name) if name else None,
    )


def messages(*figures: Figure) -> list[str]:
    return [f.message for f in findings("r", figures)]


COMBATANTS = [
    figure("at least 30 rebels", 30, at=100, status=Status.COMBATANT, by="the Delta Monitor"),
    figure("11 allied gunmen", 11, 11, at=122, status=Status.COMBATANT, by="the Delta Monitor"),
    figure("25 soldiers", 25, 25, at=142, status=Status.COMBATANT, by="the Delta Monitor"),
]


def test_combatant_parts_that_agree_with_a_mixed_total_leave_the_civilians_unknown() -> None:
    total = figure("over 60 people", 61, at=10, status=Status.MIXED)
    found = findings("r", (total, *COMBATANTS))
    assert [f.kind for f in found] == [FindingKind.KINDS_DIFFER]
    assert found[0].message == (
        "30 + 11 + 25 = 66 or more agrees with “over 60 people” (61 or more killed), but the parts are "
        "combatants only while the total is said to include civilians: the number of civilians cannot be "
        "derived from these numbers."
    )
    assert found[0].figures == ("f100", "f122", "f142", "f10")


def test_parts_that_agree_with_a_total_of_no_stated_kind_agree() -> None:
    total = figure("67 people", 67, 67, at=10)
    found = findings("r", (total, *COMBATANTS))
    assert [f.kind for f in found] == [FindingKind.PARTS_AGREE]
    assert "though the two are put on different words" in found[0].message


@pytest.mark.parametrize(
    "total",
    [
        figure("67 people", 67, 67, at=10, outcome=Outcome.INJURED),
        figure("67 people", 67, 67, at=10, scope=Scope.PERIOD),
        figure("300 people", 300, 300, at=10),
        figure("several people", 2, at=10),
    ],
)
def test_a_list_is_held_against_nothing_that_is_no_total_of_it(total: Figure) -> None:
    assert messages(total, *COMBATANTS) == []


def test_a_part_larger_than_its_whole_is_told() -> None:
    whole = figure("40 people", 40, 40, at=10)
    part = figure("44 children", 44, 44, at=40, part_of=10)
    assert messages(whole, part) == [
        "“44 children” (44 killed) is stated to be part of “40 people” (40 killed), but is larger than it."
    ]


def test_a_part_that_is_smaller_says_nothing() -> None:
    assert messages(figure("40 people", 40, 40, at=10), figure("4 children", 4, 4, at=40, part_of=10)) == []


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        (28, FindingKind.PARTS_AGREE),
        (30, FindingKind.PARTS_EXCEED),
        (20, FindingKind.PARTS_FALL_SHORT),
    ],
)
def test_stated_parts_are_summed_against_their_whole(second: int, kind: FindingKind) -> None:
    found = findings(
        "r",
        (
            figure("40 people", 40, 40, at=10),
            figure("12 soldiers", 12, 12, at=40, part_of=10, status=Status.COMBATANT),
            figure("the villagers", second, second, at=60, part_of=10, status=Status.CIVILIAN),
        ),
    )
    assert [f.kind for f in found] == [kind]
    assert f"12 + {second} = {12 + second}" in found[0].message


def test_plural_parts_without_a_number_are_not_summed() -> None:
    assert (
        messages(
            figure("over 60 people", 61, at=10, status=Status.MIXED),
            figure("soldiers", 2, at=40, part_of=10, status=Status.COMBATANT),
            figure("civilians", 2, at=60, part_of=10, status=Status.CIVILIAN),
        )
        == []
    )


def test_a_claimants_two_numbers_for_one_place_are_told_apart() -> None:
    first = figure("12 villagers", 12, 12, at=10, by="the clinic", place="Kero")
    later = figure("19 villagers", 19, 19, at=500, by="the clinic", place="Kero")
    assert messages(first, later) == [
        "The clinic gives “12 villagers” (12 killed) and “19 villagers” (19 killed) for the same place; "
        "whether the later words correct the earlier ones is not said."
    ]


@pytest.mark.parametrize(
    "later",
    [
        figure("19 villagers", 19, 19, at=500, by="the army", place="Kero"),
        figure("19 villagers", 19, 19, at=500, by="the clinic", place="Bor"),
        figure("19 villagers", 19, 19, at=500, by="the clinic"),
        figure("19 soldiers", 19, 19, at=500, by="the clinic", place="Kero"),
        figure("another 19", 19, 19, at=500, by="the clinic", place="Kero"),
        figure("at least 10 villagers", 10, at=500, by="the clinic", place="Kero"),
        figure("19 villagers", 19, 19, at=500, by="the clinic", place="Kero", day=date(2023, 5, 2)),
        figure("19 villagers", 19, 19, at=500, by="the clinic", place="Kero", scope=Scope.PERIOD),
    ],
)
def test_other_words_places_days_and_open_numbers_do_not_differ(later: Figure) -> None:
    first = figure("12 villagers", 12, 12, at=10, by="the clinic", place="Kero", day=date(2023, 5, 1))
    assert messages(first, later) == []


def test_a_named_victim_and_a_total_are_not_added() -> None:
    victim = figure("Colonel Ande Vol", 1, 1, at=10, name="Ande Vol", status=Status.COMBATANT)
    again = figure("Colonel Vol", 1, 1, at=90, name="ande vol", status=Status.COMBATANT)
    total = figure("over 60 people", 61, at=300, status=Status.MIXED)
    found = findings("r", (victim, again, total))
    assert [f.kind for f in found] == [FindingKind.OVERLAP_UNKNOWN]
    assert found[0].message == (
        "“Colonel Ande Vol” (1 killed) and “over 60 people” (61 or more killed) are not said to overlap: "
        "whether the one is among the others is unknown, so they are not added."
    )


@pytest.mark.parametrize(
    "total",
    [
        figure("60 people", 60, 60, at=300, outcome=Outcome.INJURED),
        figure("60 people", 60, 60, at=300, scope=Scope.PERIOD),
        figure("60 civilians", 60, 60, at=300, status=Status.CIVILIAN),
        figure("60 people", 60, 60, at=300, place="Bor"),
        figure("60 people", 60, 60, at=300, day=date(2023, 4, 1)),
    ],
)
def test_a_named_victim_and_what_cannot_hold_it_are_not_told(total: Figure) -> None:
    victim = figure(
        "Colonel Vol",
        1,
        1,
        at=10,
        name="Vol",
        status=Status.COMBATANT,
        place="Kero",
        day=date(2023, 5, 1),
    )
    assert messages(victim, total) == []


def test_a_named_victim_stated_to_be_part_of_the_total_is_no_question() -> None:
    victim = figure("Colonel Vol", 1, 1, at=40, name="Vol", part_of=10)
    assert messages(figure("60 people", 60, 60, at=10), victim) == []


@st.composite
def some_figures(draw: st.DrawFn) -> list[Figure]:
    out: list[Figure] = []
    for n in range(draw(st.integers(0, 9))):
        low = draw(st.none() | st.integers(0, 60))
        high = draw(st.none() | st.integers(low or 0, 90))
        out.append(
            figure(
                draw(st.sampled_from(["people", "12 soldiers", "another 9", "children"])),
                low,
                high,
                at=n * draw(st.integers(20, 60)) + n,
                outcome=draw(st.sampled_from([Outcome.KILLED, Outcome.INJURED])),
                status=draw(st.sampled_from(list(Status))),
                by=draw(st.sampled_from([None, "the clinic", "the army"])),
                part_of=draw(st.none() | st.sampled_from([int(f.id[1:]) for f in out] or [0])),
                place=draw(st.sampled_from([None, "Kero", "Bor"])),
                name=draw(st.sampled_from([None, None, None, "Ande Vol"])),
            )
        )
    return list({f.id: f for f in out}.values())


@given(some_figures(), st.randoms(use_true_random=False))
def test_the_order_of_the_figures_does_not_change_what_is_found(figures: list[Figure], random) -> None:  # type: ignore[no-untyped-def]  # Hypothesis's own random
    mixed = list(figures)
    random.shuffle(mixed)
    assert set(messages(*figures)) == set(messages(*mixed))


@given(some_figures())
def test_findings_name_only_figures_of_the_report_and_say_a_whole_sentence(figures: list[Figure]) -> None:
    ids = {f.id for f in figures}
    for found in findings("r", tuple(figures)):
        assert set(found.figures) <= ids
        assert found.message[0].isupper() or found.message[0] in "“0123456789"
        assert found.message.endswith(".")


@given(some_figures())
def test_a_finding_of_excess_holds_only_where_the_least_is_above_the_most(figures: list[Figure]) -> None:
    by_id = {f.id: f for f in figures}
    for found in findings("r", tuple(figures)):
        if found.kind is FindingKind.PARTS_EXCEED:
            *parts, whole = (by_id[i].count.value for i in found.figures)
            assert whole.high is not None
            assert sum(p.low or 0 for p in parts) > whole.high


def test_a_part_of_up_to_so_many_is_summed_as_such() -> None:
    whole = figure("40 people", 40, 40, at=10)
    first = figure("12 soldiers", 12, 12, at=40, part_of=10)
    second = figure("up to 28 villagers", None, 28, at=60, part_of=10)
    third = figure("20 guards", 20, 20, at=90, part_of=10)
    assert messages(whole, first, third, second) == [
        "12 + up to 28 + 20 = 32-60 agrees with “40 people” (40 killed)."
    ]


def test_parts_do_not_fall_short_where_one_of_them_has_no_number() -> None:
    whole = figure("40 people", 40, 40, at=10)
    first = figure("12 soldiers", 12, 12, at=40, part_of=10)
    second = figure("9 guards", 9, 9, at=60, part_of=10)
    assert len(messages(whole, first, second)) == 1
    assert messages(whole, first, second, figure("villagers", 2, at=90, part_of=10)) == []
