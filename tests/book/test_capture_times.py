"""Of the texts of one page the one that was captured last stands, in whatever order they come into a book."""

from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner
from example_book import evidence, make, quick

from book_fixtures import NewBook
from tollbook import keeping
from tollbook.book import Book, queries, times
from tollbook.book.history import history
from tollbook.book.verify import Checked, faults
from tollbook.cli import main
from tollbook.issues import Issue, IssueKind
from tollbook.keeping import Adding
from tollbook.model.report import Report
from tollbook.rereading import Rereading, values
from tollbook.running import Read
from web_servers import page, server

URL = "https://news.example/shells"
HTML = "Content-Type: text/html; charset=utf-8"
DAYS = {"nine": "2024-03-04", "ten": "2024-03-06", "nine again": "2024-03-08", "eleven": "2024-03-10"}


def story(count: int) -> bytes:
    text = f"MARRUN, 4 March 2024 - On Friday {count} villagers were killed when shells hit the market."
    return f"<html><body><article><p>{text}</p></article></body></html>".encode()


TEXTS = {"nine": story(9), "ten": story(10), "nine again": story(9), "eleven": story(11)}


def archive(folder: Path, *names: str, url: str = URL, day: str | None = None) -> str:
    """Write a web archive that holds these texts, each captured on its day."""
    path = folder / f"{'-'.join(names)}-{day}.warc".replace(" ", "_")
    records = []
    for name in names:
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXTS[name]
        when = DAYS[name] if day is None else day
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"{f'WARC-Date: {when}T09:00:00Z' if when else 'X-Date: lost'}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        records.append(head.encode() + block + b"\r\n\r\n")
    path.write_bytes(b"".join(records))
    return str(path)


def add(book: Book, *paths: str, reader: Read = quick) -> Adding:
    from ipaddress import ip_network

    from tollbook.archive.web import fetcher

    fetch = fetcher(book.clock, allowed=[ip_network("127.0.0.0/8")])
    run = Adding(book, paths, make if reader is quick else lambda: reader, jobs=1, fetch=fetch)
    list(run.added())
    return run


def stands(book: Book, as_of: str | None = None) -> list[int | None]:
    """Give the counts of the figures that are present."""
    with book.reading() as connection:
        now = queries.moment(as_of) if as_of else None
        found = [each["report"] for each in queries.reports(connection, now)]
        readings = [queries.reading(connection, report, now) for report in found]
    return [figure.count.value.low for reading in readings for figure in reading.figures]


def whole(book: Book) -> list[str]:
    with book.reading() as connection:
        return [fault.message for fault in faults(connection, evidence(book), Checked())]


def head(book: Book) -> int:
    with book.reading() as connection:
        return queries.last_entry(connection)


def test_an_older_text_that_comes_in_late_is_kept_and_takes_no_newer_ones_place(
    book: Book, tmp_path: Path
) -> None:
    add(book, archive(tmp_path, "eleven"))
    run = add(book, archive(tmp_path, "nine"))
    assert (run.new, run.changed, run.earlier) == (0, 0, 1)
    assert stands(book) == [11]
    with book.reading() as connection:
        counts = queries.counts(connection)
    assert (counts["figures"], counts["present_figures"], counts["reports"]) == (2, 1, 2)
    assert whole(book) == []


def test_a_newer_text_that_comes_in_late_takes_the_place_of_the_older(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "nine"))
    run = add(book, archive(tmp_path, "eleven"))
    assert (run.changed, run.earlier, stands(book)) == (1, 0, [11])


@pytest.mark.parametrize("order", list(permutations(TEXTS)))
def test_the_order_in_which_archives_are_added_makes_no_difference(
    new_book: NewBook, tmp_path: Path, order: tuple[str, ...]
) -> None:
    book = new_book(tmp_path / "book")
    paths = [archive(tmp_path, name) for name in order]
    for number, path in enumerate(paths, 1):
        add(book, path)
        latest = max(order[:number], key=lambda name: DAYS[name])
        assert stands(book) == [{"nine": 9, "ten": 10, "nine again": 9, "eleven": 11}[latest]]
    before = head(book)
    add(book, *reversed(paths))
    assert head(book) - before <= 1
    again = head(book)
    add(book, *paths)
    assert (head(book), stands(book), whole(book)) == (again, [11], [])


def test_a_page_that_went_back_to_its_first_text_has_that_text(book: Book, tmp_path: Path) -> None:
    run = add(book, archive(tmp_path, "nine", "ten", "nine again"))
    assert (run.new, run.changed, stands(book)) == (1, 2, [9])


def test_word_that_the_text_was_the_same_later_on_counts(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "nine"))
    assert add(book, archive(tmp_path, "nine again")).known == 1
    assert (add(book, archive(tmp_path, "ten")).earlier, stands(book)) == (1, [9])


def test_as_of_shows_what_stood_then(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "ten"))
    with book.reading() as connection:
        then = queries.counts(connection)["entries"]
        recorded = connection.exec_driver_sql("SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1").scalar()
    add(book, archive(tmp_path, "nine"))
    add(book, archive(tmp_path, "eleven"))
    assert then == 2
    assert (stands(book, str(recorded)), stands(book)) == ([10], [11])


def test_a_page_seen_here_does_not_give_way_to_an_archive_of_before(book: Book, tmp_path: Path) -> None:
    with server() as web:
        url = web.say("/shells", page(story(12), HTML))
        add(book, url)
        assert (add(book, archive(tmp_path, "eleven", url=url)).earlier, stands(book)) == (1, [12])
        assert (add(book, url).known, stands(book)) == (1, [12])


def test_the_address_of_an_archive_gives_the_pages_in_it(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "eleven"))
    older = Path(archive(tmp_path, "nine")).read_bytes()
    with server() as web:
        url = web.say("/crawl.warc", page(older, "Content-Type: application/warc"))
        hidden = web.say("/page", page(older, "Content-Type: text/html"))
        assert (add(book, url).earlier, stands(book)) == (1, [11])
        run = add(book, hidden)
    assert (run.new, run.changed, run.earlier) == (0, 0, 0)


def test_an_archive_from_the_future_does_not_hold_its_place_for_ever(book: Book, tmp_path: Path) -> None:
    with server() as web:
        url = web.say("/shells", page(story(12), HTML))
        add(book, url)
        ahead = archive(tmp_path, "eleven", url=url, day="2999-01-01")
        assert (add(book, ahead).changed, stands(book)) == (1, [11])
        assert (add(book, url).changed, stands(book)) == (1, [12])
        assert (add(book, ahead).known, stands(book)) == (1, [12])


def test_an_archive_that_does_not_say_when_counts_from_now_and_says_so(book: Book, tmp_path: Path) -> None:
    told: list[Issue] = []
    path = archive(tmp_path, "nine", day="")
    run = Adding(book, [path], make, jobs=1, note=told.append)
    list(run.added())
    assert [issue.kind for issue in told] == [IssueKind.NOT_UNDERSTOOD]
    assert "record 1 does not say when it was captured" in told[0].message


def test_history_says_which_version_stands_and_how_it_differs(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "eleven"))
    add(book, archive(tmp_path, "nine"))
    with book.reading() as connection:
        (report,) = [str(each["report"]) for each in queries.reports(connection)]
        steps = history(connection, report, values)
    assert [(step.act, step.version, step.stands) for step in steps] == [
        ("report", 1, None),
        ("earlier report", 2, 1),
    ]
    assert [(each.kind, each.before, each.after) for each in steps[1].changes] == [
        ("changed", {"count": "9"}, {"count": "11"})
    ]
    shown = CliRunner().invoke(main, ["history", report, "--book", str(book.path)]).output
    assert "version 2, captured before version 1, which stands: 1 figure" in shown


def test_what_is_present_can_be_made_anew(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "eleven"), archive(tmp_path, "nine"))
    book.rebuild()
    assert (stands(book), whole(book)) == ([11], [])


def test_reading_again_reads_what_stands(book: Book, tmp_path: Path) -> None:
    add(book, archive(tmp_path, "eleven"))
    add(book, archive(tmp_path, "nine"))
    with book.reading() as connection:
        (report,) = [str(each["report"]) for each in queries.reports(connection)]
    (done,) = Rereading(book, [report], make, jobs=1).done()
    assert (done.kept, done.changes, stands(book), whole(book)) == (True, (), [11], [])


def test_captures_of_a_page_whose_reading_fails_end_the_run_all_the_same(book: Book, tmp_path: Path) -> None:
    def failing(_report: Report) -> None:
        raise ValueError("no such luck")

    run = add(book, archive(tmp_path, "nine", "ten", "eleven"), reader=failing)  # type: ignore[arg-type]  # it fails
    assert (run.new, stands(book)) == (0, [])
    assert (add(book, archive(tmp_path, "nine", "ten", "eleven")).new, stands(book)) == (1, [11])


def crawl(folder: Path, *counts: int) -> str:
    """Write a web archive that holds one page on one day after the other, with these counts."""
    parts = []
    for number, count in enumerate(counts):
        when = date(2024, 3, 4) + timedelta(days=number)
        path = Path(archive(folder, "nine", day=when.isoformat()))
        parts.append(path.read_bytes().replace(b" 9 villagers", f" {count} villagers".encode()))
    path = folder / f"crawl-{len(counts)}-{len(set(counts))}.warc"
    path.write_bytes(b"".join(parts))
    return str(path)


def counted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[object]:
    """Give a list that grows by one with each call of a function."""
    calls: list[object] = []
    plain = getattr(module, name)

    def counting(*args: object, **named: object) -> object:
        calls.append(args)
        return plain(*args, **named)

    monkeypatch.setattr(module, name, counting)
    return calls


@pytest.mark.parametrize("many", [3, 7])
def test_each_capture_of_a_page_is_read_once_in_a_run_however_many_there_are(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    rows = counted(monkeypatch, times, "_moment")
    counts = range(2, 2 + many)
    run = add(book, crawl(tmp_path, *counts))
    assert (run.new, run.changed, stands(book)) == (1, many - 1, [1 + many])
    assert many - 1 <= len(rows) <= many


@pytest.mark.parametrize("many", [3, 12])
def test_captures_that_tell_nothing_new_take_one_more_round_however_many_there_are(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    rounds = counted(monkeypatch, keeping, "Run")
    run = add(book, crawl(tmp_path, *[9] * many))
    assert (run.new, run.changed, run.earlier, run.known) == (1, 0, 0, many - 1)
    assert (len(rounds), stands(book)) == (2, [9])


def test_what_is_held_of_pages_is_bounded_and_bounds_no_answer(
    new_book: NewBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = crawl(tmp_path, 9, 8, 8, 9, 7)
    others = [archive(tmp_path, *TEXTS, url=f"https://news.example/{name}") for name in ("a", "b")]
    outcomes = []
    for held in (0, times.HELD):
        monkeypatch.setattr(times, "HELD", held)
        book = new_book(tmp_path / f"book {held}")
        runs = [add(book, each) for each in (path, *others, path)]
        outcomes.append(([(run.new, run.changed, run.earlier, run.known) for run in runs], stands(book)))
        assert whole(book) == []
    assert outcomes[0] == outcomes[1]


def test_a_capture_kept_before_its_text_was_a_report_counts_from_its_own_time(
    book: Book, tmp_path: Path
) -> None:
    def failing(_report: Report) -> None:
        raise ValueError("no such luck")

    add(book, archive(tmp_path, "nine"))
    add(book, archive(tmp_path, "eleven"), reader=failing)  # type: ignore[arg-type]  # it fails
    assert (add(book, archive(tmp_path, "eleven")).changed, stands(book)) == (1, [11])
    assert (add(book, archive(tmp_path, "ten")).earlier, stands(book)) == (1, [11])
