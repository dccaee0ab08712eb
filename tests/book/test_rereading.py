"""Reading again: former readings stay, what changed is told figure by figure, decisions keep their words."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from example_book import add, evidence, quick
from test_adding import FERRY

import tollbook
from book_fixtures import NewBook
from tollbook.book import Book, queries
from tollbook.book.compare import figure_changes, text_changes
from tollbook.book.history import history
from tollbook.book.verify import whole
from tollbook.cli import main
from tollbook.model.figure import Count
from tollbook.model.reading import Reading, Versions
from tollbook.model.report import Report
from tollbook.rereading import Rereading, stale, values

NEWER = Versions(extractor="tollbook 9", knowledge="ffff", parser="none", gazetteer="none")
MILL = "ORLAN, 5 March 2031 (Orlan Courier) - 3 guards were hurt at the mill. 9 people were killed there."


def newer(report: Report) -> Reading:
    """Read as `quick` does, but every count one higher, and injuries not at all."""
    reading = quick(report)
    figures = tuple(
        msgspec.structs.replace(
            figure,
            count=msgspec.structs.replace(
                figure.count, value=Count(low=(figure.count.value.low or 0) + 1, high=None)
            ),
        )
        for figure in reading.figures
        if figure.outcome.value.value == "killed"
    )
    return msgspec.structs.replace(reading, figures=figures, versions=NEWER)


class Reader:
    """Reads as another version would."""

    def __init__(self, progress: Any = None, *, rules_only: bool = False) -> None: ...

    def read(self, report: Report) -> Reading:
        return newer(report)

    def versions(self) -> Versions:
        return NEWER


def again(book: Book, *names: str, dry: bool = False) -> Rereading:
    return Rereading(book, names or stale(book, NEWER), lambda: newer, dry=dry, jobs=1)


@pytest.fixture
def filled(book: Book, tmp_path: Path) -> Book:
    for name, words in (("ferry", FERRY), ("mill", MILL)):
        (tmp_path / f"{name}.txt").write_text(words)
    lines = [{"id": "a1", "text": FERRY.replace("12", "20")}, {"id": "a1", "text": FERRY.replace("12", "30")}]
    (tmp_path / "news.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    add(book, tmp_path / "ferry.txt", tmp_path / "mill.txt", tmp_path / "news.jsonl")
    return book


def test_every_report_is_read_again_once_and_its_former_reading_stays(filled: Book) -> None:
    done = list(again(filled).done())
    assert len(done) == 4
    assert all(each.kept for each in done)
    assert stale(filled, NEWER) == []
    with filled.reading() as connection:
        counts = queries.counts(connection)
        assert (counts["readings"], counts["reports"], counts["captures"]) == (8, 4, 4)
        lows = [f.count.value.low for each in done for f in queries.reading(connection, each.report).figures]
        assert sorted(low or 0 for low in lows) == [10, 13, 21, 31]
        whole(connection, evidence(filled))


def test_a_stopped_run_goes_on_with_what_is_left(filled: Book) -> None:
    first = next(again(filled).done())
    assert first.report not in stale(filled, NEWER)
    assert len(list(again(filled).done())) == 3


def test_a_dry_run_tells_the_changes_and_adds_nothing(filled: Book) -> None:
    done = {each.report.split("-")[0]: each for each in again(filled, dry=True).done()}
    told = [(change.kind, change.words, change.before, change.after) for change in done["mill"].changes]
    assert told[0] == ("changed", "9 people were killed", {"count": "9"}, {"count": "10.."})
    assert told[1][:2] == ("gone", "3 guards were hurt")
    assert len(stale(filled, NEWER)) == 4


def test_evidence_that_is_gone_leaves_the_reading_as_it_was(filled: Book) -> None:
    store = evidence(filled)
    store.path(next(name for name in store.names() if store.get(name) == MILL.encode())).unlink()
    run = again(filled)
    assert len(list(run.done())) == 3
    assert len(run.failed) == 1
    assert [name.split("-")[0] for name in stale(filled, NEWER)] == ["mill"]


def test_a_changed_number_is_one_figure_and_a_new_sentence_another(tmp_path: Path, new_book: NewBook) -> None:
    book = new_book(tmp_path / "book")
    path = tmp_path / "mill.txt"
    later = MILL.replace("9 people", "11 people") + " 2 villagers were hurt."
    for words in (MILL, later.replace("3 guards were hurt at the mill. ", "")):
        path.write_text(words)
        _, kept = add(book, path)
    with book.reading() as connection:
        first, second = history(connection, kept[0].report, values)
        assert [step.version for step in (first, second)] == [1, 2]
        assert history(connection, kept[0].report, values, queries.moment(first.recorded)) == [first]
    told = [(change.kind, change.was, change.words) for change in second.changes]
    assert told == [
        ("changed", "9 people were killed", "11 people were killed"),
        ("new", None, "2 villagers were hurt"),
        ("gone", None, "3 guards were hurt"),
    ]
    assert any(piece.before and "9 people" in piece.before for piece in second.text)


def test_what_is_the_same_is_no_change() -> None:
    assert text_changes(MILL, MILL) == []
    report = Report(id="r", capture="ab" * 32, source="mill.txt", text=MILL)
    assert figure_changes(quick(report), quick(report), values) == []


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(tollbook, "Reader", Reader)
    with Book.init(tmp_path / "book", collector="Sareb desk") as book:
        (tmp_path / "mill.txt").write_text(MILL)
        _, kept = add(book, tmp_path / "mill.txt")
    report = kept[0].report

    def call(command: str, *more: str) -> Result:
        given = [word.replace("REPORT", report) for word in more]
        return CliRunner().invoke(main, [command, "--book", str(tmp_path / "book"), *given])

    return call


def test_decisions_are_taken_listed_and_withdrawn(run: Any) -> None:
    done = run("decide", "accept", "F1", "--report", "REPORT", "--reason", "seen on film", "--format", "json")
    assert done.exit_code == 0, done.output
    name = json.loads(done.stdout)["id"]
    amend = ("amend", "F2", "--set", "count=8..9", "--person", "Ada")
    assert run("decide", *amend, "--report", "REPORT").exit_code == 0
    assert run("decide", "withdraw", name[:10], "--report", "REPORT").exit_code == 0
    lines = run("decisions", "REPORT").stdout.splitlines()
    assert "accept '3 guards were hurt'" in lines[0]
    assert lines[0].endswith("Sareb desk: seen on film (withdrawn)")
    assert "(count = 8..9), Ada" in lines[1]
    assert lines[-1] == "3 decisions"
    assert run("decisions", "--as-of", "1999-01-01").stdout == "0 decisions\n"
    assert "amend '9 people were killed'" in run("history", "REPORT").stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["accept", "F9"], "has no figure or claim 'F9'"),
        (["withdraw", "abc"], "has no decision 'abc'"),
        (["amend", "F1"], "--set belongs to amend"),
        (["amend", "F1", "--set", "count=many"], "many"),
        (["amend", "F1", "--set", "colour=red"], "there is no value 'colour' to change"),
        (["amend", "F1", "--set", "count"], "'count' sets nothing"),
    ],
)
def test_a_decision_that_cannot_be_is_a_misuse(run: Any, arguments: list[str], says: str) -> None:
    done = run("decide", *arguments, "--report", "REPORT")
    assert (done.exit_code, says in done.stderr) == (2, True), done.output
    assert run("decisions").stdout == "0 decisions\n"


def test_a_decision_whose_words_are_lost_is_an_orphan_and_the_others_stay(run: Any) -> None:
    for figure in ("F1", "F2"):
        assert run("decide", "accept", figure, "--report", "REPORT").exit_code == 0
    assert run("decisions", "--orphans").stdout == "0 decisions\n"
    done = run("reread")
    assert done.exit_code == 0, done.output
    assert "  changed: '9 people were killed' count 9 -> 10.. [accepted as it was before]\n" in done.stdout
    assert "1 figure read otherwise than when settled: look at them again" in done.stdout
    assert "next: tollbook link --book " in done.stdout
    assert "  gone: '3 guards were hurt', 3 injured\n" in done.stdout
    assert "1 report read again, 1 with changes; 1 decision without its words" in done.stdout
    (line, count) = run("decisions", "--orphans").stdout.splitlines()
    assert "accept '3 guards were hurt'" in line
    assert line.endswith("(orphan: its words are not found any more)")
    assert count == "1 decision"
    assert run("reread").stdout == "nothing to read again: every reading is of the present versions\n"


def test_a_figure_whose_number_a_person_set_is_not_named_where_only_the_number_is_read_otherwise(
    run: Any,
) -> None:
    assert run("decide", "amend", "F2", "--set", "count=8", "--report", "REPORT").exit_code == 0
    done = run("reread")
    assert "  changed: '9 people were killed' count 9 -> 10..\n" in done.stdout
    assert "look at them again" not in done.stdout


def test_a_rejected_figure_is_not_named_however_it_is_read(run: Any) -> None:
    assert run("decide", "reject", "F2", "--report", "REPORT").exit_code == 0
    assert json.loads(run("reread", "--format", "json").stdout)["settled"] == 0


def test_a_dry_run_as_json_gives_each_change(run: Any) -> None:
    found = json.loads(run("reread", "--dry-run", "--changed-only", "--format", "json").stdout)
    assert (found["read"], found["changed"]) == (1, 1)
    assert [change["words"] for change in found["reports"][0]["changes"]] == [
        "9 people were killed",
        "3 guards were hurt",
    ]
