"""What the tests of added places share: a compiled list of two places, and lines of GeoNames to add to it."""

import copy
from pathlib import Path

import pytest

from tollbook.resolve.gazetteer import sources

BASE = [
    sources.Row(
        gazetteer="geonames:1",
        name="Dayr az Zawr",
        names=("Deir ez-Zor",),
        country="SY",
        feature="populated_place",
        latitude=35.3,
        longitude=40.1,
        admin1="SY.07",
        population=240_000,
    ),
    sources.Row(
        gazetteer="geonames:2",
        name="Deir ez-Zor",
        names=(),
        country="SY",
        feature="admin1",
        latitude=35.0,
        longitude=40.5,
        admin1="SY.07",
        code="SY.07",
        iso="SY-DY",
        radius_km=90,
    ),
]


def compiled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for all that is compiled, with a list of two places."""
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TOLLBOOK_PLACES", str(tmp_path / "places"))
    monkeypatch.delenv("TOLLBOOK_LAYERS", raising=False)
    monkeypatch.setattr(sources, "rows", lambda: copy.deepcopy(BASE))
    return tmp_path


def row(ident: int, name: str, **more: str) -> str:
    """Write a line of the table of places."""
    told = {"others": "", "lat": "35.5", "lon": "40.3", "kind": "P.PPL", "country": "SY", "admin1": "07"}
    told |= {"admin2": "", "people": "0", "changed": "2026-02-03"} | more
    letter, code = told["kind"].split(".")
    cells = [str(ident), name, name, told["others"], told["lat"], told["lon"], letter, code, told["country"]]
    cells += ["", told["admin1"], told["admin2"], "", "", told["people"], "", "", "", told["changed"]]
    return "\t".join(cells) + "\n"


def table(home: Path, *lines: str, name: str = "SY.txt") -> Path:
    path = home / name
    path.write_text("".join(lines), "utf-8")
    return path


VILLAGE = row(11, "Tel Hadur", people="900", admin2="0701")
SECOND = row(12, "Abu Saren", kind="A.ADM2", admin2="0701")
