"""Trace: every station of one value, from the bytes as received to the number on the page."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from tollbook.errors import InputError
from tollbook.model import lexicon
from tollbook.model.capture import Capture
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.provenance import Basis, Quote, Sourced, Span
from tollbook.model.reading import Reading
from tollbook.model.reference import Actor, Place
from tollbook.model.report import Report
from tollbook.model.when import When
from tollbook.publish import labels
from tollbook.publish.exactness import day_codes, reach
from tollbook.publish.slots import slots


class Station(NamedTuple):
    """One station on the way of a value: its name, and what stands there, line by line."""

    name: str
    lines: list[str]


def choose(
    reading: Reading, *, value: int | None = None, at: int | None = None, name: str | None = None
) -> list[Figure | Claim]:
    """Choose figures and claims by a stated number, by a character of the clean text, or by id.

    `name` is an id or the short name of the page ("F3", "C1"). With nothing given, all are chosen.

    Raises:
        InputError: where nothing fits.
    """
    names = labels.numbers(reading)
    records: list[Figure | Claim] = [*reading.figures, *reading.claims]
    asked = "anything"
    if value is not None:
        asked = f"the number {value:,}"
        records = [r for r in records if value in _stated(r)]
    if at is not None:
        asked = f"character {at}"
        records = [r for r in records if r.span.start <= at < r.span.end]
    if name is not None:
        asked = repr(name)
        records = [r for r in records if name == r.id or name.upper() == names[r.id]]
    if not records and asked != "anything":
        raise InputError(
            f"report {reading.report.id}: no figure or claim fits {asked}",
            "run trace without a choice to list what there is",
        )
    return records


def _stated(record: Figure | Claim) -> set[int | None]:
    count = record.count if isinstance(record, Figure) else record.amount
    if count is None:
        return set()
    digits = "".join(c if c.isdigit() else " " for c in count.words.replace(",", ""))
    written = {int(word) for word in digits.split() if word.isascii() and len(word) < 12}
    return {count.value.low, count.value.high, *written}


def stations(reading: Reading, record: Figure | Claim, capture: Capture | None) -> Iterator[Station]:
    """Follow one figure or claim: bytes, characters, each slot with its rule and entry, versions.

    `capture` holds the bytes that the report was read from; None where they are no longer at hand.
    """
    report = reading.report
    yield Station("bytes", _bytes(reading, record, capture))
    yield Station("clean text", _clean(report.text, record))
    for name, value in slots(record):
        yield Station(name, list(_slot(value)))
    if isinstance(record, Figure) and record.part_of:
        whole = next((f for f in reading.figures if f.id == record.part_of), None)
        yield Station("part_of", [f"{whole.quote.exact!r}, {whole.count.value}" if whole else record.part_of])
    mentions = [m for m in reading.mentions if m.span.overlaps(record.span)]
    yield Station(
        "mentions",
        [f"{m.kind.value}: {m.words!r} [{m.span.start}:{m.span.end}] by {m.rule}" for m in mentions]
        or ["none"],
    )
    versions = reading.versions
    yield Station(
        "versions",
        [
            f"extractor {versions.extractor}",
            f"knowledge {versions.knowledge}",
            f"parser {versions.parser}",
            f"gazetteer {versions.gazetteer}",
            f"reader {versions.reader}",
        ],
    )


def _bytes(reading: Reading, record: Figure | Claim, capture: Capture | None) -> list[str]:
    report = reading.report
    lines = [f"SHA-256 {report.capture}", f"from {report.source}"]
    if capture is None:
        return [*lines, "the bytes are not at hand"]
    part = f", line {capture.part}" if capture.part else ""
    lines.append(f"{len(capture.content):,} bytes{part}")
    return lines + locate(capture.content, report.text, record.span)


def locate(content: bytes, text: str, span: Span) -> list[str]:
    """Say where in the bytes a span of the clean text stands, and how sure that is.

    Example:
        >>> locate("Tué: 3 people".encode(), "Tué: 3 people", Span(5, 13))
        ['bytes 6 to 14, read as utf-8; decoded and clean text are the same here']
    """
    from tollbook.read.encodings import Decoded, decode

    decoded = decode(content)
    if not isinstance(decoded, Decoded):
        return [f"not a text: {decoded.message}"]
    body, encoding = decoded.text, decoded.encoding
    lines = [decoded.doubt] if decoded.doubt else []
    begins = len(content) - len(body.encode(encoding, "replace"))
    base = body.find(text)
    if base >= 0:
        start, words, how = base + span.start, span.of(text), "decoded and clean text are the same here"
    else:
        start, words, how = _by_quote(body, text, span)
    if start < 0:
        return [
            *lines,
            f"read as {encoding}; the words were changed on the way and are not found letter for letter",
        ]
    first = max(0, begins) + len(body[:start].encode(encoding, "replace"))
    last = first + len(words.encode(encoding, "replace"))
    return [*lines, f"bytes {first} to {last}, read as {encoding}; {how}"]


def _by_quote(body: str, text: str, span: Span) -> tuple[int, str, str]:
    """Find a span by its words with less and less context, as they are or as JSON writes them."""
    quote = Quote.of(text, span)
    for before, after in ((quote.prefix, quote.suffix), (quote.prefix, ""), ("", quote.suffix), ("", "")):
        for escape in (str, _json, _json_ascii):
            words = escape(before) + escape(quote.exact) + escape(after)
            found = body.find(words)
            if found >= 0 and (before or after or body.find(words, found + 1) < 0):
                how = "found by its words, with context" if before or after else "found by its words"
                return found + len(escape(before)), escape(quote.exact), how
    return -1, "", ""


def _json(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)[1:-1]


def _json_ascii(words: str) -> str:
    return json.dumps(words)[1:-1]


def _clean(text: str, record: Figure | Claim) -> list[str]:
    quote = record.quote
    return [
        f"characters {record.span.start} to {record.span.end}: {record.span.of(text)!r}",
        f"... {quote.prefix}[{quote.exact}]{quote.suffix} ...",
    ]


def _slot(value: Sourced[Any]) -> Iterator[str]:
    span = value.provenance.span
    where = f"characters {span.start} to {span.end}" if span else "beside the text"
    basis = "" if value.basis is Basis.STATED else f" ({value.basis.value})"
    yield f"{_said(value.value)}{basis}"
    yield f"read from {value.words!r}, {where}"
    score = f", score {value.score:.2f}" if value.score is not None else ""
    yield f"rule {value.provenance.rule}{score}"
    if value.note:
        yield f"note: {value.note}"
    if entry := _entry(value.provenance.rule):
        file, found = entry
        yield f"entry {found.id} in {file}: {', '.join(found.words[:6])}; {found.source}, {found.date}"
        if found.example:
            yield f"example: {found.example}"
    if isinstance(value.value, Place):
        yield from _candidates(value.value)
    if isinstance(value.value, When):
        yield from (f"or {labels.days(w)} ({w.reading})" for w in value.value.alternatives)


def _said(value: Any) -> str:
    if isinstance(value, Place):
        return f"{labels.place_words(value)}: {labels.resolution(value)}"
    if isinstance(value, When):
        return f"{labels.days(value)} ({value.precision.value}, reading {value.reading}; {day_codes(value)})"
    if isinstance(value, Actor):
        kind = value.kind.value.replace("_", " ")
        why = f" (inferred: {value.because})" if value.because else ""
        return f"{labels.actor(value)}, {kind}, registry {value.registry or 'none'}{why}"
    return str(value)


def _candidates(place: Place) -> Iterator[str]:
    if place.area:
        yield reach(place.area)
    for n, found in enumerate(place.candidates[:5]):
        why = f": {'; '.join(found.reasons)}" if found.reasons else ""
        admin = f", {found.admin1}" if found.admin1 else ""
        name = f"{found.gazetteer} {found.name}{admin}, {found.country}"
        yield f"{'chosen' if n == 0 else 'runner-up'} {name}, score {found.score:.2f}{why}"


def _entry(rule: str) -> tuple[str, lexicon.Entry] | None:
    """Find the entry that a rule id names, whole or as one of its parts."""
    parts = set(rule.replace("/", ":").split(":"))
    for file in lexicon.files():
        for entry in lexicon.load(file).entries:
            if entry.id in parts or rule.endswith(f".{entry.id}"):
                return file, entry
    return None


def traced(
    path: str,
    *,
    report: str | None = None,
    value: int | None = None,
    at: int | None = None,
    name: str | None = None,
) -> Iterator[str]:
    """Read a file and print, line by line, the stations of the figures and claims chosen.

    Without a choice, what there is to trace is listed. Control characters are shown as U+FFFD.

    Raises:
        InputError: where the file gives no such report, or nothing fits the choice.
    """
    import tollbook
    from tollbook.archive.fetch import captures

    found = [r for r in tollbook.reports([path]) if isinstance(r, Report) and report in {None, r.id}]
    if not found:
        which = f"no report {report!r}" if report else "no report"
        raise InputError(f"{path} gives {which}", "look at what tollbook read says of it")
    reader = tollbook.Reader()
    if len(found) > 1 and (value is not None or at is not None or name is not None):
        ids = ", ".join(r.id for r in found[:5])
        raise InputError(f"{path} holds {len(found)} reports", f"choose one with --report, such as {ids}")
    for chosen in found:
        reading = reader.read(chosen)
        if value is None and at is None and name is None:
            yield from map(labels.visible, _listed(reading))
            continue
        bytes_of = {c.sha256: c for c in captures([path]) if isinstance(c, Capture)}
        for record in choose(reading, value=value, at=at, name=name):
            yield labels.visible(f"{labels.numbers(reading)[record.id]}  {record.id}  {record.quote.exact!r}")
            for station in stations(reading, record, bytes_of.get(chosen.capture)):
                for n, line in enumerate(station.lines):
                    yield labels.visible(f"  {station.name if n == 0 else '':<12} {line}".rstrip())
            yield ""


def _listed(reading: Reading) -> Iterator[str]:
    names = labels.numbers(reading)
    yield f"report {reading.report.id}, SHA-256 {reading.report.capture}"
    for figure in reading.figures:
        said = f"{labels.OUTCOMES[figure.outcome.value]}, {figure.count.value}"
        yield f"  {names[figure.id]:<4} {figure.id}  {said}: {labels.one_line(figure.quote.exact)!r}"
    for claim in reading.claims:
        yield f"  {names[claim.id]:<4} {claim.id}  {labels.claim_title(claim)}"
    if names:
        yield f"To follow one: give its name, such as {next(iter(names.values()))}, after the path."
    else:
        yield "  no figure and no claim"
