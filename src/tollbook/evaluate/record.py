"""The record of a measurement: what was measured, when, with what, and how it came out."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

import tollbook
from tollbook.evaluate.result import Result

FORM = 1
"""Version of the form of a record."""
CHUNK = 1 << 20


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A measurement with everything needed to make it again; it holds no words of the set."""

    set: str
    form: int
    measured: datetime
    command: str
    versions: dict[str, str]
    files: dict[str, str]
    counts: dict[str, int]
    scores: dict[str, float]
    intervals: dict[str, tuple[float, float]]
    notes: tuple[str, ...]


def recorded(name: str, result: Result, *, command: Sequence[str], now: datetime | None = None) -> Record:
    """Make the record of a result: dated (UTC), with versions, and the SHA-256 of each file read."""
    versions = msgspec.to_builtins(tollbook.Reader().versions())
    return Record(
        set=name,
        form=FORM,
        measured=(now or datetime.now(UTC)).replace(microsecond=0),
        command=" ".join(command),
        versions=versions,
        files={file.name: _sha256(file) for file in result.files},
        counts=result.counts,
        scores=result.scores,
        intervals=result.intervals,
        notes=result.notes,
    )


def as_json(record: Record) -> str:
    """Write a record as JSON, scores and intervals nested by their dots.

    Scores of the set `figures` so stand as {"counted": {"p": ..., "r": ..., "f1": ...}, ...}.
    """
    out = msgspec.to_builtins(record)
    out["scores"], out["intervals"] = nested(out["scores"]), nested(out["intervals"])
    return msgspec.json.format(msgspec.json.encode(out), indent=2).decode() + "\n"


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Nest keys by their dots.

    Example:
        >>> nested({"found.p": 0.5, "found.r": 1.0, "exact": 0.25})
        {'found': {'p': 0.5, 'r': 1.0}, 'exact': 0.25}
    """
    out: dict[str, Any] = {}
    for key, value in flat.items():
        *groups, last = key.split(".")
        at = out
        for group in groups:
            at = at.setdefault(group, {})
        at[last] = value
    return out


def as_table(record: Record) -> str:
    """Write a record as lines to read: scores with their 95 % intervals, then what made them."""
    rows = _rows(record)
    width = max((len(name) for name, _ in rows), default=0)
    counts = ", ".join(f"{count:,} {name}" for name, count in record.counts.items())
    lines = [f"{record.set}: {counts}", ""]
    lines += [f"{name:<{width}}  {values}" for name, values in rows]
    lines += ["", *record.notes]
    lines += [f"measured {record.measured:%Y-%m-%d %H:%M} UTC with {record.command}"]
    lines += [f"{name} {version}" for name, version in record.versions.items()]
    lines += [f"{name} sha256 {digest}" for name, digest in record.files.items()]
    return "\n".join(lines) + "\n"


def _rows(record: Record) -> list[tuple[str, str]]:
    """Put precision, recall and F1 of one thing into one row; every other score has its own."""
    rows: dict[str, list[str]] = {}
    for key, value in record.scores.items():
        group, _, last = key.rpartition(".")
        name, label = (group, last.upper() + " ") if last in {"p", "r", "f1"} else (key, "")
        low_high = record.intervals.get(key)
        between = f" ({low_high[0]:.3f} to {low_high[1]:.3f})" if low_high and last not in {"p", "r"} else ""
        rows.setdefault(name.replace(".", " "), []).append(f"{label}{value:.3f}{between}")
    return [(name, "  ".join(values)) for name, values in rows.items()]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
