"""The set `figures`: reports with every casualty figure coded, by the guidelines of the set.

A folder holds X_reports.jsonl and X_gold.jsonl, where X is the part. A report has id and text; a line of
the gold has id and figures. A read figure has `start` and `end` (characters of the text, end exclusive),
a coded one `quote` and, where the quote occurs more than once, `nth`.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import tollbook
from tollbook.errors import InputError
from tollbook.evaluate.data import lines, readings
from tollbook.evaluate.data import reports as of
from tollbook.evaluate.figure_kinds import by_kind
from tollbook.evaluate.figure_scores import Flat, count, listed, scores
from tollbook.evaluate.rates import measured
from tollbook.evaluate.result import Options, Result
from tollbook.issues import Issue
from tollbook.model.report import Report
from tollbook.publish.figures import to_scored


def measure(path: Path, options: Options) -> Result:
    """Score the figures read from a set, or those of `options.predicted`.

    Raises:
        InputError: where files are missing or do not fit each other.
    """
    reports, gold = parts(path, options.part)
    records, coded = loaded(reports, gold)
    texts = {name: item["text"] for name, item in records.items()}
    if options.predicted:
        read = _figures(options.predicted, "start", "end", "outcome")
    else:
        read = predict(reports, records, options)
    unknown = sorted(set(read) - set(texts))
    if unknown:
        raise InputError(
            f"{len(unknown)} read reports are not in {reports}, such as {unknown[0]!r}", "give the set's own"
        )
    each = [count(figures, read.get(name, []), texts[name]) for name, figures in coded.items()]
    rates, intervals = measured(each, scores, options)
    shown: Iterator[str] = iter(())
    if options.show == "kinds":
        shown = by_kind((figures, read.get(name, []), texts[name]) for name, figures in coded.items())
    elif options.show:
        show = options.show
        shown = chain.from_iterable(
            listed(show, name, figures, read.get(name, []), texts[name]) for name, figures in coded.items()
        )
    return Result(
        scores=rates,
        intervals=intervals,
        counts={
            "reports": len(coded),
            "gold": sum(item["gold"] for item in each),
            "predicted": sum(item["read"] for item in each),
            "unread": sum(name not in read for name in coded),
        },
        files=(reports, gold, *([options.predicted] if options.predicted else [])),
        shown=tuple(shown),
    )


def parts(path: Path, part: str) -> tuple[Path, Path]:
    """Give the reports and the gold of a part; a folder with one pair of files needs no part.

    Raises:
        InputError: where the folder does not hold them.
    """
    if not path.is_dir():
        raise InputError(f"{path} is no folder", "give the folder with the files of the set")
    pairs = {
        reports.name.removesuffix("_reports.jsonl"): (reports, gold)
        for reports in sorted(path.glob("*_reports.jsonl"))
        if (gold := reports.with_name(reports.name.replace("_reports.jsonl", "_gold.jsonl"))).is_file()
    }
    if part in pairs:
        return pairs[part]
    plain = path / "reports.jsonl", path / "gold.jsonl"
    if all(file.is_file() for file in plain):
        return plain
    if len(pairs) == 1 and part == Options().part:
        return next(iter(pairs.values()))
    there = f"the parts there are {', '.join(pairs)}" if pairs else "no part is there"
    raise InputError(
        f"{path} holds no {part}_reports.jsonl with {part}_gold.jsonl; {there}", "choose with --part"
    )


def loaded(reports: Path, gold: Path) -> tuple[dict[str, Flat], dict[str, list[Flat]]]:
    """Give the records of reports and the figures coded in them, both by the id of the report.

    Raises:
        InputError: where a key is missing, or a report or quote that the gold names.
    """
    records = {item["id"]: item for item in _with(reports, "id", "text")}
    coded = _figures(gold, "quote", "outcome", "low", "high")
    _check({name: item["text"] for name, item in records.items()}, coded, gold)
    return records, coded


def predict(reports: Path, records: dict[str, Flat], options: Options) -> dict[str, list[Flat]]:
    """Read reports and give the flat figures of each by its id.

    Of records with the same id the last one is read, as it is the one that the gold is held against.
    """
    doubled = len(lines(reports)) > len(records)
    return flat(of(records.values()) if doubled else tollbook.reports([str(reports)]), options)


def flat(items: Iterable[Report | Issue], options: Options) -> dict[str, list[Flat]]:
    """Read reports and give the flat figures of each by its id."""
    done = map(to_scored, readings(items, options))
    return {item["id"]: item["figures"] for item in done}


def _with(path: Path, *keys: str) -> list[dict[str, Any]]:
    """Read a file of objects that have these keys."""
    found = lines(path)
    for number, item in enumerate(found, 1):
        _must_have(item, keys, f"{path}, item {number}")
    return found


def _figures(path: Path, *keys: str) -> dict[str, list[Flat]]:
    """Read a file of figures, each with these keys, by the id of their report."""
    out: dict[str, list[Flat]] = {}
    for item in _with(path, "id", "figures"):
        for figure in item["figures"]:
            _must_have(figure, keys, f"{path}, report {item['id']!r}: a figure")
        out[item["id"]] = item["figures"]
    return out


def _must_have(item: dict[str, Any], keys: tuple[str, ...], where: str) -> None:
    missing = [key for key in keys if key not in item]
    if missing:
        raise InputError(f"{where} has no {' and no '.join(missing)}", "add it")


def _check(texts: dict[str, str], coded: dict[str, list[Flat]], gold: Path) -> None:
    """Refuse gold of reports that are not there, and quotes that do not stand in their text."""
    for name, figures in coded.items():
        if name not in texts:
            raise InputError(f"{gold}: report {name!r} has no text", "give the reports that belong to it")
        for figure in figures:
            if figure["quote"] not in texts[name]:
                raise InputError(
                    f"{gold}: {figure['quote']!r} does not stand in report {name!r}", "mend the quote"
                )
