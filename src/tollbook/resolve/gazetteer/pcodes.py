"""P-codes: the codes of humanitarian maps for units, from a table that the user brings.

The tables are those that accompany the common operational data sets: columns such as ADM0_PCODE, ADM1_EN,
ADM1_PCODE, ADM2_EN, ADM2_PCODE. Units are matched by country and name, in any spelling.
"""

import csv
import io
import os
import re
from pathlib import Path

import msgspec

from tollbook.errors import GazetteerError
from tollbook.model.reference import Candidate
from tollbook.resolve.gazetteer.layers import layers_folder
from tollbook.resolve.gazetteer.names import skeleton
from tollbook.resolve.gazetteer.sources import bare

FILE = "pcodes.json"
LARGEST = 50 * 2**20  # bytes
CODE = re.compile(r"([A-Z]{2})[A-Z]?[0-9A-Z]{0,20}")
COLUMN = re.compile(r"adm(?:in)?([12])(?:_?(?:name))?(?:_?(?:en|ref))?")
CODED = re.compile(r"adm(?:in)?([012])_?pcode")


class PCodes(msgspec.Struct, frozen=True):
    """P-codes by country, then by name of the unit: first-level ones, and second-level ones in them."""

    first: dict[str, dict[str, str]] = {}
    second: dict[str, dict[str, str]] = {}
    files: dict[str, str] = {}

    def of(self, place: Candidate) -> str | None:
        """Give the P-code of the smallest unit that a place is, or lies in; None where it is not known."""
        units = [place.name if place.feature == "admin1" else place.admin1]
        units.append(place.name if place.feature == "admin2" else place.admin2)
        first = unit_key(units[0] or "")
        inside = self.second.get(place.country, {}).get(f"{first}/{unit_key(units[1])}") if units[1] else None
        return inside or self.first.get(place.country, {}).get(first)


def unit_key(name: str) -> str:
    """Give one key for the spellings of a unit's name.

    Example:
        >>> unit_key("Al-Hasakeh") == unit_key("Al Ḩasakah")
        True
        >>> unit_key("Idleb Governorate") == unit_key("Idlib")
        True
    """
    return skeleton(bare(name))


def read_table(file: Path) -> tuple[PCodes, int]:
    """Read a table (CSV with a header) into codes; tells how many rows it refused.

    Raises:
        GazetteerError: where it cannot be read, or its columns are not those of a table of P-codes.
    """
    try:
        if file.stat().st_size > LARGEST:
            raise GazetteerError(f"{file.name} has more than {LARGEST:,} bytes", "split it")
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GazetteerError(f"{file.name} cannot be read: {error}", "save it as CSV in UTF-8") from error
    heads = [str(head) for head in rows[0]] if rows else []
    named = {m[1]: head for head in reversed(heads) if (m := COLUMN.fullmatch(head.strip().lower()))}
    coded = {m[1]: head for head in heads if (m := CODED.fullmatch(head.strip().lower()))}
    if not {"1"} <= set(named) & set(coded):
        raise GazetteerError(
            f"{file.name} is no table of P-codes", "it needs the columns ADM1_EN and ADM1_PCODE at least"
        )
    first: dict[str, dict[str, str]] = {}
    second: dict[str, dict[str, str]] = {}
    refused = 0
    for row in rows:
        codes = {level: (row.get(head) or "").strip() for level, head in coded.items()}
        names = {level: (row.get(head) or "").strip() for level, head in named.items()}
        country = CODE.fullmatch(codes["1"])
        if not country or not names["1"] or not CODE.fullmatch(codes.get("2") or codes["1"]):
            refused += 1
            continue
        first.setdefault(country[1], {})[unit_key(names["1"])] = codes["1"]
        if codes.get("2") and names.get("2"):
            inside = f"{unit_key(names['1'])}/{unit_key(names['2'])}"
            second.setdefault(country[1], {})[inside] = codes["2"]
    if not first:
        raise GazetteerError(f"{file.name} has no row with a name and a P-code", "check its columns")
    return PCodes(first, second, dict.fromkeys(first, file.name)), refused


def keep(new: PCodes) -> None:
    """Keep a table's codes; those of other countries stay."""
    old = kept() or PCodes()
    both = PCodes(old.first | new.first, old.second | new.second, old.files | new.files)
    path = layers_folder() / FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        work = path.with_suffix(".new")
        work.write_bytes(msgspec.json.encode(both))
        work.replace(path)
    except OSError as error:
        raise GazetteerError(f"{path} cannot be written: {error.strerror}", "set TOLLBOOK_PLACES") from error


def kept() -> PCodes | None:
    """Give the codes that the user brought, or None."""
    path = layers_folder() / FILE
    if os.environ.get("TOLLBOOK_LAYERS") == "none" or not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=PCodes)
    except msgspec.MsgspecError as error:
        raise GazetteerError(
            f"{path} cannot be read: {error}", "remove it and bring the table again"
        ) from error
