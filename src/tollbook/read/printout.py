"""The furniture of a page that a browser printed: day and hour, title, address and page number at its edges.

They tell when somebody printed the page, and are no day, place or words of the report.
"""

import re

EDGE = 4
"""Lines at the top and at the bottom of a page in which a browser's own lines stand."""
STAMP = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:[ \u202f\u00a0]?[AaPp]\.?[Mm]\.?)?(?P<title>[ \t].{0,299})?"
)
ADDRESS = r"(?:https?|file)://\S{1,2000}|about:\S{1,40}"
FOOT = re.compile(rf"(?:{ADDRESS})[ \t]*(?P<page>\d{{1,4}}/\d{{1,4}})?")
NUMBER = re.compile(r"\d{1,4}/\d{1,4}")


def unprinted(page: str, title: str | None = None) -> str:
    r"""Take a browser's own lines off a page of a PDF; a page without both of its stamps stays as it is.

    `title` is the one that the PDF bears: it stands beside the day or on a line of its own.

    Example:
        >>> unprinted("1/3/26, 12:26 AM Toll rises\nSix died.\nhttps://example.org/toll 1/2", "Toll rises")
        'Six died.'
        >>> unprinted("1/3/26, 12:26 AM\nSix died.")
        '1/3/26, 12:26 AM\nSix died.'
    """
    lines = page.strip().split("\n")
    edges = {n for n, _ in enumerate(lines) if n < EDGE or n >= len(lines) - EDGE}
    stamps = {n for n in edges if _is_stamp(lines[n], title)}
    feet = {n for n in edges if FOOT.fullmatch(lines[n].strip())}
    numbers = {n for n in edges if NUMBER.fullmatch(lines[n].strip())}
    paged = numbers or any((m := FOOT.fullmatch(lines[n].strip())) and m["page"] for n in feet)
    if not (stamps and feet and paged):
        return page
    beside = {n + step for n in stamps for step in (1, -1)} & edges
    named = {n for n in beside if title and _same(lines[n], title)}
    gone = stamps | feet | numbers | named
    return "\n".join(line for n, line in enumerate(lines) if n not in gone)


def _is_stamp(line: str, title: str | None) -> bool:
    """Tell whether a line is the day and hour of a print, alone or with the title of the PDF."""
    found = STAMP.fullmatch(line.strip())
    return found is not None and (not found["title"] or (title is not None and _same(found["title"], title)))


def _same(line: str, title: str) -> bool:
    """Tell whether a line is the title, whatever the spaces, or its beginning where it was cut short."""
    said, whole = " ".join(line.split()), " ".join(title.split())
    return said == whole or (len(said) > 8 and said.endswith("…") and whole.startswith(said[:-1].rstrip()))
