"""The accounts of one incident in; a toll for each outcome and group by a policy, and its history, out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tollbook.model.decision import Decision
from tollbook.model.figure import Figure, Outcome
from tollbook.model.incident import Account, CopyGroup
from tollbook.model.toll import (
    AsideReason,
    Counted,
    Group,
    GroupKind,
    Policy,
    SetAside,
    Step,
    Toll,
    group_words,
    side_labels,
)
from tollbook.model.when import When
from tollbook.reconcile.answers import PARTIAL, Answer, answer
from tollbook.reconcile.checks import compared
from tollbook.reconcile.died import died_since
from tollbook.reconcile.doubt import surely_read
from tollbook.reconcile.groups import ALL, groups_of, telling
from tollbook.reconcile.independence import independent
from tollbook.reconcile.methods import Evidence, decide
from tollbook.reconcile.nones import of_some
from tollbook.reconcile.parties import Sides, sides_of
from tollbook.reconcile.policies import Parameters, parameters
from tollbook.reconcile.running import Totals, without_totals
from tollbook.reconcile.sources import Outlets
from tollbook.reconcile.sources import shipped as shipped_outlets
from tollbook.reconcile.staircase import climb, of_the_same, steps
from tollbook.reconcile.statements import Aside, Stated, Statement, aside, stated


@dataclass(frozen=True)
class Reconciled:
    """All that the accounts of an incident give: tolls, how their figures moved, what was stated."""

    tolls: tuple[Toll, ...]
    history: tuple[Step, ...]
    stated: Stated

    def toll(self, outcome: Outcome, group: Group = ALL) -> Toll | None:
        """Give one toll, or None where nothing is stated of it."""
        return next((t for t in self.tolls if t.outcome is outcome and t.group == group), None)


def reconcile(
    of: str,
    accounts: Iterable[Account],
    policy: Policy,
    *,
    outlets: Outlets | None = None,
    copies: Sequence[CopyGroup] = (),
    decisions: Sequence[Decision] = (),
    as_of: str | None = None,
    when: When | None = None,
    totals: Totals | None = None,
) -> Reconciled:
    """Make the tolls of the incident `of` by a policy.

    `decisions` are in the order in which they were taken; `as_of` is a day (ISO 8601): what was published
    later is left out; `when` are the incident's days, against which totals of a longer time are told, and
    `totals` are those that reports near in time give, by which running totals are known.
    """
    known = outlets or shipped_outlets()
    heard = stated(accounts, outlets=known, copies=copies, decisions=decisions, as_of=as_of, when=when)
    heard = without_totals(heard, totals) if totals else heard
    rule = parameters(policy)
    labels = side_labels(s.figure for s in heard.statements)
    tolls: list[Toll] = []
    history: list[Step] = []
    sure, unsure = surely_read(heard.statements, rule.sure / 100, rule.named / 100)
    living, died = died_since(sure)
    sides = sides_of(heard.statements)
    for outcome in Outcome:
        mine = [s for s in living if s.outcome is outcome]
        general = [each for each in (*heard.aside, *unsure, *died) if each[0].outcome.value is outcome]
        if not mine and not general:
            continue
        for group in (ALL, *sorted({g for s in mine for g in s.marks})):
            inside = [s.marks for s in mine if s.figure.count.value.high != 0]
            apart = telling(marks for marks in inside if group == ALL or group in marks)
            weighed = _weighed(mine, group, apart, labels, sides)
            history += weighed.steps
            out = [each for each in general if group == ALL or group in groups_of(each[0])]
            if weighed.answers or out:
                said = [note for harm, note in heard.decided if harm is outcome and group == ALL]
                notes = (*heard.notes, *said)
                tolls.append(_toll(of, outcome, group, policy, rule, weighed, out, notes))
    return Reconciled(compared(tolls, labels, sides), tuple(history), heard)


@dataclass
class _Weighed:
    answers: list[Answer]
    aside: list[Aside]
    steps: list[Step]
    notes: list[str]


def _weighed(
    statements: Sequence[Statement],
    group: Group,
    apart: frozenset[Group],
    labels: Mapping[str, str],
    sides: Sides,
) -> _Weighed:
    """Bring statements of one outcome down to the answers that stand, one for each source."""
    units: dict[tuple[str, str], list[Statement]] = {}
    for each in statements:
        units.setdefault((each.report, each.source.key), []).append(each)
    here = frozenset(each.figure.id for each in statements if group == ALL or group in each.marks)
    out: list[Aside] = []
    by_report: dict[str, list[Answer]] = {}
    for (report, _), mine in units.items():
        said, left = answer(mine, group, apart, here, sides)
        out += left
        if said is not None and of_some(said.first, statements, group, sides):
            said = replace(said, level=PARTIAL)
        if said is not None:
            by_report.setdefault(report, []).append(said)
    by_source: dict[str, list[Answer]] = {}
    for answers in by_report.values():
        kept, left = _without_echo(answers)
        out += left
        for made in kept:
            by_source.setdefault(made.first.source.key, []).append(made)
    standing: list[Answer] = []
    history: list[Step] = []
    for key in sorted(by_source):
        for alike in of_the_same(by_source[key]):
            stairs = climb(alike)
            standing += stairs.standing
            out += stairs.aside
            if statements:
                history += steps(stairs, statements[0].outcome, group)
    standing, left, notes = _complete(standing, labels)
    return _Weighed(standing, out + left, history, notes)


def _without_echo(answers: list[Answer]) -> tuple[list[Answer], list[Aside]]:
    """Set the outlet's own sentence aside where a source that it quotes in the same report says the same."""
    named = [each for each in answers if each.first.source.label]
    harmed = next((each for each in named if each.high != 0 and not each.doubted), None)
    kept, out = [], []
    for each in answers:
        said = None
        if not each.first.source.label and each.high == 0 and harmed is not None:
            message = "the outlet's own none beside a number that it quotes: it is about other people"
            out += [aside(s.figure, AsideReason.OTHERS, message, harmed.figure.id) for s in each.statements]
            continue
        if not each.first.source.label:
            said = next((n for n in named if n.level <= each.level and not n.vague and each.holds(n)), None)
        if said is None:
            kept.append(each)
        else:
            message = f"the outlet repeats the word of {said.first.source.label} in the same report"
            out += [aside(s.figure, AsideReason.REPEATED, message, said.figure.id) for s in each.statements]
    return kept, out


def _complete(
    standing: list[Answer], labels: Mapping[str, str]
) -> tuple[list[Answer], list[Aside], list[str]]:
    """Keep to answers of the whole group where there are any; else to those of the largest part of it."""
    exact = any(not each.vague and each.high != 0 for each in standing)
    out = _aside([e for e in standing if exact and e.vague], AsideReason.UNBOUNDED, SEVERAL)
    standing = [each for each in standing if not (exact and each.vague)]
    whole = {(each.low, each.high) for each in standing if each.level < PARTIAL}
    if whole:
        fits = [each.level < PARTIAL or (each.low, each.high) in whole for each in standing]
        left = [each for each, fit in zip(standing, fits, strict=True) if not fit]
        kept = [each for each, fit in zip(standing, fits, strict=True) if fit]
        return (
            kept,
            out + _aside(left, AsideReason.PART, "of some of the people alone, others are of all"),
            [],
        )
    if not standing:
        return [], out, []
    nones = [each for each in standing if each.high == 0 and exact]
    out += _aside(nones, AsideReason.PART, "a none of some people alone, where others give a number")
    standing = [each for each in standing if each not in nones]
    # "Up to 200 fighters" is no larger than "at least 15 civilians": nobody says that there were so many.
    most = max((each.low or 0, each.high or 0) for each in standing)
    largest = {each.marks for each in standing if (each.low or 0, each.high or 0) == most}
    kept = [each for each in standing if each.marks in largest]
    left = [each for each in standing if each.marks not in largest]
    out += _aside(left, AsideReason.PART, "of some of the people alone; a larger figure is of others")
    notes = []
    if frozenset() not in largest:
        some = {" and ".join(group_words(mark, labels) for mark in sorted(marks)) for marks in largest}
        notes.append(f"nobody states how many in all; these figures are of {' or '.join(sorted(some))} alone")
    return kept, out, notes


SEVERAL = "says that there were several, where others give a number"


def _aside(answers: Sequence[Answer], reason: AsideReason, message: str) -> list[Aside]:
    return [aside(s.figure, reason, message) for each in answers for s in each.statements]


def _evidence(each: Answer, group: Group, rule: Parameters) -> Evidence:
    word = each.figure.count.provenance.rule.rpartition(".")[2]
    low, high, inferred = each.low, each.high, each.inferred
    table = rule.words.get(word)
    if table is not None and len(each.statements) == 1:
        low, high = table, None if high is None else max(table, high)
        inferred = f"{each.figure.count.words!r} counts as {table} by the policy's table"
    doubts = dict.fromkeys(s.doubt for s in each.statements if s.doubt)
    inferred = "; ".join([inferred, *doubts] if inferred else doubts) or None
    party = each.first.source.party
    mine = group.kind is GroupKind.SIDE and party is not None and group.value == party
    return Evidence(low, high, each.first.source, each.first.published, mine, each, inferred)


def _toll(
    of: str,
    outcome: Outcome,
    group: Group,
    policy: Policy,
    rule: Parameters,
    weighed: _Weighed,
    general: Sequence[Aside],
    notes: Sequence[str],
) -> Toll:
    """Make one toll of the answers that stand."""
    asserted = [each for each in weighed.answers if not each.doubted]
    doubted = [each for each in weighed.answers if each.doubted]
    chosen = asserted
    if rule.doubted == "count" or (rule.doubted == "last" and not asserted):
        chosen, doubted = weighed.answers, []
    verdict = decide(policy.method, [_evidence(each, group, rule) for each in chosen], rule)
    left: list[tuple[Figure, SetAside]] = [*general, *weighed.aside]
    for each in doubted:
        message = "the text doubts it" + (", and others do not" if asserted else "")
        left += [aside(s.figure, AsideReason.DOUBTED, message) for s in each.statements]
    for evidence, reason, message in verdict.aside:
        if evidence.answer is not None:
            left += [aside(s.figure, reason, message) for s in evidence.answer.statements]
    counted = [_counted(each, tuple(verdict.bounds.get(n, ()))) for n, each in enumerate(verdict.counted)]
    many = independent((each.source, each.origin) for each in counted)
    return Toll(
        of=of,
        outcome=outcome,
        group=group,
        range=verdict.range,
        policy=policy.id,
        counted=tuple(counted),
        aside=_once(left, {each.figure for each in counted} | {p for each in counted for p in each.parts}),
        provisional=_provisional(many, rule, bool(counted)),
        notes=tuple(dict.fromkeys((*notes, *weighed.notes, *verdict.notes))),
        independent=many,
    )


def _counted(each: Evidence, bound: tuple[str, ...]) -> Counted:
    made = each.answer
    assert made is not None, "evidence of an incident is made of an answer"
    parts = tuple(s.figure.id for s in made.statements)
    return Counted(
        figure=made.figure.id,
        report=made.first.report,
        origin=made.first.origin,
        claimant=made.first.source.label,
        low=each.low,
        high=each.high,
        published=made.first.published,
        bound=bound,
        source=made.first.source.key,
        outlet=made.first.outlet,
        parts=parts if len(parts) > 1 else (),
        inferred=each.inferred,
        also=made.first.also,
    )


def _once(left: Sequence[Aside], counted: set[str]) -> tuple[SetAside, ...]:
    """Give each figure set aside once, in the order of figures' places, never one that counts."""
    seen: dict[str, tuple[Figure, SetAside]] = {}
    for figure, each in left:
        if figure.id not in counted:
            seen.setdefault(figure.id, (figure, each))
    ordered = sorted(seen.values(), key=lambda pair: (pair[0].report, pair[0].span, pair[0].id))
    return tuple(each for _, each in ordered)


def _provisional(many: int, rule: Parameters, is_any: bool) -> str | None:
    if not is_any:
        return "no figure counts"
    if many >= rule.independent:
        return None
    sources = "one independent source" if many == 1 else f"{many} independent sources"
    return f"{sources}; this policy asks for {rule.independent}"
