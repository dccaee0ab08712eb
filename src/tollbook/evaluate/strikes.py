"""The set `strikes`: short narratives of single strikes, with the least and most killed that were coded.

Each line of strikes.jsonl has `date`, `narrative`, `bij_summary_short`, `deaths_min` and `deaths_max`. The
coders drew on more sources than these words, so a text may not say what they coded. Rows are therefore
scored twice: all of them, and those whose two coded ends both stand in the text, in digits or words.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tollbook.errors import InputError
from tollbook.evaluate.data import found, lines, readings, reports
from tollbook.evaluate.interval import Interval, killed
from tollbook.evaluate.rates import Counts, measured, share
from tollbook.evaluate.result import Options, Result

TEXTS = ("narrative", "bij_summary_short")
UNITS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
ONES = {word: n for n, word in enumerate(UNITS)} | TENS
WORD = re.compile(r"\d+(?:,\d{3})*|[a-z]+")


def measure(path: Path, options: Options) -> Result:
    """Score the interval of people killed that is read from each text of the set."""
    file = found(path, "strikes.jsonl")
    rows = [row for row in lines(file) if _coded(row)]
    if not rows:
        raise InputError(f"{file} holds no row with deaths_min and deaths_max", "give the set's own file")
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    counts = {"rows": len(rows)}
    shown: list[str] = []
    for field in TEXTS:
        texts = {str(n): row for n, row in enumerate(rows) if str(row.get(field) or "").strip()}
        if not texts:
            continue
        read = _read(texts, field, options)
        each = [_count(row, field, read.get(name)) for name, row in texts.items()]
        rates, between = measured(each, _rates, options)
        scores |= {f"{field}.{name}": value for name, value in rates.items()}
        intervals |= {f"{field}.{name}": ends for name, ends in between.items()}
        counts |= {
            f"with {field}": len(each),
            f"of them both ends stated in {field}": sum(item["stated"] for item in each),
        }
        shown += _listed(options.show, texts, field, read)
    return Result(
        scores=scores,
        intervals=intervals,
        counts=counts,
        files=(file,),
        shown=tuple(shown),
        notes=(
            "ends_stated: the share of texts in which both coded ends stand: reading cannot do much better.",
            "of_stated: the share exact among those.",
        ),
    )


def stated(text: str) -> set[int]:
    """Give the whole numbers that stand in a text, in digits or in words up to ninety-nine.

    Example:
        >>> sorted(stated("Twenty-one or 23 people, two of them children"))
        [2, 20, 21, 23]
    """
    out: set[int] = set()
    tens = 0
    for word in WORD.findall(text.lower()):
        if word[0].isdigit():
            number = int(word.replace(",", ""))
        elif word in ONES:
            number = ONES[word]
            if tens and 0 < number < 10:
                out.add(tens + number)
                tens = 0
                continue
        else:
            tens = 0
            continue
        tens = number if word in TENS else 0
        out.add(number)
    return out


def _coded(row: dict[str, Any]) -> bool:
    return all(
        str(row.get(key, "")).isascii() and str(row.get(key, "")).isdigit()
        for key in ("deaths_min", "deaths_max")
    )


def _ends(row: dict[str, Any]) -> Interval:
    return Interval(int(row["deaths_min"]), int(row["deaths_max"]))


def _read(texts: dict[str, dict[str, Any]], field: str, options: Options) -> dict[str, Interval | None]:
    """Read each text as a report of its day and combine its figures."""
    items = reports(
        {"id": name, "text": row[field], "published": str(row.get("date", ""))[:10]}
        for name, row in texts.items()
    )
    return {
        reading.report.id: killed(reading.figures, reading.report.text)
        for reading in readings(items, options)
    }


def _count(row: dict[str, Any], field: str, read: Interval | None) -> Counts:
    coded = _ends(row)
    there = {coded.low, coded.high} <= stated(row[field])
    return Counter(
        all=1,
        read=read is not None,
        low=read is not None and read.low == coded.low,
        high=read is not None and read.high == coded.high,
        exact=read == coded,
        stated=there,
        of_stated=there and read == coded,
    )


def _rates(counts: Counts) -> dict[str, float]:
    names = {"exact": "exact", "low": "low", "high": "high", "answered": "read", "ends_stated": "stated"}
    out = {name: share(counts[key], counts["all"]) for name, key in names.items()}
    return out | {"of_stated": share(counts["of_stated"], counts["stated"])}


def _listed(
    show: str | None, texts: dict[str, dict[str, Any]], field: str, read: dict[str, Interval | None]
) -> Iterator[str]:
    """List the rows without an answer (missed) or with another one than coded (wrong)."""
    for name, row in texts.items():
        answer, coded = read.get(name), _ends(row)
        if (show == "missed" and answer is None) or (show == "wrong" and answer not in (None, coded)):
            said = "nothing" if answer is None else f"{answer.low}-{answer.high}"
            here = "" if {coded.low, coded.high} <= stated(row[field]) else " (not both stated)"
            yield f"{field}: coded {coded.low}-{coded.high}, read {said}{here}: {row[field]}"
