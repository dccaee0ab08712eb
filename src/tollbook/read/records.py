"""Records: JSON objects -> content. The `text` of a record is kept letter for letter.

A record has `id, outlet, published, title, text`; only `text` must be there. A `note` is a remark for
people and is passed over; other keys beyond these are tolerated and noted. Offsets of all later stages
count the characters of `text` exactly as it stands.
"""

from typing import Any

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.read.content import Content

KEYS = ("id", "outlet", "published", "title", "text")
PASSED_OVER = ("note",)
ID_LIMIT = 200
SHOWN = 8
MOST, BROKEN = 100_000, 1000
"""How many items of one list are read, and how many that are no records are named one by one."""


def records(text: str, source: str, part: int | None) -> list[Content | Issue]:
    """Read a JSON object, or an array of them; each gives content or an issue that says why not.

    `part` is the line of a JSON Lines file, for the messages.

    Example:
        >>> records('{"id": "a1", "text": " Two fell."}', "a.jsonl", 1)[0].text
        ' Two fell.'
    """
    where = source if part is None else f"{source}, line {part}"
    try:
        found = msgspec.json.decode(text)
    except RecursionError:
        return [_malformed(source, f"{where} is JSON nested too deeply", _shape())]
    except (msgspec.MsgspecError, ValueError) as error:
        return [_malformed(source, f"{where} is broken JSON: {error}", "mend the line, then read it again")]
    if isinstance(found, dict):
        return [_record(found, source, where)]
    if isinstance(found, list):
        if not found:
            message = f"{where} holds an empty list"
            return [
                Issue(kind=IssueKind.EMPTY, source=source, message=message, todo="check where it came from")
            ]
        return _many(found, source, where)
    return [_malformed(source, f"{where} holds a {_kind(found)}, not an object with a text", _shape())]


def _many(found: list[Any], source: str, where: str) -> list[Content | Issue]:
    """Read the records of a list: at most so many, and of those that are none at most so many by name."""
    out: list[Content | Issue] = []
    broken = 0
    for number, item in enumerate(found[:MOST], 1):
        made = _record(item, source, f"{where}, item {number}")
        broken += isinstance(made, Issue)
        if isinstance(made, Content) or broken <= BROKEN:
            out.append(made)
    if broken > BROKEN:
        what = f"{where}: beside those listed, {broken - BROKEN:,} items are no records"
        out.insert(0, _malformed(source, what, _shape()))
    if len(found) > MOST:
        what = f"{where} holds {len(found):,} items, of which the first {MOST:,} were read"
        todo = "write it as JSON Lines, one record a line"
        out.insert(0, Issue(kind=IssueKind.TOO_MANY, source=source, message=what, todo=todo))
    return out


def is_json(text: str) -> bool:
    """Tell whether a text is JSON with records in it (not just a text that begins with a bracket)."""
    start = text[:200].lstrip()
    if not start.startswith(("{", "[")):
        return False
    try:
        found = msgspec.json.decode(text, type=dict[str, msgspec.Raw] | list[dict[str, msgspec.Raw]])
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return False
    first = found[0] if isinstance(found, list) and found else found
    return isinstance(first, dict) and bool(set(first) & {"text", "id", "title"})


def _record(found: Any, source: str, where: str) -> Content | Issue:
    if not isinstance(found, dict):
        return _malformed(source, f"{where} holds a {_kind(found)}, not an object with a text", _shape())
    text = found.get("text")
    if not isinstance(text, str):
        seen = "no text" if "text" not in found else f"a {_kind(text)} for its text"
        return _malformed(source, f"{where} has {seen}", _shape())
    notes: list[Issue] = []
    fields = {key: _field(found, key, source, where, notes) for key in KEYS if key != "text"}
    if unknown := sorted(set(found) - {*KEYS, *PASSED_OVER}):
        names = ", ".join(name[:40] for name in unknown[:SHOWN]) + (", ..." if len(unknown) > SHOWN else "")
        message = f"{where} has keys that are not read: {names}"
        todo = f"nothing, if they do not matter; these are read: {', '.join(KEYS)}"
        notes.append(
            Issue(kind=IssueKind.NOT_UNDERSTOOD, source=source, message=message, todo=todo, seen=names)
        )
    return Content(
        text=text,
        id=fields["id"],
        outlet=fields["outlet"],
        published=fields["published"],
        title=fields["title"],
        notes=tuple(notes),
    )


def _field(found: dict[str, Any], key: str, source: str, where: str, notes: list[Issue]) -> str | None:
    """Take one field as a string that says something, or note why it was left out."""
    value = found.get(key)
    if isinstance(value, int) and not isinstance(value, bool) and key == "id":
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        notes.append(
            _malformed(source, f"{where} has a {_kind(value)} for {key!r}, which was left out", _shape())
        )
        return None
    if key == "id" and (len(value) > ID_LIMIT or not value.isprintable()):
        message = (
            f"{where} has an id that is longer than {ID_LIMIT} characters or not printable; it was left out"
        )
        notes.append(_malformed(source, message, "give each record a short id"))
        return None
    return value


def _kind(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "number",
        float: "number",
        str: "string",
        list: "list",
        dict: "object",
    }
    return kinds.get(type(value), "null")


def _shape() -> str:
    return 'write each record as {"id": "...", "published": "2031-03-04", "title": "...", "text": "..."}'


def _malformed(source: str, message: str, todo: str) -> Issue:
    return Issue(kind=IssueKind.MALFORMED, source=source, message=message[:1000], todo=todo)
