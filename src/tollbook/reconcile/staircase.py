"""How a figure moved: a later report of one source takes the place of its earlier one.

A later lower figure is a correction and stands like a higher one. What is vaguer than what the source said
before ("more than 100" after 132), or is about fewer people (one victim's name), takes no place. Where a
report bears no date nothing can be said of before and after: it stays beside the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tollbook.model.figure import Outcome
from tollbook.model.toll import AsideReason, Group, Step
from tollbook.reconcile.answers import ADDED, PARTIAL, Answer
from tollbook.reconcile.groups import apart
from tollbook.reconcile.statements import Aside, aside


@dataclass
class Stairs:
    """The answers of one source in time: those that stand, those set aside, and every step."""

    standing: list[Answer] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    steps: list[tuple[Answer, str | None]] = field(default_factory=list)


def of_the_same(answers: list[Answer]) -> list[list[Answer]]:
    """Tell apart what one source says of people who cannot be the same, so that neither supersedes the other.

    "15 civilians" on one day and "100 fighters" on the next are no correction. Where the source also speaks
    of all, that is what its answers are measured by, and they stay together. Two that cannot be the same also
    do where a third may be either; so neither the order of answers nor the names of sides tell.
    """
    if any(each.level < PARTIAL or not each.marks for each in answers):
        return [answers]
    out: list[list[Answer]] = []
    for each in sorted(answers, key=lambda a: (a.first.published or "", a.figure.id)):
        same = [one for one in out if not all(apart(each.marks, other.marks) for other in one)]
        out = [one for one in out if one not in same] + [[*(a for one in same for a in one), each]]
    return out


def climb(answers: Iterable[Answer]) -> Stairs:
    """Put one source's answers on one group in the order of publication and tell which stand."""
    ordered = sorted(answers, key=lambda a: (a.first.published or "", a.first.report, a.figure.id))
    dated = [each for each in ordered if each.first.published]
    undated = [each for each in ordered if not each.first.published]
    out = Stairs()
    now: Answer | None = None
    for day in _days(dated):
        now = _step(out, now, day)
    out.standing += [now] if now else []
    for each in undated:
        out.steps.append((each, None))
        same = next((other for other in out.standing if other.same(each)), None)
        if same is None:
            out.standing.append(each)
        else:
            out.aside += _set(each, AsideReason.REPEATED, "the same source says it again", same)
    return out


def _days(dated: list[Answer]) -> list[list[Answer]]:
    days: list[list[Answer]] = []
    for each in dated:
        if days and days[-1][0].first.published == each.first.published:
            days[-1].append(each)
        else:
            days.append([each])
    return days


def _step(out: Stairs, now: Answer | None, day: list[Answer]) -> Answer:
    """Go one day on: what a source says in several reports of a day is taken together."""
    level = min(each.level for each in day)
    mine = [each for each in day if each.level == level]
    if level == ADDED:
        # What is added up of fewer parts is of fewer people: the largest sum speaks for the day.
        most = max(each.low or 0 for each in mine)
        mine = [each for each in mine if (each.low or 0) == most]
    for each in day:
        if each not in mine:
            out.steps.append((each, None))
            out.aside += _set(each, AsideReason.PART, "of fewer people than the source speaks of", mine[0])
    today = _together(mine, out)
    before = now.figure.id if now else None
    if now is None:
        out.steps.append((today, None))
        return today
    reason = _stays(now, today)
    if reason is not None:
        out.steps.append((today, None))
        out.aside += _set(today, *reason, now)
        return now
    out.steps.append((today, before))
    for statement in now.statements:
        message = f"the same source said {_words(today)} on {today.first.published}"
        out.aside.append(aside(statement.figure, AsideReason.SUPERSEDED, message, today.figure.id))
    return today


def _together(mine: list[Answer], out: Stairs) -> Answer:
    """Take the answers of one day together: alike they are one, else the range of them stands."""
    first = mine[0]
    others = [each for each in mine[1:] if not each.same(first)]
    for each in mine[1:]:
        out.steps.append((each, None))
        if each.same(first):
            out.aside += _set(each, AsideReason.REPEATED, "the same source says it again that day", first)
    if not others:
        return first
    every = [first, *others]
    lows = [each.low for each in every]
    highs = [each.high for each in every]
    for each in others:
        message = f"said on one day with {_words(first)}: which came later is not known, so both bound it"
        out.aside += _set(each, AsideReason.LATER, message, first)
    return Answer(
        low=None if None in lows else min(low for low in lows if low is not None),
        high=None if None in highs else max(high for high in highs if high is not None),
        level=first.level,
        statements=first.statements,
        inferred="several figures of one source on one day, taken as a range",
        doubted=all(each.doubted for each in every),
    )


def _stays(now: Answer, today: Answer) -> tuple[AsideReason, str] | None:
    """Say why the earlier answer stays, or None where the later one takes its place."""
    if today.same(now):
        # The later one stands, so that the history ends where the source last spoke.
        return None if today.level <= now.level else (AsideReason.REPEATED, "the same source says it again")
    if today.level > now.level and today.level >= PARTIAL:
        return AsideReason.PART, "later, but of fewer people than the source spoke of before"
    if today.level > now.level and today.level >= ADDED and (today.high or 0) < (now.low or 0):
        return AsideReason.PART, "later, but added up from fewer people than the source spoke of before"
    if now.high is not None and today.holds(now):
        return AsideReason.REPEATED, "later, but says the same less exactly"
    if today.doubted and not now.doubted:
        return AsideReason.DOUBTED, "later, but doubted by the text that carries it"
    return None


def _set(answer: Answer, reason: AsideReason, message: str, by: Answer) -> list[Aside]:
    return [aside(s.figure, reason, message, by.figure.id) for s in answer.statements]


def _words(answer: Answer) -> str:
    if answer.low == answer.high:
        return str(answer.low)
    if answer.high is None:
        return f"{answer.low} or more"
    return f"{answer.high} or fewer" if answer.low is None else f"{answer.low}-{answer.high}"


def steps(stairs: Stairs, outcome: Outcome, group: Group) -> list[Step]:
    """Give the history that the stairs show, in the order of publication."""
    standing = {id(each) for each in stairs.standing}
    figures = {each.figure.id for each in stairs.standing}
    return [
        Step(
            outcome=outcome,
            group=group,
            published=each.first.published,
            source=each.first.source.key,
            claimant=each.first.source.label,
            outlet=each.first.outlet,
            report=each.first.report,
            figure=each.figure.id,
            low=each.low,
            high=each.high,
            standing=id(each) in standing or each.figure.id in figures,
            supersedes=before,
            words=each.figure.quote.exact,
        )
        for each, before in stairs.steps
    ]
