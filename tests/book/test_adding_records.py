"""Adding files of many records: each is known by its file and id, and their troubles are told and bounded."""

import json
from pathlib import Path

import pytest
from example_book import add, make
from test_adding import FERRY, LATER, ids, issues, lows, write

from tollbook.book import Book, queries
from tollbook.issues import Issue, IssueKind
from tollbook.keeping import Adding
from tollbook.read import listed


def test_a_record_is_known_by_file_and_id_wherever_its_line_stands(book: Book, tmp_path: Path) -> None:
    one, two, three = ({"id": name, "text": f"{FERRY} {name}"} for name in ("a1", "a2", "a3"))
    path = write(tmp_path / "news.jsonl", one, two)
    add(book, path)
    run, kept = add(book, write(path, three, {**one, "text": LATER}, two))
    assert (run.new, run.changed, run.known) == (1, 1, 1)
    assert [(one.report, one.version) for one in kept] == [("a3", 1), ("a1", 2)]


def test_one_id_for_two_texts_of_a_file_is_two_reports_and_said(book: Book, tmp_path: Path) -> None:
    path = write(tmp_path / "news.jsonl", {"id": "a1", "text": FERRY}, {"id": "a1", "text": LATER})
    add(book, path)
    assert ids(book) == ["a1", "a1-2"]
    assert issues(book).count("malformed") == 1
    run, _ = add(book, path)
    assert (run.new, run.changed, run.known) == (0, 0, 2)


def test_one_id_in_two_files_is_two_reports(book: Book, tmp_path: Path) -> None:
    add(book, write(tmp_path / "a.jsonl", {"id": "1", "text": FERRY}))
    add(book, write(tmp_path / "b.jsonl", {"id": "1", "text": LATER}))
    assert ids(book) == ["1", "1-2"]
    assert (lows(book, "1"), lows(book, "1-2")) == ([12], [14])


def test_a_list_of_records_is_one_capture_with_many_reports(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "news.json"
    path.write_text(json.dumps([{"text": FERRY}, {"text": LATER}]))
    run, _ = add(book, path)
    assert run.new == 2
    with book.reading() as connection:
        assert queries.counts(connection)["captures"] == 1
    assert add(book, path)[0].known == 2


def test_many_records_of_one_id_are_told_apart_with_few_questions(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.jsonl", *({"id": "a1", "text": f"{FERRY} {n}"} for n in range(40)))
    asked: list[str] = []
    has = book.has

    def counted(report: str) -> bool:
        asked.append(report)
        return has(report)

    monkeypatch.setattr(book, "has", counted)
    run, kept = add(book, path)
    assert run.new == 40
    assert [one.report for one in kept] == ["a1", *(f"a1-{n}" for n in range(2, 41))]
    assert len(asked) < 40 * 12
    assert add(book, path)[0].known == 40


def listing(path: Path, *texts: str) -> Path:
    path.write_text(json.dumps([{"id": "a1", "text": text} for text in texts]))
    return path


def test_records_of_a_list_with_one_id_are_reports_of_their_own(book: Book, tmp_path: Path) -> None:
    path = listing(tmp_path / "news.json", FERRY, LATER, FERRY)
    run, kept = add(book, path)
    assert (run.new, run.known) == (2, 1)
    assert [lows(book, one.report) for one in kept] == [[12], [14]]
    assert add(book, path)[0].known == 3


def test_a_list_that_grew_adds_what_is_new_in_it_alone(book: Book, tmp_path: Path) -> None:
    add(book, listing(tmp_path / "news.json", FERRY, LATER))
    run, _ = add(book, listing(tmp_path / "news.json", FERRY, LATER, f"{FERRY} It was late."))
    assert (run.new, run.changed, run.known) == (1, 0, 2)
    run, _ = add(book, listing(tmp_path / "news.json", FERRY, f"{LATER} It was late."))
    assert (run.new, run.changed, run.known) == (0, 1, 1)


def test_the_same_line_twice_is_one_report_wherever_it_stands(book: Book, tmp_path: Path) -> None:
    one, two = {"id": "a1", "text": FERRY}, {"id": "a2", "text": LATER}
    run, _ = add(book, write(tmp_path / "a.jsonl", one, two, one))
    assert (run.new, run.known, ids(book)) == (2, 1, ["a1", "a2"])


def test_a_file_of_nothing_but_troubles_has_an_end_and_says_how_many_there_were(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "MOST", 4)
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{{broken {n}\n" for n in range(10)) + json.dumps({"text": FERRY}) + "\n")
    told: list[Issue] = []
    run = Adding(book, [str(path)], make, jobs=1, note=told.append)
    assert len(list(run.added())) == 1
    assert [issue.kind for issue in told] == [IssueKind.MALFORMED] * 4 + [IssueKind.TOO_MANY]
    assert told[-1].message == f"{path}: 6 troubles of the same file are not listed"
    assert len(issues(book)) == 5


def test_records_without_text_count_among_the_troubles_of_their_file(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "MOST", 2)
    told: list[Issue] = []
    path = write(tmp_path / "a.jsonl", *({"id": f"a{n}", "text": " "} for n in range(5)))
    assert list(Adding(book, [str(path)], make, jobs=1, note=told.append).added()) == []
    assert [issue.message for issue in told] == [
        f"{path}, report a0: its text is empty",
        f"{path}, report a1: its text is empty",
        f"{path}: 3 troubles of the same file are not listed",
    ]


def test_a_key_that_is_not_read_is_told_once_for_all_lines(book: Book, tmp_path: Path) -> None:
    records = ({"id": f"a{n}", "text": f"{FERRY} {n}", "colour": "red"} for n in range(5))
    add(book, write(tmp_path / "a.jsonl", *records))
    assert issues(book).count("not_understood") == 1
