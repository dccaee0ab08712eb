"""Tolls: the reconciled answer for an incident, or for an area and period, with the claims behind it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from tollbook.errors import InvariantError
from tollbook.model.figure import Figure, Outcome
from tollbook.model.names import fold
from tollbook.model.reference import Actor


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """Persons: at least, most probably, at most; None where no claim gives that end.

    Raises:
        InvariantError: where low, best and high do not rise.

    Example:
        >>> str(Range(low=3, best=4, high=None))
        '3 / 4 / -'
    """

    low: int | None
    best: int | None
    high: int | None

    def __post_init__(self) -> None:
        known = [each for each in (self.low, self.best, self.high) if each is not None]
        if known != sorted(known) or any(each < 0 for each in known):
            raise InvariantError(f"a toll of {self.low} / {self.best} / {self.high} persons does not rise")

    def __str__(self) -> str:
        """Say low, best and high in a few characters."""
        return " / ".join("-" if each is None else f"{each:,}" for each in (self.low, self.best, self.high))


class GroupKind(StrEnum):
    """What a group of people is told apart by."""

    ALL = "all"
    STATUS = "status"
    SIDE = "side"
    TRAIT = "trait"


class Group(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """The people that a toll is of: all, or those of a status, a side (actor id or words) or a trait."""

    kind: GroupKind = GroupKind.ALL
    value: str = ""


PLURALS = {
    "civilian": "civilians",
    "combatant": "combatants",
    "child": "children",
    "woman": "women",
    "elderly": "elderly people",
    "medic": "medics",
    "journalist": "journalists",
    "aid_worker": "aid workers",
    "commander": "commanders",
    "foreign": "foreigners",
}


def group_words(group: Group, labels: Mapping[str, str] | None = None) -> str:
    """Name a group of people; `labels` names sides by the value of their group.

    Example:
        >>> group_words(Group()), group_words(Group(kind=GroupKind.TRAIT, value="child"))
        ('all', 'children')
    """
    if group.kind is GroupKind.ALL:
        return "all"
    if group.kind is GroupKind.SIDE:
        return f"of {(labels or {}).get(group.value, group.value)}"
    return PLURALS.get(group.value, group.value)


def side_value(side: Actor) -> str:
    """Give the value of the group of a side: its id in the registry, or its words."""
    return side.registry or fold(side.label)


def side_labels(figures: Iterable[Figure]) -> dict[str, str]:
    """Give the label of each side that figures name, by the value of its group."""
    out: dict[str, str] = {}
    for figure in figures:
        if figure.side is not None:
            out.setdefault(side_value(figure.side.value), figure.side.value.label)
    return out


class Counted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one source says, as an interval of persons: whose word, from which origin, what it did.

    `bound` says which ends of the toll it sets: "low", "best", "high", or several of them. `parts` are the
    figures that were added up where the text states no whole; `inferred` says why that may be done, or by
    which table a vague word became a number. `claimant` is empty where the outlet itself speaks; `source`
    tells sources apart: what has the same `source` is one voice. `also` are reports that carry it too.
    """

    figure: str
    report: str
    origin: str
    claimant: str
    low: int | None
    high: int | None
    published: str | None = None
    bound: tuple[str, ...] = ()
    source: str = ""
    outlet: str | None = None
    parts: tuple[str, ...] = ()
    inferred: str | None = None
    also: tuple[str, ...] = ()


class AsideReason(StrEnum):
    """Why a figure is not counted."""

    COPY = "copy"
    SUPERSEDED = "superseded"
    PERIOD = "period"
    DENIED = "denied"
    PART = "part"
    WHOLE = "whole"
    DOUBTED = "doubted"
    SUB_EVENT = "sub_event"
    REJECTED = "rejected"
    POLICY = "policy"
    UNBOUNDED = "unbounded"
    REPEATED = "repeated"
    OTHERS = "others"
    LATER = "later"
    UNSURE = "unsure"


class SetAside(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure that a toll does not count, with the reason; `by` is the figure that stands for it."""

    figure: str
    reason: AsideReason
    message: str
    by: str | None = None


class PeriodTotal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many people `source` gives, in a report, as a total over a longer time than one incident.

    `day` is the report's (ISO 8601), `start` the first day that the total counts, where it is known. `origin`
    is the copy group of the report, where it has one: totals of one origin are one. `gazetteer`, degrees
    (WGS 84), `radius_km`, `feature` and `country` are the place of the total.
    """

    figure: str
    report: str
    source: str
    outcome: str
    status: str
    low: int
    day: str
    start: str | None = None
    origin: str | None = None
    gazetteer: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: int | None = None
    feature: str | None = None
    country: str | None = None


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """An incident that a toll over an area and period cannot add, with the reason in words."""

    incident: str
    reason: str


class MaybeSame(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An incident of a sum whose people may be counted by `other` too: because the two may be one, or because
    `other` is of several days and holds it (`within`). Low and best of the sum count these people once.
    """

    incident: str
    other: str
    within: bool = False


class Toll(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many came to one harm in an incident (or an area and period), by one policy.

    `of` is the id of the incident, or words for the area and period. `provisional` says why the toll is no
    settled one (fewer than two independent sources, say). `notes` tell what a reader must know, such as
    parts that exceed the whole. `independent` counts sources that share neither claimant nor origin.
    `incidents` are those that a toll over an area adds up, `left_out` those that it cannot add, `maybe` those
    added whose people another one may count too.
    """

    of: str
    outcome: Outcome
    group: Group
    range: Range
    policy: str
    counted: tuple[Counted, ...]
    aside: tuple[SetAside, ...] = ()
    provisional: str | None = None
    notes: tuple[str, ...] = ()
    independent: int = 0
    incidents: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    maybe: tuple[MaybeSame, ...] = ()


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step in the history of a toll: what a source said on a day, and what that took the place of.

    `published` is the report's day (ISO 8601), None where it bears none. `supersedes` is the id of the
    figure of the same source that stood before; `standing` tells whether this one stands now.
    """

    outcome: Outcome
    group: Group
    published: str | None
    source: str
    claimant: str
    outlet: str | None
    report: str
    figure: str
    low: int | None
    high: int | None
    standing: bool
    supersedes: str | None = None
    words: str = ""


class Method(StrEnum):
    """The functions that a policy can be made of."""

    RANGE = "range"
    CONSERVATIVE = "conservative"
    BEST = "best"
    MAJORITY = "majority"
    SOURCE_ORDER = "source_order"


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A named, written rule of reconciliation: one of five methods with its parameters.

    `about` says the rule in words, `source` where it comes from, `shows` is an example that a test runs.
    """

    id: str
    name: str
    method: Method
    about: str
    source: str
    date: str
    parameters: dict[str, str] = {}
    shows: str = ""


class GradeLevel(StrEnum):
    """How well an incident is supported, in the manner of Airwars."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Grade(msgspec.Struct, frozen=True, kw_only=True):
    """The grade of an incident with its reasons, each a sentence with the ids of the claims behind it."""

    of: str
    level: GradeLevel
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One clause of a neutral summary, with the ids of the claims and figures that it rests on."""

    text: str
    claims: tuple[str, ...]
    figures: tuple[str, ...] = ()


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A short neutral paragraph on an incident, clause by clause; `of` is the incident's id."""

    of: str
    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        """Give the paragraph: its clauses, each a sentence."""
        return " ".join(clause.text for clause in self.clauses)
