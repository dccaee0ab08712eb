"""Columns of tables are known by their names, or the message gives the option that makes them known."""

from pathlib import Path

import pytest
from short_readings import read_path

import tollbook
from tollbook.issues import Issue
from tollbook.model.report import Report

TEXT = "Two people were hurt in Marrun on Monday, guards said."


def table(folder: Path, head: str, *rows: str) -> tuple[list[Report], list[Issue]]:
    path = folder / "table.csv"
    path.write_text("\n".join((head, *rows)) + "\n")
    return read_path(path)


@pytest.mark.parametrize(
    "head",
    [
        "Ref,Body,Day,Paper",
        "Reference,Narrative,Published on,Agency",
        "uid,Message,Report date,Source name",
        "id,text,date,outlet",
        "Ref no,Details,Posted at,Publication",
        "id,Summary,Date,Outlet",
        "id,Event description,Date,Outlet",
        "id,What happened,Date,Outlet",
    ],
)
def test_a_table_is_read_whole_by_the_names_that_people_give_its_columns(tmp_path: Path, head: str) -> None:
    (report,), issues = table(tmp_path, head, f'a1,"{TEXT}",2031-03-04,Marrun Courier')
    assert (report.id, report.text) == ("a1", TEXT)
    assert report.date is not None
    assert report.date.isoformat() == "2031-03-04"
    assert report.outlet is not None
    assert report.outlet.value == "Marrun Courier"
    assert issues == []


def test_columns_that_are_not_read_are_named_once_with_the_option_that_reads_them(tmp_path: Path) -> None:
    row = f'7,"{TEXT}",4 March 2031,Marrun Courier'
    reports, issues = table(tmp_path, "Nr,text,Dag,Krant", row, row.replace("Two", "Nine"))
    assert len(reports) == 2
    told = [issue for issue in issues if "has columns" in issue.message]
    assert [issue.message for issue in told] == [
        f"{tmp_path / 'table.csv'} has columns that are not read: Nr, Dag, Krant"
    ]
    assert told[0].todo == (
        "nothing, if they do not matter; for the day and outlet, perhaps: "
        "--columns published=Dag,outlet=Krant"
    )


def test_a_summary_goes_before_notes_as_the_text(tmp_path: Path) -> None:
    (report,), issues = table(tmp_path, "id,Notes,Summary", f'a1,first day,"{TEXT}"')
    assert report.text == TEXT
    assert [issue.message for issue in issues if "taken as the text" in issue.message] == []


def test_a_column_that_may_be_the_text_too_and_holds_more_is_told_of_once(tmp_path: Path) -> None:
    rows = [f'a{n},Two hurt,"{TEXT}"' for n in range(3)]
    reports, issues = table(tmp_path, "id,Summary,Notes", *rows, f'a4,"{TEXT}",first day')
    assert [report.text for report in reports] == ["Two hurt"] * 3 + [TEXT]
    (told,) = (issue for issue in issues if "taken as the text" in issue.message)
    assert told.message.endswith(
        ": its column 'Summary' was taken as the text, though 'Notes' holds more in some row"
    )
    assert told.todo == "nothing, where that is right; where 'Notes' is the text: --columns text=Notes"
    found = tollbook.reports([str(tmp_path / "table.csv")], columns="text=Notes")
    assert [x.text for x in found if isinstance(x, Report)] == [TEXT] * 3 + ["first day"]


def test_a_row_without_the_text_names_the_column_that_holds_one(tmp_path: Path) -> None:
    reports, issues = table(tmp_path, "id,Summary,Notes", f'a1,,"{TEXT}"', "a2,,")
    assert reports == []
    broken = [issue for issue in issues if "has no text" in issue.message]
    assert [issue.message.partition(", row ")[2] for issue in broken] == [
        "1 has no text in its column 'Summary'",
        "2 has no text",
    ]
    assert broken[0].todo == (
        "nothing, where the row tells of no report; where 'Notes' is the text: --columns text=Notes"
    )


def test_the_option_that_a_message_gives_reads_the_table(tmp_path: Path) -> None:
    table(tmp_path, "Nr,text,Dag van uitgave,Krant", f'7,"{TEXT}",4 March 2031,Marrun Courier')
    found = tollbook.reports([str(tmp_path / "table.csv")], columns="published=Dag van uitgave,outlet=Krant")
    report = next(x for x in found if isinstance(x, Report))
    assert report.date is not None
    assert (report.date.isoformat(), report.outlet and report.outlet.value) == (
        "2031-03-04",
        "Marrun Courier",
    )


def test_where_day_and_outlet_are_known_no_option_is_proposed(tmp_path: Path) -> None:
    _, issues = table(tmp_path, "text,date,outlet,mood", f'"{TEXT}",2031-03-04,Marrun Courier,calm')
    assert [(issue.message.partition(" has ")[2], issue.todo) for issue in issues] == [
        ("columns that are not read: mood", "nothing, if they do not matter")
    ]


def test_a_table_without_a_known_text_gets_the_option_for_its_longest_column(tmp_path: Path) -> None:
    reports, issues = table(tmp_path, "Nr,Wat er stond,Dag", f'7,"{TEXT}",4 March 2031')
    assert reports == []
    (issue,) = issues
    assert "has no column that is known for a text; its columns are: Nr, Wat er stond, Dag" in issue.message
    assert issue.todo == 'say which column is the text, perhaps: --columns "text=Wat er stond"'


def test_a_name_with_a_comma_is_not_proposed_as_it_would_be_taken_apart(tmp_path: Path) -> None:
    _, issues = table(tmp_path, 'Nr,"Wat, dan"', f'7,"{TEXT}"')
    assert [issue.todo for issue in issues] == [
        "say which column is the text, perhaps: --columns text=COLUMN"
    ]
