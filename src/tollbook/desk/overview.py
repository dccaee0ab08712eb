"""What the overview is filled with: tallies in; totals with bands, what is new, what contradicts, out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from tollbook.desk.tallies import Clash, Tallies, Tally
from tollbook.model.figure import Outcome
from tollbook.model.toll import GradeLevel, LeftOut, Range, Toll
from tollbook.publish.labels import MONTHS, OUTCOMES, country
from tollbook.reconcile import Region, over
from tollbook.reconcile.inside import wholes, with_parts
from tollbook.reconcile.overlaps import counted_once, entangled

NOT_KNOWN = "not known"
MOST_MONTHS = 36
WITHIN = "it lies within "


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What an overview is of: a harm, a period (both days counted in), a country (its code); None: all."""

    outcome: Outcome = Outcome.KILLED
    first: date | None = None
    last: date | None = None
    country: str | None = None

    @property
    def region(self) -> Region:
        """Give the area asked for."""
        if self.country is None:
            return Region("everywhere")
        return Region(country(self.country), country=self.country)


class Band(NamedTuple):
    """A sum over incidents: low, best and high, where it can be said; `reach` is the sum of the known highs.

    `open` counts the incidents without an upper end: where there is one, the sum has none. `once` counts
    those whose people may be another's here: low and best count these people once.
    """

    key: str
    name: str
    range: Range
    incidents: int
    open: int
    reach: int
    once: int

    @property
    def most(self) -> int:
        """Give the largest number to be drawn."""
        return max(self.reach, self.range.low or 0, 1)


def total(tallies: Tallies, asked: Asked) -> Toll:
    """Add up what can be added, by the same law as `tollbook toll --area`; what cannot is named in it."""

    def made() -> Toll:
        given = [(each.incident, each.tolls.get(asked.outcome)) for each in tallies.incidents.values()]
        return over(
            asked.region,
            asked.first,
            asked.last,
            given,
            policy=tallies.policy,
            outcome=asked.outcome,
            apart=tallies.apart,
        )

    return tallies.once(("total", asked), made)


def worth(tallies: Tallies, asked: Asked) -> dict[str, Toll]:
    """Give the toll of each incident that is added up, with what the incidents within it make."""

    def made() -> dict[str, Toll]:
        names = {*total(tallies, asked).incidents}
        names |= {each.incident for each in total(tallies, asked).left_out if each.reason.startswith(WITHIN)}
        inside = [
            (tallies.incidents[n].incident, tallies.incidents[n].tolls[asked.outcome]) for n in sorted(names)
        ]
        above = {name: each.incident.part_of for name, each in tallies.incidents.items()}
        added, _ = with_parts(inside, wholes([i for i, _ in inside], above), tallies.apart)
        return {incident.id: toll for incident, toll in added}

    return tallies.once(("worth", asked), made)


def _shared(tallies: Tallies, asked: Asked) -> frozenset[str]:
    """Give the incidents added up that may hold people of another one, in whatever band they stand."""

    def made() -> frozenset[str]:
        added = [(tallies.incidents[name].incident, toll) for name, toll in worth(tallies, asked).items()]
        return entangled(added, tallies.apart)

    return tallies.once(("shared", asked), made)


def bands(tallies: Tallies, asked: Asked, by: str) -> list[Band]:
    """Give the incidents that were added up, band by band: by "period", "area" or "actor"."""
    keys = KEYS[by]

    def made() -> list[Band]:
        chosen = [tallies.incidents[name] for name in total(tallies, asked).incidents]
        long = by == "period" and len({key for each in chosen for key in keys(each, asked)}) > MOST_MONTHS
        held: dict[str, list[Tally]] = {}
        for each in chosen:
            for key in keys(each, asked):
                held.setdefault(key[:4] if long and key != NOT_KNOWN else key, []).append(each)
        found = [band(tallies, asked, key, named(by, key), held[key]) for key in held]
        if by == "period":
            return sorted(found, key=lambda each: each.key)
        return sorted(found, key=lambda each: (-each.most, each.name))

    return tallies.once((by, asked), made)


def band(tallies: Tallies, asked: Asked, key: str, name: str, some: Sequence[Tally]) -> Band:
    """Add up the tolls of incidents; what nobody gives adds nothing to low, and opens the other ends.

    People that two of them may both count are counted once in low and best where both are here, and twice in
    high.
    """
    made, shared = worth(tallies, asked), _shared(tallies, asked)
    ranges = [made[each.incident.id].range for each in some]
    mine = [(each.incident, made[each.incident.id]) for each in some if each.incident.id in shared]
    once = counted_once(mine, tallies.apart)
    others = [r for each, r in zip(some, ranges, strict=True) if each.incident.id not in shared]
    low = once.low + sum(r.low or 0 for r in others)
    bests = [once.best, *(r.best for r in others)]
    best = None if None in bests else sum(best or 0 for best in bests)
    highs = [each.high for each in ranges]
    lost = highs.count(None)
    held = Range(low=low, best=best, high=None if lost else sum(high or 0 for high in highs))
    reach = sum(max(n or 0 for n in (r.low, r.best, r.high)) for r in ranges)
    return Band(key, name, held, len(some), lost, reach, len(once.maybe))


def summed(tallies: Tallies, asked: Asked) -> Band:
    """Give all that was added up as one band."""

    def made() -> Band:
        some = [tallies.incidents[name] for name in total(tallies, asked).incidents]
        return band(tallies, asked, asked.outcome.value, OUTCOMES[asked.outcome], some)

    return tallies.once(("sum", asked), made)


def _period(each: Tally, _: Asked) -> list[str]:
    when = each.incident.when
    day = (when.start or when.end) if when else None
    return [day.isoformat()[:7] if day else NOT_KNOWN]


def _area(each: Tally, asked: Asked) -> list[str]:
    where = each.incident.place if asked.country else each.incident.country
    return [where or NOT_KNOWN]


def _actor(each: Tally, _: Asked) -> list[str]:
    return list(each.actors) or [NOT_KNOWN]


KEYS: dict[str, Callable[[Tally, Asked], list[str]]] = {"period": _period, "area": _area, "actor": _actor}


def named(by: str, key: str) -> str:
    """Say what a band is of.

    Example:
        >>> named("period", "2031-03"), named("period", "2031"), named("actor", "not known")
        ('Mar 2031', '2031', 'nobody is named')
    """
    if key == NOT_KNOWN:
        return "nobody is named" if by == "actor" else f"{'days' if by == 'period' else 'place'} not known"
    if by == "period" and len(key) == 7:
        return f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"
    return country(key) if by == "area" and len(key) == 2 and key.isupper() else key


def behind(tallies: Tallies, asked: Asked, by: str, key: str) -> list[Tally]:
    """Give the incidents that a number was added up from; "" for `by`: all of them."""

    def made() -> list[Tally]:
        chosen = [tallies.incidents[name] for name in total(tallies, asked).incidents]
        if by in KEYS:
            length = len(key) if by == "period" else None
            chosen = [each for each in chosen if any(k[:length] == key for k in KEYS[by](each, asked))]
        return sorted(chosen, key=lambda each: -(each.tolls[asked.outcome].range.low or 0))

    return tallies.once(("behind", asked, by, key), made)


def left_out(tallies: Tallies, asked: Asked) -> list[tuple[str, int]]:
    """Give the reasons for which incidents could not be added, each with how many."""

    def made() -> list[tuple[str, int]]:
        many = Counter(reason_of(each) for each in total(tallies, asked).left_out)
        return many.most_common()

    return tallies.once(("left", asked), made)


def reason_of(left: LeftOut) -> str:
    """Give the kind of reason, without the days and names of one incident.

    Example:
        >>> reason_of(LeftOut(incident="b", reason="it lies within a, which counts as a whole"))
        'it lies within an incident that counts as a whole'
    """
    if left.reason.startswith(WITHIN):
        return "it lies within an incident that counts as a whole"
    return "its days reach beyond the period" if left.reason.startswith("its days (") else left.reason


def contradictions(tallies: Tallies) -> list[tuple[Tally, Clash | None]]:
    """Give incidents whose sources exclude one another, or that are contested: widest first."""

    def made() -> list[tuple[Tally, Clash | None]]:
        found: list[tuple[Tally, Clash | None]] = []
        for each in tallies.incidents.values():
            widest = max(each.clashes, key=lambda c: c.lower.apart(c.upper), default=None)
            if widest or each.grade is GradeLevel.CONTESTED:
                found.append((each, widest))
        return sorted(found, key=lambda p: (-(p[1].lower.apart(p[1].upper) if p[1] else 0), p[0].incident.id))

    return tallies.once("contradictions", made)


class New(NamedTuple):
    """What came into the book since an entry: ids of reports, claims in them, incidents."""

    reports: list[str]
    claims: int
    incidents: list[str]


def new(tallies: Tallies, since: int) -> New:
    """Give what was added after the entry `since`."""

    def made() -> New:
        reports = [each for each in tallies.reports.values() if each.last > since]
        incidents = [each.incident.id for each in tallies.incidents.values() if each.first > since]
        return New([each.id for each in reports], sum(each.claims for each in reports), incidents)

    return tallies.once(("new", since), made)


def all_harms(tallies: Tallies, asked: Asked) -> list[Band]:
    """Give the total of each harm of which anything was added up."""

    def made() -> list[Band]:
        there = {outcome for each in tallies.incidents.values() for outcome in each.tolls}
        every = (summed(tallies, msgspec.structs.replace(asked, outcome=o)) for o in Outcome if o in there)
        return [band for band in every if band.incidents]

    key = ("harms", asked.first, asked.last, asked.country)
    return tallies.once(key, made)


def warm(tallies: Tallies) -> None:
    """Work out what the first page shows at first, so that whoever opens it need not wait."""
    asked = Asked()
    all_harms(tallies, asked)
    left_out(tallies, asked)
    contradictions(tallies)
    countries(tallies)
    for by in KEYS:
        bands(tallies, asked, by)


def countries(tallies: Tallies) -> list[tuple[str, str]]:
    """Give the countries that incidents lie in: code and name."""

    def made() -> list[tuple[str, str]]:
        codes: Iterable[str | None] = {each.incident.country for each in tallies.incidents.values()}
        return sorted(((code, country(code)) for code in codes if code), key=lambda pair: pair[1])

    return tallies.once("countries", made)
