"""From accounts to statements: copies folded, decisions heard, totals of longer times and denials set aside.

What is set aside keeps its reason; what remains is what somebody says of this incident, once.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from tollbook.model.decision import Decision
from tollbook.model.figure import Figure, Outcome, Scope, Stance
from tollbook.model.incident import Account, CopyGroup, CopyKind
from tollbook.model.provenance import Basis
from tollbook.model.toll import AsideReason, Group, SetAside
from tollbook.model.when import When
from tollbook.reconcile.decided import Decided
from tollbook.reconcile.groups import groups_of
from tollbook.reconcile.sources import Outlets, Source, in_full, named_in, source_of

Aside = tuple[Figure, SetAside]
LATEST = "9999"
OTHER = re.compile(r"\b(?:others?|else)\b", re.IGNORECASE)
ELSE = re.compile(r"\s(?:else|other)\b", re.IGNORECASE)
LONG_BEFORE = 14
"""Days by which a figure's own days must lie before the incident's to be of another one."""


@dataclass(frozen=True)
class Statement:
    """One figure of an account that may count, with who says it.

    `also` are reports that copy it; `doubt` says with what doubt its harm was read, None where with none.
    `event` is what the words of its claim say happened ("air_strike"), None where they do not.
    """

    figure: Figure
    claim: str
    report: str
    origin: str
    outlet: str | None
    published: str | None
    source: Source
    also: tuple[str, ...] = ()
    accepted: bool = False
    doubt: str | None = None
    event: str | None = None
    marks: frozenset[Group] = frozenset()

    @property
    def sure(self) -> float:
        """Give the chance, 0 to 1, that the harm is read rightly: 1 where it is stated or accepted."""
        outcome = self.figure.outcome
        if self.accepted or outcome.basis is Basis.STATED or outcome.score is None:
            return 1.0
        return outcome.score

    @property
    def doubted(self) -> bool:
        """Tell whether the text doubts the figure."""
        return self.figure.stance.value is Stance.DOUBTED

    @property
    def outcome(self) -> Outcome:
        """Give the harm."""
        return self.figure.outcome.value


@dataclass(frozen=True)
class Stated:
    """What accounts state: statements in a fixed order, figures set aside, notes for the reader.

    `decided` are notes on what people decided, or on what may be a total, each with the harm it is of.
    """

    statements: tuple[Statement, ...]
    aside: tuple[Aside, ...]
    notes: tuple[str, ...]
    decided: tuple[tuple[Outcome, str], ...] = ()


def aside(figure: Figure, reason: AsideReason, message: str, by: str | None = None) -> Aside:
    """Set a figure aside."""
    return figure, SetAside(figure=figure.id, reason=reason, message=message, by=by)


def stated(
    accounts: Iterable[Account],
    *,
    outlets: Outlets,
    copies: Sequence[CopyGroup] = (),
    decisions: Sequence[Decision] = (),
    as_of: str | None = None,
    when: When | None = None,
) -> Stated:
    """Take accounts of one incident apart into statements; their order never matters.

    `as_of` (a day, ISO 8601) leaves out what was published later; `when` are the incident's days, against
    which figures of a longer time are told.
    """
    decided = Decided(decisions)
    known, notes = _known(sorted(accounts, key=order), as_of)
    kept, out, also = _folded(known, {group.id: group for group in copies})
    names = named_in(kept)
    statements: list[Statement] = []
    for account in kept:
        source_outlet, origin = account.outlet, account.origin
        event = account.claim.event
        for read in account.figures:
            figure, rejected = decided.figure(read, account.claim.id)
            if rejected is not None:
                out.append(aside(read, AsideReason.REJECTED, rejected))
                continue
            found = _set_aside(figure, when)
            if found is not None:
                out.append(found)
                continue
            source = source_of(
                in_full(figure.claimants, names.get(account.report, ())),
                outlet=source_outlet,
                origin=origin,
                outlets=outlets,
            )
            statements.append(
                Statement(
                    figure=figure,
                    claim=account.claim.id,
                    report=account.report,
                    origin=origin,
                    outlet=source_outlet,
                    published=account.published,
                    source=source,
                    also=also.get(origin, ()),
                    accepted=decided.accepted(read.id),
                    event=event.value if event and event.basis is Basis.STATED else None,
                    marks=groups_of(figure),
                )
            )
    statements.sort(key=lambda s: (s.published or LATEST, s.report, s.figure.span, s.figure.id))
    once = {(s.report, s.figure.id): s for s in reversed(statements)}
    return Stated(tuple(reversed(once.values())), tuple(out), tuple(notes), tuple(decided.notes(known)))


def order(account: Account) -> tuple[str, str, int, str]:
    """Give the place of an account in the order of publication; what bears no date comes last."""
    claim = account.claim
    return (account.published or LATEST, account.report, claim.span.start, claim.id)


def _known(accounts: list[Account], as_of: str | None) -> tuple[list[Account], list[str]]:
    undated = sorted({account.report for account in accounts if not account.published})
    notes: list[str] = []
    if as_of is not None:
        accounts = [a for a in accounts if a.published is not None and a.published[:10] <= as_of[:10]]
        if undated:
            notes.append(
                f"reports without a date, left out because they may be later than {as_of}: {len(undated)}"
            )
    elif undated and len({account.report for account in accounts}) > 1:
        many = f"{len(undated)} report bears" if len(undated) == 1 else f"{len(undated)} reports bear"
        whose = "its" if len(undated) == 1 else "their"
        notes.append(f"{many} no date: whether {whose} figures were superseded cannot be told, so they count")
    return accounts, notes


def _folded(
    accounts: list[Account], copies: Mapping[str, CopyGroup]
) -> tuple[list[Account], list[Aside], dict[str, tuple[str, ...]]]:
    """Keep the first report of each origin; the figures of the others are copies of its own.

    Where one claimant alone makes the copies, what else the other reports have from it stays.
    """
    groups: dict[str, list[Account]] = {}
    for account in accounts:
        groups.setdefault(account.origin, []).append(account)
    kept: list[Account] = []
    out: list[Aside] = []
    also: dict[str, tuple[str, ...]] = {}
    for origin, members in groups.items():
        group = copies.get(origin)
        named = group.origin if group else None
        first = next((m.report for m in members if named in (m.report, m.claim.id)), members[0].report)
        mine = [member for member in members if member.report == first]
        kept += mine
        others = [member for member in members if member.report != first]
        also[origin] = tuple(dict.fromkeys(member.report for member in others))
        figures = [figure for member in mine for figure in member.figures]
        for member in others:
            folded = [_copy(figure, figures, first) for figure in member.figures]
            if group is None or group.kind is not CopyKind.CLAIMANT:
                out += folded
                continue
            out += [each for each in folded if each[1].by is not None]
            rest = tuple(figure for figure, each in folded if each.by is None)
            kept += [msgspec.structs.replace(member, figures=rest, origin=member.report)] if rest else []
    kept.sort(key=order)
    return kept, out, also


def _copy(figure: Figure, originals: Sequence[Figure], report: str) -> Aside:
    same = [
        each
        for each in originals
        if each.outcome.value is figure.outcome.value and each.count.value == figure.count.value
    ]
    near = min(same, key=lambda each: (abs(each.span.start - figure.span.start), each.id), default=None)
    message = f"a copy: what report {report} says counts once, however many carry it"
    return aside(figure, AsideReason.COPY, message, near.id if near else None)


def _set_aside(figure: Figure, when: When | None) -> Aside | None:
    """Set aside what is no figure of this incident: denials, totals of a longer time, no number at all."""
    count = figure.count.value
    if figure.stance.value is Stance.DENIED:
        return aside(figure, AsideReason.DENIED, f"{count} is denied, not stated")
    if figure.scope.value is Scope.PERIOD:
        return aside(figure, AsideReason.PERIOD, f"{count} is a total over a longer time than one incident")
    if count.low is None and count.high is None:
        return aside(figure, AsideReason.UNBOUNDED, "the words set no number at all")
    if count.high == 0 and (OTHER.search(figure.quote.exact) or ELSE.match(figure.quote.suffix)):
        return aside(figure, AsideReason.OTHERS, "a none of other people than those told of before")
    longer = _longer(figure, when)
    if longer:
        return aside(figure, AsideReason.PERIOD, f"{count} counts {longer}")
    before = _before(figure, when)
    return aside(figure, AsideReason.OTHERS, f"{count} counts people of {before}") if before else None


def _before(figure: Figure, when: When | None) -> str | None:
    """Say of which days a figure is where they lie long before the incident's: it is of an earlier one."""
    told = figure.when.value if figure.when and figure.when.basis is not Basis.ASSUMED else None
    if told is None or when is None or told.end is None or when.start is None:
        return None
    if (when.start - told.end).days <= LONG_BEFORE:
        return None
    days = f"{told.end}" if told.start in (None, told.end) else f"{told.start} to {told.end}"
    return f"{days}, long before the incident ({when.start})"


def _longer(figure: Figure, when: When | None) -> str | None:
    """Say of which days a figure is where they hold the incident's and are longer by two days or more."""
    # Days that the reader only infers are too rough for this.
    told = figure.when.value if figure.when and figure.when.basis is Basis.STATED else None
    if told is None or when is None:
        return None
    if told.start is None or told.end is None or when.start is None or when.end is None:
        return None
    if not (told.start <= when.start and when.end <= told.end):
        return None
    if (told.end - told.start).days - (when.end - when.start).days < 2:
        return None
    return f"{told.start} to {told.end}, longer than the incident ({when.start} to {when.end})"
