"""Tables: one record of a CSV table, below the head line -> content; columns as the user says, else by name.

The capture of a row holds the head line and the row; its media type carries the columns that the user chose.
"""

import re

from tollbook.errors import InputError
from tollbook.issues import Issue, IssueKind
from tollbook.model import columns
from tollbook.read import printed
from tollbook.read.content import Content

NAME = re.compile(r"[^\W\d_][^\d]{1,59}")
"""A cell that may name an outlet: it begins with a letter, is short, and has no digit."""
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
        what, todo = f"{source} has no column {missing[0]!r}", f"its columns are: {_shown(names)}"
        return _unknown(source, what, todo, head)
    if "text" not in places:
        what = f"{source} has no column that is known for a text; its columns are: {_shown(names)}"
        longest = max(zip(map(len, cells), names, strict=False), default=(0, "COLUMN"))[1].strip()
        todo = f"say which column is the text, perhaps: --columns {_option(text=longest)}"
        return _unknown(source, what, todo, head)
    if len(cells) != len(names):
        what = f"{where} has {len(cells)} cells, its head line {len(names)}; it was refused"
        return _broken(source, what, "mend the row: close its quotation marks, and part its cells alike")
    found = {field: cells[at].strip() or None for field, at in places.items() if field != "text"}
    at, body = places["text"], cells[places["text"]]
    others = [other for other in columns.texts(names) if other != at and "text" not in wanted]
    longer = next((other for other in others if len(cells[other].strip()) > len(body.strip())), None)
    if not body.strip():
        what, todo = f"{where} has no text", "nothing, where the row tells of no report"
        if longer is not None:
            what += f" in its column {names[at].strip()!r}"
            todo += f"; {_perhaps(names[longer])}"
        return _broken(source, what, todo)
    notes = _unread(source, head, names, cells, places)
    if longer is not None:
        notes = (*notes, _doubtful(source, names[at].strip(), names[longer].strip()))
    return Content(
        text=body,
        id=found.get("id"),
        title=found.get("title"),
        published=found.get("published"),
        outlet=found.get("outlet"),
        notes=notes,
    )


def _unread(
    source: str, head: str, names: list[str], cells: list[str], places: dict[str, int]
) -> tuple[Issue, ...]:
    """Name the columns that are not read, and say how to have day and outlet from them where these lack."""
    left = {name.strip(): cells[at].strip() for at, name in enumerate(names) if at not in places.values()}
    left.pop("", None)
    if not left:
        return ()
    guess: dict[str, str] = {}
    days = [name for name, cell in left.items() if cell and printed.whole(cell[:100])]
    words = [name for name, cell in left.items() if name not in days and NAME.fullmatch(cell)]
    if days and "published" not in places:
        guess["published"] = days[0]
    if words and "outlet" not in places:
        guess["outlet"] = words[0]
    todo = "nothing, if they do not matter"
    if guess:
        lacking = " and ".join("day" if field == "published" else field for field in guess)
        todo += f"; for the {lacking}, perhaps: --columns {_option(**guess)}"
    message = f"{source} has columns that are not read: {_shown(list(left))}"
    return (_unknown(source, message, todo, head),)


def _doubtful(source: str, taken: str, other: str) -> Issue:
    what = f"{source}: its column {taken[:60]!r} was taken as the text, though {other[:60]!r} holds more"
    todo = f"nothing, where that is right; {_perhaps(other)}"
    return _unknown(source, f"{what} in some row", todo, f"{taken} / {other}")


def _perhaps(name: str) -> str:
    return f"where {name.strip()[:60]!r} is the text: --columns {_option(text=name.strip())}"


def _option(**fields: str) -> str:
    """Write a choice of columns as it is typed; a name that cannot be written so becomes COLUMN."""
    named = {field: "COLUMN" if set(name) & set('",;=') else name for field, name in fields.items()}
    option = ",".join(f"{field}={name[:60]}" for field, name in named.items())
    return f'"{option}"' if re.search(r"[^\w,=.-]", option) else option


def _shown(names: list[str]) -> str:
    return ", ".join(name[:40] for name in names[:12]) + (", ..." if len(names) > 12 else "")


def _unknown(source: str, message: str, todo: str, head: str) -> Issue:
    """Say what is the same for every row of a table; `seen`, its head line, lets it be said once."""
    return Issue(
        kind=IssueKind.NOT_UNDERSTOOD, source=source, message=message[:1000], todo=todo, seen=head[:200]
    )


def _broken(source: str, message: str, todo: str) -> Issue:
    return Issue(kind=IssueKind.MALFORMED, source=source, message=message[:1000], todo=todo)
