"""The totals over a longer time that reports of a book give, by which running totals are told."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select

from tollbook.book import queries
from tollbook.book.schema import CLAIM, FIGURE, PRESENT, REPORT
from tollbook.model.decision import Decision, DecisionKind, withdrawn
from tollbook.model.figure import Scope, Stance
from tollbook.model.incident import Account
from tollbook.model.toll import PeriodTotal

LEAST = 20
"""Persons from which on a total tells anything."""
AROUND = timedelta(days=7)
AT_ONCE = 400
CHANGING = frozenset({DecisionKind.AMEND, DecisionKind.REJECT})


def period_totals(
    connection: Connection,
    accounts: Iterable[Account] | None = None,
    decisions: Sequence[Decision] = (),
    as_of: datetime | None = None,
    published_by: str | None = None,
) -> list[PeriodTotal]:
    """Give the totals of reports with a date: all, or those published within a week of some accounts.

    `published_by` (a day) leaves out later reports; a total that people amended or rejected tells nothing.
    """
    now = queries.view(connection, as_of).subquery()
    query = _of_period(
        select(FIGURE, REPORT.c.outlet, REPORT.c.day.label("published"))
        .join(now, now.c.reading == FIGURE.c.seq)
        .join(REPORT, REPORT.c.seq == now.c.text)
    )
    if accounts is not None:
        days = sorted({account.published[:10] for account in accounts if account.published})
        if not days:
            return []
        query = _around(query, days[0], days[-1])
    if published_by is not None:
        query = query.where(REPORT.c.day <= f"{published_by[:10]}~")
    gone = withdrawn(decisions)
    changed = {each.target for each in decisions if each.kind in CHANGING and each.id not in gone}
    return [
        PeriodTotal(
            figure=row.id,
            report=row.report,
            source=row.claimant or row.outlet or row.report,
            outcome=row.outcome,
            status=row.status,
            low=row.low,
            day=row.published,
            start=row.first_day,
            latitude=row.latitude,
            longitude=row.longitude,
        )
        for row in connection.execute(query)
        if row.id not in changed
    ]


def beside_totals(connection: Connection, reports: Collection[str]) -> set[str]:
    """Give the reports whose numbers the totals in some reports may tell to be running totals."""
    days: set[str] = set()
    for some in _portions(sorted(reports)):
        query = _of_period(select(REPORT.c.day).join(PRESENT, PRESENT.c.text == REPORT.c.seq))
        query = query.join(FIGURE, FIGURE.c.seq == PRESENT.c.reading).where(PRESENT.c.report.in_(some))
        days |= {day[:10] for day in connection.scalars(query.distinct())}
    if not days:
        return set()
    query = select(PRESENT.c.report).join(REPORT, REPORT.c.seq == PRESENT.c.text)
    query = query.join(FIGURE, FIGURE.c.seq == PRESENT.c.reading)
    query = query.where(FIGURE.c.scope == Scope.INCIDENT.value, FIGURE.c.low >= LEAST)
    return set(connection.scalars(_around(query, min(days), max(days)).distinct()))


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


def _of_period(query: Select[Any]) -> Select[Any]:
    return query.where(
        FIGURE.c.scope == Scope.PERIOD.value,
        FIGURE.c.stance != Stance.DENIED.value,
        FIGURE.c.low >= LEAST,
        FIGURE.c.side.is_(None),
        REPORT.c.day.is_not(None),
    )


def _around(query: Select[Any], first: str, last: str) -> Select[Any]:
    begin, end = date.fromisoformat(first) - AROUND, date.fromisoformat(last) + AROUND
    return query.where(REPORT.c.day >= begin.isoformat(), REPORT.c.day <= f"{end.isoformat()}~")


def _portions(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))
