"""Adding: every report once with its evidence, however often and however far the command ran."""

import json
from pathlib import Path

import pytest
from example_book import add, evidence, make
from example_reading import dispatch
from sqlalchemy import select

from tollbook import keeping
from tollbook.archive import Store
from tollbook.book import Book, queries
from tollbook.book.schema import ISSUE
from tollbook.book.verify import whole
from tollbook.errors import EvidenceError
from tollbook.issues import IssueKind
from tollbook.keeping import Adding
from tollbook.model.reading import Reading
from tollbook.model.report import Report

FERRY = "KESSA, 4 March 2031 (Radio Kessa) - 12 people were killed at the ferry landing, the office said."
LATER = FERRY.replace("12 people", "14 people")


def ids(book: Book) -> list[str]:
    with book.reading() as connection:
        return [row["report"] for row in queries.reports(connection)]


def lows(book: Book, report: str) -> list[int | None]:
    with book.reading() as connection:
        return [figure.count.value.low for figure in queries.reading(connection, report).figures]


def issues(book: Book) -> list[str]:
    with book.reading() as connection:
        return list(connection.scalars(select(ISSUE.c.kind)))


def write(path: Path, *records: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY)
    return path


def test_a_file_is_in_the_book_with_its_bytes(book: Book, ferry: Path) -> None:
    run, kept = add(book, ferry)
    assert (run.new, [one.version for one in kept]) == (1, [1])
    assert lows(book, kept[0].report) == [12]
    with book.reading() as connection:
        report = queries.reading(connection, kept[0].report).report
        assert whole(connection, evidence(book)).evidence == 1
    assert evidence(book).get(report.capture) == FERRY.encode()


def test_adding_again_changes_nothing(book: Book, ferry: Path) -> None:
    add(book, ferry)
    with book.reading() as connection:
        before = queries.counts(connection)
    run, kept = add(book, ferry)
    assert (run.new, run.known, kept) == (0, 1, [])
    with book.reading() as connection:
        assert queries.counts(connection) == before


def test_an_edited_file_is_a_further_version_under_the_same_id(book: Book, ferry: Path) -> None:
    _, first = add(book, ferry)
    ferry.write_text(LATER)
    run, second = add(book, ferry)
    assert (run.new, run.changed) == (0, 1)
    assert (second[0].report, second[0].version) == (first[0].report, 2)
    assert lows(book, first[0].report) == [14]


def test_a_moved_file_is_known_by_its_bytes(book: Book, ferry: Path) -> None:
    add(book, ferry)
    run, _ = add(book, ferry.rename(ferry.with_name("moved.txt")))
    assert (run.new, run.known) == (0, 1)


def test_two_files_with_the_same_bytes_are_one_report_in_one_run_too(book: Book, ferry: Path) -> None:
    copy = ferry.with_name("copy.txt")
    copy.write_text(FERRY)
    run, _ = add(book, ferry, copy)
    assert (run.new, run.known) == (1, 1)


def test_the_same_text_given_for_two_outlets_is_two_reports(book: Book, ferry: Path) -> None:
    copy = ferry.with_name("copy.txt")
    copy.write_text(FERRY)
    for path, outlet in ((ferry, "Radio Kessa"), (copy, "Orlan Courier")):
        list(Adding(book, [str(path)], make, outlet=outlet, jobs=1).added())
    assert len(ids(book)) == 2


def test_what_gives_no_report_is_kept_as_evidence_with_its_issue(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for _ in range(2):
        run, kept = add(book, path)
        assert (kept, run.failed) == ([], {str(path)})
        assert issues(book) == [IssueKind.BINARY.value]
    with book.reading() as connection:
        assert queries.counts(connection)["captures"] == 1
        whole(connection, evidence(book))


def test_a_text_with_nul_characters_is_kept_without_them(book: Book, tmp_path: Path) -> None:
    add(book, write(tmp_path / "a.jsonl", {"id": "a\x001", "text": f"\x00 {FERRY}"}))
    (name,) = ids(book)
    assert "\x00" not in name
    assert lows(book, name) == [12]


def failing(report: Report) -> Reading:
    if "14 people" in report.text:
        raise ValueError("no such thing")
    return dispatch(report.id)


def test_a_text_that_breaks_the_reader_keeps_its_evidence_and_is_tried_again(
    book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "later.txt"
    path.write_text(LATER)
    run = Adding(book, [str(path)], lambda: failing, jobs=1)
    assert list(run.added()) == []
    assert run.failed == {str(path)}
    with book.reading() as connection:
        assert queries.counts(connection)["captures"] == 1
    assert add(book, path)[0].new == 1


def test_a_full_archive_stops_with_a_clear_message_and_the_next_run_goes_on(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.jsonl", *({"id": f"a{i}", "text": f"{FERRY} {i}"} for i in range(6)))
    put, room = Store.put, [2]

    def full(store: Store, content: bytes) -> str:
        room[0] -= 1
        if room[0] < 0:
            raise EvidenceError("the disk is full", "free space")
        return put(store, content)

    run = Adding(book, [str(path)], make, jobs=1)
    acknowledged: list[str] = []
    with monkeypatch.context() as broken:
        broken.setattr(Store, "put", full)
        with pytest.raises(EvidenceError, match="the disk is full"):
            acknowledged += [added.kept.report for added in run.added()]
    held = set(ids(book))
    assert set(acknowledged) <= held
    run, _ = add(book, path)
    assert run.new + len(held) == 6
    with book.reading() as connection:
        assert whole(connection, evidence(book)).evidence == 6


def test_a_report_added_by_another_process_meanwhile_is_not_added_twice(book: Book, ferry: Path) -> None:
    run = Adding(book, [str(ferry)], make, jobs=1)
    items = run._items(run._found)
    first = next(items)
    add(book, ferry)
    run._run.items = iter([first])
    assert list(run.added()) == []
    assert run.known == 1


def test_a_file_that_stands_in_the_book_is_not_read_again(
    book: Book, ferry: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(book, ferry)
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "read", None)
        assert add(book, ferry)[0].known == 1
    ferry.write_text(LATER)
    assert add(book, ferry)[0].changed == 1
    ferry.write_text(FERRY)
    assert add(book, ferry)[0].changed == 1


def test_a_file_whose_reports_are_all_known_is_no_source_without_report(book: Book, tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", {"id": "a1", "text": FERRY, "colour": "red"})
    assert add(book, path)[0].failed == set()
    run, _ = add(book, path)
    assert (run.known, run.failed) == (1, set())
