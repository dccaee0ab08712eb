"""Beside: what a figure leaves out stands with the figure before in its sentence, or with its whole."""

import msgspec
import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.beside import from_beside
from tollbook.model.figure import Figure, Scope, Status
from tollbook.model.provenance import Basis
from tollbook.model.reference import Actor
from tollbook.model.text import Text

SAID = (
    "The ministry said nine soldiers died at Homs on Monday, and four guards were hurt. "
    "Later two drivers died."
)


def read(words: str) -> tuple[Text, list[Figure]]:
    page = Reader().seen(report(words))[0]
    return page.text, [ruled.figure for ruled in page.ruled]


def bare(figure: Figure) -> Figure:
    return msgspec.structs.replace(figure, place=None, when=None, claimants=(), part_of=None)


@pytest.fixture(scope="module")
def told() -> tuple[Text, list[Figure]]:
    text, figures = read(SAID)
    assert [figure.quote.exact for figure in figures] == ["nine soldiers", "four guards", "two drivers"]
    return text, figures


def test_the_figure_behind_takes_place_days_and_source_of_its_sentence(
    told: tuple[Text, list[Figure]],
) -> None:
    text, (first, second, third) = told
    _, hurt, later = from_beside(text, [first, bare(second), bare(third)])
    assert hurt.place
    assert hurt.place.words == "Homs"
    assert hurt.when
    assert hurt.when.words == "Monday"
    assert hurt.claimants[0].words == "The ministry"
    assert hurt.place.basis is Basis.INFERRED
    assert hurt.place.note
    assert later.place is None
    assert later.when is None
    assert later.claimants == ()


def test_of_the_sentence_before_only_the_place_of_the_same_days_is_taken(
    told: tuple[Text, list[Figure]],
) -> None:
    text, (first, _, third) = told
    _, later = from_beside(text, [first, msgspec.structs.replace(bare(third), when=first.when)])
    assert later.place
    assert later.place.words == "Homs"
    assert later.claimants == ()


def test_what_a_figure_says_itself_stays(told: tuple[Text, list[Figure]]) -> None:
    text, figures = told
    assert from_beside(text, figures)[0] == figures[0]


def test_a_total_of_a_longer_time_takes_nothing_of_one_incident(told: tuple[Text, list[Figure]]) -> None:
    text, (first, second, _) = told
    total = msgspec.structs.replace(second.scope, value=Scope.PERIOD)
    _, found = from_beside(text, [first, msgspec.structs.replace(bare(second), scope=total)])
    assert found.place is None
    assert found.claimants == ()


def test_a_part_takes_place_and_days_of_its_whole(told: tuple[Text, list[Figure]]) -> None:
    text, (first, _, third) = told
    part = msgspec.structs.replace(bare(third), part_of=first.id)
    _, found = from_beside(text, [first, part])
    assert found.place
    assert found.place.words == "Homs"
    assert found.when
    assert found.when.words == "Monday"
    assert found.claimants == ()


def test_a_number_without_a_noun_goes_on_with_the_fighters_before_it() -> None:
    text, (first, second) = read("The Ridge Army said 12 of its soldiers were killed and 9 wounded at Orsk.")
    side = text.stamp().source(Actor(name="Ridge Army", label="Ridge Army"), first.span, rule="test")
    fighters = text.stamp().source(Status.COMBATANT, first.span, rule="test")
    first = msgspec.structs.replace(first, side=side, status=fighters)
    _, hurt = from_beside(text, [first, msgspec.structs.replace(second, side=None, status=fighters)])
    assert hurt.side
    assert hurt.side.words == side.words
    unknown = msgspec.structs.replace(fighters, value=Status.UNKNOWN)
    _, hurt = from_beside(text, [first, msgspec.structs.replace(second, side=None, status=unknown)])
    assert hurt.side is None


def slots_of(words: str, *quotes: str) -> list[Figure]:
    """Read figures whose first alone keeps its place and days, all of one incident."""
    text, figures = read(words)
    found = [figure for figure in figures if figure.quote.exact in quotes]
    assert [figure.quote.exact for figure in found] == list(quotes)
    return list(from_beside(text, [found[0], *(bare(figure) for figure in found[1:])]))


@pytest.mark.parametrize(
    ("words", "place", "day"),
    [
        ("Nine soldiers died at Homs on Monday, and four guards were hurt.", "Homs", "Monday"),
        ("Nine soldiers died at Homs, Syria, on Monday, and four guards were hurt.", "Homs", "Monday"),
        ("Nine soldiers died at Homs on Monday, and four guards were hurt at Hama.", None, "Monday"),
        ("Nine soldiers died at Homs on Monday, at Hama on Tuesday four guards were hurt.", None, None),
        ("Nine soldiers died on Monday in Homs, in Hama four guards were hurt.", None, "Monday"),
        ("Nine soldiers died at Homs on Monday, and four guards were hurt elsewhere.", None, None),
        ("Nine soldiers died at Homs on Monday, and four guards (place not known) were hurt.", None, None),
        ("Nine soldiers died at Homs on Monday, and four guards (Harbat) were hurt.", None, "Monday"),
    ],
)
def test_nothing_is_taken_over_another_place_or_day_or_one_not_known(
    words: str, place: str | None, day: str | None
) -> None:
    _, hurt = slots_of(words, "Nine soldiers", "four guards")
    assert (hurt.place.words if hurt.place else None) == place
    assert (hurt.when.words if hurt.when else None) == day


def test_a_total_takes_the_place_of_another_only_of_the_same_days() -> None:
    text, (first, second) = read(
        "In Idlib province 500 people were killed since Wednesday, "
        "and 12,000 people were killed since the war began."
    )
    total = msgspec.structs.replace(first.scope, value=Scope.PERIOD)
    first = msgspec.structs.replace(first, scope=total)
    second = msgspec.structs.replace(second, scope=total, place=None)
    assert from_beside(text, [first, second])[1].place is None
    same = msgspec.structs.replace(second, when=first.when)
    place = from_beside(text, [first, same])[1].place
    assert place
    assert place.words == "Idlib province"
