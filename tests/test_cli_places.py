"""The commands of places: what a name may mean, and adding to the list of places."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tollbook.cli import main


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


def told(*args: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(run("place", *args, "--format", "json").stdout)
    return found


def test_a_place_is_explained_with_score_reasons_and_area() -> None:
    done = run("place", "Saraqib")
    assert done.exit_code == 0
    assert "1. Saraqib, Idlib, Syria: populated place" in done.stdout
    assert "- exact name" in done.stdout
    assert "UCDP where_prec 1, ACLED geo_precision 1" in done.stdout
    assert "GeoNames (geonames.org), CC BY 4.0" in done.stdout


@pytest.mark.parametrize(
    ("more", "country"),
    [
        (["--near", "Misrata"], "LY"),
        (["--near", "Sidon", "--near", "Baalbek"], "LB"),
        (["--country", "LB"], "LB"),
        (["--country", "lebanon"], "LB"),
    ],
)
def test_what_stands_beside_a_name_decides(more: list[str], country: str) -> None:
    candidates = told("Tripoli", *more)["candidates"]
    assert isinstance(candidates, list)
    assert candidates[0]["country"] == country


def test_json_holds_what_other_programs_need() -> None:
    found = told("Idlib", "Province")
    assert isinstance(found["candidates"], list)
    first = found["candidates"][0]
    assert {"gazetteer", "name", "country", "latitude", "longitude", "score", "reasons"} <= set(first)
    assert (first["feature"], first["iso"]) == ("admin1", "SY-ID")
    scores = [c["score"] for c in found["candidates"]]
    assert scores == sorted(scores, reverse=True)
    assert found["attribution"]


def test_words_round_a_name_give_an_area() -> None:
    area = told("10 km south of Idlib")["area"]
    assert isinstance(area, dict)
    assert (area["shape"], area["where_prec"]) == ("direction", 2)


def test_a_name_that_is_nowhere_ends_with_1_and_keeps_the_words() -> None:
    done = run("place", "Qwyxoria")
    assert done.exit_code == 1
    assert "Qwyxoria: in no gazetteer. The words would stay, unresolved" in done.stdout


def test_a_country_that_is_none_is_misuse() -> None:
    done = run("place", "Tripoli", "--country", "Qwyxoria")
    assert done.exit_code == 2
    assert "no country is called 'Qwyxoria'" in done.stderr


def test_hostile_words_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in run("place", "Tri\x1b[31mpoli").stdout


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of layers of its own."""
    monkeypatch.setenv("TOLLBOOK_PLACES", str(tmp_path / "places"))
    return tmp_path


def test_a_layer_is_added_listed_and_removed(places: Path) -> None:
    file = places / "posts.csv"
    file.write_text("name,country,latitude,longitude,source\nQwyx Post,SY,35.9,36.7,own\nB,SY,99,0,own\n")
    added = run("gazetteer", "overlay", str(file))
    assert added.exit_code == 1
    assert "posts: 1 places, " in added.stdout
    assert "line 2: no position on the globe" in added.stderr
    assert "from posts, which cites own" in run("place", "Qwyx Post").stdout
    assert "posts (overlay): 1 places" in run("gazetteer", "list").stdout
    assert run("gazetteer", "remove", "posts").exit_code == 0
    assert run("place", "Qwyx Post").exit_code == 1


def test_a_file_that_is_no_dump_says_what_to_do(places: Path) -> None:
    file = places / "notes.txt"
    file.write_text("just words\n")
    done = run("gazetteer", "import", str(file))
    assert done.exit_code == 1
    assert "notes.txt is no table of GeoNames" in done.stderr
    assert "What to do: name a country dump" in done.stderr
    assert not (places / "places" / "notes").exists()
