"""What a measurement is asked for and what it gives."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tollbook.issues import Issue


@dataclass(frozen=True, kw_only=True)
class Options:
    """How to measure.

    `part` chooses files of a folder that holds several parts ("dev"). `jobs` counts processes, None
    means as many as pay. `show` asks for the items "missed", "extra" or "wrong" in `Result.shown`,
    "kinds" for a count of them by kind.
    `draws` and `seed` are the bootstrap's. `predicted` names a file of figures to score in place of
    reading (sets of figures only). `limit` takes only the first items of a set that is long. `oracle`
    asks how well the made-up war of the seed `war` could be linked at best (set linking). `step` is
    told of each reading done, `note` each issue that belongs to no reading.
    """

    part: str = "dev"
    jobs: int | None = 1
    show: str | None = None
    draws: int = 1000
    seed: int = 20261125
    predicted: Path | None = None
    limit: int | None = None
    oracle: bool = False
    war: int = 2
    step: Callable[[object], None] = lambda _done: None
    note: Callable[[Issue], None] = lambda _issue: None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was measured; keys with a dot make groups: "counted.f1" is the F1 of the counted.

    `scores` are shares from 0 to 1, or other numbers where the set says so, already rounded.
    `intervals` holds, for those scores that have one, the ends of their 95 % bootstrap interval.
    `counts` says over how many items. `files` are the files read, to be named with their hashes.
    `notes` are sentences for the reader of the result; `shown` the lines that `Options.show` asked for,
    which hold words of the set and are therefore printed but never kept with the numbers.
    """

    scores: dict[str, float]
    counts: dict[str, int]
    files: tuple[Path, ...]
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
