"""Columns: which column of a table is a report's text, title, date, outlet and id.

A table is known by its head line alone where that names a column for the text, or by what the user says:
"text=body,published=date".
"""

import csv
import io

from tollbook.errors import InputError

FIELDS = ("id", "outlet", "published", "title", "text")
NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "article_text", "full_text", "body_text", "story", "report"),
        *("narrative", "event_narrative", "incident_narrative", "event_description", "incident_description"),
        *("description_of_event", "description_of_incident", "description", "dispatch", "message"),
        *("event_details", "incident_details", "details", "event_summary", "incident_summary", "summary"),
        *("what_happened", "account", "notes", "event_notes", "incident_notes", "remarks", "comments"),
    ),
    "title": ("title", "headline", "heading", "subject"),
    "published": (
        *("published", "date", "publication_date", "published_at", "pubdate", "publish_date"),
        *("published_on", "date_published", "published_date", "report_date", "posted", "posted_at", "day"),
    ),
    "outlet": (
        *("outlet", "publisher", "source", "newspaper", "site", "paper", "publication", "agency", "media"),
        *("source_name", "channel"),
    ),
    "id": (
        *(
            "id",
            "report_id",
            "article_id",
            "guid",
            "event_id_cnty",
            "ref",
            "reference",
            "ref_no",
            "record_id",
        ),
        *("record_id", "uid"),
    ),
}
"""The names of columns for each field, the likeliest first; source: own observation of tables of reports."""
DELIMITERS = ",;\t|"
HEAD_LIMIT = 20_000


def wanted(text: str) -> dict[str, str]:
    """Read a mapping as a user writes it: field=column, parted by commas.

    Raises:
        InputError: where a field is none of id, outlet, published, title, text, or no column is named.

    Example:
        >>> wanted("text=body, published=Date of report")
        {'text': 'body', 'published': 'Date of report'}
    """
    found: dict[str, str] = {}
    for piece in text.split(","):
        field, sign, column = (part.strip() for part in piece.partition("="))
        if field not in FIELDS or not sign or not column or '"' in column or ";" in column:
            todo = "write it as text=COLUMN,published=COLUMN; the fields are " + ", ".join(FIELDS)
            raise InputError(f"{piece[:60]!r} is no column of a table", todo)
        found[field] = column
    return found


def delimiter(head: str) -> str:
    """Give what parts the cells of a head line: the one of comma, semicolon, tab and bar seen most.

    Example:
        >>> delimiter("id;text;date")
        ';'
    """
    return max(DELIMITERS, key=head.count)


def cells(line: str, mark: str) -> list[str]:
    """Take one record of a table apart; empty where it cannot be.

    Example:
        >>> cells('a1,"Two fell, guards said."', ",")
        ['a1', 'Two fell, guards said.']
    """
    csv.field_size_limit(1 << 30)
    try:
        return next(csv.reader(io.StringIO(line, newline=""), delimiter=mark), [])
    except csv.Error:
        return []


def mapping(head: list[str], chosen: dict[str, str]) -> dict[str, int]:
    """Give the number of the column for each field that has one; what the user chose goes before names.

    Example:
        >>> mapping(["Date", "Body", "lang"], {})
        {'text': 1, 'published': 0}
        >>> mapping(["Date", "Body", "lang"], {"text": "lang"})
        {'text': 2, 'published': 0}
    """
    plain = _plain(head)
    found: dict[str, int] = {}
    for field, names in NAMES.items():
        own = (chosen[field].casefold().replace(" ", "_"),) if field in chosen else names
        at = next((plain.index(name) for name in own if name in plain), None)
        if at is not None:
            found[field] = at
    return found


def texts(head: list[str]) -> list[int]:
    """Give the numbers of the columns whose name is one for the text, the likeliest first.

    Example:
        >>> texts(["Notes", "Event date", "Summary"])
        [2, 0]
    """
    plain = _plain(head)
    return [plain.index(name) for name in NAMES["text"] if name in plain]


def _plain(head: list[str]) -> list[str]:
    return [name.strip().casefold().replace(" ", "_") for name in head]


def is_head(line: str) -> bool:
    """Tell whether a line is the head of a table: two columns or more, one of which is for the text.

    Example:
        >>> is_head("id,date,text"), is_head("Guards said, on Monday, in a text")
        (True, False)
    """
    head = cells(line[:HEAD_LIMIT].strip("\ufeff\r\n"), delimiter(line))
    known = mapping(head, {})
    return "text" in known and len(known) >= 2
