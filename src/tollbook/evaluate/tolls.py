"""The set `tolls`: reports of incidents whose killed and injured people were coded, brought down to tolls.

A folder holds incidents.jsonl (`incident_uri`, `num_killed`, `num_injured`) and reports.jsonl (`id`, `title`,
`content`, `dct` the day of publication, `incident_id`). Which reports speak of which incident is taken from
the set, so that errors of linking do not matter here: what is measured is reading and reconciliation. All
figures of a report are taken for figures of its incident. With `part` "linked" the claims are linked instead,
and a coded incident is compared with the linked one that holds most of its claims of people killed or
injured; of two with equally many, with the one that the reports tell of first.

The set codes people who were hit: who was killed is not injured, and nobody stands as 0. So "killed or
injured" ("four people were shot"), less the killed, stands for the injured where fewer are told of, or none.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tollbook.errors import InputError
from tollbook.evaluate.data import found, lines
from tollbook.evaluate.kept import kept
from tollbook.evaluate.rates import Counts, measured, share
from tollbook.evaluate.result import Options, Result
from tollbook.link import Source, link
from tollbook.link.described import described
from tollbook.model.figure import Outcome, Scope, Stance
from tollbook.model.incident import Account, CopyGroup
from tollbook.model.reading import Reading
from tollbook.model.when import When
from tollbook.reconcile import Reconciled, policies, reconcile

HARMED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.KILLED_OR_INJURED})
CODED = {"killed": "num_killed", "injured": "num_injured"}
LINKED = "linked"
GROUPED = {
    False: "Reports are grouped into incidents as the set groups them: errors of linking do not count here.",
    True: "Claims were linked: each coded incident is compared with the one that holds most of its claims of "
    "people killed or injured.",
}
FIRST = "best"
"""The policy by which low, best and high are scored; the others are scored for their best or low."""


def measure(path: Path, options: Options) -> Result:
    """Score the tolls of a set's incidents, by every policy.

    `options.limit` takes that many incidents, drawn with `options.seed`, so that a slice is like the whole.

    Raises:
        InputError: where files are missing or hold no coded incident.
    """
    files = (found(path, "incidents.jsonl"), found(path, "reports.jsonl"))
    coded = {
        str(row["incident_uri"]): row
        for row in lines(files[0])
        if "incident_uri" in row and all(isinstance(row.get(key), int) for key in CODED.values())
    }
    names = sorted(coded)
    random.Random(options.seed).shuffle(names)  # noqa: S311  # a draw, not a secret
    chosen = names[: options.limit] if options.limit else names
    records = defaultdict(list)
    for row in lines(files[1]):
        if str(row.get("incident_id")) in coded:
            records[str(row["incident_id"])].append(_record(row))
    chosen = [name for name in chosen if records[name]]
    if not chosen:
        raise InputError(f"{path} holds no incident with coded numbers and reports", "give the set's own")
    home = {record["id"]: name for name in chosen for record in records[name]}
    read: dict[str, list[Reading]] = defaultdict(list)
    for reading in kept((record for name in chosen for record in records[name]), options):
        read[home[reading.report.id]].append(reading)
    told = {name: [a for reading in read[name] for a in accounts(reading)] for name in chosen}
    copies: Sequence[CopyGroup] = ()
    if options.part == LINKED:
        told, copies = _linked(told, [reading for name in chosen for reading in read[name]])
    each: list[Counts] = []
    shown: list[str] = []
    for name in chosen:
        made = {
            policy: reconcile(name, told[name], policies()[policy], copies=copies, when=_days(told[name]))
            for policy in policies()
        }
        each.append(_count(coded[name], made))
        shown += _listed(options.show, name, coded[name], made[FIRST])
    scores, intervals = measured(each, _rates, options)
    return Result(
        scores=scores,
        intervals=intervals,
        counts={"incidents": len(chosen), "reports": sum(len(records[name]) for name in chosen)},
        files=files,
        notes=(
            GROUPED[options.part == LINKED],
            f"exact: best (where there is none, low) of policy {FIRST}; within: low to high of policy range.",
        ),
        shown=tuple(shown),
    )


def accounts(reading: Reading) -> Iterator[Account]:
    """Give the accounts of a reading: each claim with its figures, the report its own origin."""
    report = reading.report
    figures = {figure.id: figure for figure in reading.figures}
    for claim in reading.claims:
        yield Account(
            claim=claim,
            figures=tuple(figures[name] for name in claim.figures if name in figures),
            report=report.id,
            origin=report.id,
            outlet=report.outlet.value if report.outlet else None,
            published=report.date.isoformat() if report.date else None,
        )


def answers(made: Reconciled) -> dict[str, tuple[int, int, int | None]]:
    """Give low, best and high of killed and injured people; nothing stated is nobody, as the set has it."""
    killed = _ends(made, Outcome.KILLED)
    injured, either = _ends(made, Outcome.INJURED), _ends(made, Outcome.KILLED_OR_INJURED)
    left = max(0, either[1] - killed[1])
    if left > injured[1]:
        low, high = max(injured[0], either[0] - killed[1]), either[2]
        injured = (low, left, None if high is None else max(left, high - killed[1]))
    return {"killed": killed, "injured": injured}


def _ends(made: Reconciled, outcome: Outcome) -> tuple[int, int, int | None]:
    toll = made.toll(outcome)
    if toll is None or not toll.counted:
        return 0, 0, 0
    low = toll.range.low or 0
    return low, toll.range.best if toll.range.best is not None else low, toll.range.high


def _record(row: dict[str, Any]) -> dict[str, Any]:
    keys = {"id": "id", "title": "title", "text": "content", "published": "dct"}
    return {key: row[name] for key, name in keys.items() if row.get(name)}


def _linked(
    told: dict[str, list[Account]], read: Sequence[Reading]
) -> tuple[dict[str, list[Account]], tuple[CopyGroup, ...]]:
    """Link all claims: for each coded incident the accounts of the linked one nearest to it; and copies."""
    every = [account for mine in told.values() for account in mine]
    sources = {
        each.report.id: Source(
            id=each.report.id,
            text=each.report.text,
            title=each.report.title.value if each.report.title else "",
            outlet=each.report.outlet.value if each.report.outlet else None,
            published=each.report.date,
        )
        for each in read
    }
    done = link(every, sources)
    at = {claim: incident.id for incident in done.incidents for claim in incident.claims}
    held: dict[str, list[Account]] = defaultdict(list)
    for account in every:
        if account.claim.id in at:
            held[at[account.claim.id]].append(account)
    out: dict[str, list[Account]] = {}
    for name, mine in told.items():
        ordered = sorted(mine, key=lambda a: (a.published or "9999", a.report, a.claim.span.start))
        homes = Counter(at[a.claim.id] for a in ordered if a.claim.id in at and _of_harm(a))
        best = max(homes, key=lambda home: homes[home], default=None)
        out[name] = held[best] if best is not None else []
    return out, done.copies


def _of_harm(account: Account) -> bool:
    """Tell whether a claim gives figures of people killed or injured in an incident."""
    return any(
        figure.outcome.value in HARMED
        and figure.scope.value is Scope.INCIDENT
        and figure.stance.value is not Stance.DENIED
        for figure in account.figures
    )


def _days(told: Sequence[Account]) -> When | None:
    """Give the days that most accounts give the incident, as linking does in a book."""
    return (
        described("one", sorted(told, key=lambda a: (a.published or "9999", a.report))).when if told else None
    )


def _count(row: dict[str, Any], made: dict[str, Reconciled]) -> Counts:
    out: Counts = Counter(all=1)
    said = {policy: answers(each) for policy, each in made.items()}
    right = []
    for harm, key in CODED.items():
        gold = row[key]
        for policy, each in said.items():
            out[f"{policy}.{harm}"] += each[harm][1] == gold
        low, _, high = said["range"][harm]
        out[f"within.{harm}"] += low <= gold and (high is None or gold <= high)
        out[f"one.{harm}"] += gold == 1
        right.append(said[FIRST][harm][1] == gold)
    out["both"] += all(right)
    return out


def _rates(counts: Counts) -> dict[str, float]:
    whole = counts["all"]
    out: dict[str, float] = {}
    for harm in CODED:
        out[f"{harm}.exact"] = share(counts[f"{FIRST}.{harm}"], whole)
        out[f"{harm}.within"] = share(counts[f"within.{harm}"], whole)
        out[f"{harm}.always_one"] = share(counts[f"one.{harm}"], whole)
    out["both.exact"] = share(counts["both"], whole)
    for policy in policies():
        for harm in CODED:
            out[f"policy.{policy}.{harm}"] = share(counts[f"{policy}.{harm}"], whole)
    return out


def _listed(show: str | None, name: str, row: dict[str, Any], made: Reconciled) -> Iterator[str]:
    """List the incidents whose toll is not the coded one (wrong), or is lower (missed) or higher (extra)."""
    for harm, (_, best, _) in answers(made).items():
        gold = row[CODED[harm]]
        kinds = {"wrong": best != gold, "missed": best < gold, "extra": best > gold}
        if show is not None and kinds.get(show):
            yield f"{name}: {harm} coded {gold}, toll {best}"
