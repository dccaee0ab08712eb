"""Annotated reports -> examples: what the encoder sees of each, and what it should have said.

Gold gives slots as strings; each is tied to its nearest occurrence in the text. A slot whose string does
not occur is left out of the training, not taken for empty.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

import tollbook
from tollbook.errors import InputError
from tollbook.learned.flags import ROLES
from tollbook.learned.neutral import Moves, moved
from tollbook.learned.pieces import Pieces
from tollbook.learned.seen import Seen, Words
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span
from tollbook.model.report import Report

SLOTS = ("outcome", "low", "high", "status", "stance", "scope", "traits", "part_of")
NEEDED = ("quote", *SLOTS, "date_start", "date_end")
UNTIED = -1
REPORT_DATE = -2
UNTIL_REPORT = -3


class Target(msgspec.Struct):
    """What annotators said of one figure, by words; roles hold a run, None (empty) or UNTIED."""

    words: Words
    outcome: str
    low: int | None
    high: int | None
    status: str
    stance: str
    scope: str
    traits: list[str]
    roles: dict[str, Any]
    part_of: int | None
    rule: int | None = None


class Example(msgspec.Struct):
    """One annotated report: pieces and flags by word, the rules' figures, and the targets.

    `hard` are runs that are no figure; `inner` the bare number inside a target's quote, with its index.
    """

    id: str
    pieces: list[list[int]]
    flags: list[list[int]]
    rules: list[dict[str, Any]]
    targets: list[Target]
    tells: list[list[int]]
    choices: list[dict[str, Any]]
    hard: list[Words]
    hard_tells: list[list[int]]
    inner: list[tuple[int, Words]]
    inner_tells: list[list[int]]


def load(
    names: Sequence[tuple[Path, Path]], cache: Path | None = None, tell: Callable[[str], None] = print
) -> list[Example]:
    """Read reports and gold, one pair of files after the other, into examples."""
    out: list[Example] = []
    for reports, gold in names:
        kept = cache / f"{reports.stem}.msgpack" if cache else None
        if kept and kept.exists():
            out += msgspec.msgpack.decode(kept.read_bytes(), type=list[Example])
            continue
        made = list(_read(reports, gold, tell))
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(msgspec.msgpack.encode(made))
        out += made
    return out


def _read(reports: Path, gold: Path, tell: Callable[[str], None]) -> Iterator[Example]:
    said = {r["id"]: r["figures"] for r in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    reader, pieces, untied = tollbook.Reader(rules_only=True), Pieces(), Counter[str]()
    for report in tollbook.reports([str(reports)]):
        if isinstance(report, Report) and (report.listed or report.id) in said:
            name = report.listed or report.id
            _check(said[name], name, gold)
            page, moves = reader.seen(report)
            yield example(name, page, report.text, said[name], pieces, untied, moves)
    tell(f"{reports.stem}: slots not tied to words: {dict(untied)}")


def _check(figures: list[dict[str, Any]], name: str, gold: Path) -> None:
    """Raise InputError where a figure lacks a key that training needs."""
    for n, figure in enumerate(figures):
        missing = [key for key in NEEDED if key not in figure]
        if missing:
            raise InputError(
                f"{gold}, report {name}, figure {n}: no {', '.join(missing)}",
                "give every key of a coded figure, null or [] where there is nothing to say",
            )


def example(
    name: str,
    page: Seen,
    text: str,
    figures: list[dict[str, Any]],
    pieces: Pieces,
    untied: Counter[str],
    moves: Moves = (),
) -> Example:
    """Tie one report's gold to the words of its page.

    `text` is as written, before any case is restored; `moves` lead from it to the neutral text of the page.
    """
    targets: list[Target] = []
    index: dict[int, int] = {}
    days = _days(page)
    for n, figure in enumerate(figures):
        span = quoted(figure, text)
        at = page.words(moved(span, moves)) if span else None
        if span is None or at is None:
            continue
        index[n] = len(targets)
        roles: dict[str, Any] = {}
        for role in ROLES:
            roles[role] = (
                _date(figure, page, days, at)
                if role == "date"
                else _slot(figure, role, page, text, span, moves)
            )
            untied.update([role] if roles[role] == UNTIED else [])
            untied.update(["report date"] if roles[role] in {REPORT_DATE, UNTIL_REPORT} else [])
        targets.append(
            Target(
                words=at,
                roles=roles,
                **{k: figure[k] for k in SLOTS},
            )
        )
    for target in targets:
        target.part_of = index.get(target.part_of) if target.part_of is not None else None
    tells, choices = [], []
    taken: set[int] = set()
    for target in targets:
        fit = [
            (_overlap(target.words, r.words), -n)
            for n, r in enumerate(page.ruled)
            if n not in taken
            and r.figure.outcome.value.value == target.outcome
            and _overlap(target.words, r.words)
        ]
        rule = page.ruled[-max(fit)[1]] if fit else None
        if fit:
            target.rule = -max(fit)[1]
            taken.add(target.rule)
        tells.append(page.tells(target.words, rule))
        choices.append(page.choices(target.words, rule))
    hard: list[Words] = []
    hard_tells: list[list[int]] = []
    gold_words = [t.words for t in targets]
    for n, ruled in enumerate(page.ruled):
        if n not in taken and not any(_overlap(ruled.words, w) for w in gold_words):
            hard.append(ruled.words)
            hard_tells.append(page.tells(ruled.words, ruled))
    for mention in page.text.mentions:
        if mention.kind in {MentionKind.QUANTITY, MentionKind.PERSON, MentionKind.ACTOR}:
            at = page.words(mention.span)
            if at and not any(_overlap(at, w) for w in [*gold_words, *hard]):
                hard.append(at)
                hard_tells.append(page.tells(at, None))
    inner = [x for x in enumerate(_bare(page, w) for w in gold_words) if x[1]]
    ids = {r.figure.id: n for n, r in enumerate(page.ruled)}
    return Example(
        id=name,
        pieces=pieces.of(page.told),
        flags=[sorted(set(f)) for f in page.flags],
        rules=[
            {
                "words": r.words,
                "outcome": r.figure.outcome.value.value,
                "low": r.figure.count.value.low,
                "high": r.figure.count.value.high,
                "part_of": ids.get(r.figure.part_of) if r.figure.part_of else None,
            }
            for r in page.ruled
        ],
        targets=targets,
        tells=tells,
        choices=choices,
        hard=hard,
        hard_tells=hard_tells,
        inner=[(n, words) for n, words in inner if words],
        inner_tells=[page.tells(words, None) for _, words in inner if words],
    )


def _bare(page: Seen, words: Words) -> Words | None:
    """Give the words of the number in a quote, where the quote holds more than it."""
    for mention in page.text.of(MentionKind.QUANTITY):
        at = page.words(mention.span)
        if at and at != words and _overlap(at, words):
            return at
    return None


def quoted(figure: dict[str, Any], text: str) -> Span | None:
    """Find the quote of a gold figure, its nth occurrence."""
    at = -1
    for _ in range(figure.get("nth", 0) + 1):
        at = text.find(figure["quote"], at + 1)
    return Span(at, at + len(figure["quote"])) if at >= 0 else None


def _overlap(a: Words, b: Words) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]) + 1)


def _days(page: Seen) -> list[tuple[Words, str | None, str | None]]:
    from functools import partial

    from tollbook.resolve.dates import resolve

    when = partial(resolve, report_date=page.text.report.date)
    out = []
    for mention in page.text.of(MentionKind.DATE):
        found = when(mention.date) if mention.date else None
        at = page.words(mention.span)
        if found and at:
            out.append((at, _iso(found.start), _iso(found.end)))
    return out


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(figure: dict[str, Any], page: Seen, days: list[Any], here: Words) -> Any:
    wanted = (figure["date_start"], figure["date_end"])
    if wanted == (None, None):
        return None
    fitting = [at for at, start, end in days if (start, end) == wanted]
    if fitting:
        return min(fitting, key=lambda at: abs(at[0] - here[0]))
    day = _iso(page.text.report.date)
    return {(day, day): REPORT_DATE, (None, day): UNTIL_REPORT}.get(wanted, UNTIED)


def _slot(figure: dict[str, Any], role: str, page: Seen, text: str, span: Span, moves: Moves) -> Any:
    wanted = figure.get(role)
    if not wanted or wanted == "narrator":
        return None
    found = nearest(text, wanted, span.start)
    return (page.words(moved(found, moves)) if found else None) or UNTIED


def nearest(text: str, words: str, at: int) -> Span | None:
    """Find the occurrence of `words` nearest to character `at`, whatever its capitals and its article."""
    low = words.lower()
    for where in (text, text.lower()):
        for said in (words, low, low.removeprefix("the "), low.removeprefix("a ")):
            found = list(_all(where, said))
            if found:
                start = min(found, key=lambda i: abs(i - at))
                return Span(start, start + len(said))
    return None


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
