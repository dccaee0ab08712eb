"""Plain words for what a reading holds."""

from datetime import date

import msgspec
import pytest
from example_reading import dispatch
from example_strangers import arabic
from hypothesis import given
from hypothesis import strategies as st

from tollbook.model.figure import Count, Stance
from tollbook.model.reference import Actor, Place, PlaceRelation
from tollbook.model.when import DatePrecision, When
from tollbook.publish import labels
from tollbook.publish.bars import bar, scales


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(low=131, high=None), "131 or more"),
        (Count(low=None, high=30), "30 or fewer"),
        (Count(low=20, high=30), "20–30"),
        (Count(low=14_000, high=14_000, approximate=True), "about 14,000"),
        (Count(low=0, high=0), "0 stated: none"),
        (Count(low=None, high=None), "not stated"),
    ],
)
def test_a_count_is_said_with_its_open_ends(count: Count, said: str) -> None:
    assert "".join(labels.count_parts(count)) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2031, 3, 12), date(2031, 3, 12), "12 Mar 2031"),
        (date(2031, 3, 10), date(2031, 3, 14), "10 to 14 Mar 2031"),
        (date(2031, 2, 28), date(2031, 3, 1), "28 Feb 2031 to 1 Mar 2031"),
        (date(2030, 10, 1), None, "from 1 Oct 2030, end open"),
        (None, date(2031, 3, 14), "until 14 Mar 2031, start open"),
        (None, None, "not stated"),
    ],
)
def test_days_are_said_with_their_open_ends(start: date | None, end: date | None, said: str) -> None:
    assert labels.days(When(start=start, end=end, precision=DatePrecision.DAYS, reading="r")) == said


@pytest.mark.parametrize(
    ("relation", "direction", "said"),
    [
        (PlaceRelation.IN, None, "Sareb"),
        (PlaceRelation.NEAR, None, "near Sareb"),
        (PlaceRelation.DIRECTION, "south", "south of Sareb"),
        (PlaceRelation.COUNTRYSIDE, None, "countryside of Sareb"),
        (PlaceRelation.PART, "north", "north part of Sareb"),
    ],
)
def test_a_place_keeps_how_the_words_relate_to_it(
    relation: PlaceRelation, direction: str | None, said: str
) -> None:
    assert labels.place_words(Place(name="Sareb", relation=relation, direction=direction)) == said


def test_a_part_whose_word_stands_in_the_name_is_not_called_a_part_twice() -> None:
    lower = Place(name="Lower Ilmen", relation=PlaceRelation.PART, direction="part")
    assert labels.place_words(lower) == "Lower Ilmen"
    assert labels.place_words(Place(name="Ilmen", relation=PlaceRelation.PART)) == "part of Ilmen"


@pytest.mark.parametrize(
    ("name", "label", "said"),
    [
        ("The army", "army", "The army"),
        ("the invaders", "Tarsian army", "the invaders [Tarsian army]"),
    ],
)
def test_an_actor_keeps_the_words_used_with_the_neutral_label_beside(
    name: str, label: str, said: str
) -> None:
    assert labels.actor(Actor(name=name, label=label)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Two died at Sareb.", "Two died at Sareb."),
        ("  Two\n\n died at Sareb on the road to the harbour of Tarn today, they said.", None),
        ("a" * 300, "a" * 80 + " …"),
        (" ", "waha-1"),
    ],
)
def test_a_report_without_a_title_is_named_by_its_first_words(text: str, said: str | None) -> None:
    report = msgspec.structs.replace(arabic().report, text=text)
    expected = said or "Two died at Sareb on the road to the harbour of Tarn …"
    assert labels.headline(report) == expected


def test_a_report_with_a_title_is_named_by_it() -> None:
    report = dispatch().report
    assert report.title is not None
    assert labels.headline(report) == report.title.value


def test_figures_are_grouped_by_whose_word_they_are() -> None:
    rows = labels.by_claimant(dispatch())
    assert [(who, len(figures)) for who, figures in rows] == [
        ("officials", 1),
        ("The Orlan Monitoring Group", 5),
        ("The army [Maravian army]", 2),
        ("State radio", 1),
        ("the report itself", 1),
        ("The relief office", 2),
    ]


def test_a_part_stands_behind_its_whole() -> None:
    _, figures = labels.by_claimant(dispatch())[1]
    ordered = [(f.quote.exact, part) for f, part in labels.parts_after_wholes(figures)]
    assert ordered[-2:] == [("dozens of people", False), ("Twelve children", True)]


def test_a_denial_names_who_denies() -> None:
    army = dispatch().figures[6].claimants
    assert labels.stance(Stance.DENIED, army) == "denied by The army"
    assert labels.stance(Stance.DENIED, ()) == "denied"


@given(st.text())
def test_a_line_for_the_terminal_holds_no_control_character(text: str) -> None:
    line = labels.one_line(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or "\u202a" <= c <= "\u202e" for c in line)


@given(st.text())
def test_making_text_visible_moves_no_character(text: str) -> None:
    assert len(labels.visible(text)) == len(text)


counts = st.tuples(st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9))


@given(counts, st.integers(1, 10**9))
def test_a_bar_stays_in_its_drawing_and_runs_forward(ends: tuple[int | None, int | None], top: int) -> None:
    low, high = ends
    if low is not None and high is not None and low > high:
        low, high = high, low
    drawn = bar(Count(low=low, high=high), top)
    if low is None and high is None:
        assert drawn is None
    else:
        assert drawn is not None
        assert 4 <= drawn.start <= drawn.end <= 196
        assert (drawn.opens_left, drawn.opens_right) == (low is None, high is None)


def test_bars_of_one_outcome_and_scope_share_a_scale_with_a_round_end() -> None:
    figures = dispatch().figures
    tops = scales(figures)
    said = {f"{each.outcome.value} {each.scope.value}": tops[each.id] for each in figures}
    assert set(tops) == {each.id for each in figures}
    assert said == {
        "killed incident": 200,
        "injured incident": 50,
        "missing incident": 50,
        "displaced period": 20_000,
        "killed_or_injured incident": 1,
    }


def test_the_toll_of_a_war_does_not_make_the_dead_of_a_day_vanish() -> None:
    first, second, third = dispatch().figures[:3]
    alike = {"outcome": first.outcome, "scope": first.scope}
    numbers = [
        msgspec.structs.replace(
            each, **alike, count=msgspec.structs.replace(each.count, value=Count(low=n, high=n))
        )
        for each, n in ((first, 132), (second, 18), (third, 500_000))
    ]
    assert scales(numbers) == {first.id: 200, second.id: 200, third.id: 500_000}
