"""The commands for actors: whom a name means, and how one is added."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.cli import main
from tollbook.errors import InputError
from tollbook.model import own_knowledge


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own."""
    monkeypatch.setenv("TOLLBOOK_CACHE", str(tmp_path))
    monkeypatch.delenv("TOLLBOOK_LAYERS", raising=False)
    return tmp_path / "actors" / "own.yaml"


def asked(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["actor", *arguments])
    assert done.exit_code == code, done.output
    return done.output


def test_a_name_is_explained_on_a_day() -> None:
    text = asked("al-Nusra", "--on", "2018-03-01")
    assert "al-Nusra Front (al-nusra-front)" in text
    assert "not in use on 2018-03-01: see hayat-tahrir-al-sham" in text


def test_programs_get_codes_and_ties_with_their_time() -> None:
    answer = json.loads(asked("YPG", "--format", "json", "--on", "2014-01-01"))
    (found,) = answer["found"]
    assert (found["id"], found["inter"], found["sector"]) == ("ypg", 2, "REB")
    tie = next(tie for tie in found["ties"] if tie["id"] == "syrian-democratic-forces")
    assert (tie["relation"], tie["start"], tie["on_day"]) == ("part of", "2015-10-10", False)


def test_a_tie_is_seen_from_both_sides() -> None:
    answer = json.loads(asked("Hamas", "--format", "json"))
    assert ("has as a part", "al-qassam-brigades") in [
        (t["relation"], t["id"]) for t in answer["found"][0]["ties"]
    ]


@pytest.mark.parametrize(("day", "code"), [("2000-01-01", 1), ("2010-01-01", 2), ("2023-01-01", 1)])
def test_a_group_that_governs_has_the_code_of_state_forces(day: str, code: int) -> None:
    answer = json.loads(asked("Taliban", "--format", "json", "--on", day))
    assert answer["found"][0]["inter"] == code


def test_a_phrase_is_explained_by_whom_it_is_read_as() -> None:
    answer = json.loads(asked("the", "Syrian", "army", "--format", "json"))
    assert [found["id"] for found in answer["found"]] == ["sy-forces"]


def test_nobody_is_said_with_what_to_do() -> None:
    text = asked("Brotherhood of Zzyzx", code=1)
    assert "nobody in the registry bears the name 'Brotherhood of Zzyzx'" in text
    assert "tollbook actors add" in text


def add(*arguments: str) -> str:
    done = CliRunner().invoke(main, ["actors", "add", *arguments], standalone_mode=False)
    if done.exception is not None and isinstance(done.exception.__context__, InputError):
        raise done.exception.__context__
    assert done.exit_code == 0, done.output
    return done.output


GOOD = ("Red Meadow Brigade", "--type", "rebel_group", "--country", "sy", "--source", "own notes")


def test_an_added_actor_stands_in_a_file_of_ones_own(own: Path) -> None:
    told = add(*GOOD, "--alias", "RMB", "--from", "2013", "--part-of", "free-syrian-army@2013..2015")
    assert f"red-meadow-brigade added to {own}" in told
    assert own_knowledge.files() == [("actors/own/own.yaml", own)]
    text = own.read_text("utf-8")
    assert '["Red Meadow Brigade", "RMB"]' in text
    assert 'part_of: "free-syrian-army@2013..2015"' in text


def test_a_second_actor_is_written_behind_the_first(own: Path) -> None:
    add(*GOOD)
    add("Blue Meadow Brigade", "--type", "militia", "--country", "SY", "--source", "own notes")
    assert own.read_text("utf-8").count("- id:") == 2


def test_a_check_writes_nothing(own: Path) -> None:
    assert "red-meadow-brigade holds" in add(*GOOD, "--check")
    assert not own.exists()


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("Hamas", "--type", "militia", "--country", "PS"), "the id 'hamas' is there already"),
        (
            ("Daesh Two", "--alias", "Daesh", "--type", "militia", "--country", "SY"),
            "bears the name 'Daesh' already",
        ),
        (("Red Meadow", "--type", "gang"), "type is 'gang', not one of"),
        (("Red Meadow", "--type", "militia", "--country", "Syria"), "'SYRIA' is no two-letter country code"),
        (("Red Meadow", "--type", "militia", "--from", "2016", "--until", "2013"), "2016 comes after 2013"),
        (("Red Meadow", "--type", "militia", "--part-of", "nobody"), "part_of 'nobody' is no actor"),
        (("Red Meadow", "--type", "militia", "--part-of", "hamas@2014"), "part_of has the period '2014'"),
        (("meadow", "--type", "militia"), "would be found everywhere"),
        (("Red [Meadow]", "--type", "militia"), "holds brackets"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    own: Path, arguments: tuple[str, ...], fault: str
) -> None:
    with pytest.raises(InputError) as raised:
        add(*arguments, "--source", "own notes")
    assert fault in str(raised.value)
    assert not own.exists()


def test_a_file_that_holds_no_actors_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notes.yaml"
    file.write_text("kind: harm\nentries: []\n", "utf-8")
    with pytest.raises(InputError):
        add(*GOOD, "--file", str(file))
    assert file.read_text("utf-8") == "kind: harm\nentries: []\n"


def test_actors_are_listed_by_country_type_and_day() -> None:
    done = CliRunner().invoke(
        main, ["actors", "list", "--country", "sy", "--type", "rebel_group", "--on", "2014-01-01"]
    )
    assert done.exit_code == 0
    assert "al-nusra-front" in done.output
    assert "hayat-tahrir-al-sham" not in done.output
