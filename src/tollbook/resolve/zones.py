"""Time zones of the place: on which day it was there when a report was dated.

A report's date is that of whoever dated it. Where the hour and its zone are printed beside the date, or came
with it, the day at the place follows; where they did not, a weekday that is the day after the report's
date is left with both readings for places east of Greenwich. The zone of a place is that of the nearest chief
town of a zone of its country (tz database); near a border inside a country that can be the wrong one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.reference import Candidate
from tollbook.model.report import Report
from tollbook.model.when import DateExpression, When
from tollbook.resolve.dates import resolve
from tollbook.resolve.told_on import in_diary, told_on

TABLE = "places/zones.tsv"
ONE = timedelta(days=1)
DAILY = frozenset({"day", "overnight"})
ALREADY = "the day after the report's date, which it may have been already in {zone}"
CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>[01]?\d|2[0-3]):?(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,9})?)?"
    r"[ ]?(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"[ ]?\(?(?:(?P<name>Z|UTC|GMT|KSA|MSK|EST|EDT|CET|CEST|EET|EEST)(?![A-Za-z])[ ]?)?"
    r"(?P<offset>[+-]\d{1,2}(?::?[0-5]\d)?)?(?![\d:])"
)
HOURS = {"EST": -5, "EDT": -4, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "KSA": 3, "MSK": 3}


class LocalDay(msgspec.Struct, frozen=True, kw_only=True):
    """The day at a place when a report was dated: zone, and the day there, None where no hour is known."""

    zone: str
    day: date | None
    east: bool


def dates_of(report: Report, mentions: Iterable[Mention]) -> Callable[[DateExpression], When | None]:
    """Give the reading of date expressions of a report, against its date and the day at its places."""
    found = list(mentions)
    local, day = local_day(report, found), told_on(report, found)

    def read(expression: DateExpression) -> When | None:
        return in_diary(expression, report) or told_locally(expression, day, local)

    return read


def told_locally(e: DateExpression, report: date | None, local: LocalDay | None) -> When | None:
    """Resolve a date's form; where the day at the place may be another, both readings stay.

    Example:
        >>> e = DateExpression(form="weekday", weekday=4)
        >>> manila = LocalDay(zone="Asia/Manila", day=date(2024, 11, 29), east=True)
        >>> told_locally(e, date(2024, 11, 28), manila).start.isoformat()
        '2024-11-29'
    """
    when = resolve(e, report)
    if when is None or report is None or local is None:
        return when
    if local.day is not None and local.day != report and (e.form in DAILY or _plain_weekday(e)):
        return _both(e, when, report, local, local.day)
    coming = report + ONE
    if local.day is None and local.east and _plain_weekday(e) and e.weekday == coming.weekday():
        other = msgspec.structs.replace(
            when, start=coming, end=coming, alternatives=(), reason=ALREADY.format(zone=local.zone)
        )
        why = when.reason or "the latest on or before the report's date"
        return msgspec.structs.replace(when, alternatives=(*when.alternatives, other), reason=why)
    return when


def _plain_weekday(e: DateExpression) -> bool:
    return e.form == "weekday" and e.direction is None and e.inner is None and e.part != "overnight"


def _both(e: DateExpression, when: When, report: date, local: LocalDay, day: date) -> When:
    """Put the reading by the day at the place beside that by the report's date; the better one first."""
    there = resolve(e, day)
    if there is None or (there.start, there.end) == (when.start, when.end):
        return when
    here = msgspec.structs.replace(when, alternatives=(), reason=f"counted from the report's date, {report}")
    why = f"counted from {day}, the day in {local.zone} when the report was dated {report}"
    there = msgspec.structs.replace(there, alternatives=(), reason=why)
    late = (
        _plain_weekday(e) and when.start is not None and there.start is not None and when.start > there.start
    )
    first, second = (here, there) if late else (there, here)
    return msgspec.structs.replace(first, alternatives=(second, *when.alternatives))


def local_day(report: Report, mentions: Iterable[Mention]) -> LocalDay | None:
    """Give the day at a report's places when it was dated; None where the place or its zone is not known."""
    zone = _zone(report, mentions)
    if zone is None or report.date is None:
        return None
    noon = datetime.combine(report.date, time(12), tzinfo=zone)
    east = (noon.utcoffset() or timedelta(0)) > timedelta(0)
    moment = dated_at(report)
    day = moment.astimezone(zone).date() if moment is not None else None
    return LocalDay(zone=zone.key, day=day, east=east)


def dated_at(report: Report) -> datetime | None:
    """Give the moment at which a report was dated, where an hour and its zone stand beside its date."""
    shown = report.printed
    if shown is not None:
        texts = [shown.words, report.dateline.words if report.dateline else ""]
    else:
        texts = [report.given.words] if report.given else []
    for text in texts:
        found = clock(text)
        if found is not None and report.date is not None:
            hour, zone = found
            return datetime.combine(report.date, hour, tzinfo=zone)
    return None


def clock(text: str) -> tuple[time, timezone] | None:
    """Read an hour with its zone: "23:40 GMT", "T23:30:00Z", "1:05 a.m. (UTC+3)"; without a zone None.

    Example:
        >>> clock("2024-11-28T23:30:00+03:00")
        (datetime.time(23, 30), datetime.timezone(datetime.timedelta(seconds=10800)))
    """
    for found in CLOCK.finditer(text[:300]):
        name, offset = found["name"], found["offset"]
        if name is None and (offset is None or ":" not in found[0]):
            continue
        hour = int(found["hour"])
        if found["half"]:
            hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
        shift = timedelta(hours=HOURS.get(name or "", 0))
        if offset:
            digits = offset[1:].replace(":", "")
            whole = timedelta(hours=int(digits[:-2] or 0), minutes=int(digits[-2:]))
            part = whole if len(digits) > 2 else timedelta(hours=int(digits))
            shift += -part if offset[0] == "-" else part
        if abs(shift) < timedelta(hours=24):
            return time(hour, int(found["minute"])), timezone(shift)
    return None


def _zone(report: Report, mentions: Iterable[Mention]) -> ZoneInfo | None:
    """Give the zone of the dateline's place, else the one that most places of the text lie in."""
    places = [(m, m.place.best) for m in mentions if m.place is not None and m.place.best is not None]
    line = report.dateline.provenance.span if report.dateline else None
    told = [best for mention, best in places if line is not None and line.holds(mention.span)]
    names = [name for best in told or [b for _, b in places] if (name := zone_of(best)) is not None]
    if not names:
        return None
    return _known(Counter(names).most_common(1)[0][0])


@cache
def _known(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_of(place: Candidate) -> str | None:
    """Name the time zone of a place: that of the nearest chief town of a zone of its country.

    Example:
        >>> zone_of(Candidate(gazetteer="g", name="Ostra", country="CD", latitude=-1.7, longitude=29.2,
        ...                   feature="populated_place", score=1.0))
        'Africa/Lubumbashi'
    """
    zones = _zones().get(place.country, ())
    near = min(
        zones, key=lambda z: (z[0] - place.latitude) ** 2 + (z[1] - place.longitude) ** 2, default=None
    )
    return near[2] if near is not None else None


@cache
def _zones() -> dict[str, list[tuple[float, float, str]]]:
    out: dict[str, list[tuple[float, float, str]]] = {}
    for line in (lexicon.root() / TABLE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, latitude, longitude, name = line.split("\t")
            out.setdefault(country, []).append((float(latitude), float(longitude), name))
    return out
