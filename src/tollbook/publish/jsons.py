"""Readings as JSON and JSON Lines, and the JSON Schema that says what stands in them.

`python -m tollbook.publish.jsons FILE` writes the schema.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from tollbook.model.reading import Reading
from tollbook.publish.shown import escaped

FORMAT: Literal["tollbook-reading"] = "tollbook-reading"
VERSION: Literal["1.0"] = "1.0"
SCHEMA_ID = f"urn:tollbook:reading:{VERSION}"
_ENCODER = msgspec.json.Encoder(order="deterministic")


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Readings in one JSON document, with the name and version of the form they are in."""

    format: Literal["tollbook-reading"]
    version: Literal["1.0"]
    readings: tuple[Reading, ...]


def lines(readings: Iterable[Reading]) -> Iterator[bytes]:
    """Write readings as JSON Lines: each item is one reading on one line, line end included.

    Dates are ISO 8601 days; a slot that is absent or null was not stated. Characters that do not show, or
    that end a line for some readers, are written as escapes.
    """
    for reading in readings:
        yield escaped(_ENCODER.encode(reading)) + b"\n"


def document(readings: Iterable[Reading]) -> Iterator[bytes]:
    """Write readings as one JSON document, piece by piece, so that many need little memory.

    Example:
        >>> b"".join(document([]))
        b'{"format":"tollbook-reading","version":"1.0","readings":[\\n]}\\n'
    """
    yield f'{{"format":"{FORMAT}","version":"{VERSION}","readings":[\n'.encode()
    comma = b""
    for reading in readings:
        yield comma + escaped(_ENCODER.encode(reading))
        comma = b",\n"
    yield b"\n]}\n" if comma else b"]}\n"


def parse(data: bytes) -> tuple[Reading, ...]:
    """Read back a JSON document of readings.

    Raises:
        msgspec.ValidationError: where the document is not in this form.
    """
    return msgspec.json.decode(data, type=Document).readings


def schema() -> dict[str, Any]:
    """Generate the JSON Schema of the document from the types; a line of JSON Lines is `#/$defs/Reading`."""
    body = msgspec.json.schema(Document)
    for definition in body["$defs"].values():
        if "description" in definition:
            definition["description"] = " ".join(definition["description"].split("\n\n")[0].split())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": f"Tollbook readings, version {VERSION}",
        **body,
    }


def schema_text() -> str:
    """Give the schema as the text of the published file."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_text(), "utf-8")
