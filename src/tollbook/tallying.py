"""Tallying: a book -> each of its incidents worked out by one rule, kept in memory as the ledger grows.

What the ledger gained since the last time is looked at, and only the incidents and reports that it touches
are worked out anew. That is done in a thread of its own, so that no page waits long for it.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, func, select

from tollbook import tolling
from tollbook.book import Book, queries
from tollbook.book import incidents as linked
from tollbook.book.schema import (
    CLAIM,
    COPY_GROUP,
    DECISION,
    ENTRY,
    INCIDENT,
    PRESENT,
    PRESENT_LINK,
)
from tollbook.book.totals import beside_totals
from tollbook.counting import facts
from tollbook.desk import overview
from tollbook.desk.clashes import MOST_VOICES, clashes, voice
from tollbook.desk.outlets import outlets
from tollbook.desk.tallies import Tallies, Tally
from tollbook.link.settled import held as settled_pairs
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.incident import Account, CopyGroup, Incident
from tollbook.model.toll import Policy, Toll, side_labels
from tollbook.reconcile import Outlets, Totals, grade, reconcile
from tollbook.reconcile.groups import ALL
from tollbook.spoken import spoken

AT_ONCE = 400
RULE = "range"
PAIRS = (DecisionKind.SAME.value, DecisionKind.NOT_SAME.value, DecisionKind.WITHDRAW.value)
READINGS = frozenset({"report", "changed report", "reading"})


class Tallying:
    """The tallies of one book; threads may share it."""

    def __init__(self, book: Book) -> None:
        """Keep the book; nothing is worked out yet."""
        self.book = book
        self.done = 0
        self.of = 0
        self._now: Tallies | None = None
        self._lock = threading.Lock()
        self._work: threading.Thread | None = None
        self._trouble: Exception | None = None

    def now(self, first: float = 3.0, wait: float = 0.2) -> Tallies | None:
        """Give the tallies as the book stands, or, where that takes longer than `wait` seconds, as it stood.

        The very first time is waited for as long as `first` seconds. None where they were never worked out
        yet; `done` and `of` tell how far that is.

        Raises:
            TollbookError: where they cannot be worked out.
        """
        with self.book.reading() as connection:
            head = queries.last_entry(connection)
        with self._lock:
            if self._now is not None and self._now.head == head:
                return self._now
            if self._work is None or not self._work.is_alive():
                self._trouble = None
                self._work = threading.Thread(target=self._refresh, daemon=True)
                self._work.start()
            work = self._work
        work.join(wait if self._now else first)
        if self._trouble is not None:
            raise self._trouble
        return self._now

    def _refresh(self) -> None:
        try:
            with self.book.reading() as connection:
                made = self._made(connection, self._now)
            overview.warm(made)
            outlets(made, self.book.path)
            self._now = made
        except Exception as error:  # noqa: BLE001  # told to whoever asks for the tallies
            self._trouble = error

    def _made(self, connection: Connection, before: Tallies | None) -> Tallies:
        head = queries.last_entry(connection)
        since = before.head if before else 0
        policy = tolling.known_policies(self.book.path)[RULE]
        known = tolling.outlets_of(self.book.path)
        touched = _touched(connection, since) if before else None
        reports = dict(before.reports) if before else {}
        reports |= facts(connection, touched)
        copies = before.copies if before and not _new_copies(connection, since) else _copies(connection)
        incidents = dict(before.incidents) if before else {}
        changed, gone = _changed(connection, since, touched)
        for name in gone:
            incidents.pop(name, None)
        names = {each.id: each for each in changed}
        near = touched and touched | beside_totals(connection, touched)
        names |= {n: incidents[n].incident for n in _of_reports(connection, near) if n in incidents} | names
        self.done, self.of = 0, len(names)
        wanted = list(names.values())
        firsts = _firsts(connection, names)
        taken = queries.decisions(connection) if wanted else []
        totals = spoken(connection, decisions=taken) if wanted else Totals()
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            for tally in _tallies(connection, some, policy, known, copies, firsts, totals):
                incidents[tally.incident.id] = tally
            self.done = start + len(some)
        return Tallies(
            head=head,
            policy=policy.id,
            incidents=incidents,
            reports=reports,
            copies=copies,
            apart=_apart(connection, incidents.values()),
        )


def _touched(connection: Connection, since: int) -> set[str]:
    """Give the reports of which something was recorded since an entry."""
    found = connection.execute(select(ENTRY.c.act, ENTRY.c.subject).where(ENTRY.c.seq > since))
    names = {row.subject for row in found if row.act in READINGS}
    return names | set(connection.scalars(select(DECISION.c.report).where(DECISION.c.seq > since)))


def _apart(connection: Connection, tallies: Iterable[Tally]) -> tuple[frozenset[str], ...]:
    """Give the pairs of claims that people said are not of one incident, as far as that stands."""
    query = select(DECISION.c.body).where(DECISION.c.kind.in_(PAIRS)).order_by(DECISION.c.seq)
    taken = [msgspec.json.decode(body, type=Decision) for body in connection.scalars(query)]
    if not any(each.kind is DecisionKind.NOT_SAME for each in taken):
        return ()
    claims = {claim for tally in tallies for claim in tally.incident.claims}
    return tuple(frozenset(pair) for pair in settled_pairs(taken, claims).apart)


def _new_copies(connection: Connection, since: int) -> bool:
    query = select(COPY_GROUP.c.seq).where(COPY_GROUP.c.seq > since).limit(1)
    return connection.scalar(query) is not None


def _copies(connection: Connection) -> dict[str, CopyGroup]:
    """Give the copy group of each member."""
    return {member: group for group in linked.copies(connection) for member in group.members}


def _changed(
    connection: Connection, since: int, touched: set[str] | None
) -> tuple[list[Incident], list[str]]:
    """Give the incidents that are new or differ since an entry, and the ids of those that are gone."""
    if touched is None:
        return linked.incidents(connection), []
    query = select(INCIDENT.c.id, INCIDENT.c.gone, INCIDENT.c.body).where(INCIDENT.c.seq > since)
    last = {row.id: row for row in connection.execute(query.order_by(INCIDENT.c.seq, INCIDENT.c.number))}
    there = [msgspec.json.decode(row.body, type=Incident) for row in last.values() if not row.gone]
    return there, [name for name, row in last.items() if row.gone]


def _of_reports(connection: Connection, reports: set[str] | None) -> set[str]:
    """Give the incidents that claims of some reports are in."""
    names = sorted(reports or ())
    out: set[str] = set()
    query = select(PRESENT_LINK.c.incident).join(CLAIM, CLAIM.c.id == PRESENT_LINK.c.claim)
    query = query.join(PRESENT, PRESENT.c.reading == CLAIM.c.seq).distinct()
    for start in range(0, len(names), AT_ONCE):
        out.update(connection.scalars(query.where(PRESENT.c.report.in_(names[start : start + AT_ONCE]))))
    return out


def _firsts(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    wanted = sorted(names)
    query = select(INCIDENT.c.id, func.min(INCIDENT.c.seq).label("first")).group_by(INCIDENT.c.id)
    out: dict[str, int] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = query.where(INCIDENT.c.id.in_(wanted[start : start + AT_ONCE]))
        out |= {row.id: row.first for row in connection.execute(some)}
    return out


def _tallies(
    connection: Connection,
    some: Sequence[Incident],
    policy: Policy,
    known: Outlets,
    copies: dict[str, CopyGroup],
    firsts: dict[str, int],
    totals: Totals,
) -> Iterator[Tally]:
    claims = [claim for each in some for claim in each.claims]
    given = list(linked.accounts(connection, claims=claims))
    reports = sorted({account.report for account in given})
    taken: list[Decision] = []
    for start in range(0, len(reports), AT_ONCE):
        query = select(DECISION.c.body).where(DECISION.c.report.in_(reports[start : start + AT_ONCE]))
        bodies = connection.scalars(query.order_by(DECISION.c.seq))
        taken += [msgspec.json.decode(body, type=Decision) for body in bodies]
    if taken:
        given, taken = tolling.decided(connection, given, taken)
    held = {account.claim.id: account for account in given}
    of: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in taken:
        of[decision.report].append(decision)
    for incident in some:
        accounts = [held[claim] for claim in incident.claims if claim in held]
        here = dict.fromkeys(account.report for account in accounts)
        members = (*here, *incident.claims)
        groups = {copies[m].id: copies[m] for m in members if m in copies}
        mine = [decision for report in here for decision in of[report]]
        made = reconcile(
            incident.id,
            accounts,
            policy,
            outlets=known,
            copies=list(groups.values()),
            decisions=mine,
            when=incident.when,
            totals=totals,
        )
        graded = grade(incident.id, accounts, made.stated, outlets=known)
        tolls = {toll.outcome: toll for toll in made.tolls if toll.group == ALL}
        labels = side_labels(said.figure for said in made.stated.statements)
        names = {a.report: a.outlet for a in accounts}
        voices = {
            outcome: tuple(voice(each, names) for each in toll.counted[:MOST_VOICES])
            for outcome, toll in tolls.items()
        }
        yield Tally(
            incident=incident,
            tolls={outcome: _slim(toll) for outcome, toll in tolls.items()},
            voices=voices,
            clashes=clashes(made.tolls, names, labels),
            grade=graded.level,
            reasons=tuple(words for words, _ in graded.reasons),
            actors=_actors(accounts),
            first=firsts.get(incident.id, 0),
        )


def _slim(toll: Toll) -> Toll:
    """Leave out of a toll what its voices tell already; that something counts in it can still be seen."""
    return msgspec.structs.replace(toll, counted=toll.counted[:1], aside=(), notes=())


def _actors(accounts: Iterable[Account]) -> tuple[str, ...]:
    """Give whom accounts name as doers, each once."""
    out: dict[str, None] = {}
    for account in accounts:
        named = [account.claim.initiator] if account.claim.event and account.claim.initiator else []
        named += [figure.perpetrator for figure in account.figures if figure.perpetrator]
        out |= dict.fromkeys(each.value.label for each in named)
    return tuple(out)
