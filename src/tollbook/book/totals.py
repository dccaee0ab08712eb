"""The totals over a longer time that reports of a book give, by which running totals are told."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from tollbook.book import queries
from tollbook.book.incidents import copies_of
from tollbook.book.rows import figure_row
from tollbook.book.schema import CLAIM, DECISION, FIGURE, PRESENT, REPORT
from tollbook.model.decision import Decision, DecisionKind, withdrawn
from tollbook.model.figure import Figure, Scope, Stance
from tollbook.model.incident import Account, CopyKind
from tollbook.model.reading import Reading
from tollbook.model.toll import PeriodTotal

LEAST = 20
"""Persons from which on a total tells anything."""
AROUND = timedelta(days=7)
AT_ONCE = 400
CHANGING = frozenset({DecisionKind.AMEND, DecisionKind.REJECT, DecisionKind.ADD})
Settled = Callable[[Reading, Sequence[Decision]], Iterable[Figure]]
_OF_PERIOD = (
    FIGURE.c.scope == Scope.PERIOD.value,
    FIGURE.c.stance != Stance.DENIED.value,
    FIGURE.c.low >= LEAST,
    FIGURE.c.side.is_(None),
)


def period_totals(
    connection: Connection,
    accounts: Iterable[Account] | None = None,
    decisions: Sequence[Decision] = (),
    as_of: datetime | None = None,
    published_by: str | None = None,
    settled: Settled | None = None,
) -> list[PeriodTotal]:
    """Give the totals of reports with a date: all, or those published within a week of some accounts.

    `published_by` (a day) leaves out later reports. `settled` gives the figures of a reading as people
    decided, without those that they rejected; without it, what was decided is not heard.
    """
    now = queries.view(connection, as_of).subquery()
    query: Select[Any] = select(now.c.report, REPORT.c.outlet, REPORT.c.day, FIGURE.c.body)
    query = query.join(REPORT, REPORT.c.seq == now.c.text).join(FIGURE, FIGURE.c.seq == now.c.reading)
    dated = REPORT.c.day.is_not(None)
    if accounts is not None:
        days = sorted({account.published[:10] for account in accounts if account.published})
        if not days:
            return []
        query = _around(query, days[0], days[-1])
    if published_by is not None:
        query = query.where(REPORT.c.day <= f"{published_by[:10]}~")
    told: list[tuple[Figure, str | None, str]] = []
    changed = _changed(decisions) if settled else {}
    scoped = {report for report, taken in changed.items() if any("scope" in each.changes for each in taken)}
    for row in connection.execute(query.where(*_OF_PERIOD, dated)):
        if row.report in changed:
            scoped.add(row.report)
        else:
            told.append((msgspec.json.decode(row.body, type=Figure), row.outlet, row.day))
    for some in _portions(sorted(scoped)):
        mine = query.where(now.c.report.in_(some), dated).distinct()
        where = {row.report: (row.outlet, row.day) for row in connection.execute(mine)}
        for report, (outlet, day) in where.items():
            figures = settled(queries.reading(connection, report, as_of), changed[report]) if settled else ()
            told += [(figure, outlet, day) for figure in figures if _of_period(figure)]
    return _totals(connection, told, as_of)


def _changed(decisions: Sequence[Decision]) -> dict[str, list[Decision]]:
    """Give the decisions on reports of which a figure or claim was changed, added or rejected."""
    gone = withdrawn(decisions)
    reports = {each.report for each in decisions if each.kind in CHANGING and each.id not in gone}
    held: dict[str, list[Decision]] = {report: [] for report in reports}
    for each in decisions:
        if each.report in held:
            held[each.report].append(each)
    return held


def _of_period(figure: Figure) -> bool:
    """Tell whether a figure, as people decided it, is a total that tells anything."""
    if figure.scope.value is not Scope.PERIOD or figure.stance.value is Stance.DENIED:
        return False
    return (figure.count.value.low or 0) >= LEAST and figure.side is None


def _totals(
    connection: Connection, told: Sequence[tuple[Figure, str | None, str]], as_of: datetime | None
) -> list[PeriodTotal]:
    reports = {figure.report for figure, _, _ in told}
    groups = copies_of(connection, reports, as_of) if reports else []
    whole = [group for group in groups if group.kind is not CopyKind.CLAIMANT]
    origins = {member: group.id for group in sorted(whole, key=lambda g: g.id) for member in group.members}
    out = []
    for figure, outlet, day in told:
        row = figure_row(figure)
        place = figure.place.value.best if figure.place else None
        out.append(
            PeriodTotal(
                figure=figure.id,
                report=figure.report,
                source=row["claimant"] or outlet or figure.report,
                outcome=row["outcome"],
                status=row["status"],
                low=row["low"],
                day=day,
                start=row["first_day"],
                origin=origins.get(figure.report),
                gazetteer=row["gazetteer"],
                latitude=row["latitude"],
                longitude=row["longitude"],
                radius_km=place.radius_km if place else None,
                feature=place.feature if place else None,
                country=place.country if place else None,
            )
        )
    return out


def beside_totals(connection: Connection, reports: Collection[str]) -> set[str]:
    """Give the reports whose numbers the totals in some reports may tell to be running totals."""
    days: set[str] = set()
    for some in _portions(sorted(reports)):
        query = select(REPORT.c.day).join(PRESENT, PRESENT.c.text == REPORT.c.seq)
        query = query.join(FIGURE, FIGURE.c.seq == PRESENT.c.reading).where(PRESENT.c.report.in_(some))
        dated = query.where(REPORT.c.day.is_not(None)).distinct()
        days |= {day[:10] for day in connection.scalars(dated.where(*_OF_PERIOD))}
        if made := _scoped(connection, some):
            days |= {day[:10] for day in connection.scalars(dated.where(PRESENT.c.report.in_(made)))}
    if not days:
        return set()
    query = select(PRESENT.c.report).join(REPORT, REPORT.c.seq == PRESENT.c.text)
    query = query.join(FIGURE, FIGURE.c.seq == PRESENT.c.reading)
    query = query.where(FIGURE.c.scope == Scope.INCIDENT.value, FIGURE.c.low >= LEAST)
    return set(connection.scalars(_around(query, min(days), max(days)).distinct()))


def _scoped(connection: Connection, reports: Sequence[str]) -> set[str]:
    """Give the reports of which people ever decided that a figure is a total, or is none."""
    query = select(DECISION.c.report, DECISION.c.body).where(DECISION.c.report.in_(reports))
    taken = ((row.report, msgspec.json.decode(row.body, type=Decision)) for row in connection.execute(query))
    return {report for report, decision in taken if "scope" in decision.changes}


def claims_with_totals(
    connection: Connection, decisions: Sequence[Decision], as_of: datetime | None
) -> set[str]:
    """Give the claims of readings that hold a total of a period, or of which a person decided something."""
    now = queries.view(connection, as_of).subquery()
    totals = select(FIGURE.c.seq).where(FIGURE.c.scope == Scope.PERIOD.value)
    query = select(CLAIM.c.id).join(now, now.c.reading == CLAIM.c.seq)
    found = set(connection.scalars(query.where(CLAIM.c.seq.in_(totals))))
    for report in sorted({each.report for each in decisions if each.report}):
        found |= set(connection.scalars(query.where(CLAIM.c.report == report)))
    return found


def _around(query: Select[Any], first: str, last: str) -> Select[Any]:
    begin, end = date.fromisoformat(first) - AROUND, date.fromisoformat(last) + AROUND
    return query.where(REPORT.c.day >= begin.isoformat(), REPORT.c.day <= f"{end.isoformat()}~")


def _portions(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
