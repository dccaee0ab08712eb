"""Comparisons of figures: may two be of one event, do their numbers agree, how are they put in words."""

from collections.abc import Sequence

from tollbook.model.figure import Count, Figure, Outcome

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


def same_ground(a: Figure, b: Figure) -> bool:
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


def same_days(a: Figure, b: Figure) -> bool:
    """Tell whether the days of two figures may be the same: not both stated and apart."""
    if a.when is None or b.when is None:
        return True
    one, two = a.when.value, b.when.value
    before = one.end is not None and two.start is not None and one.end < two.start
    after = two.end is not None and one.start is not None and two.end < one.start
    return not before and not after


def adds_up(part: Figure, whole: Figure) -> bool:
    """Tell whether a part may be summed: of the same harm, and of a kind that cannot overlap others."""
    return part.outcome.value is whole.outcome.value and not part.traits and part.name is None


def group_of(figure: Figure) -> tuple[object, ...]:
    """Give what tells a figure from its neighbours in a list: status, side and words."""
    side = figure.side.value.name if figure.side else None
    return (figure.status.value, side, figure.quote.exact.casefold())


def is_vague(count: Count) -> bool:
    """Tell whether a count is a bare plural: two or more, and nothing else."""
    return count.low in {None, 2} and count.high is None


def same_noun(a: Figure, b: Figure) -> bool:
    """Tell whether two figures count the same kind of people by their last words."""
    one, two = (f.quote.exact.casefold().split()[-1] for f in (a, b))
    return one == two or (bool(a.claimants) and {one, two} <= PLAIN)


def is_addition(figure: Figure) -> bool:
    """Tell whether the words add to a number given before: "another 20"."""
    return any(word in figure.quote.exact.casefold().split() for word in ADDING)


def sum_of(parts: Sequence[Figure]) -> Count:
    """Add the counts of parts; the most is open where one part leaves it open."""
    lows = [p.count.value.low or 0 for p in parts]
    highs = [p.count.value.high for p in parts if p.count.value.high is not None]
    return Count(low=sum(lows), high=sum(highs) if len(highs) == len(parts) else None)


def is_above(a: Count, b: Count) -> bool:
    """Tell whether every number that `a` allows lies above every number that `b` allows."""
    return a.low is not None and b.high is not None and a.low > b.high


def is_close(a: Count, b: Count) -> bool:
    """Tell whether two counts allow a common number and their least numbers lie near each other."""
    low, other = a.low or 0, b.low or 0
    return not is_above(a, b) and not is_above(b, a) and abs(low - other) <= max(2, other // 10)


def claimant_labels(figure: Figure) -> tuple[str, ...]:
    """Give on whose word a figure stands, by labels."""
    return tuple(c.value.label.casefold() for c in figure.claimants)


def speaker_of(figure: Figure) -> str:
    """Name who gives a figure, or the report."""
    return figure.claimants[0].value.name if figure.claimants else "The report"


def in_words(figure: Figure) -> str:
    """Quote a figure with its interval and harm."""
    return f"“{figure.quote.exact}” ({figure.count.value} {DONE[figure.outcome.value]})"
