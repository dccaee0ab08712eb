"""The set `event-type`: short passages, each with the one type of event that it speaks of.

snippets.tsv has the columns `EventSnippet` and `SubType`; event_types.txt may list the set's codes. The
types are the set's names for ACLED's sub-event types and five more that are no events of conflict.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import tollbook
from tollbook.errors import InputError
from tollbook.evaluate.data import found, text
from tollbook.evaluate.rates import Counts, measured, prf, rounded, share
from tollbook.evaluate.result import Options, Result

CODES = {
    "ARMED_CLASH": "Armed clash",
    "GOV_REGAINS_TERIT": "Government regains territory",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "CHEM_WEAP": "Chemical weapon",
    "AIR_STRIKE": "Air/drone strike",
    "SUIC_BOMB": "Suicide bomb",
    "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "REM_EXPLOS": "Remote explosive/landmine/IED",
    "GRENADE": "Grenade",
    "SEX_VIOL": "Sexual violence",
    "ATTACK": "Attack",
    "ABDUCT_DISSAP": "Abduction/forced disappearance",
    "PEACE_PROTEST": "Peaceful protest",
    "PROTEST_WITH_INTER": "Protest with intervention",
    "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "VIOL_DEMONSTR": "Violent demonstration",
    "MOB_VIOL": "Mob violence",
    "AGREEMENT": "Agreement",
    "ARREST": "Arrests",
    "CHANGE_TO_GROUP_ACT": "Change to group/activity",
    "DISR_WEAP": "Disrupted weapons use",
    "HQ_ESTABLISHED": "Headquarters or base established",
    "PROPERTY_DISTRUCT": "Looting/property destruction",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory",
    "OTHER": "Other",
    "NATURAL_DISASTER": "Natural disaster",
    "MAN_MADE_DISASTER": "Accident",
    "DIPLO": "Diplomacy",
    "ORG_CRIME": "Organised crime",
    "ATTRIB": "Attribution",
}
"""The set's codes and the labels that Tollbook gives."""
NONE = "none"


class Row(NamedTuple):
    """A passage with its coded type and the one read."""

    passage: str
    coded: str
    read: str


def measure(path: Path, options: Options) -> Result:
    """Score the type read from each passage of the set, over all types that occur in it."""
    file = found(path, "snippets.tsv")
    codes = {label: code for code, label in CODES.items()}
    rows: list[Row] = []
    for passage, coded in passages(file):
        read = tollbook.event_type(passage)
        rows.append(Row(passage, coded, codes.get(read, read) if read else NONE))
        options.step(read)
    types = sorted({row.coded for row in rows})
    each = [_count(row) for row in rows]
    scores, intervals = measured(each, lambda counts: rates(counts, types), options)
    by_type: Counts = Counter()
    for item in each:
        by_type.update(item)
    for name in types:
        scores |= rounded(
            prf(f"types.{name}", *(by_type[f"{what} {name}"] for what in ("hit", "read", "coded")))
        )
    codes_file = [listed] if path.is_dir() and (listed := path / "event_types.txt").is_file() else []
    return Result(
        scores=scores,
        intervals=intervals,
        counts={"passages": len(rows), "types": len(types), "without an answer": by_type[f"read {NONE}"]},
        files=(file, *codes_file),
        shown=tuple(_listed(options.show, rows)),
    )


def passages(file: Path) -> list[tuple[str, str]]:
    """Give passages with their coded types.

    Raises:
        InputError: where a column is missing, a row is empty, or a type is unknown.
    """
    table = csv.DictReader(text(file).splitlines(keepends=True), delimiter="\t")
    if not {"EventSnippet", "SubType"} <= set(table.fieldnames or ()):
        raise InputError(f"{file} has no columns EventSnippet and SubType", "give the set's own file")
    rows = [(row["EventSnippet"] or "", row["SubType"] or "") for row in table]
    strange = sorted({coded for _, coded in rows} - set(CODES))
    if strange or not rows:
        what = f"a type that is not known: {strange[0]!r}" if strange else "no passage"
        raise InputError(f"{file} has {what}", f"these are known: {', '.join(CODES)}")
    return rows


def rates(counts: Counts, types: Sequence[str]) -> dict[str, float]:
    """Give accuracy, the mean F1 of the types weighted by their passages, and the plain mean.

    Example:
        >>> counts = Counter({"all": 2, "right": 1, "hit A": 1, "read A": 2, "coded A": 1, "coded B": 1})
        >>> {name: round(value, 2) for name, value in rates(counts, ["A", "B"]).items()}
        {'accuracy': 0.5, 'weighted_f1': 0.33, 'macro_f1': 0.33}
    """
    f1s = {
        name: share(2 * counts[f"hit {name}"], counts[f"read {name}"] + counts[f"coded {name}"])
        for name in types
    }
    weighted = sum(f1s[name] * counts[f"coded {name}"] for name in types)
    return {
        "accuracy": share(counts["right"], counts["all"]),
        "weighted_f1": share(weighted, counts["all"]),
        "macro_f1": share(sum(f1s.values()), len(types)),
    }


def _count(row: Row) -> Counts:
    out: Counts = Counter({"all": 1, f"coded {row.coded}": 1, f"read {row.read}": 1})
    if row.coded == row.read:
        out["right"] = out[f"hit {row.coded}"] = 1
    return out


def _listed(show: str | None, rows: Sequence[Row]) -> list[str]:
    """List passages without an answer (missed) or with another type than coded (wrong, extra)."""
    if show is None:
        return []
    return [
        f"coded {row.coded}, read {row.read}: {row.passage}"
        for row in rows
        if row.coded != row.read and (row.read == NONE) is (show == "missed")
    ]
