"""The gazetteer is built whole or not at all, and finds a place under its many spellings."""

import copy
from pathlib import Path

import pytest

from tollbook.errors import GazetteerError
from tollbook.model.names import fold
from tollbook.resolve.gazetteer import Gazetteer, cache_folder, open_gazetteer, sources
from tollbook.resolve.gazetteer.names import skeleton

ROWS = [
    sources.Row(
        gazetteer="geonames:1",
        name="Dayr az Zawr",
        names=("Deir ez-Zor", "دير الزور"),
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
    ),
]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache folder of its own, and two rows instead of all."""
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr(sources, "rows", lambda: copy.deepcopy(ROWS))
    return tmp_path


def test_the_first_use_builds_and_the_second_opens(few: Path) -> None:
    said: list[tuple[str, float]] = []
    first = open_gazetteer(lambda what, share: said.append((what, share)))
    assert said[-1] == ("the gazetteer is ready", 1.0)
    assert [share for _, share in said] == sorted(share for _, share in said)
    told = len(said)
    second = open_gazetteer(lambda what, share: said.append((what, share)))
    assert len(said) == told
    assert first.version == second.version
    assert second.find("دير الزور")[0].gazetteer == "geonames:1"
    assert second.find("Deir Ezzor")[0].admin1 == "Deir ez-Zor"


def test_an_interrupted_build_leaves_nothing(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(what: str, _share: float) -> None:
        if what == "writing the names":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_gazetteer(stop)
    assert list(few.iterdir()) == []
    assert open_gazetteer().known("deir ez zor")


def test_of_two_builds_at_once_the_first_one_done_stands(few: Path) -> None:
    raced: list[Gazetteer] = []

    def race(what: str, _share: float) -> None:
        if what == "writing the names" and not raced:
            raced.append(open_gazetteer())

    late = open_gazetteer(race)
    assert late.find("Deir ez-Zor") == raced[0].find("Deir ez-Zor")
    assert len(list(few.iterdir())) == 1


def test_a_cache_that_cannot_be_written_says_what_to_do(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = few / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("TOLLBOOK_CACHE", str(blocked))
    with pytest.raises(GazetteerError, match="set TOLLBOOK_CACHE to a folder that you may write to"):
        open_gazetteer()


def test_a_broken_gazetteer_is_named(few: Path) -> None:
    folder = few / "gazetteer-x"
    folder.mkdir()
    (folder / "names.marisa").write_bytes(b"junk")
    with pytest.raises(GazetteerError, match="gazetteer-x"):
        Gazetteer(folder)


def test_the_cache_is_the_named_folder_or_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("TOLLBOOK_CACHE")
    assert "tollbook" in str(cache_folder())


@pytest.mark.parametrize(
    "spellings",
    [
        ["Idleb", "Idlib"],
        ["Hasakeh", "Hasaka", "Al-Hasakah", "Al-Ḩasakah"],
        ["Deir Ezzor", "Deir al-Zor", "Dayr az Zawr", "Deir ez-Zour"],
        ["Saraqeb", "Saraqib"],
        ["Douma", "Duma", "Dūmā"],
        ["Kyiv", "Kiev"],
        ["Hodeidah", "al-Hudaydah"],
        ["El Fasher", "Al-Fashir"],
        ["Maaret al-Numan", "Ma'arrat an Nu'mān"],
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: list[str]) -> None:
    assert len({skeleton(s) for s in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Hama", "Homs"), ("Hama", "Hamas"), ("Idlib", "Irbil"), ("Goma", "Gamba")]
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_a_spelling_scores_below_the_name_itself(gazetteer: Gazetteer) -> None:
    exact, spelled = gazetteer.find("Saraqib")[0], gazetteer.find("Saraaqeeb")[0]
    assert exact.gazetteer == spelled.gazetteer
    assert exact.score > spelled.score
    assert "romanised spelling" in spelled.reasons


def test_the_gazetteer_names_the_sources_that_ask_for_it(gazetteer: Gazetteer) -> None:
    assert any("GeoNames" in line and "CC BY 4.0" in line for line in gazetteer.attribution)
    assert any("iso-codes" in line for line in gazetteer.attribution)


def test_folding_leaves_no_mark_that_spelling_varies(gazetteer: Gazetteer) -> None:
    assert gazetteer.known("AL-BAB")
    assert gazetteer.known("al bab")
    assert fold("Al-Bāb") == fold("al bab")
