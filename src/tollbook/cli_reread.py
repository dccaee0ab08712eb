"""The commands history and reread: what became of reports, and what a newer reading changes."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tollbook.cli_book import AS_OF, BOOK, CODES, FORMAT, INTERRUPTED, _many, opened, show
from tollbook.cli_decide import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tollbook.book.compare import FigureChange
    from tollbook.book.history import Step
    from tollbook.rereading import Reread


@click.command(epilog=CODES, short_help="Say what became of a report.")
@click.argument("report")
@BOOK
@AS_OF
@FORMAT
def history(report: str, folder: Path | None, as_of: str | None, form: str) -> None:
    """Say what became of REPORT: its versions, readings and decisions, and what each of them changed.

    Text is compared sentence by sentence (- was, + is), figures one by one.
    """
    import msgspec

    from tollbook.book import queries
    from tollbook.book.history import history as steps_of
    from tollbook.rereading import values

    with opened(folder) as book, book.reading() as connection:
        steps = steps_of(connection, report, values, queries.moment(as_of) if as_of else None)
    lines = [line for step in steps for line in _step(step)]
    show(form, {"report": report, "steps": msgspec.to_builtins(steps)}, lines)


@click.command(epilog=CODES, short_help="Read the reports of a book again.")
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@BOOK
@click.option("--changed-only", is_flag=True, help="Show only reports in which something changed.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and add nothing to the book.")
@click.option("--rules-only", is_flag=True, help="Read by the rules alone, without the learned reader.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Processes to read with.")
@FORMAT
def reread(
    reports: tuple[str, ...],
    folder: Path | None,
    changed_only: bool,
    dry_run: bool,
    rules_only: bool,
    jobs: int | None,
    form: str,
) -> None:
    """Read again what other versions of Tollbook, its knowledge, gazetteer or reader have read.

    The archived bytes are read anew: all reports whose reading is not of the present versions, or those
    named. Former readings stay in the ledger. Decisions find their figures again by id or by their words;
    those that do not are named. A stopped run goes on when the command is given again.
    """
    import msgspec

    import tollbook
    from tollbook.cli_book import _note, _reader
    from tollbook.rereading import Rereading, stale
    from tollbook.telling import telling

    with opened(folder) as book, telling(quiet=False) as told:
        reader = tollbook.Reader(told.progress, rules_only=rules_only)
        names = stale(book, reader.versions(), reports)
        make = partial(_reader, rules_only)
        run = Rereading(book, names, make, dry=dry_run, jobs=jobs, note=partial(_note, told))
        done: list[Reread] = []
        count = changed = lost = settled = 0
        for each in run.done():
            told.step(each)
            count, lost, settled = count + 1, lost + len(each.orphans), settled + len(each.settled)
            differs = bool(each.changes or each.text_changed or each.orphans)
            changed += differs
            if form == "json" and (differs or not changed_only):
                done.append(each)
            elif differs or not changed_only:
                for line in _reread(each):
                    click.echo(line)
    verb = "would be read again" if dry_run else "read again"
    parts = [
        f"{_many(count, 'report')} {verb}, {changed} with changes",
        f"{_many(lost, 'decision')} without its words: tollbook decisions --orphans" if lost else "",
        f"{_many(settled, 'figure')} read otherwise than when settled: look at them again" if settled else "",
        f"{_many(len(run.failed), 'source')} could not be read" if run.failed else "",
        "stopped: the same command goes on from here" if run.stopped else "",
    ]
    if not names:
        parts = ["nothing to read again: every reading is of the present versions"]
    then = f"tollbook link{f' --book {shlex.quote(str(folder))}' if folder else ''}"
    last = ["; ".join(part for part in parts if part)]
    if changed and not dry_run and not run.stopped:
        last.append(f"next: {then} puts the claims that changed into their incidents")
    values = {
        "read": count,
        "changed": changed,
        "orphans": lost,
        "settled": settled,
        "failed": len(run.failed),
        "reports": done,
    }
    show(form, {**values, "reports": msgspec.to_builtins(done)}, last)
    if run.stopped or run.failed:
        click.get_current_context().exit(INTERRUPTED if run.stopped else 1)


def _step(step: Step) -> Iterator[str]:
    if step.decision:
        yield f"{step.recorded[:19]}Z  {told(step.decision)}"
        return
    if step.answer:
        gone = "the page is gone" if step.act == "page gone" else "the page is there again"
        yield f"{step.recorded[:19]}Z  {gone} (answer {step.answer}); version {step.version} stands"
        yield f"  captured {step.received:%Y-%m-%dT%H:%M:%SZ} from {_safe(step.origin)}, {_short(step)}"
        return
    what = f"version {step.version}" if step.evidence else f"version {step.version} read again"
    late = f", captured before version {step.stands}, which stands" if step.stands else ""
    yield f"{step.recorded[:19]}Z  {what}{late}: {_many(step.figures or 0, 'figure')}"
    if step.evidence and step.received:
        yield f"  captured {step.received:%Y-%m-%dT%H:%M:%SZ} from {_safe(step.origin)}, {_short(step)}"
    if step.versions:
        made = step.versions
        yield f"  read by {made.extractor}, knowledge {made.knowledge[:12]}, {made.reader}"
    if step.stands and (step.text or step.changes or step.head):
        yield f"  what version {step.stands} has otherwise:"
    for name, was, now in step.head:
        yield f"  {name} of the report: {_safe(was) or 'none'} -> {_safe(now) or 'none'}"
    for piece in step.text:
        for sign, words in (("-", piece.before), ("+", piece.after)):
            if words:
                yield click.style(f"  {sign} {_safe(words)}", fg="red" if sign == "-" else "green")
    for change in step.changes:
        yield f"  {_figure(change)}"


def _short(step: Step) -> str:
    return (step.evidence or "")[:12]


def _reread(each: Reread) -> Iterator[str]:
    state = "text read otherwise, " if each.text_changed else ""
    held = f", {_many(each.decisions, 'decision')}" if each.decisions else ""
    changes = _many(len(each.changes), "change") if each.changes else "no change"
    yield click.style(each.report, bold=True) + f": {state}{changes}{held}"
    for change in each.changes:
        settled = each.settled.get(change.target)
        yield f"  {_figure(change)}" + (f" [{settled} as it was before]" if settled else "")
    for name in each.orphans:
        yield f"  decision {name} has lost its words"


def _figure(change: FigureChange) -> str:
    """Say what changed of a figure in one line."""
    words = f"{_safe(change.words)!r}"
    if change.before is None or change.after is None:
        values = change.after or change.before or {}
        return f"{change.kind}: {words}, {values.get('count', '')} {change.outcome}"
    was = f" (was {_safe(change.was)!r})" if change.was and change.was != change.words else ""
    slots = (
        f"{slot} {_safe(change.before[slot]) or 'none'} -> {_safe(now) or 'none'}"
        for slot, now in change.after.items()
    )
    return f"changed: {words}{was} {', '.join(slots)}".rstrip()


def _safe(words: str | None) -> str:
    from tollbook.publish.labels import one_line

    return one_line(words or "")


COMMANDS = (history, reread)
