"""The commands toll and policies over a small book: what they print, what they refuse."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tollbook import tolling
from tollbook.book import Book, queries
from tollbook.book import incidents as linked
from tollbook.cli import main
from tollbook.model.incident import Incident
from tollbook.model.when import DatePrecision, When
from tollbook.reconcile import Region

NOTE = "By Tollbook, as an illustration; the outlet is invented\n\n"
FIRST = (
    NOTE + "PORT HALDEN, Ilmaria, 9 April 2031 (Saltmarket News) - Shells hit the market of Port Halden on "
    "Wednesday. Fourteen people were killed and 23 wounded, the harbour hospital said.\n"
)
SECOND = (
    NOTE + "PORT HALDEN, Ilmaria, 10 April 2031 (Lanner Post) - The shelling of the market of Port Halden on "
    "Wednesday killed 19 people, rescue workers said on Thursday.\n"
)
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a book of two dispatches, read by the rules, with one incident linked by hand."""
    base = tmp_path_factory.mktemp("toll")
    (base / "first.txt").write_text(FIRST)
    (base / "second.txt").write_text(SECOND)
    for arguments in (
        ["init", str(base / "book")],
        [
            "add",
            str(base / "first.txt"),
            str(base / "second.txt"),
            "--rules-only",
            "--book",
            str(base / "book"),
        ],
    ):
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == 0, done.output
    day = When(start=date(2031, 4, 9), end=date(2031, 4, 9), precision=DatePrecision.DAY, reading="test")
    with Book(base / "book") as book:
        with book.reading() as connection:
            claims = tuple(account.claim.id for account in linked.accounts(connection))
        made = Incident(id="incident-market", claims=claims, place="Port Halden", country="IL", when=day)
        linked.keep_links(book, linked.Changes(incidents=(made,)), "test")
    return base / "book"


@pytest.fixture
def run(folder: Path) -> Run:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--book", str(folder)])

    return call


def test_an_incident_is_told_with_what_counts_and_by_which_rule(run: Run) -> None:
    done = run("toll", "incident-market", "--outcome", "killed")
    assert done.exit_code == 0, done.output
    assert "killed, all: 14 / - / 19 (low / best / high, range)" in done.output
    assert "sets low; “Fourteen people”" in done.output
    assert "grade fair" in done.output


def test_every_policy_can_be_shown_beside_the_others(run: Run) -> None:
    done = run("toll", "incident-market", "--all-policies", "--outcome", "killed")
    lines = done.output.splitlines()
    at = next(number for number, line in enumerate(lines) if " | range" in line)
    names = [cell.strip() for cell in lines[at].split(" | ")[1:]]
    assert names == ["range", "conservative", "best", "majority", "source_order"]
    row = [cell.strip() for cell in lines[at + 1].split(" | ")]
    assert row[:3] == ["killed, all", "14 / - / 19", "14 / 14 / 19"]
    assert "killed, all: 14 / - / 19 (low / best / high, range)" in lines


def test_json_holds_tolls_grade_summary_and_history(run: Run) -> None:
    done = run("toll", "incident-market", "--format", "json", "--history")
    told = json.loads(done.output)
    assert {"incident", "tolls", "grade", "summary", "history"} == set(told)
    assert told["history"][0]["published"] == "2031-04-09"


def test_what_was_published_later_can_be_left_out(run: Run) -> None:
    done = run("toll", "incident-market", "--outcome", "killed", "--published-by", "2031-04-09")
    assert "14 / - / 14" in done.output


def test_an_area_and_period_are_added_up_and_what_cannot_be_is_named(run: Run) -> None:
    inside = run("toll", "--area", "il", "--from", "2031-04-01", "--to", "2031-04-30", "--outcome", "killed")
    assert inside.exit_code == 0, inside.output
    assert "killed, all: 14 / - / 19 (range)" in inside.output
    assert (
        "1 incident added up: event not known, Port Halden, 9 April 2031 (incident-market)" in inside.output
    )
    nowhere = run("toll", "--area", "60,10,5", "--outcome", "killed")
    assert "not added: its place is not known well enough: " in nowhere.output
    assert "(incident-market)" in nowhere.output


def test_an_area_by_several_rules_begins_with_all_of_them_side_by_side(run: Run) -> None:
    done = run("toll", "--area", "il", "--policy", "range", "--policy", "best", "--outcome", "killed")
    lines = done.output.splitlines()
    assert [cell.strip() for cell in lines[1].split("|")] == ["", "range", "best"]
    assert [cell.strip() for cell in lines[2].split("|")][:2] == ["killed, all", "14 / - / 19"]


def test_an_incident_that_came_later_is_not_in_the_book_as_it_stood(run: Run) -> None:
    done = run("toll", "incident-market", "--as-of", "2001-01-01")
    assert done.exit_code == 2
    assert "is in the book as it stood at 2001-01-01" in done.output


def test_the_policy_that_people_chose_for_an_incident_is_the_default(run: Run) -> None:
    said = ("--person", "Ana", "--reason", "two lists")
    done = run("choose", "incident-market", "conservative", *said)
    assert done.output.strip() == "incident-market goes by conservative"
    assert "(low / best / high, conservative)" in run("toll", "incident-market").output
    assert "(policy = conservative), Ana: two lists" in run("decisions").output
    # A second choice takes the place of the first; taking back takes both back.
    run("choose", "incident-market", "best", *said)
    assert "(low / best / high, best)" in run("toll", "incident-market").output
    done = run("choose", "incident-market", "--withdraw", "--person", "Ana", "--reason", "one list now")
    assert done.output.strip() == "incident-market goes by the default again"
    assert "(low / best / high, range)" in run("toll", "incident-market").output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["incident-market", "guess"], "there is no policy 'guess'"),
        (["incident-lost", "best"], "no incident 'incident-lost' is in the book"),
        (["incident-market"], "give a POLICY, or --withdraw"),
        (["incident-market", "best", "--withdraw"], "give a POLICY, or --withdraw"),
        (["incident-market", "--withdraw"], "no policy is chosen for 'incident-market'"),
    ],
)
def test_a_choice_that_cannot_be_made_says_why(run: Run, arguments: list[str], told: str) -> None:
    done = run("choose", *arguments, "--person", "Ana", "--reason", "two lists")
    assert done.exit_code == 2
    assert told in " ".join(done.output.replace("│", " ").split())


def test_a_policy_of_the_book_is_known_and_its_example_is_run(run: Run, folder: Path) -> None:
    own = "kind: policy\nentries:\n  - id: own\n    words: [Our rule]\n    source: us\n    date: 2031-03-04\n"
    path = folder / "policies.yaml"
    try:
        path.write_text(own + '    sets: {method: range, shows: "monitor 3; police 5 = 3 / - / 5"}\n')
        assert "own: Our rule" in run("policies").output
        assert "14 / - / 19" in run("toll", "incident-market", "--policy", "own").output
        path.write_text(own + '    sets: {method: range, shows: "monitor 3; police 5 = 4 / - / 5"}\n')
        done = run("policies")
        assert (done.exit_code, "shows '4 / - / 5', but makes '3 / - / 5'" in done.output) == (2, True)
    finally:
        path.unlink()


def test_the_policies_are_listed_and_one_is_explained(run: Run) -> None:
    assert "range: Lowest and highest independent figure" in run("policies").output
    told = run("policies", "conservative").output
    assert "ACLED" in told
    assert "dozens=12" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give an INCIDENT, or --area"),
        (["incident-market", "--area", "all"], "give an INCIDENT, or --area"),
        (["incident-market", "--from", "2031-04-01"], "--from and --to go with --area"),
        (["--area", "all", "--from", "2031-05-01", "--to", "2031-04-01"], "--to lies before --from"),
        (["--area", "95,0,10"], "degrees within 90 and 180"),
        (["incident-market", "--outcome", "sad"], "choose of killed"),
        (["incident-market", "--policy", "guess"], "there is no policy 'guess'"),
        (["incident-lost"], "no incident 'incident-lost' is in the book"),
    ],
)
def test_a_misuse_says_what_to_do(run: Run, arguments: list[Any], told: str) -> None:
    done = run("toll", *arguments)
    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize(("country", "loaded"), [("IL", True), ("NV", False)])
def test_a_toll_of_an_area_loads_the_claims_of_its_incidents_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, country: str, *, loaded: bool
) -> None:
    asked: list[str] = []
    real = linked.accounts

    def noting(connection: Any, as_of: Any = None, *, claims: Any = None) -> Any:
        assert claims is not None, "all the claims of the book were loaded"
        asked.extend(claims)
        return real(connection, as_of, claims=claims)

    monkeypatch.setattr(linked, "accounts", noting)
    monkeypatch.setattr(queries, "decisions", lambda *_, **__: [])
    with Book(folder) as book:
        chosen = tolling.chosen(["range"], tolling.known_policies())
        (toll, _) = tolling.area(book, Region("the area", country=country), None, None, chosen)
    assert bool(asked) is loaded
    assert (toll.range.low, toll.range.high) == ((14, 19) if loaded else (None, None))
