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


def test_words_of_the_tail_date_entries_where_the_text_is_no_list_of_a_day() -> None:
    when = figures(LIST.replace("Daily list no. 331", "News").replace("Date: 28 November 2030", ""))
    assert all(each.when is None or each.when.words != "28 November 2030" for each in when.values())


def test_a_place_that_opens_an_entry_is_stated_of_it() -> None:
    place = figures(LIST)["three shepherds"].place
    assert place is not None
    assert (place.value.name, place.basis) == ("Halden", Basis.STATED)
