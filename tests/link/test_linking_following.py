"""Claims that go on from the one before them in their report: no other place, day, kind or larger number."""

import tracemalloc
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest
from linked_accounts import account, decided

from tollbook.link import Source, following, link
from tollbook.model.decision import DecisionKind
from tollbook.model.incident import Account

LEAD = account("Shells fell on Sareb on Tuesday and killed four people", killed=4)
BOY = account("The boy was taken to a clinic", event=None, place=None, day=None, at=60, killed=1)


def incidents(*accounts: Account, **more: object) -> int:
    return len(groups(*accounts, **more))


def groups(*accounts: Account, **more: object) -> list[frozenset[str]]:
    texts: dict[str, str] = {}
    for each in sorted(accounts, key=lambda each: each.claim.span.start):
        begun = texts.get(each.report, "").ljust(each.claim.span.start)
        texts[each.report] = begun + each.claim.quote.exact
    sources = {
        name: Source(id=name, text=text, outlet=name, published=date(2031, 3, 4))
        for name, text in texts.items()
    }
    done = link(accounts, sources, **more)  # type: ignore[arg-type]  # decisions alone
    return [frozenset(each.claims) for each in done.incidents]


def test_a_sentence_without_place_or_day_belongs_to_what_its_report_told_before() -> None:
    assert incidents(LEAD, BOY) == 1


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("In Orlan a boy was taken to a clinic", {"place": "Orlan"}),
        ("A boy was taken to a clinic three weeks before", {"day": -21}),
        ("A boy was arrested", {"event": "Arrests"}),
        ("Thirty people were taken to a clinic", {"killed": 30}),
        ("In another attack a boy was taken to a clinic", {}),
    ],
    ids=["another place", "another day", "another kind", "many more people", "it says that it turns"],
)
def test_a_sentence_that_turns_to_something_else_stands_by_itself(
    words: str, more: dict[str, object]
) -> None:
    told: dict[str, object] = {"event": None, "place": None, "day": None, "at": 60, "killed": 1} | more
    assert incidents(LEAD, account(words, **told)) == 2  # type: ignore[arg-type]  # the fields above


def test_a_sentence_of_another_report_does_not_go_on_from_it() -> None:
    other = account("The boy was taken to a clinic", report="orbit-1", event=None, place=None, day=None)
    assert incidents(LEAD, other) == 2


def test_what_several_reports_go_on_with_stays_by_itself_where_one_of_them_begins_with_it() -> None:
    told = "Mara Oduya and Tovin Hesk of the Lower Mill were buried by their sons"
    again = account(told, report="orbit-1", event=None, place="Sareb", day=0)
    later = account(told, event=None, place=None, day=None, at=60)
    lead = account("A mine went off", place="Orlan", day=0, killed=7, event="Remote explosive/landmine/IED")
    assert incidents(lead, later, again) == 2


def test_people_who_say_that_the_two_are_not_the_same_are_heard() -> None:
    said = decided(DecisionKind.NOT_SAME, LEAD, BOY)
    assert incidents(LEAD, BOY, decisions=[said]) == 2


def placed(points: list[tuple[float, float]]) -> SimpleNamespace:
    """Give columns of claims of one day at these points."""
    latitude, longitude = (np.array(each, dtype=np.float32) for each in zip(*points, strict=True))
    day, radius = np.full(len(points), 5), np.full(len(points), 2, dtype=np.float32)
    guessed = np.zeros(len(points), dtype=bool)
    return SimpleNamespace(
        first=day, last=day, latitude=latitude, longitude=longitude, radius=radius, guessed=guessed
    )


@pytest.mark.parametrize("other", [(36.0, 37.0), (36.9, 37.0)], ids=["one town", "another town"])
def test_a_long_report_of_one_town_is_one_story_and_looking_takes_no_more_room_than_its_claims(
    other: tuple[float, float],
) -> None:
    table = placed([(36.0, 37.0)] * 3000 + [other])
    tracemalloc.start()
    alike = following._one_story(table, range(3001))  # type: ignore[arg-type]  # the columns it looks at
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert alike == (other == (36.0, 37.0))
    assert most < 20_000_000


def test_a_report_of_very_many_points_is_not_one_story() -> None:
    near = placed([(36.0 + number * 1e-5, 37.0) for number in range(following.MOST_POINTS + 1)])
    rows = range(following.MOST_POINTS)
    assert following._one_story(near, rows)  # type: ignore[arg-type]  # the columns it looks at
    rows = range(following.MOST_POINTS + 1)
    assert not following._one_story(near, rows)  # type: ignore[arg-type]  # the columns it looks at


def test_what_two_reports_go_on_with_from_different_leads_moves_whole_to_one_of_them() -> None:
    told = "Mara Oduya and Tovin Hesk of the Lower Mill were buried by their sons"
    mine = account("A mine went off", report="orbit-1", place="Orlan", event="Remote explosive/landmine/IED")
    one, two = (
        account(told, report=report, event=None, place=None, day=None, at=80)
        for report in ("meridian-1", "orbit-1")
    )
    found = groups(LEAD, mine, one, two)
    both = {one.claim.id, two.claim.id}
    assert sum(both <= each for each in found) == 1
    assert sum(bool(both & each) for each in found) == 1
    assert all(len({LEAD.claim.id, mine.claim.id} & each) == 1 for each in found)
