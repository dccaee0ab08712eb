"""The set `swap`: whether the words of a party move a figure. Files as for the set `figures`.

Each report is read as written, with its loaded words put neutrally, and with another party's words in their
place. A figure of the first reading has changed where the second has no figure on the same characters, or
one of another outcome, numbers, status, stance or claimant. A figure that only the second reading has counts
as a change too. A claimant is the same where it stands on the same characters.

One change has a good reason: where the swapped word was the only sign of a status ("19 martyrs"), the status
is unknown without it. `otherwise` leaves these out.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import tollbook
from tollbook.evaluate.data import lines, readings, reports
from tollbook.evaluate.figures import parts
from tollbook.evaluate.rates import Counts, measured, share
from tollbook.evaluate.result import Options, Result
from tollbook.model.figure import Figure, Status
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading

Places = list[tuple[Span, Span]]

SIDES = {"neutral": False, "other_side": True}
FIELDS = ("lost", "new", "outcome", "numbers", "status", "stance", "claimant")


def measure(path: Path, options: Options) -> Result:
    """Score how many figures change when loaded words are swapped, for both kinds of swap."""
    file, _ = parts(path, options.part)
    records = list({record["id"]: record for record in lines(file)}.values())
    before = _read(records, options)
    scores: dict[str, float] = {}
    intervals: dict[str, tuple[float, float]] = {}
    counts = {
        "reports": len(records),
        "figures": sum(len(reading.figures) for reading in before.values()),
        "unread": len(records) - len(before),
    }
    shown: list[str] = []
    for side, other in SIDES.items():
        changed: list[dict[str, Any]] = []
        places: dict[str, Places] = {}
        for record in records:
            said, where = tollbook.swap(record["text"], other_side=other)
            title = tollbook.swap(str(record.get("title") or ""), other_side=other)[0]
            if said != record["text"] or title != (record.get("title") or ""):
                changed.append({**record, "text": said, "title": title})
                places[str(record["id"])] = where
        after = _read(changed, options)
        each: list[Counts] = []
        for name, reading in before.items():
            tally: Counts = Counter(figures=len(reading.figures))
            if name in places:
                found = after[name].figures if name in after else ()
                for figure, fields, excused in changes(reading.figures, found, places[name]):
                    tally.update([*fields, "changed", *([] if excused else ["otherwise"])])
                    if options.show == "wrong":
                        shown.append(f"{side}: {name}: {figure.quote.exact!r}: {', '.join(fields)}")
            each.append(tally)
        rates, between = measured(each, _rates, options)
        scores |= {f"{side}.{name}": value for name, value in rates.items()}
        intervals |= {f"{side}.{name}": ends for name, ends in between.items()}
        counts |= {
            f"reports changed ({side})": len(changed),
            f"words swapped ({side})": sum(map(len, places.values())),
            f"figures in them ({side})": sum(len(before[name].figures) for name in places if name in before),
        }
    notes = ("Shares of the figures as written. otherwise: without status read from the swapped word alone.",)
    return Result(
        scores=scores, intervals=intervals, counts=counts, files=(file,), notes=notes, shown=tuple(shown)
    )


def changes(
    before: Sequence[Figure], after: Sequence[Figure], places: Places
) -> Iterator[tuple[Figure, list[str], bool]]:
    """Give each figure that changed, what of it did, and whether the swapped word alone was its sign.

    `places` says where each swapped word stood in the first text and stands in the second.
    """
    left = list(after)
    for one in before:
        here = carried(one.span, places)
        meeting = [other for other in left if other.span.overlaps(here)]
        if not meeting:
            yield one, ["lost"], False
            continue
        other = max(meeting, key=lambda found: _likeness(one, found, here))
        left.remove(other)
        fields = _differences(one, other, places)
        if fields:
            yield one, fields, fields == ["status"] and _by_word(one, other, places)
    for other in left:
        yield other, ["new"], False


def carried(span: Span, places: Places) -> Span:
    """Carry characters of the first text over to the second.

    Example:
        >>> carried(Span(11, 14), [(Span(0, 10), Span(0, 8))])
        Span(start=9, end=12)
    """
    start, end = span.start, span.end
    for old, new in places:
        if old.end <= span.start:
            start = span.start + new.end - old.end
        elif old.start < span.start:
            start = new.start
        if old.end <= span.end:
            end = span.end + new.end - old.end
        elif old.start < span.end:
            end = new.end
    return Span(start, end)


def _likeness(one: Figure, other: Figure, here: Span) -> tuple[bool, bool, float]:
    common = min(here.end, other.span.end) - max(here.start, other.span.start)
    whole = max(here.end, other.span.end) - min(here.start, other.span.start)
    same_outcome = one.outcome.value is other.outcome.value
    return same_outcome, one.count.value == other.count.value, common / whole


def _differences(one: Figure, other: Figure, places: Places) -> list[str]:
    same = {
        "outcome": one.outcome.value is other.outcome.value,
        "numbers": (one.count.value.low, one.count.value.high)
        == (other.count.value.low, other.count.value.high),
        "status": one.status.value is other.status.value,
        "stance": one.stance.value is other.stance.value,
        "claimant": _same_claimant(one, other, places),
    }
    return [name for name, is_same in same.items() if not is_same]


def _same_claimant(one: Figure, other: Figure, places: Places) -> bool:
    if not one.claimants or not other.claimants:
        return not one.claimants and not other.claimants
    first, second = one.claimants[0], other.claimants[0]
    here, there = first.provenance.span, second.provenance.span
    if here is None or there is None:
        return first.value.label == second.value.label
    return carried(here, places).overlaps(there)


def _by_word(one: Figure, other: Figure, places: Places) -> bool:
    """Tell whether a status was read from a swapped word and is unknown without it."""
    if Status.UNKNOWN not in {one.status.value, other.status.value}:
        return False
    sides = ((one, [old for old, _ in places]), (other, [new for _, new in places]))
    for figure, words in sides:
        sign = figure.status.provenance.span
        if figure.status.value is not Status.UNKNOWN and sign and any(sign.overlaps(word) for word in words):
            return True
    return False


def _read(records: Sequence[dict[str, Any]], options: Options) -> dict[str, Reading]:
    return {reading.report.id: reading for reading in readings(reports(records), options)}


def _rates(counts: Counts) -> dict[str, float]:
    names = ("changed", "otherwise", *FIELDS)
    return {name: share(counts[name], counts["figures"]) for name in names}
