"""Which claims a new run of linking must look at: new ones, and what they could belong to.

New are the claims of readings recorded after the last run. With them come the incidents of about the same
days (and, where those are very many, of about the same places); so do incidents that lost a claim, and
incidents that a decision since then is about, with those of about their days.

Linking what came in, in whatever order and portions, gives the incidents that linking all at once gives, as
long as all claims are of days at most `AROUND_DAYS` from each other and at most `MANY`. Beyond that it may
differ in two ways, until all is linked anew: claims of days further apart do not meet (a trial that is told
of months later), and how rare a word, a name or a place is is counted over the claims looked at alone.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from tollbook.book import queries
from tollbook.book.cells import IN_A_ROW
from tollbook.book.schema import CLAIM, DECISION, ENTRY, PRESENT_LINK, REPORT
from tollbook.link.settled import PAIRED
from tollbook.model.decision import Decision, DecisionKind

AROUND_DAYS = 4
MANY = 4000
"""Claims up to which all incidents of about the same days are looked at again."""


class Touched(list[str]):
    """The claims to link; `lost` are claims that are in an incident but no longer in the present view."""

    def __init__(self, claims: Sequence[str], lost: set[str]) -> None:
        """Keep both."""
        super().__init__(claims)
        self.lost = lost


def touched_claims(connection: Connection, decisions: Sequence[Decision]) -> Touched:
    """Give the claims to link, in the order of their ids; none where nothing is new."""
    since = connection.scalar(select(func.max(ENTRY.c.seq)).where(ENTRY.c.act == "link")) or 0
    now = queries.view(connection).subquery()
    query = (
        select(CLAIM.c.id, CLAIM.c.cell, CLAIM.c.first_day, REPORT.c.day, now.c.reading)
        .join(now, now.c.reading == CLAIM.c.seq)
        .join(REPORT, REPORT.c.seq == now.c.text)
    )
    rows = list(connection.execute(query))
    incident = {row.claim: row.incident for row in connection.execute(select(PRESENT_LINK))}
    there = {row.id for row in rows}
    new = [row for row in rows if row.reading > since]
    lost = set(incident) - there
    names = {incident[claim] for claim in lost}
    names |= _decided(connection, decisions, incident, since)
    # What a decision is about is looked at beside the claims of its days, as new claims are: alone, the words
    # that all claims of one incident share would tell nothing, and it would fall to pieces.
    near = _near(rows, [*new, *(row for row in rows if incident.get(row.id) in names)])
    names |= {incident[row.id] for row in near if row.id in incident}
    claims = {row.id for row in new} | {claim for claim, its in incident.items() if its in names}
    reports = defaultdict(list)
    for row in rows:
        reports[row.reading].append(row.id)
    # Denials without a place follow the claim before them, so reports are looked at whole.
    for row in rows:
        if row.id in claims:
            claims.update(c for c in reports[row.reading] if c not in incident)
    return Touched(sorted(claims & there), lost)


def _decided(
    connection: Connection, decisions: Sequence[Decision], incident: dict[str, str], since: int
) -> set[str]:
    """Give the incidents that decisions taken since the last run are about."""
    query = select(DECISION.c.id).where(DECISION.c.seq > since)
    late = set(connection.scalars(query))
    by_id = {each.id: each for each in decisions}
    about: list[Decision] = []
    for each in decisions:
        if each.id in late and each.kind is DecisionKind.WITHDRAW and each.withdraws in by_id:
            about.append(by_id[each.withdraws])
        elif each.id in late:
            about.append(each)
    found = {claim for each in about if each.kind in PAIRED for claim in (each.target, each.other)}
    return {incident[claim] for claim in found if claim is not None and claim in incident}


def _near(rows: list[Any], new: list[Any]) -> list[Any]:
    """Give the claims of about the days of the new ones; of about their places too where they are many."""
    days: set[str] = set()
    for row in new:
        day = row.first_day or row.day
        if day:
            middle = date.fromisoformat(day)
            days.update(
                (middle + timedelta(days=n)).isoformat() for n in range(-AROUND_DAYS, AROUND_DAYS + 1)
            )
    same = [row for row in rows if (row.first_day or row.day) in days]
    if len(same) <= MANY:
        return same
    cells = {
        row.cell + down * IN_A_ROW + across
        for row in new
        if row.cell is not None
        for down in (-1, 0, 1)
        for across in (-1, 0, 1)
    }
    placed = [row for row in same if row.cell in cells]
    if len(placed) <= MANY:
        return placed
    exact = {(row.cell, row.first_day) for row in new}
    return [row for row in placed if (row.cell, row.first_day) in exact]
