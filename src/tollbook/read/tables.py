"""Tables: one record of a CSV table, below the head line -> content; columns as the user says, else by name.

The capture of a row holds the head line and the row; its media type carries the columns that the user chose.
"""

import re

from tollbook.errors import InputError
from tollbook.issues import Issue, IssueKind
from tollbook.model import columns
from tollbook.read.content import Content

CHOSEN = re.compile(r'columns="([^"]{0,1000})"')


def row(text: str, source: str, part: int | None, media: str) -> Content | Issue:
    """Read one row; the cells of columns that are no field of a report are left in the evidence.

    Example:
        >>> row("date;body\\n2031-03-04;Two fell.", "a.csv", 1, "text/csv").text
        'Two fell.'
    """
    where = f"{source}, row {part}"
    chosen = CHOSEN.search(media)
    try:
        wanted = columns.wanted(chosen[1]) if chosen else {}
    except InputError as error:
        return _broken(source, f"{where}: {error.what}", error.todo)
    head, _, record = text.partition("\n")
    mark = columns.delimiter(head)
    names, cells = columns.cells(head, mark), columns.cells(record, mark)
    places = columns.mapping(names, wanted)
    if missing := [column for field, column in wanted.items() if field not in places]:
        shown = ", ".join(name[:40] for name in names[:12])
        what, todo = f"{source} has no column {missing[0]!r}", f"its columns are: {shown}"
        return _unknown(source, what, todo, head)
    if "text" not in places:
        todo = "say which column is the text: --columns text=COLUMN"
        return _unknown(source, f"{source} has no column that is known for a text", todo, head)
    if len(cells) != len(names):
        what = f"{where} has {len(cells)} cells, its head line {len(names)}; it was refused"
        return _broken(source, what, "mend the row: close its quotation marks, and part its cells alike")
    found = {field: cells[at].strip() or None for field, at in places.items() if field != "text"}
    body = cells[places["text"]]
    if not body.strip():
        return _broken(source, f"{where} has no text", "nothing, where the row tells of no report")
    return Content(
        text=body,
        id=found.get("id"),
        title=found.get("title"),
        published=found.get("published"),
        outlet=found.get("outlet"),
    )


def _unknown(source: str, message: str, todo: str, head: str) -> Issue:
    """Say what is the same for every row of a table; `seen`, its head line, lets it be said once."""
    return Issue(
        kind=IssueKind.NOT_UNDERSTOOD, source=source, message=message[:1000], todo=todo, seen=head[:200]
    )


def _broken(source: str, message: str, todo: str) -> Issue:
    return Issue(kind=IssueKind.MALFORMED, source=source, message=message[:1000], todo=todo)
