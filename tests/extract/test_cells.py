"""The numbers of a table are figures: the head says of what harm, the row where or on whose word."""

from pathlib import Path

import pytest

from flow_texts import report
from tollbook import Reader, reports
from tollbook.extract.grid import grids
from tollbook.model.figure import Figure
from tollbook.model.report import Report
from tollbook.model.tabled import CELL

TALLY = (
    "Tally of the Orontes Watch for air strikes between 23 and 29 November, it said on Saturday:\n\n"
    "| Governorate | Killed | Wounded | Houses destroyed |\n|---|---|---|---|\n"
    "| Idlib | 12 | 30 | 41 |\n| Hama | 3 | 0 | 17 |\n| Total | 15 | 30 | 58 |\n\nThe count goes on."
)


def said(figure: Figure) -> tuple[str, str, int | None, str | None]:
    return (
        figure.quote.exact,
        figure.outcome.value.value,
        figure.count.value.low,
        figure.place.words if figure.place else None,
    )


WANTED = [
    ("12", "killed", 12, "Idlib"),
    ("30", "injured", 30, "Idlib"),
    ("3", "killed", 3, "Hama"),
    ("0", "injured", 0, "Hama"),
    ("15", "killed", 15, None),
    ("30", "injured", 30, None),
]


@pytest.mark.parametrize("rules_only", [True, False])
def test_each_number_has_the_harm_of_its_head_and_the_place_of_its_row(rules_only: bool) -> None:
    read = Reader(rules_only=rules_only).read(report(TALLY))
    assert [said(figure) for figure in read.figures] == WANTED


def test_rows_that_add_up_are_parts_of_the_total() -> None:
    figures = Reader().read(report(TALLY)).figures
    wholes = {f.id: f.quote.exact for f in figures}
    assert [wholes[f.part_of] if f.part_of else None for f in figures] == ["15", "30", "15", "30", None, None]


@pytest.mark.parametrize("parts", ["\t", "  ", " | "])
def test_tabs_gaps_and_bars_part_cells(parts: str) -> None:
    lines = [("Town", "Killed", "Wounded"), ("Idlib", "12", "30"), ("Hama", "3", "none")]
    text = "The week in the north-west, as the watch has it:\n\n" + "\n".join(map(parts.join, lines))
    read = Reader(rules_only=True).read(report(text))
    assert [said(f)[1:] for f in read.figures] == [
        ("killed", 12, "Idlib"),
        ("injured", 30, "Idlib"),
        ("killed", 3, "Hama"),
        ("injured", 0, "Hama"),
    ]


def test_a_column_for_sources_names_who_gives_the_numbers_of_its_rows() -> None:
    text = "The toll:\n\n| Source | Dead |\n| Harm Ledger | 40 to 100 |\n| interior ministry | none given |"
    (figure,) = Reader().read(report(text)).figures
    assert [who.words for who in figure.claimants] == ["Harm Ledger"]
    assert (figure.count.value.low, figure.count.value.high) == (40, 100)


def test_the_people_of_a_head_or_a_row_are_those_counted() -> None:
    head = "| Month | Civilians killed | Soldiers killed |"
    text = f"The watch has it so:\n\n{head}\n| October | 98 | 41 |\n| May | 12 | 9 |"
    figures = Reader().read(report(text)).figures
    assert [f.status.value.value for f in figures] == ["civilian", "combatant"] * 2
    text = "The month:\n\n| Group | Killed |\n| Children | 98 |\n| Women | 12 |"
    figures = Reader().read(report(text)).figures
    assert [f.traits[0].value.value for f in figures] == ["child", "woman"]


def test_heads_may_be_shortened_and_the_labels_have_no_head() -> None:
    lines = (
        ["", "civ. killed", "civ. inj.", "mil. killed"],
        ["Idlib", "11", "30", "4"],
        ["Hama", "2", "8", "0"],
    )
    text = "The week in the north-west:\n\n" + "\n".join("   ".join(line) for line in lines)
    figures = Reader(rules_only=True).read(report(text)).figures
    assert [said(f)[1:3] for f in figures] == [
        ("killed", 11),
        ("injured", 30),
        ("killed", 4),
        ("killed", 2),
        ("injured", 8),
        ("killed", 0),
    ]
    assert [f.status.value.value for f in figures[:3]] == ["civilian", "civilian", "combatant"]


def test_numbers_of_other_tables_count_nobody() -> None:
    text = "Prices at the port:\n\n| Good | Price | Stock |\n| Bread | 12 | 400 |\n| Oil | 30 | 12 |"
    assert not Reader().read(report(text)).figures


LED = "The watch gave these numbers for the week when it met the press on Friday:\n\n"


@pytest.mark.parametrize(
    "lines",
    [
        "Team | P | W | D | L\nLeeds | 12 | 9 | 2 | 1\nHull | 12 | 3 | 2 | 7",
        "Season | K | W | Avg\n2022 | 31 | 14 | 20\n2023 | 28 | 9 | 18",
        "Party | Seats held | Seats lost\nUnity | 45 | 3\nFront | 12 | 9",
        "Shares | Held | Price\nACME | 1200 | 34\nBETA | 900 | 12",
        "Unit | Held | Lost\nFront | 12 villages | 3 villages\nArmy | 20 | 9",
        "Type | Destroyed | Captured | Damaged\nTank | 12 | 3 | 2\nDrone | 40 | 9 | 1",
        "Flight | Seats | Missing bags\nKQ 12 | 120 | 3\nKQ 14 | 98 | 1",
        "Month | Flights | Injured birds | Dead birds\nMay | 120 | 3 | 9\nJune | 130 | 4 | 12",
        "Court | Cases | Executed warrants\nNorth | 12 | 3\nSouth | 40 | 9",
        "Species | Dead | Tagged\nWhale | 12 | 3\nSeal | 40 | 9",
        "Item | Missing | Damaged\nChairs | 3 | 12\nDesks | 1 | 4",
        "Year | Wars | Killed (thousands)\n2021 | 30 | 120\n2022 | 33 | 240",
        "Year | Wars | Civilians killed per month\n2021 | 30 | 120\n2022 | 33 | 240",
        "Kind | Missing\nTrucks | 12\nCattle | 3",
    ],
)
def test_a_table_of_games_seats_shares_or_beasts_counts_nobody(lines: str) -> None:
    figures = Reader(rules_only=True).read(report(LED + lines)).figures
    assert not [f.quote.exact for f in figures if f.count.provenance.rule == CELL]


@pytest.mark.parametrize(
    "lines",
    [
        "Party | Seats held | Seats lost\nUnity | 45 | 3\nFront | 12 | 9",
        "Species | Dead | Tagged\nWhale | 12 | 3\nSeal | 40 | 9",
        "Animal | Found dead | Injured\nDolphins | 12 | 3\nTurtles | 40 | 9",
        "Year | Wars | Killed (thousands)\n2021 | 30 | 120\n2022 | 33 | 240",
    ],
)
def test_nor_does_the_learned_reader_count_things_of_a_table(lines: str) -> None:
    assert not Reader().read(report(lines)).figures


def test_other_columns_of_such_a_table_count_nobody_and_the_text_is_read() -> None:
    lines = "| Team | Played | Lost |\n|---|---|---|\n| Leeds | 12 | 3 |\n| Hull | 12 | 5 |"
    text = f"{lines}\n\nTwo fans were injured in a brawl after the match, police said."
    assert [f.quote.exact for f in Reader().read(report(text)).figures] == ["Two fans"]


def test_heads_ages_and_members_beside_a_column_of_people_count_nobody() -> None:
    lines = "Age group | Male deaths | Female deaths\n0-17 | 12 | 9\n18-60 | 45 | 20"
    assert [f.quote.exact for f in Reader().read(report(lines)).figures] == ["12", "9", "45", "20"]
    lines = (
        "Trade union | Members | Strikers arrested | Days lost\nMiners | 1200 | 12 | 9\nDockers | 300 | 4 | 3"
    )
    assert [f.quote.exact for f in Reader().read(report(lines)).figures] == ["12", "4"]
    lines = "Date | Event | Killed\n1 Nov | Market bomb in Homs | 12\n9 Nov | None | 0"
    assert [f.quote.exact for f in Reader().read(report(lines)).figures] == ["12", "0"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Prison | Capacity | Held\nKaroi Central | 1,200 | 2,400", [("detained", 2400)]),
        ("Ship | Crew | Lost\nSea Queen | 33 | 21", [("killed", 21)]),
        ("Trade union | Members | Strikers arrested | Days lost\nMiners | 1200 | 12 | 9", [("detained", 12)]),
        ("Side | Killed | Captured | Tanks lost\nArmy | 30 | 12 | 4", [("killed", 30), ("detained", 12)]),
        ("Region | K | W | Missing\nHoms | 3 | 4 | 1", [("killed", 3), ("injured", 4), ("missing", 1)]),
        ("Town | Killed (confirmed) | Journalists injured\nHoms | 3 | 4", [("killed", 3), ("injured", 4)]),
        ("Age group | Male deaths | Female deaths\n0-17 | 12 | 9", [("killed", 12), ("killed", 9)]),
    ],
)
def test_a_head_that_may_mean_things_counts_people_beside_one_that_names_them(
    lines: str, wanted: list[tuple[str, int]]
) -> None:
    figures = Reader(rules_only=True).read(report(LED + lines)).figures
    tabled = [f for f in figures if f.count.provenance.rule == CELL]
    assert [(f.outcome.value.value, f.count.value.low) for f in tabled] == wanted


@pytest.mark.parametrize("rules_only", [True, False])
def test_people_beside_the_number_of_a_cell_are_part_of_it_and_at_its_place(rules_only: bool) -> None:
    lines = "Place | Killed\nHoms | 12\nHama | 9 (3 children)\nIdlib | 4\nTotal | 25"
    figures = Reader(rules_only=rules_only).read(report(LED + lines)).figures
    quotes = {f.id: f.quote.exact for f in figures}
    read = [(f.quote.exact, f.place and f.place.words, quotes.get(f.part_of or "")) for f in figures]
    assert read == [
        ("12", "Homs", "25"),
        ("9", "Hama", "25"),
        ("3 children", "Hama", "9"),
        ("4", "Idlib", "25"),
        ("25", None, None),
    ]


def test_people_beside_a_number_are_not_those_of_another_column() -> None:
    lines = "Place | Killed | Wounded\nHama | 9 (3 children) | 4"
    figures = Reader(rules_only=True).read(report(LED + lines)).figures
    assert [f.status.value.value for f in figures] == ["unknown", "civilian", "unknown"]


def test_a_table_of_a_page_is_read(tmp_path: Path) -> None:
    lines = [("Governorate", "Killed"), ("Idlib", "12"), ("Hama", "3")]
    rows = "".join(f"<tr><td>{place}</td><td>{number}</td></tr>" for place, number in lines)
    first = "The Orontes Watch counted these people killed in air strikes in the north-west this week."
    last = "The count goes on, the watch said, and may rise as more bodies are found under the rubble."
    body = f"<h1>Tally</h1><p>{first}</p><table>{rows}</table><p>{last}</p>"
    page = tmp_path / "tally.html"
    page.write_text(f"<html><body><article>{body}</article></body></html>")
    (read,) = [Reader().read(r) for r in reports([str(page)]) if isinstance(r, Report)]
    placed = [
        (f.count.value.low, f.place.words) for f in read.figures if f.place and f.quote.exact.isdecimal()
    ]
    assert placed == [(12, "Idlib"), (3, "Hama")]


@pytest.mark.parametrize(
    "text",
    [
        "Two men died | said the watch\nin the town.",
        "Two  men died\nin  the town.",
        "HOME | NEWS | SPORT\nShare 212 | Tweet 88",
        "",
    ],
)
def test_lines_without_as_many_cells_are_no_table(text: str) -> None:
    assert grids(text) == []
