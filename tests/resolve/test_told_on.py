"""The day from which a text counts: a weekday in its dateline, the days of a diary, Easter."""

from datetime import date

import pytest

from tollbook.annotate.dates import dates
from tollbook.model.provenance import Sourced, Span, Stamp
from tollbook.model.report import Report
from tollbook.resolve.feasts import easter
from tollbook.resolve.told_on import told_on
from tollbook.resolve.zones import dates_of

DAY = date(1983, 12, 17)


def sourced(day: date) -> Sourced[date]:
    return Stamp(text="a day", capture="0", knowledge="0").source(day, Span(0, 5), rule="test")


def report(text: str, given: date = DAY, printed: date | None = None) -> Report:
    return Report(
        id="r",
        capture="0",
        source="s",
        text=text,
        given=sourced(given),
        printed=sourced(printed) if printed else None,
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("BALLINE, Fri. - A driver was found in a dug-out here this evening.", date(1983, 12, 16)),
        ("Ostra, Friday. The men with masks have come back.", date(1983, 12, 16)),
        ("NEL, 15 December. At the crossing the tractors are counted.", date(1983, 12, 15)),
        # A weekday in the first sentence dates what happened, not the text.
        ("Ostra was quiet on Friday. Two died on Thursday.", DAY),
        ("Two guards died in Nel on Friday - the third week of it.", DAY),
        # Last year's day dates no text.
        ("NEL, 20 December. At the crossing the tractors are counted.", DAY),
    ],
)
def test_a_weekday_or_day_in_the_dateline_dates_the_text(text: str, day: date) -> None:
    assert told_on(report(text), dates(text)) == day


def test_days_of_a_diary_lie_between_its_first_day_and_the_day_it_came() -> None:
    text = "May 27. Sixteen at the bread line.\nJune 1. A sniper shot Damir."
    one = report(text, given=date(1992, 6, 2), printed=date(1992, 5, 27))
    told = dates(text)[1].date
    assert told is not None
    when = dates_of(one, dates(text))(told)
    assert when is not None
    assert when.start == when.end == date(1992, 6, 1)


@pytest.mark.parametrize(
    ("year", "day"), [(1961, "04-02"), (1969, "04-06"), (2000, "04-23"), (2008, "03-23"), (2038, "04-25")]
)
def test_easter_falls_as_the_tables_say(year: int, day: str) -> None:
    assert easter(year).isoformat() == f"{year}-{day}"
