"""The day at the place: reports dated in another zone than that of what they tell."""

from datetime import date, time, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.dates import dates
from tollbook.model.lexicon import marked
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Provenance, Sourced, Span
from tollbook.model.reference import Candidate, Place
from tollbook.model.report import Report
from tollbook.model.when import DateExpression
from tollbook.resolve.dates import resolve
from tollbook.resolve.zones import clock, dated_at, dates_of, local_day, zone_of

PLACES = {
    "Manila": ("PH", 14.6, 120.98),
    "Damascus": ("SY", 33.51, 36.29),
    "Port-au-Prince": ("HT", 18.54, -72.34),
    "London": ("GB", 51.5, -0.1),
    "Goma": ("CD", -1.67, 29.22),
    "Kinshasa": ("CD", -4.32, 15.31),
    "Nowhere": ("XX", 0.0, 0.0),
}
THURSDAY = date(2024, 11, 28)


def candidate(name: str) -> Candidate:
    country, latitude, longitude = PLACES[name]
    return Candidate(
        gazetteer=f"test:{name}",
        name=name,
        country=country,
        latitude=latitude,
        longitude=longitude,
        feature="populated_place",
        score=1.0,
    )


def sourced(value: Any, words: str, span: Span | None = None) -> Sourced[Any]:
    made = Provenance(capture="ab", span=span, rule="test", extractor="0", knowledge="0")
    return Sourced(value=value, words=words, basis=Basis.STATED, provenance=made)


def report(text: str, day: date | None, stamp: str, *, printed: bool = False) -> Report:
    shown = sourced(day, stamp) if day else None
    made = Report(id="r", capture="ab", source="s", text=text, given=None if printed else shown)
    return msgspec.structs.replace(made, printed=shown) if printed else made


def read(sentence: str, place: str, day: date, stamp: str) -> tuple[list[str], str | None]:
    """Give the days of a marked date, best reading first, and the reason of the first."""
    text, spans = marked(sentence)
    at = text.index(place)
    found = Place(name=place, candidates=(candidate(place),))
    span = Span(at, at + len(place))
    mention = Mention(kind=MentionKind.PLACE, span=span, words=place, rule="test", place=found)
    (e,) = [m.date for m in dates(text) if m.span == spans[0]]
    assert e is not None
    when = dates_of(report(text, day, stamp), [mention])(e)
    assert when is not None
    return [f"{w.start}..{w.end}" for w in (when, *when.alternatives)], when.reason


def days(*texts: str) -> list[str]:
    return [text if ".." in text else f"{text}..{text}" for text in texts]


@pytest.mark.parametrize(
    ("sentence", "place", "stamp", "expected"),
    [
        # It was Friday in Manila when the report was dated Thursday 23:30 UTC: "Friday" is not six days ago.
        (
            "Manila police were shot at [early Friday].",
            "Manila",
            "T23:30:00Z",
            days("2024-11-29", "2024-11-22"),
        ),
        ("Manila police were shot at [early Friday].", "Manila", "T10:30:00Z", days("2024-11-22")),
        ("Manila police were shot at on [Thursday].", "Manila", "T23:30:00Z", days("2024-11-28")),
        ("Manila police were shot at [today].", "Manila", "T23:30:00Z", days("2024-11-29", "2024-11-28")),
        ("Manila police were shot at [today].", "Manila", "T23:30:00+08:00", days("2024-11-28")),
        ("Damascus was hit [yesterday].", "Damascus", "T22:30:00Z", days("2024-11-28", "2024-11-27")),
        ("Damascus was hit [yesterday].", "Damascus", "T20:30:00Z", days("2024-11-27")),
        (
            "Damascus was hit [overnight].",
            "Damascus",
            "T22:30:00Z",
            days("2024-11-28..2024-11-29", "2024-11-27..2024-11-28"),
        ),
        # It was still Wednesday in Haiti when the report was dated Thursday 02:00 UTC.
        (
            "Port-au-Prince was raided [today].",
            "Port-au-Prince",
            "T02:00:00Z",
            days("2024-11-27", "2024-11-28"),
        ),
        ("Port-au-Prince was raided [Wednesday].", "Port-au-Prince", "T02:00:00Z", days("2024-11-27")),
        (
            "Port-au-Prince was raided [Thursday].",
            "Port-au-Prince",
            "T02:00:00Z",
            days("2024-11-28", "2024-11-21"),
        ),
        # No hour is known: a weekday that is the day after the report's date keeps both readings in the east.
        ("Manila police were shot at [early Friday].", "Manila", "", days("2024-11-22", "2024-11-29")),
        ("Manila police were shot at on [last Friday].", "Manila", "", days("2024-11-22")),
        ("Manila police were shot at on [Saturday].", "Manila", "", days("2024-11-23")),
        ("London police were shot at on [Friday].", "London", "", days("2024-11-22")),
        ("Nowhere was hit on [Friday].", "Nowhere", "T23:30:00Z", days("2024-11-22")),
        # What does not hang on the hour stays as it is.
        ("Manila police were shot at on [27 November].", "Manila", "T23:30:00Z", days("2024-11-27")),
        ("Manila police were shot [last week].", "Manila", "T23:30:00Z", days("2024-11-18..2024-11-24")),
    ],
)
def test_both_days_are_kept_where_the_place_lies_in_another_zone(
    sentence: str, place: str, stamp: str, expected: list[str]
) -> None:
    assert read(sentence, place, THURSDAY, f"2024-11-28{stamp}")[0] == expected


def test_the_reason_names_the_zone_and_the_day() -> None:
    _, why = read("Manila police were shot at [early Friday].", "Manila", THURSDAY, "2024-11-28T23:30:00Z")
    assert why == "counted from 2024-11-29, the day in Asia/Manila when the report was dated 2024-11-28"


@pytest.mark.parametrize(
    ("text", "hour", "hours"),
    [
        ("28 November 2024, 23:40 GMT", time(23, 40), 0),
        ("2024-11-28T23:30:00Z", time(23, 30), 0),
        ("2024-11-28 23:30:00.123456+00:00", time(23, 30), 0),
        ("Thu, 28 Nov 2024 23:30:00 -0500", time(23, 30), -5),
        ("Nov 28, 2024 11:05 p.m. EST", time(23, 5), -5),
        ("28.11.2024 1:05 am (UTC+3)", time(1, 5), 3),
        ("28 November 2024, 2340 GMT", time(23, 40), 0),
        ("12:10 AM GMT+5:30", time(0, 10), 5.5),
    ],
)
def test_hours_with_a_zone_are_read(text: str, hour: time, hours: float) -> None:
    assert clock(text) == (hour, timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    "text",
    ["2024-11-28", "28 November 2024", "28 November 2024, 23:40", "28 11 2024", "", "2024 GMTX", "+03:00"],
)
def test_an_hour_without_a_zone_says_nothing(text: str) -> None:
    assert clock(text) is None


def test_the_hour_of_the_date_that_counts_is_taken() -> None:
    shown = report("x", THURSDAY, "28 November 2024 01:00 GMT", printed=True)
    assert dated_at(shown) is not None
    assert dated_at(report("x", THURSDAY, "2024-11-28")) is None
    assert dated_at(report("x", None, "")) is None


def test_the_place_of_the_dateline_goes_before_the_others() -> None:
    text = "LONDON, 28 November 2024 - Manila and Manila again."
    line = Span(0, 24)
    told = report(text, THURSDAY, "2024-11-28T23:30:00Z")
    dated = Report(
        id="r",
        capture="ab",
        source="s",
        text=text,
        given=told.given,
        dateline=sourced(line.of(text), line.of(text), line),
    )
    mentions = [
        Mention(
            kind=MentionKind.PLACE,
            span=Span(at, at + 6),
            words=name,
            rule="test",
            place=Place(name=name, candidates=(candidate(name),)),
        )
        for at, name in ((0, "London"), (27, "Manila"), (38, "Manila"))
    ]
    here, there = local_day(dated, mentions), local_day(dated, mentions[1:])
    assert here is not None
    assert there is not None
    assert (here.zone, there.zone) == ("Europe/London", "Asia/Manila")
    assert local_day(dated, []) is None


def test_a_country_with_two_zones_gives_the_nearer_one() -> None:
    assert zone_of(candidate("Goma")) == "Africa/Lubumbashi"
    assert zone_of(candidate("Kinshasa")) == "Africa/Kinshasa"
    assert zone_of(candidate("Nowhere")) is None


@given(st.text(max_size=60))
def test_no_stamp_breaks_it(text: str) -> None:
    found = clock(text)
    assert found is None or abs(found[1].utcoffset(None) or timedelta(0)) < timedelta(hours=24)


@given(st.dates(min_value=date(1980, 1, 2), max_value=date(2060, 1, 1)), st.integers(0, 6))
def test_without_a_place_dates_are_read_as_ever(day: date, weekday: int) -> None:
    e = DateExpression(form="weekday", weekday=weekday)
    assert dates_of(report("x", day, day.isoformat()), [])(e) == resolve(e, day)
