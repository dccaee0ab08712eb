"""Tolls, grades, histories and policies in plain lines: for the terminal, and as the desk words them."""

import re
from collections.abc import Callable, Iterable, Sequence

from tollbook.model.figure import Figure
from tollbook.model.incident import Account, Incident
from tollbook.model.toll import (
    Counted,
    Grade,
    LeftOut,
    MaybeSame,
    Policy,
    Step,
    Summary,
    Toll,
    group_words,
    side_labels,
)
from tollbook.publish.labels import NOT_STATED, OUTCOMES, days, one_line

ASIDE = {
    "copy": "copy",
    "superseded": "superseded",
    "period": "total of a longer time",
    "denied": "denied",
    "part": "a part",
    "whole": "a whole",
    "doubted": "doubted",
    "sub_event": "of an event within",
    "rejected": "rejected",
    "policy": "set aside by the policy",
    "unbounded": "no number",
    "repeated": "said again",
    "others": "of other people",
    "later": "order unknown",
    "unsure": "read with doubt",
}
NAMED = 3
"""Incidents that are named for each reason why they cannot be added."""
DAYS = re.compile(r" \(\d{4}-\d\d-\d\d to [^)]*\) ")
"""The days of one incident in a reason that holds for several."""
LISTED = 40
"""Figures that a toll lists as counted (those that set an end first), and as set aside for each reason."""


def incident_lines(
    incident: Incident,
    tolls: Sequence[Toll],
    grade: Grade,
    summary: Summary,
    accounts: Iterable[Account],
    steps: Sequence[Step] = (),
) -> list[str]:
    """Write what is known of an incident: its tolls with what counts and what does not, grade, summary."""
    held = {figure.id: (figure, account) for account in accounts for figure in account.figures}
    labels = side_labels(figure for figure, _ in held.values())
    when = days(incident.when) if incident.when else "days not known"
    lines = [
        f"{incident.id}: {incident.event or 'event not known'}, {incident.place or 'place not known'}, {when}"
    ]
    lines += [f"grade {grade.level.value}", *(f"  {words}" for words, _ in grade.reasons)]
    if not tolls:
        lines.append("no account states a figure of such a harm")
    rules = list(dict.fromkeys(toll.policy for toll in tolls))
    if len(rules) > 1:
        lines += ["", *sensitivity(tolls, labels), "", f"by {rules[0]}:"]
    for toll in tolls:
        if toll.policy == rules[0]:
            lines.append("")
            lines += _toll_lines(toll, held, labels)
    if steps:
        lines += ["", "history", *_history(steps, labels)]
    if summary.clauses:
        lines += ["", summary.text]
    return [_safe(line) for line in lines]


def sensitivity(tolls: Sequence[Toll], labels: dict[str, str]) -> list[str]:
    """Write tolls by several policies as a table: a row for each harm and group, a column for each policy."""
    rules = list(dict.fromkeys(toll.policy for toll in tolls))
    rows: dict[str, dict[str, str]] = {}
    for toll in tolls:
        row = f"{OUTCOMES[toll.outcome]}, {group_words(toll.group, labels)}"
        mark = "*" if toll.provisional else ""
        rows.setdefault(row, {})[toll.policy] = f"{toll.range}{mark}"
    first = max(len(row) for row in rows)
    wide = {rule: max(len(rule), *(len(row.get(rule, "")) for row in rows.values())) for rule in rules}
    lines = [" " * first + "".join(f" | {rule:<{wide[rule]}}" for rule in rules)]
    for row, cells in rows.items():
        lines.append(
            f"{row:<{first}}" + "".join(f" | {cells.get(rule, '')!s:<{wide[rule]}}" for rule in rules)
        )
    return [*(line.rstrip() for line in lines), "low / best / high by each rule; * provisional"]


def _toll_lines(toll: Toll, held: dict[str, tuple[Figure, Account]], labels: dict[str, str]) -> list[str]:
    of = f"{OUTCOMES[toll.outcome]}, {group_words(toll.group, labels)}"
    lines = [f"{of}: {toll.range}  (low / best / high, {toll.policy})"]
    lines += [f"  provisional: {toll.provisional}"] if toll.provisional else []
    lines += [f"  note: {note}" for note in toll.notes]
    told = [each for each in toll.counted if each.bound] + [each for each in toll.counted if not each.bound]
    shown = toll.counted if len(told) <= LISTED else told[:LISTED]
    lines += [f"  counts: {_counted(each, held)}" for each in shown]
    if len(told) > LISTED:
        lines.append(f"  counts: {len(told) - LISTED:,} more (--format json names all)")
    many: dict[str, int] = {}
    for each in toll.aside:
        reason = ASIDE[each.reason.value]
        many[reason] = many.get(reason, 0) + 1
        if many[reason] <= LISTED:
            lines.append(f"  aside ({reason}): {_figure(each.figure, held)}: {each.message}")
    lines += [
        f"  aside ({reason}): {number - LISTED:,} more (--format json names all)"
        for reason, number in many.items()
        if number > LISTED
    ]
    return lines


def _counted(each: Counted, held: dict[str, tuple[Figure, Account]]) -> str:
    ends = _ends(each.low, each.high)
    bound = f" sets {', '.join(each.bound)};" if each.bound else ""
    said = f" {each.inferred};" if each.inferred else ""
    names = each.parts or (each.figure,)
    also = f"; also in {', '.join(each.also)}" if each.also else ""
    return f"{ends}{bound}{said} {' + '.join(_figure(name, held) for name in names)}{also}"


def _figure(name: str, held: dict[str, tuple[Figure, Account]]) -> str:
    if name not in held:
        return name
    figure, account = held[name]
    where = account.outlet or f"the report {account.report}"
    who = f"{figure.claimants[0].value.label} in {where}" if figure.claimants else f"{where} itself"
    return f"“{figure.quote.exact}”, {who} ({account.published or 'no date'}), {name}"


def _history(steps: Sequence[Step], labels: dict[str, str]) -> list[str]:
    """Write how figures moved; of very many steps of one harm and group the last ones, by their days."""
    held: dict[str, list[Step]] = {}
    for step in steps:
        held.setdefault(f"{OUTCOMES[step.outcome]}, {group_words(step.group, labels)}", []).append(step)
    lines = []
    for of, mine in held.items():
        more = len(mine) - LISTED
        lines += [f"  {of}: {more:,} earlier steps (--format json names all)"] if more > 0 else []
        shown = sorted(mine, key=lambda s: s.published or "")[-LISTED:] if more > 0 else mine
        lines += [_step(step, labels) for step in shown]
    return lines


def _step(step: Step, labels: dict[str, str]) -> str:
    after = f", in place of {step.supersedes}" if step.supersedes else ""
    stands = "" if step.standing else " (does not stand)"
    who = step.claimant or step.outlet or step.report
    of = f"{OUTCOMES[step.outcome]}, {group_words(step.group, labels)}"
    return f"  {step.published or 'no date'}  {of}: {_ends(step.low, step.high)}  {who}{after}{stands}"


def _ends(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'-' if low is None else low}..{'-' if high is None else high}"


def area_lines(tolls: Sequence[Toll], called: Callable[[str], str] = str) -> list[str]:
    """Write tolls over an area and period, with what could not be added; `called` names incidents by id."""
    lines: list[str] = []
    if len({toll.policy for toll in tolls}) > 1:
        lines += [tolls[0].of, *sensitivity(tolls, {})]
    for toll in tolls:
        lines += [""] if lines else []
        lines.append(
            f"{toll.of}: {OUTCOMES[toll.outcome]}, {group_words(toll.group)}: {toll.range}  ({toll.policy})"
        )
        names = "; ".join(map(called, toll.incidents[:NAMED])) or "none"
        rest = len(toll.incidents) - NAMED
        more = f" and {rest:,} more (--format json names all)" if rest > 0 else ""
        some = "1 incident" if len(toll.incidents) == 1 else f"{len(toll.incidents):,} incidents"
        lines.append(f"  {some} added up: {names}{more}")
        lines += [f"  provisional: {toll.provisional}"] if toll.provisional else []
        lines += [f"  note: {note}" for note in toll.notes]
        lines += _maybe(toll.maybe, called)
        lines += _left_out(toll.left_out, called)
    return [_safe(line) for line in lines]


def _maybe(maybe: Sequence[MaybeSame], called: Callable[[str], str]) -> list[str]:
    """Write which incidents may be others, or within them; of many the first three are named."""
    lines = []
    for within, words in ((False, "may be the same"), (True, "may be counted twice")):
        mine = [each for each in maybe if each.within is within]
        joint = "within" if within else "as"
        shown = "; ".join(f"{called(each.incident)} {joint} {called(each.other)}" for each in mine[:NAMED])
        more = f" and {len(mine) - NAMED} more (--format json names all)" if len(mine) > NAMED else ""
        lines += [f"  {words}: {shown}{more}"] if mine else []
    return lines


def _left_out(left_out: Sequence[LeftOut], called: Callable[[str], str]) -> list[str]:
    """Write what is not added, a line for each reason; of many incidents the first three are named."""
    reasons: dict[str, list[str]] = {}
    for each in left_out:
        reasons.setdefault(DAYS.sub(" ", each.reason), []).append(each.incident)
    lines = []
    for reason, names in reasons.items():
        shown = "; ".join(map(called, names[:NAMED]))
        more = f" and {len(names) - NAMED} more (--format json names all)" if len(names) > NAMED else ""
        lines.append(f"  not added: {reason}: {shown}{more}")
    return lines


def policy_lines(policies: Sequence[Policy], *, whole: bool) -> list[str]:
    """Write policies: each in a line, or one whole."""
    if not whole:
        return [_safe(f"{policy.id}: {policy.name}") for policy in policies]
    lines = []
    for policy in policies:
        lines += [f"{policy.id}: {policy.name}", policy.about, f"source: {policy.source} ({policy.date})"]
        lines += [f"method: {policy.method.value}"]
        lines += [f"  {key}: {value}" for key, value in policy.parameters.items()]
        lines += [f"example: {policy.shows or NOT_STATED}"]
    return [_safe(line) for line in lines]


def _safe(line: str) -> str:
    """Make a line safe for a terminal, its blanks kept: what stands between " | " is one line of its own."""
    cells = line.split(" | ")
    safe = (f"{one_line(cell):<{len(cell)}}" if len(cells) > 1 else one_line(cell) for cell in cells)
    return " " * (len(line) - len(line.lstrip(" ")) if len(cells) == 1 else 0) + " | ".join(safe).rstrip()
