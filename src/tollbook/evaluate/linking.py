"""The set `linking`: reports of known incidents, linked, and compared with the coded incidents.

Each line of reports.jsonl has `id`, `title`, `dct` (the day of publication), `content` and `incident_id`.
Each report is read by the rules, and one account made of it: its lead, its likeliest day and place, its
figures. The same stage that links the claims of a book then links these accounts, with the weights that are
shipped; nothing is learned from the set. Readings take minutes and are kept in the user's cache.

The sample dispatches are a set of another form: see `tollbook.evaluate.linking_samples`.
"""

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from tollbook.errors import InputError
from tollbook.evaluate.data import found, lines
from tollbook.evaluate.dense_war_set import NAME
from tollbook.evaluate.dense_war_set import measure as measure_war
from tollbook.evaluate.kept import kept
from tollbook.evaluate.linking_samples import TRUTH
from tollbook.evaluate.linking_samples import measure as measure_samples
from tollbook.evaluate.linking_scores import compared, rates
from tollbook.evaluate.result import Options, Result
from tollbook.link import Source, link
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Scope, Stance
from tollbook.model.incident import Account
from tollbook.model.mention import Mention
from tollbook.model.provenance import Quote, Sourced, Span, Stamp, anchor_id
from tollbook.model.reading import Reading
from tollbook.model.reference import Place
from tollbook.model.when import When

LEAD = 1400
"""Characters of a report that its account stands on."""
AGO_DAYS = 45
MOST_FIGURES = 6


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of one report: its account and its text."""

    account: Account
    source: Source


def measure(path: Path, options: Options) -> Result:
    """Score how reports are grouped: false merges first, B-cubed, pairwise.

    A folder of dispatches with incidents worked out by hand is scored by pairs of reports instead. The
    word dense, where it is no folder, means a war made up for the purpose.
    """
    if path == Path(NAME) and not path.exists():
        return measure_war(options)
    if (path / TRUTH).is_file():
        return measure_samples(path, options)
    file = found(path, "reports.jsonl")
    rows = [row for row in lines(file) if str(row.get("content") or row.get("title") or "").strip()]
    if not rows or "incident_id" not in rows[0]:
        raise InputError(f"{file} holds no report with an incident_id", "give the set's own file")
    rows.sort(key=lambda row: (str(row["incident_id"]), str(row["id"])))
    rows = rows[: options.limit]
    truth = _truth(rows)
    made = _kept(rows, options)
    done = link([each.account for each in made], {each.source.id: each.source for each in made})
    report_of = {each.account.claim.id: each.source.id for each in made}
    group = {report_of[claim]: each.id for each in done.incidents for claim in each.claims}
    counts = compared(group, truth)
    scores = {name: round(value, 4) for name, value in rates(counts).items()}
    names = ("items", "groups_found", "groups_true", "groups_joined", "false_merges", "largest")
    return Result(
        scores=scores,
        counts={name: counts[name] for name in names},
        files=(file,),
        shown=tuple(_shown(options.show, rows, group, truth)),
        notes=(
            "false_merge_rate: the share of groups of two reports or more that mix incidents.",
            "One account a report, read by the rules alone; weights as shipped, none learned from this set.",
        ),
    )


def _truth(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Give each report's incident; a report that is listed twice has the id of the second one changed."""
    out: dict[str, str] = {}
    for row in rows:
        name, number = str(row["id"]), 1
        while name in out:
            number += 1
            name = f"{row['id']}-{number}"
        out[name] = str(row["incident_id"])
    return out


def _kept(rows: Sequence[dict[str, Any]], options: Options) -> list[Kept]:
    """Read the reports by the rules, or take the readings that the cache holds; the order is the id's."""
    records = [
        {"id": row["id"], "title": row.get("title"), "published": row["dct"], "text": row["content"]}
        for row in rows
    ]
    before = os.environ.get("TOLLBOOK_READER")
    os.environ["TOLLBOOK_READER"] = "rules"
    try:
        made = [Kept(account=account(each), source=source(each)) for each in kept(records, options)]
    finally:
        if before is None:
            del os.environ["TOLLBOOK_READER"]
        else:
            os.environ["TOLLBOOK_READER"] = before
    return sorted(made, key=lambda each: each.source.id)


def source(reading: Reading) -> Source:
    """Take what linking needs of a report."""
    report = reading.report
    title = report.title.value if report.title else ""
    return Source(id=report.id, text=report.text, title=title, published=report.date)


def account(reading: Reading) -> Account:
    """Make one account of a whole report: its lead, the first day before print, the most named place."""
    report = reading.report
    stamp = Stamp(capture=report.capture, text=report.text, knowledge=reading.versions.knowledge)
    span = Span(0, min(len(report.text), LEAD))
    figures = tuple(f for f in reading.figures if f.scope.value is Scope.INCIDENT)[:MOST_FIGURES]
    claim = Claim(
        id=anchor_id(report.id, "report", span),
        report=report.id,
        kind=ClaimKind.EVENT,
        span=span,
        quote=Quote.of(report.text, span),
        stance=stamp.source(Stance.ASSERTED, span, rule="linking.whole_report"),
        place=_place(reading, stamp),
        when=_when(reading, report.date),
        figures=tuple(figure.id for figure in figures),
    )
    return Account(
        claim=claim,
        figures=figures,
        report=report.id,
        origin=report.id,
        published=report.date.isoformat() if report.date else None,
    )


def _when(reading: Reading, printed: date | None) -> Sourced[When] | None:
    for claim in reading.claims:
        when = claim.when
        if when is None or when.value.start is None or when.value.end is None or printed is None:
            continue
        if 0 <= (printed - when.value.end).days <= AGO_DAYS and (when.value.end - when.value.start).days <= 7:
            return when
    return None


def _place(reading: Reading, stamp: Stamp) -> Sourced[Place] | None:
    times: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for mention in reading.mentions:
        best = mention.place.best if mention.place else None
        if mention.place and best and best.feature != "country":
            times[best.gazetteer] += 1
            first.setdefault(best.gazetteer, mention)
    if not times:
        return None
    mention = first[times.most_common(1)[0][0]]
    assert mention.place is not None
    return stamp.source(mention.place, mention.span, rule="linking.most_named")


def _shown(
    show: str | None, rows: Sequence[dict[str, Any]], group: dict[str, str], truth: dict[str, str]
) -> list[str]:
    """List groups that mix incidents (wrong), or incidents in several groups (missed)."""
    if show not in {"wrong", "missed"}:
        return []
    by, of = (group, truth) if show == "wrong" else (truth, group)
    title = {str(row["id"]): str(row.get("title") or "") for row in rows}
    held: dict[str, list[str]] = {}
    for name in sorted(group):
        held.setdefault(by[name], []).append(name)
    return [
        f"{key}: " + "; ".join(f"{of[name]} {title.get(name, name)[:60]}" for name in names)
        for key, names in held.items()
        if len({of[name] for name in names}) > 1
    ]
