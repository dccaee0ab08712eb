"""The set `muc4`: dispatches in capitals with answer templates of the incidents that they tell of.

The folder holds a folder for each part (`dev`, `tst1`, `tst2`, chosen by the option `part`) with texts and
answer keys, and the task's documents, whose lists of places are used. Case is restored by the flow, as for
any text in capitals. Scores are those of the conference of 1992 (see `muc4_score`): recall, precision and F
over all slots and templates, over the eleven slots of victims, perpetrators, time, place and kind, and of
each slot. Its judges settled near-equal wording by hand, which a rule stands in for here, so that the
scores are near those then published, not the same.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tollbook.evaluate.data import readings, reports
from tollbook.evaluate.muc4_fill import fill
from tollbook.evaluate.muc4_keys import SLOTS, Template, corpus
from tollbook.evaluate.muc4_places import Places
from tollbook.evaluate.muc4_score import ASKED, Scores, Tally, align, message_tally, total
from tollbook.evaluate.rates import Counts, measured
from tollbook.evaluate.result import Options, Result

LINE = re.compile(r"[^,\n]{1,60},\s+(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(\d{2})\b")
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
TALLIES = ("correct", "partial", "incorrect", "spurious", "missing")


def measure(path: Path, options: Options) -> Result:
    """Score the templates made of the readings of one part of the corpus."""
    folder = path / options.part if (path / options.part).is_dir() else path
    texts, keys = corpus(folder)
    chosen = [name for name in texts if name in keys][: options.limit]
    places = Places(path)
    made: dict[str, list[Template]] = {}
    records = ({"id": name, "text": texts[name], **_day(texts[name])} for name in chosen)
    for reading in readings(reports(records), options):
        made[reading.report.id] = fill(reading, places)
    each: list[Counts] = []
    shown: list[str] = []
    for name in chosen:
        answers = made.get(name, [])
        each.append(_counts(message_tally(keys[name], answers)))
        shown += _listed(options.show, name, keys[name], answers)
    scores, intervals = measured(each, rates, options)
    wide = {name: ends for name, ends in intervals.items() if name.count(".") == 1}
    return Result(
        scores=scores,
        intervals=wide,
        counts={
            "messages": len(chosen),
            "templates asked for": sum(not key.optional for name in chosen for key in keys[name]),
            "templates given": sum(map(len, made.values())),
            "templates aligned": sum(len(align(keys[name], made.get(name, []))) for name in chosen),
        },
        files=tuple(sorted(file for file in folder.iterdir() if file.is_file())),
        shown=tuple(shown),
        notes=(
            "all: every slot of every template, missing and spurious templates in full; asked: the eleven "
            "slots of date, place, kind, perpetrators, confidence and victims.",
        ),
    )


def _day(text: str) -> dict[str, str]:
    """Give the day of the line that opens a dispatch ("LIMA, 4 MAR 89 (WIRE) --"), if it has one.

    Example:
        >>> _day("LIMA, 4 MAR 89 (WIRE) -- [TEXT] TWO GUARDS DIED.")
        {'published': '1989-03-04'}
    """
    found = LINE.search(text[:200])
    if found is None or found[2] not in MONTHS:
        return {}
    try:
        day = date(1900 + int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return {}
    return {"published": day.isoformat()}


def _counts(scores: Scores) -> Counts:
    counts: Counts = Counter()
    for slot, tally in scores.items():
        for what in TALLIES:
            counts[f"{slot} {what}"] = getattr(tally, what)
    return counts


def rates(counts: Counts) -> dict[str, float]:
    """Make recall, precision and F of counts: of all slots, of the eleven, and of each slot."""
    scores = {slot: Tally(*(counts[f"{slot} {what}"] for what in TALLIES)) for slot in SLOTS.values()}
    groups = {"all": total(scores), "asked": total(scores, ASKED)}
    groups |= {f"slots.{slot}": tally for slot, tally in scores.items()}
    out: dict[str, float] = {}
    for name, tally in groups.items():
        out |= {f"{name}.p": tally.precision, f"{name}.r": tally.recall, f"{name}.f1": tally.f}
    return out


def _listed(show: str | None, name: str, keys: list[Template], made: list[Template]) -> Iterator[str]:
    pairs = align(keys, made) if show else []
    if show == "missed":
        lost = [key for i, key in enumerate(keys) if not key.optional and all(i != a for a, _ in pairs)]
        yield from (f"{name}: missed {_said(key)}" for key in lost)
    elif show == "extra":
        extra = [one for j, one in enumerate(made) if all(j != b for _, b in pairs)]
        yield from (f"{name}: extra {_said(one)}" for one in extra)
    elif show == "wrong":
        yield from (f"{name}: coded {_said(keys[i])}, read {_said(made[j])}" for i, j in pairs)


def _said(template: Template) -> str:
    found: dict[str, Any] = {
        s: [f.forms[0] for f in template.fillers(s)] for s in ASKED if template.fillers(s)
    }
    return "; ".join(f"{slot}: {', '.join(forms)}" for slot, forms in found.items())
