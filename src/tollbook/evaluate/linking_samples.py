"""Linking of dispatches against incidents worked out by hand: which reports speak of one incident.

A folder holds incidents.yaml beside the files that it names: `incidents`, each with `id`, `first_day`,
`last_day` and `reports` (a file, or "file#id" of a feed's line). The sample dispatches that come with
Tollbook are such a set. A report may speak of several incidents, so what is compared are pairs of reports:
two that stand together in one incident of the truth, and two that linking brings together.
"""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

import tollbook
from tollbook.errors import InputError
from tollbook.evaluate.data import text
from tollbook.evaluate.rates import share
from tollbook.evaluate.result import Options, Result
from tollbook.evaluate.tolls import accounts
from tollbook.link import Source, link
from tollbook.model.incident import Account
from tollbook.model.report import Report

TRUTH = "incidents.yaml"
SAMPLES = "samples"
Pairs = set[tuple[str, str]]


def shipped() -> Path:
    """Give the folder of the sample dispatches that come with Tollbook: installed, or in its checkout.

    Raises:
        InputError: where they are not there.
    """
    home = Path(tollbook.__file__).parent
    for folder in (home / SAMPLES, home.parents[1] / SAMPLES):
        if (folder / TRUTH).is_file():
            return folder
    raise InputError("the sample dispatches are not installed", "give their folder with --data")


def measure(path: Path, options: Options) -> Result:
    """Score which reports linking brings together, by pairs; incidents of one day also by themselves.

    Raises:
        InputError: where the truth cannot be read, or a report that it names is not there.
    """
    file = path / TRUTH
    incidents = _incidents(file)
    names = {name for each in incidents for name in each["reports"]}
    found, true = pairs(linked_groups(path, names)), pairs(set(each["reports"]) for each in incidents)
    one_day = pairs(set(each["reports"]) for each in incidents if each["first_day"] == each["last_day"])
    right = found & true
    p, r = share(len(right), len(found)), share(len(right), len(true))
    scores = {
        "pairwise.p": round(p, 4),
        "pairwise.r": round(r, 4),
        "pairwise.f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
        "one_day.r": round(share(len(found & one_day), len(one_day)), 4),
    }
    shown = {"wrong": found - true, "missed": one_day - found}.get(options.show or "", set())
    return Result(
        scores=scores,
        counts={
            "reports": len(names),
            "incidents": len(incidents),
            "pairs_found": len(found),
            "pairs_right": len(right),
            "pairs_true": len(true),
            "pairs_one_day": len(one_day),
        },
        files=(file,),
        notes=("Pairs of reports that speak of one incident; one_day: of incidents that lasted one day.",),
        shown=tuple(f"{one} and {other}" for one, other in sorted(shown)),
    )


def linked_groups(path: Path, names: set[str]) -> list[set[str]]:
    """Read the reports named, link their claims, and give for each incident the names of its reports.

    Raises:
        InputError: where a file that is named is not in the folder.
    """
    told, sources, home = _read(path, names)
    return [{home[claim] for claim in each.claims} & names for each in link(told, sources).incidents]


def pairs(groups: Iterable[set[str]]) -> Pairs:
    """Give the pairs that stand together in some group.

    Example:
        >>> sorted(pairs([{"a", "b", "c"}, {"c", "b"}]))
        [('a', 'b'), ('a', 'c'), ('b', 'c')]
    """
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _incidents(file: Path) -> list[dict[str, Any]]:
    try:
        found = yaml.safe_load(text(file))
        made = [
            {
                "id": str(each["id"]),
                "first_day": str(each["first_day"]),
                "last_day": str(each["last_day"]),
                "reports": [str(name) for name in each["reports"]],
            }
            for each in found["incidents"]
        ]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise InputError(
            f"{file} is no list of incidents: {error}", "see the sample dispatches' own"
        ) from error
    if not made:
        raise InputError(f"{file} names no incident", "give one at least")
    return made


def _read(path: Path, names: set[str]) -> tuple[list[Account], dict[str, Source], dict[str, str]]:
    """Read the files named: the accounts, the texts, and for each claim the name of its report."""
    reader = tollbook.Reader()
    told: list[Account] = []
    sources: dict[str, Source] = {}
    home: dict[str, str] = {}
    for file in sorted({name.partition("#")[0] for name in names}):
        where = path / file
        if not where.resolve().is_relative_to(path.resolve()) or not where.is_file():
            raise InputError(f"{path} holds no {file}", f"mend {TRUTH}, or bring the file")
        for report in tollbook.reports([str(where)]):
            if not isinstance(report, Report):  # an issue: the text has no date, say
                continue
            name = file if file in names else f"{file}#{report.id}"
            mine = list(accounts(reader.read(report)))
            told += mine
            home |= {each.claim.id: name for each in mine}
            sources[report.id] = Source(
                id=report.id,
                text=report.text,
                title=report.title.value if report.title else "",
                outlet=report.outlet.value if report.outlet else None,
                published=report.date,
            )
    return told, sources, home
