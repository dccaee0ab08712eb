"""Places of one's own and P-codes beside the gazetteer: added with their source, or refused with a reason."""

from pathlib import Path

import pytest
from added_places import SECOND, VILLAGE, compiled_in, row, table
from click.testing import CliRunner

from tollbook.cli import main
from tollbook.errors import GazetteerError
from tollbook.resolve.gazetteer import open_gazetteer
from tollbook.resolve.gazetteer.importing import import_dumps
from tollbook.resolve.gazetteer.overlay import overlay, read_row
from tollbook.resolve.gazetteer.pcodes import keep, kept, read_table

OWN = "id,name,names,country,latitude,longitude,source\n"


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return compiled_in(tmp_path, monkeypatch)


def test_a_place_of_ones_own_is_found_and_cites_its_source(home: Path) -> None:
    overlay(
        table(
            home, OWN, "pump,Qasr Pump,محطة قصر|Pump Four,SY,35.1,40.2,survey of May 2026\n", name="own.csv"
        )
    )
    gazetteer = open_gazetteer()
    (found,) = gazetteer.find("Pump Four")
    assert found.gazetteer == "own:pump"
    assert "from own, which cites survey of May 2026" in found.reasons
    assert any("own.csv" in line for line in gazetteer.attribution)


def test_an_overlay_moves_a_place_that_has_an_id(home: Path) -> None:
    overlay(table(home, OWN, "geonames:1,Dayr az Zawr,,SY,35.33,40.14,map of 2025\n", name="own.csv"))
    (town,) = (c for c in open_gazetteer().find("Dayr az Zawr") if c.gazetteer == "geonames:1")
    assert (town.latitude, town.longitude) == (35.33, 40.14)


def test_an_overlay_may_be_yaml(home: Path) -> None:
    text = "{name: Lake Post, names: [Post L], country: NO, latitude: 60.1, longitude: 10.2, source: own}"
    overlay(table(home, f"places:\n- {text}\n", name="posts.yaml"))
    assert [c.country for c in open_gazetteer().find("Post L")] == ["NO"]


@pytest.mark.parametrize("text", ["places: 7", "just words", "places:\n- a\n- b", "- [x, y]", "{"])
def test_yaml_that_is_no_list_of_places_is_refused(home: Path, text: str) -> None:
    with pytest.raises(GazetteerError):
        overlay(table(home, text, name="own.yaml"))


def test_yaml_that_would_unfold_without_end_is_refused(home: Path) -> None:
    deep = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60))]
    row = "places:\n- {name: *a59, country: SY, latitude: 1, longitude: 2, source: own}"
    with pytest.raises(GazetteerError, match="no name"):
        overlay(table(home, "\n".join([*deep, row]), name="own.yaml"))


def test_rows_without_source_or_sense_are_refused_and_the_others_added(home: Path) -> None:
    rows = ["a,Tel A,,SY,35.1,40.2,own\n", "b,Tel B,,SY,35.1,40.2,\n", "c,Tel C,,SY,135.1,40.2,own\n"]
    done = overlay(table(home, OWN, *rows, name="own.csv"))
    assert done.about.refused == {"no source": 1, "no position on the globe": 1}
    assert done.examples == ("line 2: no source", "line 3: no position on the globe")
    assert done.about.places == 1


def test_p_codes_stand_beside_the_units_that_a_table_names(home: Path) -> None:
    import_dumps([table(home, VILLAGE, SECOND, row(16, "Kafr Soma"))])
    head = "ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE\n"
    lines = "SY,Deir-ez-Zor,SY09,Abu Sarin,SY0902\nSY,,SY10,,\n"
    codes, refused = read_table(table(home, head, lines, name="codes.csv"))
    keep(codes)
    gazetteer = open_gazetteer()
    assert refused == 1
    assert [c.pcode for c in gazetteer.find("Tel Hadur")] == ["SY0902"]
    assert [c.pcode for c in gazetteer.find("Kafr Soma")] == ["SY09"]
    assert {c.pcode for c in gazetteer.find("Deir ez-Zor")} == {"SY09"}


def test_a_second_table_of_p_codes_leaves_other_countries_alone(home: Path) -> None:
    for code in ("SY", "IQ"):
        keep(read_table(table(home, f"ADM1_EN,ADM1_PCODE\nNorth,{code}01\n", name=f"{code}.csv"))[0])
    codes = kept()
    assert codes
    assert sorted(codes.first) == ["IQ", "SY"]


def test_a_table_without_p_codes_says_what_it_needs(home: Path) -> None:
    with pytest.raises(GazetteerError, match="needs the columns ADM1_EN and ADM1_PCODE"):
        read_table(table(home, "a,b\n1,2\n", name="x.csv"))


def test_a_town_city_or_village_is_a_populated_place_and_another_word_is_told_which_there_are() -> None:
    row = {"name": "Kadra", "country": "SY", "latitude": "36.1", "longitude": "37.2", "source": "own survey"}
    for feature in ("town", "City", "village", ""):
        read = read_row(row | {"feature": feature})
        assert not isinstance(read, str)
        assert read.feature == "populated_place"
    refused = read_row(row | {"feature": "district"})
    assert refused == (
        "unknown feature district; give country, region, sea, populated_place, admin1, admin2, admin3, site, "
        "terrain, water, road, or town, city or village"
    )


def test_the_command_says_how_many_refused_lines_it_does_not_name(home: Path) -> None:
    lines = [f"p{n},Place {n},,SY,north,37.2,own survey\n" for n in range(7)]
    sound = "ok,Kadra,,SY,36.1,37.2,own survey\n"
    file = table(home, OWN, sound, *lines, name="own.csv")
    said = CliRunner().invoke(main, ["gazetteer", "overlay", str(file)])
    assert said.exit_code == 1
    assert said.output.count("no position on the globe") == 6  # once with its count, and five lines
    assert "    and 2 more lines" in said.output
