"""How actors hang together: wings and members, allies, backers, splits, renamings, each with its time.

An entry of the registry writes its links as ids with one space between; `id@2014..2017-02` says from when
until when, an open end is left out. A day, month or year counts in whole.
"""

import re
from datetime import date

import msgspec

from tollbook.errors import KnowledgeError
from tollbook.model.lexicon import Entry

TIMED = ("part_of", "allied_with", "backed_by")
PLAIN = ("successor_of", "renamed_to", "split_from")
DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
PERIOD = re.compile(rf"({DAY})?\.\.({DAY})?")


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """One link of an actor: how, to whom (an id), and from when until when (as the registry writes days)."""

    relation: str
    actor: str
    start: str | None = None
    until: str | None = None


def first_day(text: str) -> date:
    """Read a registry date (YYYY, YYYY-MM, YYYY-MM-DD) as its first day.

    Raises:
        ValueError: where it is no date.

    Example:
        >>> first_day("2012-01"), first_day("1999")
        (datetime.date(2012, 1, 1), datetime.date(1999, 1, 1))
    """
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def within(start: str | None, until: str | None, day: date) -> bool:
    """Tell whether `day` lies between two registry dates, both counted in whole; open ends hold for ever.

    Example:
        >>> within("2014", "2017-02", date(2017, 2, 28)), within("2014", "2017-02", date(2017, 3, 1))
        (True, False)
    """
    if start and day < first_day(start):
        return False
    return not until or day.isoformat()[: len(until)] <= until


def links(entry: Entry) -> tuple[Link, ...]:
    """Give the links that an entry writes, in a fixed order.

    Raises:
        KnowledgeError: where a period cannot be read; names entry, key and what was seen.
    """
    out: list[Link] = []
    for relation in TIMED:
        for item in (entry.get(relation) or "").split():
            target, _, period = item.partition("@")
            out.append(Link(relation, target, *(_period(entry, relation, period) if period else ())))
    out += [Link(relation, other) for relation in PLAIN if (other := entry.get(relation))]
    return tuple(out)


def ruled(entry: Entry, day: date) -> bool:
    """Tell whether a group governed its country on `day`, so that its forces were those of a state."""
    periods = (entry.get("ruled") or "").split()
    return any(within(*_period(entry, "ruled", period), day) for period in periods)


def faults(entry: Entry, known: set[str]) -> list[str]:
    """Say what is wrong with an entry's links and dates: unknown ids, unreadable or reversed periods."""
    out: list[str] = []
    try:
        found = links(entry)
        spans = [_period(entry, "ruled", period) for period in (entry.get("ruled") or "").split()]
    except KnowledgeError as error:
        return [error.what]
    out += [f"{link.relation} {link.actor!r} is no actor" for link in found if link.actor not in known]
    out += [f"{link.relation} points to itself" for link in found if link.actor == entry.id]
    spans += [(link.start, link.until) for link in found] + [(entry.get("from"), entry.get("until"))]
    for start, until in spans:
        try:
            if start and until and first_day(start) > first_day(until) and not start.startswith(until):
                out.append(f"{start} comes after {until}")
            _ = [first_day(day) for day in (start, until) if day]
        except ValueError:
            out.append(f"{start}..{until} holds no dates")
    return out


def _period(entry: Entry, key: str, text: str) -> tuple[str | None, str | None]:
    found = PERIOD.fullmatch(text)
    if found is None:
        raise KnowledgeError(
            f"entry {entry.id!r}: {key} has the period {text!r}",
            "write it as 2014..2017-02, an open end left out",
        )
    return found[1], found[2]
