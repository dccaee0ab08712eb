"""What a user adds to the gazetteer: GeoNames dumps, lists of one's own, P-codes."""

import copy
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.errors import GazetteerError
from tollbook.resolve.gazetteer import Gazetteer, open_gazetteer, sources
from tollbook.resolve.gazetteer.dumps import DumpPlace, LeftOut, Refused, name_of, place_of
from tollbook.resolve.gazetteer.importing import BATCH, import_dumps
from tollbook.resolve.gazetteer.layers import layers_folder, remove_layer
from tollbook.resolve.gazetteer.overlay import overlay
from tollbook.resolve.gazetteer.pcodes import keep, kept, read_table

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


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
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


def test_a_village_of_a_dump_is_found_with_its_units(home: Path) -> None:
    import_dumps([table(home, VILLAGE, SECOND)])
    found = open_gazetteer().find("Tel Hadur")
    assert [c.gazetteer for c in found] == ["geonames:11"]
    assert (found[0].admin1, found[0].admin2, found[0].iso) == ("Deir ez-Zor", "Abu Saren", "SY-DY")


def test_a_village_of_a_dump_is_found_in_other_spellings_and_scripts(home: Path) -> None:
    import_dumps([table(home, row(11, "Tel Maskanun"))])
    gazetteer = open_gazetteer()
    assert gazetteer.similar("Tall Maskanoun")
    assert [c.gazetteer for c in gazetteer.find("Tall al-Maskanoon")] == ["geonames:11"]
    assert [c.gazetteer for c in gazetteer.find("تل مسكنون")] == ["geonames:11"]


def test_a_place_that_both_lists_hold_stands_once_with_what_both_know(home: Path) -> None:
    import_dumps([table(home, row(1, "Deir ez-Zor", lat="35.34", people="0"))])
    towns = [c for c in open_gazetteer().find("Deir ez-Zor") if c.feature == "populated_place"]
    assert [(c.gazetteer, c.latitude, c.population) for c in towns] == [("geonames:1", 35.34, 240_000)]


def test_the_province_of_the_compiled_list_keeps_its_reach(home: Path) -> None:
    import_dumps([table(home, row(2, "Deir ez-Zor", kind="A.ADM1"))])
    (province,) = (c for c in open_gazetteer().find("Deir ez-Zor") if c.feature == "admin1")
    assert province.radius_km == 90


def test_a_zip_is_read_like_the_table_inside(home: Path) -> None:
    packed = home / "SY.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("readme.txt", "about")
        made.writestr("SY.txt", VILLAGE)
    assert import_dumps([packed]).about.places == 1
    assert open_gazetteer().known("tel hadur")


def test_a_zip_of_several_tables_is_not_guessed_at(home: Path) -> None:
    packed = home / "two.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("SY.txt", VILLAGE)
        made.writestr("IQ.txt", VILLAGE)
    with pytest.raises(GazetteerError, match="holds 2 tables"):
        import_dumps([packed])


def test_a_name_in_another_language_says_which(home: Path) -> None:
    names = table(home, "5\t11\tru\tТель-Хадур\t\t\t\t\n", "6\t99\ten\tElsewhere\t\t\t\t\n", name="names.txt")
    done = import_dumps([names, table(home, VILLAGE)], name="syria")
    assert done.about.left_out == {"names of places that are not in the table": 1}
    (found,) = open_gazetteer().find("Тель-Хадур")
    assert "its name in ru" in found.reasons


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("12\tTel Hadur\n", "2 columns, not 19"),
        (row(12, "Tel Hadur", lat="91"), "no position on the globe"),
        (row(12, "Tel Hadur", lon="nan"), "no position on the globe"),
        (row(12, "Tel Hadur", country="Syria"), "no country code"),
        (row(12, " "), "no name, or one far too long"),
        (row(12, "Tel Hadur", people="many"), "the population is no number"),
        (row(12, "Tel Hadur", kind="X.PPL"), "unknown feature class"),
        (row(12, "Tel\x1b[31mHadur"), "control characters"),
        (VILLAGE, "the same id twice"),
        ("x" * 70_000 + "\n", "empty or far too long"),
    ],
)
def test_a_line_that_breaks_the_rules_is_refused_counted_and_named(home: Path, line: str, why: str) -> None:
    done = import_dumps([table(home, VILLAGE, line, row(13, "Kafr Soma"))])
    assert done.about.refused == {why: 1}
    assert done.examples == (f"SY.txt, line 2: {why}",)
    assert (done.about.lines, done.about.places) == (3, 2)


def test_a_class_that_is_not_asked_for_is_left_out_and_counted(home: Path) -> None:
    file = table(home, VILLAGE, row(14, "Soma School", kind="S.SCH"), row(15, "Old Unit", kind="A.ADM3H"))
    done = import_dumps([file], classes="PA")
    assert (done.about.left_out, done.about.places) == ({"feature class S": 1, "former units": 1}, 1)


def test_a_school_is_found_but_makes_no_word_a_place(home: Path) -> None:
    import_dumps([table(home, row(14, "Central", kind="S.SCH"))])
    gazetteer = open_gazetteer()
    assert not gazetteer.known("Central")
    assert [c.feature for c in gazetteer.find("Central")] == ["site"]


def stop_at(lines: int) -> Callable[[str, float], None]:
    told = 0

    def tell(what: str, _share: float) -> None:
        nonlocal told
        told += BATCH if what.startswith("importing") else 0
        if told >= lines:
            raise KeyboardInterrupt

    return tell


def test_an_import_that_was_stopped_goes_on_where_it_was_and_ends_the_same(home: Path) -> None:
    lines = [row(n, f"Kafr {n % 97}", people=str(n)) for n in range(1, 2 * BATCH + 100)]
    file = table(home, *lines, "broken\n", name="many.txt")
    with pytest.raises(KeyboardInterrupt):
        import_dumps([file], tell=stop_at(BATCH))
    assert not (layers_folder() / "many").exists()
    first: list[float] = []
    resumed = import_dumps([file], tell=lambda what, share: first.append(share))
    assert first[0] > 0.6  # the first half was not read again
    assert resumed.about.refused == {"1 columns, not 19": 1}
    remove_layer("many")
    whole = import_dumps([file])
    assert whole.about == resumed.about


def test_other_options_begin_anew(home: Path) -> None:
    file = table(home, *[row(n, f"Kafr {n}") for n in range(1, BATCH + 10)], row(0, "Hill", kind="T.HLL"))
    with pytest.raises(KeyboardInterrupt):
        import_dumps([file], tell=stop_at(BATCH))
    assert import_dumps([file], classes="P").about.left_out == {"feature class T": 1}


def test_a_layer_can_be_replaced_and_removed(home: Path) -> None:
    import_dumps([table(home, VILLAGE)])
    before = open_gazetteer().version
    import_dumps([table(home, row(11, "Tel Bariz"))])
    gazetteer = open_gazetteer()
    assert (gazetteer.known("Tel Hadur"), gazetteer.known("Tel Bariz")) == (False, True)
    assert gazetteer.version != before
    remove_layer("sy")
    assert not open_gazetteer().known("Tel Bariz")
    with pytest.raises(GazetteerError, match="there is no layer sy"):
        remove_layer("sy")


def test_layers_can_be_left_aside(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_dumps([table(home, VILLAGE)])
    monkeypatch.setenv("TOLLBOOK_LAYERS", "none")
    assert not open_gazetteer().known("Tel Hadur")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,country\nTel Hadur,SY\n", "is no table of GeoNames"),
        ("", "is no table of GeoNames"),
        (row(1, "X", lat="91"), "has no place to import"),
        ("5\t11\tru\tТель\t\t\t\t\n", "only names were given"),
    ],
)
def test_a_file_that_is_no_dump_is_refused_whole_with_the_reason(home: Path, text: str, said: str) -> None:
    with pytest.raises(GazetteerError, match=said):
        import_dumps([table(home, text)])


@pytest.mark.parametrize("name", ["../up", "A B", "", ".hidden", "x" * 41])
def test_a_layers_name_is_no_path(name: str) -> None:
    with pytest.raises(GazetteerError, match="cannot name a layer"):
        remove_layer(name)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.lists(st.text(max_size=8), max_size=20).map("\t".join)))
def test_any_line_is_a_place_or_refused_with_a_reason(line: bytes | str) -> None:
    raw = line if isinstance(line, bytes) else line.encode("utf-8", "replace")
    for read in (place_of(raw, frozenset("P")), name_of(raw)):
        assert not isinstance(read, Refused | LeftOut) or read.why


def test_every_sound_line_of_a_class_that_is_known_is_a_place() -> None:
    kinds = {"A.ADM1", "A.ADM4", "H.SEA", "H.STM", "L.RGN", "P.PPLX", "R.RD", "S.AIRP", "T.MT", "V.FRST"}
    read = [place_of(row(1, "X", kind=kind).strip("\n").encode(), frozenset("AHLPRSTV")) for kind in kinds]
    assert all(isinstance(place, DumpPlace) for place in read)


OWN = "id,name,names,country,latitude,longitude,source\n"


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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["Aleppo", "Hama", "Kyiv", "حلب", "Харьков", "Police", "Tripoli"]))
def test_looking_up_twice_gives_the_same(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.find(name) == gazetteer.find(name)
