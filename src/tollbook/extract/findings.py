"""Findings: a look across the figures of one report, in plain sentences.

Parts are held against totals, figures of one claimant against each other, named victims against
totals. A finding never adds what the report does not add, and it changes no figure.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tollbook.model.claim import Finding, FindingKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Status

NEAR = 150
"""Characters between two figures of one list."""
ADDING = ("another", "more", "further", "additional", "others", "other", "rest")
PLAIN = frozenset({"people", "persons", "dead", "killed", "victims", "wounded", "injured"})
DONE = {
    Outcome.KILLED: "killed",
    Outcome.INJURED: "injured",
    Outcome.MISSING: "missing",
    Outcome.DETAINED: "detained",
    Outcome.ABDUCTED: "abducted",
    Outcome.DISPLACED: "displaced",
    Outcome.KILLED_OR_INJURED: "killed or injured",
}
MOST_FIGURES = 400
"""Beyond so many figures, only stated parts are compared: pairs would take too long."""


def findings(report_id: str, figures: tuple[Figure, ...]) -> tuple[Finding, ...]:
    """Compare the figures of a report with each other; the order of `figures` does not matter.

    Example:
        >>> findings("r1", ())
        ()
    """
    ordered = sorted(figures, key=lambda f: (f.span, f.id))
    found = list(_stated_parts(report_id, ordered))
    if len(ordered) <= MOST_FIGURES:
        lists = _lists(ordered)
        found += _lists_and_totals(report_id, ordered, lists)
        found += _differing(report_id, ordered, lists)
        found += _named(report_id, ordered, lists)
    unique = {(f.kind, f.message): f for f in found}
    return tuple(unique.values())


def _stated_parts(report: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Hold each figure's stated parts against it: one by one, and summed where they cannot overlap."""
    by_id = {f.id: f for f in figures}
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of in by_id and figure.part_of != figure.id:
            parts[figure.part_of].append(figure)
    for whole_id, mine in sorted(parts.items(), key=lambda item: by_id[item[0]].span):
        whole = by_id[whole_id]
        for part in mine:
            if (
                whole.count.value.high
                and part.outcome.value is whole.outcome.value
                and _above(part.count.value, whole.count.value)
            ):
                message = f"{_said(part)} is stated to be part of {_said(whole)}, but is larger than it."
                yield _finding(report, FindingKind.PARTS_EXCEED, message, (part, whole), "findings.part")
        summed = [p for p in mine if _adds_up(p, whole)]
        if len(summed) >= 2 and len({_group(p) for p in summed}) == len(summed):
            yield from _compare(report, summed, whole, stated=True)


def _lists_and_totals(
    report: str, figures: Sequence[Figure], lists: Sequence[tuple[Figure, ...]]
) -> Iterator[Finding]:
    """Hold a list of figures by one claimant against a total of the same harm elsewhere in the report."""
    civil = {f.part_of for f in figures if f.status.value in {Status.CIVILIAN, Status.MIXED} and f.part_of}
    listed = {f.id for group in lists for f in group}
    for group in lists:
        told: set[tuple[object, ...]] = set()
        for total in figures:
            if total.id in listed or total.part_of or total.name or not _comparable(group, total):
                continue
            key = (total.count.value.low, total.count.value.high, _claimants(total))
            if key in told:
                continue
            told.add(key)
            same_claimant = _claimants(total) == _claimants(group[0])
            if _close(_sum(group), total.count.value):
                yield from _compare(report, group, total, with_civilians=total.id in civil)
            elif same_claimant and 0 <= group[0].span.start - total.span.end <= 2 * NEAR:
                yield from _compare(report, group, total)


def _compare(
    report: str,
    parts: Sequence[Figure],
    total: Figure,
    *,
    stated: bool = False,
    with_civilians: bool = False,
) -> Iterator[Finding]:
    whole, summed = total.count.value, _sum(parts)
    lows = [p.count.value.low for p in parts if p.count.value.low is not None]
    open_end = summed.high is None or any(p.count.value.low is None for p in parts)
    sum_words = " + ".join(str(n) for n in lows) + f" = {sum(lows)}" + (" or more" if open_end else "")
    harm = DONE[total.outcome.value]
    words = f"“{total.quote.exact}” ({whole} {harm})"
    link = "the stated parts" if stated else "the listed figures"
    ids = (*parts, total)
    if _above(summed, whole):
        message = f"{sum_words}: {link} come to more than {words}."
        yield _finding(report, FindingKind.PARTS_EXCEED, message, ids, "findings.sum")
        return
    if _above(whole, summed):
        message = f"{sum_words}: {link} come to less than {words}; the rest is not broken down."
        yield _finding(report, FindingKind.PARTS_FALL_SHORT, message, ids, "findings.sum")
        return
    agrees = f"{sum_words} agrees with {words}"
    kinds = {p.status.value for p in parts}
    if kinds == {Status.COMBATANT} and (with_civilians or total.status.value is Status.MIXED):
        message = (
            f"{agrees}, but the parts are combatants only while the total is said to include civilians: "
            "the number of civilians cannot be derived from these numbers."
        )
        yield _finding(report, FindingKind.KINDS_DIFFER, message, ids, "findings.kinds")
        return
    if kinds == {Status.CIVILIAN} and total.status.value is Status.MIXED:
        message = (
            f"{agrees}, but the parts are civilians only while the total is said to include combatants: "
            "the number of combatants cannot be derived from these numbers."
        )
        yield _finding(report, FindingKind.KINDS_DIFFER, message, ids, "findings.kinds")
        return
    other = "" if _claimants(parts[0]) == _claimants(total) else ", though the two are put on different words"
    yield _finding(report, FindingKind.PARTS_AGREE, f"{agrees}{other}.", ids, "findings.sum")


def _differing(
    report: str, figures: Sequence[Figure], lists: Sequence[tuple[Figure, ...]]
) -> Iterator[Finding]:
    """Find where one claimant gives two numbers for what seems one thing."""
    together = {frozenset((a.id, b.id)) for group in lists for a, b in combinations(group, 2)}
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.place and not figure.name and not figure.part_of and not _adds(figure):
            side = figure.side.value.label if figure.side else None
            traits = frozenset(t.value for t in figure.traits)
            place = figure.place.value.name.casefold()
            key = (_claimants(figure), figure.outcome.value, figure.scope.value, figure.status.value, side)
            groups[(*key, traits, place, figure.stance.value)].append(figure)
    for group in groups.values():
        for a, b in combinations(group, 2):
            apart = _above(a.count.value, b.count.value) or _above(b.count.value, a.count.value)
            if (
                not apart
                or not _same_noun(a, b)
                or frozenset((a.id, b.id)) in together
                or not _same_days(a, b)
            ):
                continue
            message = (
                f"{_speaker(a)} gives {_said(a)} and {_said(b)} for the same place; "
                "whether the later words correct the earlier ones is not said."
            )
            yield _finding(report, FindingKind.FIGURES_DIFFER, message, (a, b), "findings.differ")


def _named(report: str, figures: Sequence[Figure], lists: Sequence[tuple[Figure, ...]]) -> Iterator[Finding]:
    """Say of a named victim and the largest total of the same harm that their overlap is not stated."""
    listed = {f.id for group in lists for f in group}
    told: set[tuple[str, Outcome]] = set()
    for victim in figures:
        if victim.name is None or victim.part_of or victim.id in listed:
            continue
        key = (victim.name.value.casefold(), victim.outcome.value)
        if key in told:
            continue
        totals = [f for f in figures if _may_include(f, victim)]
        if not totals:
            continue
        told.add(key)
        total = max(totals, key=lambda f: (f.count.value.low or 0, -f.span.start))
        message = (
            f"{_said(victim)} and {_said(total)} are not said to overlap: "
            "whether the one is among the others is unknown, so they are not added."
        )
        yield _finding(report, FindingKind.OVERLAP_UNKNOWN, message, (victim, total), "findings.overlap")


def _lists(figures: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    """Find runs of figures that stand close together, of one claimant, outcome and scope."""
    out: list[tuple[Figure, ...]] = []
    run: list[Figure] = []
    for figure in figures:
        usable = not (figure.part_of or figure.name or _vague(figure.count.value))
        usable = usable and figure.count.value.high != 0
        if run and usable and _continues(run[-1], figure):
            run.append(figure)
            continue
        if len(run) > 1:
            out.append(tuple(run))
        run = [figure] if usable else []
    if len(run) > 1:
        out.append(tuple(run))
    return [group for group in out if len({_group(f) for f in group}) == len(group)]


def _continues(a: Figure, b: Figure) -> bool:
    same = (_claimants(a), a.outcome.value, a.scope.value) == (_claimants(b), b.outcome.value, b.scope.value)
    return same and 0 <= b.span.start - a.span.end <= NEAR


def _comparable(group: Sequence[Figure], total: Figure) -> bool:
    first = group[0]
    if total.outcome.value is not first.outcome.value or total.scope.value is not first.scope.value:
        return False
    if _vague(total.count.value) or total.count.value.low in {None, 0}:
        return False
    if any(_above(f.count.value, total.count.value) for f in group):
        return False
    return _same_ground(first, total) and _same_days(first, total)


def _may_include(total: Figure, victim: Figure) -> bool:
    if total.name or total.part_of or total.outcome.value is not victim.outcome.value:
        return False
    low = total.count.value.low
    if low is None or low < 3 or total.scope.value is not Scope.INCIDENT:
        return False
    civil = {total.status.value, victim.status.value} == {Status.CIVILIAN, Status.COMBATANT}
    return not civil and _same_ground(total, victim) and _same_days(total, victim)


def _same_ground(a: Figure, b: Figure) -> bool:
    """Tell whether two places may be one: one is not stated, or they share a name or a first-level area."""
    if a.place is None or b.place is None:
        return True
    one, two = a.place.value, b.place.value
    if set(one.name.casefold().split()) & set(two.name.casefold().split()):
        return True
    if one.best is None or two.best is None:
        return False
    same = (one.best.country, one.best.admin1) == (two.best.country, two.best.admin1)
    return same and one.best.admin1 is not None


def _same_days(a: Figure, b: Figure) -> bool:
    """Tell whether the days of two figures may be the same: not both stated and apart."""
    if a.when is None or b.when is None:
        return True
    one, two = a.when.value, b.when.value
    before = one.end is not None and two.start is not None and one.end < two.start
    after = two.end is not None and one.start is not None and two.end < one.start
    return not before and not after


def _adds_up(part: Figure, whole: Figure) -> bool:
    """Tell whether a part may be summed: of the same harm, a number, and of a kind that cannot overlap."""
    return not (
        part.outcome.value is not whole.outcome.value
        or part.traits
        or part.name
        or _vague(part.count.value)
        or part.count.value.low is None
    )


def _group(figure: Figure) -> tuple[object, ...]:
    side = figure.side.value.name if figure.side else None
    return (figure.status.value, side, figure.quote.exact.casefold())


def _vague(count: Count) -> bool:
    return count.low in {None, 2} and count.high is None


def _same_noun(a: Figure, b: Figure) -> bool:
    """Tell whether two figures count the same kind of people by their last words."""
    one, two = (f.quote.exact.casefold().split()[-1] for f in (a, b))
    return one == two or (bool(a.claimants) and {one, two} <= PLAIN)


def _adds(figure: Figure) -> bool:
    return any(word in figure.quote.exact.casefold().split() for word in ADDING)


def _sum(parts: Sequence[Figure]) -> Count:
    lows = [p.count.value.low or 0 for p in parts]
    highs = [p.count.value.high for p in parts if p.count.value.high is not None]
    return Count(low=sum(lows), high=sum(highs) if len(highs) == len(parts) else None)


def _above(a: Count, b: Count) -> bool:
    """Tell whether every number that `a` allows lies above every number that `b` allows."""
    return a.low is not None and b.high is not None and a.low > b.high


def _close(a: Count, b: Count) -> bool:
    low, other = a.low or 0, b.low or 0
    return not _above(a, b) and not _above(b, a) and abs(low - other) <= max(2, other // 10)


def _claimants(figure: Figure) -> tuple[str, ...]:
    return tuple(c.value.label.casefold() for c in figure.claimants)


def _speaker(figure: Figure) -> str:
    return figure.claimants[0].value.name if figure.claimants else "The report"


def _said(figure: Figure) -> str:
    return f"“{figure.quote.exact}” ({figure.count.value} {DONE[figure.outcome.value]})"


def _finding(report: str, kind: FindingKind, message: str, figures: Sequence[Figure], rule: str) -> Finding:
    message = message[0].upper() + message[1:]
    return Finding(kind=kind, report=report, message=message, figures=tuple(f.id for f in figures), rule=rule)
