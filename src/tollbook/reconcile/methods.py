"""The five functions of policies: what independent sources say in, low, best and high out.

Each is pure and independent of order: it sees figures, never who wins by them. Low is never above best,
best never above high. A figure that is added below all others never raises low.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tollbook.model.toll import AsideReason, Method, Range
from tollbook.reconcile.answers import Answer
from tollbook.reconcile.policies import Parameters
from tollbook.reconcile.sources import Source


@dataclass(frozen=True)
class Evidence:
    """What one source says, as the policy counts it: persons, None at an open end.

    `own` tells that a party speaks of its own losses. `answer` is what it was made of, None in examples.
    """

    low: int | None
    high: int | None
    source: Source
    published: str | None = None
    own: bool = False
    answer: Answer | None = None
    inferred: str | None = None

    @property
    def number(self) -> int:
        """Give the number that stands for it: the lower end, or the upper where it has no lower one."""
        return self.low if self.low is not None else self.high or 0

    @property
    def most(self) -> int:
        """Give the largest number that it states."""
        return self.high if self.high is not None else self.low or 0

    @property
    def rank(self) -> tuple[str, str, int, int]:
        """Give its place in a fixed order."""
        return (self.published or "", self.source.key, self.number, self.most)


@dataclass
class Verdict:
    """What a method makes of the evidence: the range, who sets which end, what was set aside and why."""

    range: Range
    counted: list[Evidence]
    bounds: dict[int, list[str]] = field(default_factory=dict)
    aside: list[tuple[Evidence, AsideReason, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def decide(method: Method, evidence: Sequence[Evidence], parameters: Parameters) -> Verdict:
    """Make a range of evidence by a method; the order of the evidence does not matter."""
    counted = sorted(evidence, key=lambda e: e.rank)
    if parameters.open_end == "stated":
        counted = [_closed(each) for each in counted]
    verdict = METHODS[method](counted, parameters)
    for end in ("low", "best", "high"):
        value = getattr(verdict.range, end)
        for number, each in enumerate(verdict.counted):
            if value is not None and value in _sets(each, end):
                verdict.bounds.setdefault(number, []).append(end)
    return verdict


def _sets(each: Evidence, end: str) -> set[int | None]:
    if end == "low":
        return {each.low}
    if end == "high":
        return {each.high if each.high is not None else each.low}
    return {each.low, each.high}


def _closed(each: Evidence) -> Evidence:
    """Take an open upper end for the number that the words name; "up to 200" still gives no lower end."""
    high = each.high if each.high is not None else each.low
    return Evidence(each.low, high, each.source, each.published, each.own, each.answer, each.inferred)


def span(evidence: Sequence[Evidence]) -> tuple[int | None, int | None]:
    """Give the lowest and the highest number stated; an upper end that only an open figure reaches is open.

    "Up to 12" gives no lowest number, and takes none away.

    Example:
        >>> one, other = Source("a", "", "x"), Source("b", "", "x")
        >>> span([Evidence(3, 3, one), Evidence(7, None, other)])
        (3, None)
        >>> span([Evidence(9, 9, one), Evidence(7, None, other)])
        (7, 9)
        >>> span([Evidence(15, 15, one), Evidence(None, 12, other)])
        (15, 15)
    """
    if not evidence:
        return None, None
    lows = [each.low for each in evidence if each.low is not None]
    lowest = min(lows, default=None)
    highs = [each.high for each in evidence if each.high is not None]
    highest = max(each.most for each in evidence)
    return lowest, (highest if highest in highs else None)


def by_range(evidence: list[Evidence], _parameters: Parameters) -> Verdict:
    """Low is the lowest figure, high the highest; there is no best."""
    low, high = span(evidence)
    return Verdict(Range(low=low, best=None, high=high), evidence)


def conservative(evidence: list[Evidence], _parameters: Parameters) -> Verdict:
    """Low and best are the lowest figure, high is the highest."""
    low, high = span(evidence)
    return Verdict(Range(low=low, best=low, high=high), evidence)


def best(evidence: list[Evidence], parameters: Parameters) -> Verdict:
    """Best is the most supported figure of the most reliable kind that speaks; parties' claims stand back."""
    counted, out = evidence, []
    outside = [each for each in evidence if each.source.party is None or each.own]
    if parameters.party_claims == "aside" and outside and len(outside) < len(evidence):
        counted = outside
        message = "a party's word, or that of an outlet which speaks for one, where others speak"
        out = [(e, AsideReason.POLICY, message) for e in evidence if not (e.source.party is None or e.own)]
    low, high = span(counted)
    if not counted:
        return Verdict(Range(low=None, best=None, high=None), counted, aside=out)
    tier = min(_tier(each, parameters) for each in counted)
    leading = [each for each in counted if _tier(each, parameters) == tier]
    chosen = _supported(leading, leading, parameters.tie)
    notes = []
    if len(leading) < len(counted):
        kinds = " or ".join(sorted({each.source.kind.replace("_", " ") for each in leading}))
        notes.append(f"best rests on the most reliable kind of source that speaks: {kinds}")
    return Verdict(
        Range(low=low, best=_within(chosen, low, high), high=high), counted, aside=out, notes=notes
    )


def majority(evidence: list[Evidence], parameters: Parameters) -> Verdict:
    """Best is the number that lies within the figures of most sources."""
    low, high = span(evidence)
    if not evidence:
        return Verdict(Range(low=None, best=None, high=None), evidence)
    chosen = _supported(evidence, evidence, parameters.tie)
    if chosen is None:
        return Verdict(Range(low=low, best=None, high=high), evidence)
    many = _support(chosen, evidence)
    notes = [f"{many} of {len(evidence)} sources agree on {chosen:,}"]
    return Verdict(Range(low=low, best=_within(chosen, low, high), high=high), evidence, notes=notes)


def source_order(evidence: list[Evidence], parameters: Parameters) -> Verdict:
    """The toll is what the first source in the order says."""
    for wanted in parameters.order:
        mine = [each for each in evidence if _is(each.source, wanted)]
        if mine:
            low, high = span(mine)
            firm = [each for each in mine if each.low is not None]
            newest = max(firm, key=lambda each: (each.published or "", -each.number)).number if firm else None
            message = f"{wanted.replace('_', ' ')} comes first in the order and speaks"
            out = [(e, AsideReason.POLICY, message) for e in evidence if not _is(e.source, wanted)]
            return Verdict(Range(low=low, best=_within(newest, low, high), high=high), mine, aside=out)
    message = "the source stands nowhere in the order"
    out = [(each, AsideReason.POLICY, message) for each in evidence]
    notes = ["no source in the order speaks, so there is no toll by this policy"] if evidence else []
    return Verdict(Range(low=None, best=None, high=None), [], aside=out, notes=notes)


METHODS: dict[Method, Callable[[list[Evidence], Parameters], Verdict]] = {
    Method.RANGE: by_range,
    Method.CONSERVATIVE: conservative,
    Method.BEST: best,
    Method.MAJORITY: majority,
    Method.SOURCE_ORDER: source_order,
}


def _tier(each: Evidence, parameters: Parameters) -> int:
    """Give the place of a source's kind in the order; kinds that it does not name come last together."""
    kinds = enumerate(parameters.prefer)
    return next((n for n, tier in kinds if each.source.kind in tier), len(parameters.prefer))


def _is(source: Source, wanted: str) -> bool:
    return wanted in (source.key, source.kind, source.key.removeprefix("actor:"))


def _support(number: int, evidence: Sequence[Evidence]) -> int:
    return sum(
        (each.low is None or each.low <= number) and (each.high is None or number <= each.high)
        for each in evidence
    )


def _supported(candidates: Sequence[Evidence], evidence: Sequence[Evidence], tie: str) -> int | None:
    """Give the stated number that most evidence holds; `tie` says which of several.

    "Up to 200" states no number that there were: where all are like that, there is none.
    """
    candidates = [each for each in candidates if each.low is not None]
    if not candidates:
        return None
    numbers = {each.number for each in candidates}
    most = max(_support(number, evidence) for number in numbers)
    equal = sorted(number for number in numbers if _support(number, evidence) == most)
    if tie == "higher":
        return equal[-1]
    if tie == "later":
        dated = [each for each in candidates if each.number in equal]
        return max(dated, key=lambda each: (each.published or "", -each.number)).number
    return equal[0]


def _within(number: int | None, low: int | None, high: int | None) -> int | None:
    if number is None:
        return None
    number = number if low is None else max(low, number)
    return number if high is None else min(high, number)
