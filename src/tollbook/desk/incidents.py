"""What the desk asks of incidents: the list as filtered, and one incident worked out by a rule."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

import msgspec
from sqlalchemy import Connection, func, select

from tollbook import choosing, tolling
from tollbook.book import incidents as linked
from tollbook.book import queries
from tollbook.book.schema import PRESENT, REPORT
from tollbook.desk.data import Desk
from tollbook.desk.incident_bars import band, bars
from tollbook.desk.incident_changes import history_of
from tollbook.desk.incident_matrix import matrix
from tollbook.desk.incident_naming import namings
from tollbook.desk.incident_steps import of_toll, stairs
from tollbook.desk.words import people, title
from tollbook.errors import InputError
from tollbook.model.figure import Count, Figure
from tollbook.model.incident import Incident
from tollbook.model.reading import Reading
from tollbook.model.toll import AsideReason, GroupKind, Toll, group_words, side_labels
from tollbook.publish.labels import days, headline
from tollbook.publish.tolls import ASIDE

MOST_READ = 60
"""Reports of an incident whose texts are looked into for one page."""
MOST_HELD = 1_000
_HELD: WeakKeyDictionary[Desk, dict[tuple[int, int], Reading]] = WeakKeyDictionary()
AROUND = 240
ENDS = (". ", "! ", "? ", "؟ ", "\n")


def fitting(desk: Desk, words: str, first: date | None, last: date | None) -> list[Incident]:
    """Give the incidents that hold the words and touch the days, in the order of their days."""
    wanted = words.casefold().strip()
    return [each for held, each in desk.incidents() if wanted in held and _fits(each, first, last)]


def _fits(each: Incident, first: date | None, last: date | None) -> bool:
    start, end = (each.when.start, each.when.end) if each.when else (None, None)
    start, end = start or end, end or start
    if first and (end is None or end < first):
        return False
    return not (last and (start is None or start > last))


def worked_out(desk: Desk, name: str, policy: str, of: str = "") -> dict[str, Any]:
    """Give what the page of an incident is filled with; policy "": the one chosen for it, else range.

    `of` names the toll whose sources are drawn (see `key`); "" or one that is not there is the first.

    Raises:
        InputError: where there is no such incident or policy.
    """
    known = tolling.known_policies(desk.book.path)
    choice = choosing.standing(desk.book, name)
    chosen = choice.changes.get("policy") if choice else None
    wanted = policy or (chosen if chosen in known else None) or "range"
    rule = tolling.chosen([wanted], known)[0]
    told = tolling.incident(desk.book, name, [rule], within=desk.within)
    figures = {figure.id: (figure, a) for a in told.accounts for figure in a.figures}
    reports = list(dict.fromkeys(a.report for a in told.accounts))
    with desk.reading() as connection:
        copies = linked.copies(connection)
        readings = _readings(desk, connection, reports[:MOST_READ])
        versions = _versions(connection, reports)
        entries = history_of(connection, told.incident)
        whole = _whole(connection, told.incident.part_of)
    mine = {a.origin for a in told.accounts}
    toll = next((each for each in told.tolls if key(each) == of), told.tolls[0] if told.tolls else None)
    made, rows = bars(toll, figures) if toll else (None, [])
    steps = of_toll(told.history, toll) if toll else []
    outlets = {a.report: a.outlet for a in told.accounts if a.outlet}
    quotes = {a.claim.id: a.claim.quote.exact for a in told.accounts}
    return {
        "told": told,
        "whole": whole,
        "rule": rule,
        "rules": list(known.values()),
        "choice": choice,
        "chosen_rule": known.get(chosen) if chosen else None,
        "figures": figures,
        "claims": {a.claim.id: a for a in told.accounts},
        "copies": [each for each in copies if each.id in mine],
        "labels": side_labels(figure for figure, _ in figures.values()),
        "group_words": group_words,
        "ASIDE": ASIDE,
        "ends": lambda low, high: str(Count(low=low, high=high)),
        "key": key,
        "said_clauses": [
            msgspec.structs.replace(c, text=named(c.text, readings)) for c in told.summary.clauses
        ],
        "reasons": [(said_of(each[0], each[1], quotes), each[1]) for each in told.grade.reasons],
        "toll": toll,
        "scale": made,
        "rows": rows,
        "band": band(toll.range, made.top) if toll and made else (None, None),
        "sentence": lambda figure: sentence(readings.get(figure.report), figure),
        "matrix": matrix(told.accounts, lambda each: (title(each), people(each)), days, parts_of(told.tolls)),
        "stairs": stairs(steps),
        "steps": steps,
        "namings": namings(readings.values(), {**titled(readings), **outlets}),
        "reports": [(each, readings.get(each), versions.get(each, 1), outlets.get(each)) for each in reports],
        "unread": max(0, len(reports) - MOST_READ),
        "entries": entries,
    }


def key(toll: Toll) -> str:
    """Name a toll in an address: its outcome, and whom it is of."""
    return f"{toll.outcome.value}:{toll.group.kind.value}:{toll.group.value}"


def named(words: str, readings: Mapping[str, Reading]) -> str:
    """Say a sentence of the summary with reports of no stated outlet by their titles, not by their ids."""
    for name, reading in readings.items():
        if name in words and reading.report.outlet is None:
            parts = re.split(rf"\breport {re.escape(name)}(?![\w-])", words)
            words = f"report “{headline(reading.report)}”".join(parts)
    return words


def titled(readings: Mapping[str, Reading]) -> dict[str, str]:
    """Name each report by its title, as one of no stated outlet is named."""
    return {name: f"the report “{headline(each.report)}”" for name, each in readings.items()}


def said_of(reason: str, claims: Iterable[str], quotes: Mapping[str, str]) -> str:
    """Say a reason of a grade; where its party is named by "the other" alone, with the words that say it.

    Example:
        >>> said_of("held responsible: the other", ["c"], {"c": "Each side accused the other"})
        'held responsible: the other (in the words “Each side accused the other”)'
    """
    words = next((quotes[name] for name in claims if name in quotes), "")
    nameless = reason.rpartition(": ")[2].casefold() in {"the other", "the other side", "each other"}
    return f"{reason} (in the words “{words}”)" if nameless and words else reason


def parts_of(tolls: Iterable[Toll]) -> set[str]:
    """Give the figures that a toll of all people sets aside as parts of another one."""
    whole = [each for each in tolls if each.group.kind is GroupKind.ALL]
    return {aside.figure for each in whole for aside in each.aside if aside.reason is AsideReason.PART}


def sentence(reading: Reading | None, figure: Figure) -> tuple[str, str, str]:
    """Give a figure's words in their sentence: before, the words, after; without a text, what is quoted.

    Example:
        >>> sentence(None, figure)  # doctest: +SKIP
        ('at least ', '65 fighters', ' died')
    """
    quote, span = figure.quote, figure.span
    if reading is None or reading.report.text[span.start : span.end] != quote.exact:
        return quote.prefix, quote.exact, quote.suffix
    text = reading.report.text
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    start = max(before.rfind(mark) + len(mark) for mark in ENDS if mark in before) if _ended(before) else 0
    stops = [after.find(mark) + 1 for mark in ENDS if mark in after]
    return before[start:], quote.exact, after[: min(stops)] if stops else after


def _whole(connection: Connection, name: str | None) -> Incident | None:
    try:
        return linked.incident(connection, name) if name else None
    except InputError:
        return None


def _ended(before: str) -> bool:
    return any(mark in before for mark in ENDS)


def _readings(desk: Desk, connection: Connection, reports: list[str]) -> dict[str, Reading]:
    """Give readings without their mentions; a reading never changes, so the last ones are kept in memory."""
    held = _HELD.setdefault(desk, {})
    columns = PRESENT.c
    query = select(columns.report, columns.reading, columns.text).where(columns.report.in_(reports))
    out: dict[str, Reading] = {}
    for report, reading, text in connection.execute(query):
        found = held.get((reading, text))
        if found is None:
            found = msgspec.structs.replace(queries.stored(connection, reading, text), mentions=())
            if len(held) >= MOST_HELD:
                held.clear()
            held[reading, text] = found
        out[report] = found
    return out


def _versions(connection: Connection, reports: list[str]) -> dict[str, int]:
    columns = REPORT.c
    out: dict[str, int] = {}
    for start in range(0, len(reports), MOST_READ):
        some = columns.id.in_(reports[start : start + MOST_READ])
        query = select(columns.id, func.count()).where(some).group_by(columns.id)
        out |= {row[0]: row[1] for row in connection.execute(query)}
    return out
