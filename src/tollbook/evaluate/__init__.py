"""Measuring: what Tollbook reads, scored against sets that people have coded.

A set is a function that takes a path and options and gives a `Result`. `SETS` names them all; each is
imported when it is asked for. To add one, write a module with such a function and a line in `SETS`.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tollbook.evaluate.result import Options, Result

__all__ = ["SETS", "Measure", "Options", "Result"]

Measure = Callable[[Path, Options], Result]


def _in(module: str) -> Measure:
    """Give the function `measure` of a module of this package, imported at its first call."""

    def measure(path: Path, options: Options) -> Result:
        found: Measure = import_module(f"tollbook.evaluate.{module}").measure
        return found(path, options)

    return measure


SETS: dict[str, Measure] = {
    "figures": _in("figures"),
    "event-type": _in("event_type"),
    "event-location": _in("event_location"),
    "muc4": _in("muc4"),
    "strikes": _in("strikes"),
    "swap": _in("swap"),
    "spoilt": _in("spoilt"),
    "tolls": _in("tolls"),
    "linking": _in("linking"),
}
