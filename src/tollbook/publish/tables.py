"""Readings in the terminal: one calm table a report, claimants as rows one can compare.

Legible without colour and from 80 columns on. Words of reports are printed as plain text: markup,
escapes, control characters and direction marks in them do nothing.
"""

import os
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tollbook.model.claim import Claim
from tollbook.model.figure import Figure, Stance, Status
from tollbook.model.reading import Reading
from tollbook.model.reference import Place
from tollbook.publish import labels
from tollbook.publish.labels import NOT_STATED, one_line

QUOTE_LIMIT = 220


def report_table(reading: Reading) -> RenderableType:
    """Lay out one reading: header, figures by claimant, claims, findings, loaded words, issues."""
    names = labels.numbers(reading)
    parts: list[RenderableType] = [_header(reading)]
    if reading.figures:
        parts.append(_figures(reading, names))
    else:
        parts.append(_line("No figure was read from this text.", "italic"))
    alone = [claim for claim in reading.claims if not claim.figures]
    if alone:
        parts += [_title("Claims without a figure"), _claims(alone, names)]
    if reading.findings:
        parts.append(_title("Findings"))
        for finding in reading.findings:
            refs = " ".join(names[i] for i in finding.figures if i in names)
            parts.append(_item(labels.FINDINGS[finding.kind], finding.message, refs))
    if reading.loaded:
        parts += [_title("Loaded words, with a neutral label beside"), _loaded(reading)]
    if reading.issues:
        parts.append(_title("Issues"))
        for issue, times in labels.distinct_issues(reading.issues):
            name = issue.kind.value.replace("_", " ").capitalize() + (
                f" ({times} times)" if times > 1 else ""
            )
            parts.append(_item(name, f"{issue.message}.", f"What to do: {issue.todo}."))
    return Group(*parts, Text(""))


def _header(reading: Reading) -> RenderableType:
    report = reading.report
    title = one_line(labels.headline(report))
    when = labels.day(report.date) if report.date else f"date {NOT_STATED}"
    facts = (
        report.outlet.value if report.outlet else f"outlet {NOT_STATED}",
        when + (" (printed in the text)" if report.printed else ""),
        f"dateline {report.told_from or NOT_STATED}",
        labels.language(report.language),
        report.source,
    )
    return Group(
        Text(title, style="bold"), Text(" · ".join(one_line(fact) for fact in facts), style="dim"), Text("")
    )


def _table(*columns: tuple[str, int]) -> Table:
    """Make a table without frames; each column has its title and its share of the width (0: as needed)."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1), pad_edge=False, show_edge=False)
    for name, share in columns:
        table.add_column(
            Text(name), ratio=share or None, no_wrap=not share, overflow="fold", header_style="dim"
        )
    return table


def _figures(reading: Reading, names: dict[str, str]) -> Table:
    table = _table(("On the word of", 6), ("", 0), ("Number", 5), ("In the report's words", 14))
    rows = labels.by_claimant(reading)
    for row, (who, figures) in enumerate(rows, 1):
        for n, (figure, part) in enumerate(labels.parts_after_wholes(figures)):
            table.add_row(
                Text(one_line(who) if n == 0 else ""),
                Text(names[figure.id], style="dim"),
                _number(figure, part),
                _detail(figure, names),
                end_section=n == len(figures) - 1 and row < len(rows),
            )
    return table


def _number(figure: Figure, part: bool) -> Text:
    text = Text(f"{'└ ' if part else ''}{''.join(labels.count_parts(figure.count.value))}", style="bold")
    outcome = labels.OUTCOMES[figure.outcome.value]
    stance = f" [{figure.stance.value.value}]" if figure.stance.value is not Stance.ASSERTED else ""
    return text.append(f"\n{'  ' if part else ''}{outcome}{stance}", style="not bold")


def _detail(figure: Figure, names: dict[str, str]) -> Text:
    facts = [*labels.people(figure)]
    if figure.part_of in names:
        facts.append(f"part of {names[figure.part_of or '']}")
    if len(figure.claimants) > 1:
        facts.append(f"citing {labels.chain(figure.claimants[1:])}")
    if figure.perpetrator:
        basis = labels.BASES[figure.perpetrator.basis]
        facts.append(f"by {labels.actor(figure.perpetrator.value)}" + (f" ({basis})" if basis else ""))
    if figure.place:
        facts.append(labels.place_words(figure.place.value) + doubt(figure.place.value))
    if figure.when:
        basis = labels.BASES[figure.when.basis]
        facts.append(labels.days(figure.when.value) + (f" ({basis})" if basis else ""))
    stated = {"status": figure.status.value is not Status.UNKNOWN, "place": figure.place, "days": figure.when}
    missing = [name for name, value in stated.items() if not value]
    if missing:
        facts.append(f"{NOT_STATED}: {', '.join(missing)}")
    return Text(f"“{one_line(figure.quote.exact)}”").append("\n" + one_line("; ".join(facts)), style="dim")


def doubt(place: Place) -> str:
    """Say in brackets that a place is unknown, or which small place of its name was taken without support.

    Example:
        >>> doubt(Place(name="Daro"))
        ' (not in the gazetteer)'
    """
    if place.best is None:
        return " (not in the gazetteer)"
    return f" (uncertain: {labels.country(place.best.country)})" if place.uncertain else ""


def _claims(claims: Sequence[Claim], names: dict[str, str]) -> Table:
    table = _table(("On the word of", 5), ("", 0), ("Claim", 6), ("In the report's words", 13))
    for claim in claims:
        table.add_row(
            Text(one_line(labels.chain(claim.claimants))),
            Text(names[claim.id], style="dim"),
            Text(one_line(labels.claim_title(claim).replace("/", " / "))),
            _claim_detail(claim),
        )
    return table


def _claim_detail(claim: Claim) -> Text:
    text = Text(f"“{shorten(claim.quote.exact)}”")
    if claim.stance.value is not Stance.ASSERTED:
        text.append(f"  [{claim.stance.value.value}]", style="bold")
    facts: list[str] = []
    if claim.initiator or claim.target:
        who = labels.actor(claim.initiator.value) if claim.initiator else NOT_STATED
        whom = labels.actor(claim.target.value) if claim.target else NOT_STATED
        facts.append(f"{who} -> {whom}")
    if claim.amount:
        facts.append(f"{claim.amount.value} {claim.counted or ''}".strip())
    if claim.direction:
        facts.append(claim.direction.value)
    if claim.place:
        facts.append(labels.place_words(claim.place.value))
    if claim.when:
        facts.append(labels.days(claim.when.value))
        facts += [f"or {labels.days(other)}" for other in claim.when.value.alternatives]
    if facts:
        text.append("\n" + one_line("; ".join(facts)), style="dim")
    return text


def _loaded(reading: Reading) -> Table:
    table = _table(("Word", 5), ("Used by", 5), ("Of whom", 5), ("Neutral label", 5))
    for use in reading.loaded:
        cells = (
            use.words + (" (in quotation marks)" if use.quoted else ""),
            use.user.value.name if use.user else labels.NARRATOR,
            use.of.value.name if use.of else NOT_STATED,
            use.neutral,
        )
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table


def _title(name: str) -> Text:
    return Text(f"\n{name}", style="bold")


def _line(words: str, style: str = "") -> Text:
    return Text(one_line(words), style=style)


def _item(name: str, message: str, more: str = "") -> Padding:
    text = Text(f"{name}: ")
    text.append(one_line(message))
    if more:
        text.append(f" {one_line(more)}", style="dim")
    return Padding(text, (0, 0, 0, 2))


def shorten(words: str, limit: int = QUOTE_LIMIT) -> str:
    """Cut long words to `limit` characters on one line, with an ellipsis for what is left out.

    Example:
        >>> shorten("a long sentence", 8)
        'a long …'
    """
    line = one_line(words)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + " …"


def wrapped(title: str, words: str, width: int = 100) -> str:
    """Set words behind a title, wrapped so that they hang below each other.

    Example:
        >>> wrapped("a ", "one two three", 9)
        'a one two\\n  three'
    """
    indent = " " * len(title)
    return textwrap.fill(one_line(words), width, initial_indent=title, subsequent_indent=indent)


def printed(readings: Iterable[Reading], *, terminal: bool) -> Iterator[str]:
    """Print several readings, one text each; the first begins with the line that says what a number here is.

    On a terminal in its width and style; else plain, in the width that COLUMNS says or in 100.
    """
    console = Console(force_terminal=terminal, width=None if terminal or "COLUMNS" in os.environ else 100)
    motto = Text(f"{labels.MOTTO}\n", style="italic")
    for number, reading in enumerate(readings):
        with console.capture() as captured:
            console.print(*([] if number else [motto]), report_table(reading), sep="\n")
        text = captured.get()
        yield text if terminal else "\n".join(line.rstrip() for line in text.split("\n"))
