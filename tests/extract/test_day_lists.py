"""Lists of one day: the day of the head is that of every entry; a place that opens an entry is its own."""

from datetime import date

import pytest

from flow_texts import reading
from tollbook.model.figure import Figure
from tollbook.model.provenance import Basis

LIST = """ORSA HARM LEDGER
Daily list no. 331
Date: 28 November 2030

1. Orsa. Air strike on a street of shops. Killed: 14 civilians. Injured: 23.

2. Port Selwyn. Shelling. Four people were killed.

3. Halden, 26 November. A mine killed three shepherds.

The list of yesterday is unchanged.
"""


def figures(text: str) -> dict[str, Figure]:
    return {figure.quote.exact: figure for figure in reading(text, day=date(2030, 11, 28)).figures}


@pytest.mark.parametrize(
    ("quote", "day"),
    [("14 civilians", 28), ("Four people", 28), ("three shepherds", 26)],
)
def test_the_day_of_the_head_is_that_of_every_entry_that_names_no_other(quote: str, day: int) -> None:
    when = figures(LIST)[quote].when
    assert when is not None
    assert when.value.start == when.value.end == date(2030, 11, day)


def test_the_list_of_yesterday_in_the_tail_dates_no_entry() -> None:
    found = [each.when for each in figures(LIST).values()]
    assert "yesterday" in LIST
    assert all(when and when.words != "yesterday" for when in found)


def test_without_a_day_in_the_head_no_entry_takes_one_of_it() -> None:
    for text in (LIST.replace("Daily list no. 331", "News"), LIST.replace("Date: 28 November 2030", "")):
        rules = [each.when and each.when.provenance.rule for each in figures(text).values()]
        assert len(rules) == 4
        assert "dates.list_head" not in rules
    assert "dates.list_head" in [each.when and each.when.provenance.rule for each in figures(LIST).values()]


def test_an_entry_with_a_day_of_its_own_a_total_and_the_tail_take_none_of_the_head() -> None:
    text = """ORSA HARM LEDGER
Daily list no. 331
Date: 28 November 2030

1. Orsa. Air strike on a street of shops. Killed: 14 civilians.

2. Halden. A mine of last week killed three shepherds.

3. Port Selwyn. At dawn shelling killed four people.

4. The war has so far killed 12,000 people.

Two children died in hospital.
"""
    found = figures(text)
    headed = {said for said, each in found.items() if each.when and each.when.words == "28 November 2030"}
    assert {"14 civilians", "four people"} <= headed
    assert "three shepherds" not in headed
    assert found["12,000 people"].when is None
    tail = found["Two children"].when
    assert tail is None or tail.provenance.rule != "dates.list_head"


ENTRIES = """

1. Orsa. Shelling killed 14 civilians.

2. Port Selwyn. A mine killed four people.
"""


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Gate Monitor, daily bulletin. Founded 3 March 2012.\nFor 28 November 2030:", 28),
        ("Daily list\nCovers: 28 November 2030\nIssued: 29 November 2030", 28),
        ("Daily report of 27 November 2030, published on 28 November 2030", 27),
        ("DAILY SUMMARY, 27 November 2030\n28 November 2030, Orsa", 27),
        ("WEEKLY REPORT\nCovers: 21-27 November 2030\nIssued: 28 November 2030", None),
        ("Daily bulletin, week 48\nDate: 28 November 2030", None),
        ("Daily list\nReporting period: 21-27 November 2030\n28 November 2030", None),
        ("Daily list\nIssued: 28 November 2030", None),
        ("Daily list\nDate: 27 November 2030\nFor: 28 November 2030", None),
    ],
)
def test_the_day_of_a_list_is_that_which_it_is_for_and_none_of_a_longer_time(
    head: str, day: int | None
) -> None:
    found = figures(head + ENTRIES)
    assert {"14 civilians", "four people"} <= set(found)
    for each in found.values():
        headed = each.when is not None and each.when.provenance.rule == "dates.list_head"
        assert headed == (day is not None)
        assert day is None or (each.when and each.when.value.start == date(2030, 11, day))


def test_numbered_questions_are_no_list() -> None:
    text = """The army's daily update of 28 November 2030 left much open. We asked its spokesman.

1. How many people were killed at Orsa?
Four people were killed.

2. And at Port Selwyn?
Three people were killed there.
"""
    rules = {each.when.provenance.rule for each in figures(text).values() if each.when}
    assert "dates.list_head" not in rules


def test_a_small_place_opens_an_entry_and_none_is_taken_from_another() -> None:
    text = """Daily list, 28 November 2030

1. Sarmin. Air strike, 4 killed.

2. Binnish. Shelling killed three people.

3. A mine killed two shepherds.
"""
    found = figures(text)
    place = found["4 killed"].place
    assert place
    assert (place.words, place.basis) == ("Sarmin", Basis.STATED)
    assert found["two shepherds"].place is None


def test_a_place_within_an_entry_is_not_stated_of_all_in_it() -> None:
    text = """Daily list, 28 November 2030

1. Orsa. Shelling killed 14 civilians.

2. A column came from Homs. It was shelled. Four people were killed.
"""
    place = figures(text)["Four people"].place
    assert place is None or place.basis is Basis.INFERRED


def test_a_place_that_opens_an_entry_is_stated_of_it() -> None:
    place = figures(LIST)["three shepherds"].place
    assert place is not None
    assert (place.value.name, place.basis) == ("Halden", Basis.STATED)
