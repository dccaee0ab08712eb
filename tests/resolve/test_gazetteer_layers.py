"""GeoNames dumps that a user adds to the gazetteer: read whole or refused, as layers that can be removed."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from added_places import SECOND, VILLAGE, compiled_in, row, table
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.errors import GazetteerError
from tollbook.resolve.gazetteer import Gazetteer, open_gazetteer
from tollbook.resolve.gazetteer.dumps import DumpPlace, LeftOut, Refused, name_of, place_of
from tollbook.resolve.gazetteer.importing import BATCH, import_dumps
from tollbook.resolve.gazetteer.layers import layers_folder, remove_layer


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    return compiled_in(tmp_path, monkeypatch)


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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(["Aleppo", "Hama", "Kyiv", "حلب", "Харьков", "Police", "Tripoli"]))
def test_looking_up_twice_gives_the_same(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.find(name) == gazetteer.find(name)
