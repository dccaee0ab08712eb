"""Which claims a new run of linking must look at: new ones, and the incidents that they may belong to.

New are the claims of readings recorded after the last run. The claims that each may meet are found by the
index that linking keeps in the book (`tollbook.link.meetings`), and weighed with what was counted over all
claims; the incidents of those that may be of one incident with it are looked at again, whole. So are
incidents that lost a claim, and those that a decision since then is about, as if their claims were new; and
those with a claim that a person made the same as one of these. No other claim of the book is loaded.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec
import numpy as np
from sqlalchemy import Connection, select

from tollbook.book import holding, meeting
from tollbook.book.schema import DECISION, PRESENT, REPORT
from tollbook.link import Source, Weights
from tollbook.link.counted import FURNITURE, Counts, Sizes, key, part
from tollbook.link.items import Item, is_core, item
from tollbook.link.meetings import may_meet
from tollbook.link.scoring import scores
from tollbook.link.settled import PAIRED
from tollbook.model.decision import Decision, DecisionKind, withdrawn
from tollbook.model.incident import Account, Incident

LAST_DAY = 4_000_000
"""A day after all days."""


class Touched(msgspec.Struct, frozen=True, kw_only=True):
    """What to link: accounts with their texts, as what incidents they stand now, and which of them are new.

    `numbers` has the place of each claim in the ledger; `meet` pairs that may be of one incident. `again` are
    those new ones that an earlier reading had, so that they were counted; `told` the claims that were lost
    and those that decisions since the last run are about.
    """

    accounts: list[Account]
    numbers: dict[str, int]
    sources: dict[str, Source]
    former: dict[str, Incident]
    new: set[str]
    again: set[str]
    told: set[str]
    meet: list[tuple[str, str]]
    counts: Counts


def new_readings(connection: Connection, upto: int) -> dict[int, str]:
    """Give the readings that stand and came after an entry, with their reports."""
    query = select(PRESENT.c.reading, PRESENT.c.report).where(PRESENT.c.reading > upto)
    return {row.reading: row.report for row in connection.execute(query)}


def touched(
    connection: Connection,
    upto: int,
    sizes: Sizes,
    decisions: Sequence[Decision],
    weights: Weights,
) -> Touched:
    """Give what must be linked since entry `upto`; of a book whose last whole linking counted `sizes`."""
    fresh = new_readings(connection, upto)
    held = _Held(connection)
    held.load(fresh)
    new = {each.claim.id for each in held.accounts.values()}
    lost = meeting.superseded(connection, set(fresh.values()))
    about = _decided(decisions, _late(connection, upto))
    names = set(meeting.incidents_of(connection, lost | about | new).values())
    sought = _with_same(connection, new, names, decisions)
    names |= set(meeting.incidents_of(connection, sought).values())
    again = meeting.known(connection, new, upto)
    held.load(meeting.readings_of(connection, sought).values())
    counts = counted_in(connection, sizes)
    meet = _meet(connection, held, sought, counts, new - again, weights)
    partners = {claim for pair in meet for claim in pair}
    names |= set(meeting.incidents_of(connection, partners).values())
    former = {each.id: each for each in holding.named(connection, names)}
    wanted = sought | {claim for each in former.values() for claim in each.claims}
    readings = set(meeting.readings_of(connection, wanted).values())
    held.load(readings)
    # Denials without a place follow the claim before them, so reports are looked at whole, but for what is
    # in other incidents.
    mine = [number for number in held.accounts if meeting.parted(number)[0] in readings]
    ids = {held.accounts[number].claim.id for number in mine}
    elsewhere = meeting.incidents_of(connection, ids - wanted)
    mine = [number for number in mine if held.accounts[number].claim.id not in elsewhere]
    accounts = [held.accounts[number] for number in mine]
    return Touched(
        accounts=accounts,
        numbers={held.accounts[number].claim.id: number for number in mine},
        sources={each.report: held.sources[each.report] for each in accounts},
        former=former,
        new=new,
        again=again,
        told=lost | about,
        meet=meet,
        counts=counts,
    )


def _with_same(
    connection: Connection, new: set[str], names: set[str], decisions: Sequence[Decision]
) -> set[str]:
    """Give new claims and those of some incidents, with the incidents that people made the same as these."""
    gone = withdrawn(decisions)
    pairs = [
        (each.target, each.other)
        for each in decisions
        if each.kind is DecisionKind.SAME and each.id not in gone and each.other is not None
    ]
    sought, known = set(new), set[str]()
    while True:
        sought |= {claim for each in holding.named(connection, names - known) for claim in each.claims}
        known |= names
        more = {claim for pair in pairs if not sought.isdisjoint(pair) for claim in pair} - sought
        names = set(meeting.incidents_of(connection, more).values())
        if names <= known:
            return sought


def counted_in(connection: Connection, sizes: Sizes) -> Counts:
    """Give what was counted over all claims of a book."""
    furniture = meeting.tallies(connection, [key(FURNITURE)])

    def times(keys: Collection[int], days: tuple[int, int]) -> Iterable[tuple[int, int, int]]:
        return meeting.tallies(connection, keys, days)

    return Counts(sizes=sizes, furniture=frozenset(day for _, day, _ in furniture), times=times)


class _Held:
    """Accounts with their texts, each loaded once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.accounts: dict[int, Account] = {}
        self.sources: dict[str, Source] = {}
        self.readings: set[int] = set()

    def load(self, readings: Iterable[int]) -> None:
        """Load the accounts of some readings, of those alone that stand."""
        wanted = set(readings) - self.readings
        self.readings |= wanted
        found = dict(meeting.told_in(self.connection, wanted))
        self.accounts |= found
        self.sources |= texts_of(
            self.connection, {each.report for each in found.values()} - set(self.sources)
        )


def texts_of(connection: Connection, reports: Collection[str]) -> dict[str, Source]:
    """Give the texts of some reports as they stand."""
    query = select(PRESENT.c.report, REPORT.c.text, REPORT.c.title, REPORT.c.outlet, REPORT.c.day)
    query = query.join(REPORT, REPORT.c.seq == PRESENT.c.text)
    found: dict[str, Source] = {}
    ordered = sorted(reports)
    for start in range(0, len(ordered), meeting.AT_ONCE):
        some = ordered[start : start + meeting.AT_ONCE]
        for row in connection.execute(query.where(PRESENT.c.report.in_(some))):
            found[row.report] = Source(
                id=row.report,
                text=row.text,
                title=row.title or "",
                outlet=row.outlet,
                published=date.fromisoformat(row.day) if row.day else None,
            )
    return found


def _meet(
    connection: Connection,
    held: _Held,
    sought: set[str],
    counts: Counts,
    new: set[str],
    weights: Weights,
) -> list[tuple[str, str]]:
    """Give the pairs of a claim that is sought and one of the book that may be of one incident."""
    seekers = {n: each for n, each in held.accounts.items() if each.claim.id in sought and is_core(each)}
    if not seekers:
        return []
    found = [item(each, held.sources.get(each.report)) for each in seekers.values()]
    table = part(found, held.sources, counts, new)

    def ask(keys: Collection[int], first: int, last: int) -> list[tuple[int, int, int]]:
        rows = meeting.ask(connection, keys, max(first, 0), min(last, LAST_DAY))
        return [(name, day, meeting.numbered(seq, number)) for name, day, seq, number in rows]

    met = may_meet(table, range(len(found)), counts.sizes.rows["names"], ask)
    others = {number for numbers in met.values() for number in numbers}
    held.load(meeting.present(connection, {meeting.parted(number)[0] for number in others}))
    row_of: dict[int, int] = {number: row for row, number in enumerate(seekers)}
    every: list[Item] = list(found)
    for number in sorted(others - row_of.keys()):
        account = held.accounts.get(number)
        if account is not None and is_core(account):
            row_of[number] = len(every)
            every.append(item(account, held.sources.get(account.report)))
    pairs = sorted(
        {
            (min(row, row_of[number]), max(row, row_of[number]))
            for row, numbers in met.items()
            for number in numbers
            if number in row_of and row_of[number] != row
        }
    )
    if not pairs:
        return []
    left, right = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    table = part(every, held.sources, counts, new)
    cut = weights.settings["cut"]
    linked = np.flatnonzero(scores(table, left, right, weights, floor=cut) >= cut).tolist()
    return [(every[int(left[at])].claim, every[int(right[at])].claim) for at in linked]


def _late(connection: Connection, upto: int) -> set[str]:
    """Give the decisions taken since the last run; other entries that link since then heard none of them."""
    return set(connection.scalars(select(DECISION.c.id).where(DECISION.c.seq > upto)))


def _decided(decisions: Sequence[Decision], late: set[str]) -> set[str]:
    """Give the claims that decisions taken since the last run are about."""
    by_id = {each.id: each for each in decisions}
    about: list[Decision] = []
    for each in decisions:
        found = each if each.id in late else None
        while found is not None and found.kind is DecisionKind.WITHDRAW and found.withdraws in by_id:
            found = by_id[found.withdraws]
        about += [found] if found is not None else []
    pairs = [(each.target, each.other) for each in about if each.kind in PAIRED]
    return {claim for pair in pairs for claim in pair if claim is not None}
