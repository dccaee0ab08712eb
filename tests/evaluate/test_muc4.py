"""Dispatches in capitals are read, made into templates and scored, on texts and keys of our own."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tollbook.evaluate.data import readings, reports
from tollbook.evaluate.muc4 import measure
from tollbook.evaluate.muc4_fill import fill
from tollbook.evaluate.muc4_keys import Template
from tollbook.evaluate.muc4_people import Victim, distinct
from tollbook.evaluate.muc4_phrases import bare
from tollbook.evaluate.muc4_places import Places, chain
from tollbook.evaluate.muc4_words import KINDS, first, person_kind
from tollbook.evaluate.result import Options

TEXTS = """DEV-MUC3-9001 (NOSC)

   LIMA, 4 MAR 89 (WIRE) -- [TEXT] GUERRILLAS KILLED THREE PEASANTS IN
THE TOWN OF HUANTAMAYO YESTERDAY, POLICE REPORTED.


DEV-MUC3-9002 (NOSC)

   LIMA, 5 MAR 89 (WIRE) -- [TEXT] THE PRICE OF BREAD ROSE AGAIN IN THE
MARKETS OF LIMA, AND THE BAKERS ASKED THE MINISTER FOR MORE FLOUR.
"""
KEYS = """0.  MESSAGE: ID                     DEV-MUC3-9001 (NOSC)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  03 MAR 89
3.  INCIDENT: LOCATION              PERU: HUANTAMAYO (TOWN)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
8.  PERP: INCIDENT CATEGORY         TERRORIST ACT
9.  PERP: INDIVIDUAL ID             "GUERRILLAS"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "PEASANTS"
20. HUM TGT: TYPE                   CIVILIAN: "PEASANTS"
21. HUM TGT: NUMBER                 3: "PEASANTS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "PEASANTS"

0.  MESSAGE: ID                     DEV-MUC3-9002 (NOSC)
1.  MESSAGE: TEMPLATE               *
"""
AREAS = "PERU: HUANTAMAYO (TOWN) *own*\nPERU: LIMA (CITY) *own* VALIDATED\nCHILE: LIMA (FARM) *own*\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of two messages with the list of places of its task."""
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "dev-texts").write_text(TEXTS, "latin-1")
    (tmp_path / "dev" / "key-dev").write_text(KEYS, "latin-1")
    (tmp_path / "containing-areas-part1.v5").write_text(AREAS, "latin-1")
    return tmp_path


def test_an_incident_told_in_capitals_is_read_and_scored(folder: Path) -> None:
    result = measure(folder, Options(draws=0))
    assert result.counts == {
        "messages": 2,
        "templates asked for": 1,
        "templates given": 1,
        "templates aligned": 1,
    }
    for slot in ("date", "location", "type", "perpetrator", "victim", "victim_number", "victim_effect"):
        assert result.scores[f"slots.{slot}.f1"] == 1, slot
    assert result.scores["all.f1"] == 1


def test_what_is_wrong_can_be_listed_and_the_set_cut_short(folder: Path) -> None:
    result = measure(folder, Options(draws=0, limit=1, show="wrong"))
    assert result.counts["messages"] == 1
    assert "victim: PEASANTS" in result.shown[0]


def test_a_place_is_the_one_of_the_reports_country(folder: Path) -> None:
    places = Places(folder)
    assert places.find("Lima", "PERU", None) == ("PERU", "LIMA (CITY)")
    assert places.find("Lima", "CHILE", None) == ("CHILE", "LIMA (FARM)")
    assert places.find("Tambril", "PERU", None) is None
    assert places.named_in("a road from Lima to Huantamayo", "PERU") == [
        ("PERU", "LIMA (CITY)"),
        ("PERU", "HUANTAMAYO (TOWN)"),
    ]


def test_the_country_is_the_one_named_most(folder: Path) -> None:
    assert Places(folder).country("Peruvian and Chilean police met in Peru.") == "PERU"
    assert Places(None).country("Nothing was said.") is None


def test_a_place_goes_from_wide_to_narrow() -> None:
    rows = [("PERU", "ATE (DISTRICT)"), ("PERU", "JUNIN (DEPARTMENT)"), ("PERU", "LIMA (CITY)")]
    assert chain("PERU", rows) == "PERU: JUNIN (DEPARTMENT): LIMA (CITY): ATE (DISTRICT)"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("A car bomb went off near the bank.", "BOMBING"),
        ("Two engineers were kidnapped.", "KIDNAPPING"),
        ("The men set fire to a bus.", "ARSON"),
        ("A judge was shot dead.", "ATTACK"),
    ],
)
def test_the_kind_of_an_incident_follows_its_words(words: str, kind: str) -> None:
    found = first(KINDS, words)
    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("mayor of Tambril", "GOVERNMENT OFFICIAL"),
        ("former mayor of Tambril", "FORMER GOVERNMENT OFFICIAL"),
        ("retired colonel", "FORMER ACTIVE MILITARY"),
        ("union leader", "POLITICAL FIGURE"),
        ("hill peasants", "CIVILIAN"),
    ],
)
def test_the_kind_of_a_person_follows_the_description(description: str, kind: str) -> None:
    assert person_kind(description) == kind


def test_articles_and_numbers_are_no_part_of_a_description() -> None:
    assert bare("at least 12\nminers") == "miners"
    assert bare("12-year-old girl") == "12-year-old girl"
    assert bare("the two drivers") == "drivers"


def test_a_person_told_of_again_by_the_surname_is_one() -> None:
    once = Victim("SOTO", "", "CIVILIAN", "1", "DEATH")
    full = Victim("ANA SOTO", "JUDGE", "LEGAL OR JUDICIAL", "1", "DEATH")
    assert distinct([once, full]) == [full]


def _templates(tmp_path: Path, text: str, score: float | None = None) -> list[Template]:
    """Read one text and make its templates, its figures scored alike."""
    (tmp_path / "containing-areas-part1.v5").write_text(AREAS, "latin-1")
    report = {"id": "r", "text": text, "published": "1989-03-04"}
    (reading,) = readings(reports([report]), Options())
    if score is not None:
        figures = tuple(replace(f, outcome=replace(f.outcome, score=score)) for f in reading.figures)
        reading = replace(reading, figures=figures)
    return fill(reading, Places(tmp_path))


def test_a_passing_mention_without_day_place_or_number_makes_no_template(tmp_path: Path) -> None:
    vague = "Guerrillas have killed peasants in Peru, the speaker said."
    plain = "Guerrillas have killed three peasants in Peru, the speaker said."
    assert _templates(tmp_path, vague, 1.0) == []
    assert len(_templates(tmp_path, plain, 1.0)) == 1


def test_a_figure_that_the_reader_hardly_believes_gives_no_victim(tmp_path: Path) -> None:
    text = "Guerrillas killed three peasants in Huantamayo yesterday."
    assert [t.fillers("victim") != () for t in _templates(tmp_path, text, 1.0)] == [True]
    assert not any(t.fillers("victim") for t in _templates(tmp_path, text, 0.3))
