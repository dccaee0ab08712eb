"""Findings: a look across the figures of one report, in plain sentences.

Parts are held against totals, figures of one claimant against each other, named victims against
totals. A finding never adds what the report does not add, and it changes no figure.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tollbook.extract.findings_compare import (
    DONE,
    adds_up,
    claimant_labels,
    group_of,
    in_words,
    is_above,
    is_addition,
    is_close,
    is_vague,
    same_days,
    same_ground,
    same_noun,
    speaker_of,
    sum_of,
)
from tollbook.model.claim import Finding, FindingKind
from tollbook.model.figure import Figure, Outcome, Scope, Status

NEAR = 150
"""Characters between two figures of one list."""
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
                and is_above(part.count.value, whole.count.value)
            ):
                message = (
                    f"{in_words(part)} is stated to be part of {in_words(whole)}, but is larger than it."
                )
                yield _finding(report, FindingKind.PARTS_EXCEED, message, (part, whole), "findings.part")
        summed = [p for p in mine if adds_up(p, whole)]
        counted = not any(is_vague(part.count.value) for part in summed)
        if counted and len(summed) >= 2 and len({group_of(p) for p in summed}) == len(summed):
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
            key = (total.count.value.low, total.count.value.high, claimant_labels(total))
            if key in told:
                continue
            told.add(key)
            same_claimant = claimant_labels(total) == claimant_labels(group[0])
            if is_close(sum_of(group), total.count.value):
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
    whole, together = total.count.value, sum_of(parts)
    terms = [part.count.value for part in parts]
    open_end = "" if together.high is not None else " or more"
    sum_words = " + ".join(f"up to {c.high}" if c.low is None else str(c.low) for c in terms)
    sum_words += f" = {together}" if any(c.low is None for c in terms) else f" = {together.low}{open_end}"
    harm = DONE[total.outcome.value]
    words = f"“{total.quote.exact}” ({whole} {harm})"
    link = "the stated parts" if stated else "the listed figures"
    ids = (*parts, total)
    if is_above(together, whole):
        message = f"{sum_words}: {link} come to more than {words}."
        yield _finding(report, FindingKind.PARTS_EXCEED, message, ids, "findings.sum")
        return
    if is_above(whole, together):
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
    other = (
        ""
        if claimant_labels(parts[0]) == claimant_labels(total)
        else ", though the two are put on different words"
    )
    yield _finding(report, FindingKind.PARTS_AGREE, f"{agrees}{other}.", ids, "findings.sum")


def _differing(
    report: str, figures: Sequence[Figure], lists: Sequence[tuple[Figure, ...]]
) -> Iterator[Finding]:
    """Find where one claimant gives two numbers for what seems one thing."""
    together = {frozenset((a.id, b.id)) for group in lists for a, b in combinations(group, 2)}
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.place and not figure.name and not figure.part_of and not is_addition(figure):
            side = figure.side.value.label if figure.side else None
            traits = frozenset(t.value for t in figure.traits)
            place = figure.place.value.name.casefold()
            key = (
                claimant_labels(figure),
                figure.outcome.value,
                figure.scope.value,
                figure.status.value,
                side,
            )
            groups[(*key, traits, place, figure.stance.value)].append(figure)
    for group in groups.values():
        for a, b in combinations(group, 2):
            apart = is_above(a.count.value, b.count.value) or is_above(b.count.value, a.count.value)
            if not apart or not same_noun(a, b) or frozenset((a.id, b.id)) in together or not same_days(a, b):
                continue
            message = (
                f"{speaker_of(a)} gives {in_words(a)} and {in_words(b)} for the same place; "
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
            f"{in_words(victim)} and {in_words(total)} are not said to overlap: "
            "whether the one is among the others is unknown, so they are not added."
        )
        yield _finding(report, FindingKind.OVERLAP_UNKNOWN, message, (victim, total), "findings.overlap")


def _lists(figures: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    """Find runs of figures that stand close together, of one claimant, outcome and scope."""
    out: list[tuple[Figure, ...]] = []
    run: list[Figure] = []
    for figure in figures:
        usable = not (figure.part_of or figure.name or is_vague(figure.count.value))
        usable = usable and figure.count.value.high != 0
        if run and usable and _continues(run[-1], figure):
            run.append(figure)
            continue
        if len(run) > 1:
            out.append(tuple(run))
        run = [figure] if usable else []
    if len(run) > 1:
        out.append(tuple(run))
    return [group for group in out if len({group_of(f) for f in group}) == len(group)]


def _continues(a: Figure, b: Figure) -> bool:
    same = (claimant_labels(a), a.outcome.value, a.scope.value) == (
        claimant_labels(b),
        b.outcome.value,
        b.scope.value,
    )
    return same and 0 <= b.span.start - a.span.end <= NEAR


def _comparable(group: Sequence[Figure], total: Figure) -> bool:
    first = group[0]
    if total.outcome.value is not first.outcome.value or total.scope.value is not first.scope.value:
        return False
    if is_vague(total.count.value) or total.count.value.low in {None, 0}:
        return False
    if any(is_above(f.count.value, total.count.value) for f in group):
        return False
    return same_ground(first, total) and same_days(first, total)


def _may_include(total: Figure, victim: Figure) -> bool:
    if total.name or total.part_of or total.outcome.value is not victim.outcome.value:
        return False
    low = total.count.value.low
    if low is None or low < 3 or total.scope.value is not Scope.INCIDENT:
        return False
    civil = {total.status.value, victim.status.value} == {Status.CIVILIAN, Status.COMBATANT}
    return not civil and same_ground(total, victim) and same_days(total, victim)


def _finding(report: str, kind: FindingKind, message: str, figures: Sequence[Figure], rule: str) -> Finding:
    message = message[0].upper() + message[1:]
    return Finding(kind=kind, report=report, message=message, figures=tuple(f.id for f in figures), rule=rule)
