"""Places of the MUC-4 task: its own lists of places -> the form that its location slot asks for."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

LISTS = ("containing-areas-part1.v5", "set-list-location.v4")
ENTRY = re.compile(r"^([A-Z][A-Z .'-]+): ([A-Z0-9][^:(*]*?) \(([A-Z ]+)\??\)")
NINE = {
    "EL SALVADOR": r"salvador(?:ans?)?|fmln",
    "COLOMBIA": r"colombia(?:ns?)?",
    "PERU": r"peru(?:vians?)?",
    "CHILE": r"chile(?:ans?)?",
    "GUATEMALA": r"guatemala(?:ns?)?",
    "HONDURAS": r"hondura(?:s|ns?)",
    "BOLIVIA": r"bolivia(?:ns?)?",
    "ECUADOR": r"ecuador(?:ans?|eans?)?",
    "ARGENTINA": r"argentin(?:a|es?|ians?)",
    "PANAMA": r"panama(?:nians?)?",
    "NICARAGUA": r"nicaragua(?:ns?)?",
}
WITHIN = frozenset(["NEIGHBORHOOD", "UNIVERSITY", "DISTRICT", "SUBURB", "ZONE", "SECTOR"])
NAME = re.compile(r"[^\W\d_][\w'-]*")
KIND = re.compile(r"\s+(department|province|city|municipality|neighborhood|river|region)\b", re.IGNORECASE)
WITHIN_WORD = re.compile(
    r"\b(?:neighbou?rhoods?|farm|sectors?|suburbs?|areas?|districts?|colonia|in|at)\b", re.IGNORECASE
)
WIDE = frozenset(["DEPARTMENT", "PROVINCE", "REGION", "COUNTY", "STATE", "OFFICIAL REGION", "INTENDANCY"])
ORDER = (
    "CITY",
    "TOWN",
    "MUNICIPALITY",
    "DEPARTMENT",
    "PROVINCE",
    "NEIGHBORHOOD",
    "VILLAGE",
    "HAMLET",
    "FARM",
)


class Places:
    """The task's places by name: country and kind of each."""

    def __init__(self, folder: Path | None) -> None:
        """Read the list of containing areas below `folder`; without one, only countries are known."""
        self.known: dict[str, list[tuple[str, str]]] = {}
        for path in sorted(folder.rglob(LISTS[0])) if folder and folder.is_dir() else ():
            for line in path.read_text("latin-1").splitlines():
                if found := ENTRY.match(line):
                    country, name, kind = (part.strip() for part in found.groups())
                    self.known.setdefault(name, []).append((country, kind))

    def country(self, text: str) -> str | None:
        """Give the country of the task's region that a text names most, by its name or its people."""
        counts = Counter({name: len(pattern.findall(text)) for name, pattern in _patterns().items()})
        for name, number in self._named(text).items():
            counts[name] += number
        best = counts.most_common(1)
        return best[0][0] if best and best[0][1] else None

    def _named(self, text: str) -> Counter[str]:
        """Count the countries of the places in the dateline, whose name opens the text."""
        place = text[:60].split(",", 1)[0].strip().upper()
        countries = {country for country, kind in self.known.get(place, ()) if kind == "CITY"}
        return Counter(dict.fromkeys(countries, 1))

    def named_in(self, text: str, country: str | None) -> list[tuple[str, str]]:
        """Give the places of `country` that a piece of text in ordinary case names, in text order."""
        found = list(NAME.finditer(text))
        out: list[tuple[str, str]] = []
        at = 0
        while at < len(found):
            for length in range(4, 0, -1):
                run = found[at : at + length]
                joined = " ".join(each[0] for each in run)
                if (
                    len(run) < length
                    or not joined[0].isupper()
                    or " ".join(text[run[0].start() : run[-1].end()].split()) != joined
                ):
                    continue
                unit = KIND.match(text, run[-1].end())
                row = self.find(joined, country, unit[1] if unit else None)
                if row and row[0] == country and _is_place(row[1], text, run[0].start(), run[-1].end()):
                    out.append(row)
                    at += length - 1
                    break
            at += 1
        return out

    def find(self, name: str, country: str | None, unit: str | None) -> tuple[str, str] | None:
        """Give country and element of the place of this name: of the country where it has one there."""
        bare = re.sub(
            r"\s+(?:department|province|city|municipality|neighborhood)$", "", name.strip(), flags=re.I
        )
        whole = " ".join(name.upper().split())
        plain = whole if whole in self.known else " ".join(bare.upper().split())
        rows = [] if plain in NINE else self.known.get(plain, [])
        here = [row for row in rows if row[0] == country] or [row for row in rows if row[0] in NINE] or rows
        if not here:
            return None

        def rank(row: tuple[str, str]) -> tuple[bool, int]:
            return row[1] != (unit or "").upper(), ORDER.index(row[1]) if row[1] in ORDER else len(ORDER)

        chosen = min(here, key=rank)
        return chosen[0], f"{plain} ({chosen[1]})"


def _is_place(element: str, text: str, start: int, end: int) -> bool:
    """Tell whether a neighborhood's name, which may be a surname too, is told of as one."""
    if not element.endswith(("(NEIGHBORHOOD)", "(FARM)", "(SECTOR)")):
        return True
    return bool(WITHIN_WORD.search(text[max(0, start - 30) : end + 30]))


def chain(country: str, rows: list[tuple[str, str]]) -> str:
    """Give the location slot of places of one country: the first of each level, from wide to narrow.

    Example:
        >>> chain("PERU", [("PERU", "ATE (DISTRICT)"), ("PERU", "LIMA (CITY)")])
        'PERU: LIMA (CITY): ATE (DISTRICT)'
    """
    levels: dict[int, str] = {}
    for _, element in rows:
        kind = element.rsplit("(", 1)[1].rstrip(")")
        levels.setdefault(0 if kind in WIDE else 2 if kind in WITHIN else 1, element)
    return ": ".join([country, *(levels[level] for level in sorted(levels))])


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in NINE.items()}
