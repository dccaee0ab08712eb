"""Addresses in a book: a page is evidence, a changed one a further version, a removed one is told."""

import json
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

from click.testing import CliRunner
from example_book import evidence, make

from tollbook.archive.web import fetcher
from tollbook.book import Book, queries
from tollbook.book.gone import gone
from tollbook.book.history import history
from tollbook.book.verify import Checked, faults
from tollbook.cli import main
from tollbook.issues import Issue, IssueKind
from tollbook.keeping import Adding
from tollbook.rereading import values
from web_servers import Server, page

HTML = "Content-Type: text/html; charset=utf-8"
ONE = (
    b"<html><head><title>Shells on Marrun</title></head><body><article><p>MARRUN, 4 March 2031 - On Friday 9 "
    b"villagers were killed when shells hit the market, the Marrun Watch said.</p></article></body></html>"
)
TWO = ONE.replace(b"Friday 9", b"Friday 11")


def add(book: Book, *urls: str) -> tuple[Adding, list[Issue]]:
    told: list[Issue] = []
    fetch = fetcher(book.clock, allowed=[ip_network("127.0.0.0/8")])
    run = Adding(book, urls, make, jobs=1, note=told.append, fetch=fetch)
    list(run.added())
    return run, told


def counts(book: Book) -> dict[str, int]:
    with book.reading() as connection:
        return queries.counts(connection, None)


def test_a_page_becomes_a_report_with_its_exchange_as_evidence(web: Server, book: Book) -> None:
    url = web.say("/shells", page(ONE, HTML, "X-Served-By: a"))
    run, told = add(book, url)
    assert (run.new, told) == (1, [])
    with book.reading() as connection:
        record = queries.capture(connection, connection.execute(queries.view(connection)).one().text)
    assert record.origin == url
    assert record.exchange is not None
    assert record.exchange.status == 200
    assert ("X-Served-By", "a") in record.exchange.received
    assert dict(record.exchange.sent)["User-Agent"].startswith("tollbook/")


def test_the_same_page_again_is_known_and_a_changed_one_a_further_version(web: Server, book: Book) -> None:
    url = web.say("/shells", page(ONE, HTML))
    add(book, url)
    assert add(book, url)[0].known == 1
    web.say("/shells", page(TWO, HTML))
    run, _ = add(book, url)
    assert (run.new, run.changed) == (0, 1)
    assert counts(book)["present_reports"] == 1


def test_a_removed_page_is_told_and_its_report_stays(web: Server, book: Book) -> None:
    url = web.say("/shells", page(ONE, HTML))
    add(book, url)
    web.say("/shells", page(b"gone", status="410 Gone"))
    run, told = add(book, url)
    assert [issue.kind for issue in told] == [IssueKind.REMOVED]
    assert "stays as captured" in told[0].message
    assert (run.new, counts(book)["present_reports"], counts(book)["captures"]) == (0, 1, 2)


def steps(book: Book, report: str) -> list[tuple[str, int, int | None]]:
    with book.reading() as connection:
        return [(step.act, step.version, step.answer) for step in history(connection, report, values)]


def away(book: Book, as_of: datetime | None = None) -> list[tuple[str, int]]:
    with book.reading() as connection:
        found = gone(connection, queries.last_entry(connection, as_of))
    return [(each.origin, each.answer) for each in found]


def test_history_tells_when_a_page_went_and_when_it_was_there_again(web: Server, book: Book) -> None:
    url = web.say("/shells", page(ONE, HTML))
    add(book, url)
    with book.reading() as connection:
        report = str(connection.execute(queries.view(connection)).one().report)
    for answer in (page(b"gone", status="410 Gone"), page(b"no", status="404 Not Found"), page(ONE, HTML)):
        web.say("/shells", answer)
        add(book, url)
        add(book, url)
    assert steps(book, report) == [
        ("report", 1, None),
        ("page gone", 1, 410),
        ("page there again", 1, 200),
    ]
    web.say("/shells", page(b"gone", status="410 Gone"))
    add(book, url)
    web.say("/shells", page(TWO, HTML))
    add(book, url)
    assert steps(book, report)[3:] == [("page gone", 1, 410), ("changed report", 2, None)]
    with book.reading() as connection:
        assert list(faults(connection, evidence(book), Checked())) == []


def test_status_counts_a_page_as_gone_for_as_long_as_it_is(web: Server, book: Book) -> None:
    url = web.say("/shells", page(ONE, HTML))
    other = web.say("/other", page(TWO, HTML))
    add(book, url, other)
    assert away(book) == []
    web.say("/shells", page(b"gone", status="410 Gone"))
    add(book, url, other, web.url + "/never-there")
    assert away(book) == [(url, 410)]
    then = book.clock()
    web.say("/shells", page(ONE, HTML))
    add(book, url)
    assert away(book) == []
    assert away(book, then) == [(url, 410)]


def test_a_page_that_is_gone_is_told_though_the_answer_brings_its_words_once_more(
    web: Server, book: Book
) -> None:
    url = web.say("/shells", page(ONE, HTML))
    add(book, url)
    web.say("/shells", page(ONE, HTML, status="404 Not Found"))
    run, told = add(book, url)
    assert [issue.kind for issue in told] == [IssueKind.REMOVED]
    assert (run.known, run.new, away(book)) == (0, 0, [(url, 404)])
    web.say("/shells", page(ONE, HTML))
    run, told = add(book, url)
    assert (run.known, told, away(book)) == (1, [], [])


def test_the_commands_name_a_page_that_is_gone(web: Server, book: Book) -> None:
    url = web.say("/shells", page(ONE, HTML))
    add(book, url)
    web.say("/shells", page(b"gone", status="410 Gone"))
    add(book, url)
    folder = ["--book", str(book.path)]
    told = CliRunner().invoke(main, ["status", *folder]).output
    assert "1 report whose page is gone since" in told
    assert f"{url} answered 410 on " in told
    given = json.loads(CliRunner().invoke(main, ["status", *folder, "--format", "json"]).output)["gone"]
    assert [(each["origin"], each["answer"]) for each in given] == [(url, 410)]
    told = CliRunner().invoke(main, ["history", given[0]["report"], *folder]).output
    assert "the page is gone (answer 410); version 1 stands" in told


def test_a_page_that_was_never_there_is_no_removal(web: Server, book: Book) -> None:
    _, told = add(book, web.url + "/nothing")
    assert [issue.kind for issue in told] == [IssueKind.EMPTY]


def test_what_is_refused_is_named_and_the_rest_goes_on(web: Server, book: Book) -> None:
    good = web.say("/shells", page(ONE, HTML))
    run, told = add(book, "http://10.0.0.1/secret", web.url + "/busy", good)
    web.say("/busy", page(b"", "Retry-After: 120", status="503 Busy"))
    assert run.new == 1
    assert "a private network" in told[0].message
    _, told = add(book, web.url + "/busy")
    assert "asks to wait (120)" in told[0].message


def test_texts_of_one_address_in_a_web_archive_are_versions_the_last_the_one_of_before(
    book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "pages.warc"
    path.write_bytes(b"".join(_record(body, day) for body, day in ((ONE, 4), (TWO, 5), (ONE, 6))))
    run, told = add(book, str(path))
    assert (run.new, run.changed, told) == (1, 2, [])
    assert counts(book)["present_reports"] == 1
    again, _ = add(book, str(path))
    assert (again.new, again.changed) == (0, 0)


def archived(path: Path, *records: bytes) -> str:
    path.write_bytes(b"".join(records))
    return str(path)


def test_what_a_web_archive_says_of_a_page_is_told_as_what_it_says(book: Book, tmp_path: Path) -> None:
    add(book, archived(tmp_path / "a.warc", _record(ONE, 4)))
    _, told = add(book, archived(tmp_path / "b.warc", _record(b"no", 5, "404 Not Found")))
    (issue,) = told
    assert issue.kind is IssueKind.REMOVED
    assert (
        f"{tmp_path / 'b.warc'}, record 1 <urn:uuid:5> says that https://news.example/shells answered 404"
        in (issue.message)
    )
    assert "that was not seen here" in issue.message
    with book.reading() as connection:
        (each,) = gone(connection, queries.last_entry(connection, None))
    assert (each.answer, each.via) == (404, f"{tmp_path / 'b.warc'}, record 1 <urn:uuid:5>")
    assert {act for act, _, _ in steps(book, each.report)} == {"report"}
    shown = CliRunner().invoke(main, ["status", "--book", str(book.path)]).output
    assert "whose page is gone since" not in shown
    assert "1 report whose page is gone, as a web archive says; that was not seen here:" in shown


def test_of_a_page_that_is_there_an_archive_cannot_say_that_it_is_gone_for_long(
    web: Server, book: Book, tmp_path: Path
) -> None:
    url = web.say("/shells", page(ONE, HTML))
    add(book, url)
    gone_there = _record(b"no", 5, "410 Gone").replace(b"https://news.example/shells", url.encode())
    add(book, archived(tmp_path / "a.warc", gone_there))
    assert away(book) == [(url, 410)]
    add(book, url)
    assert away(book) == []


def test_an_archive_in_which_the_page_is_there_again_later_says_nothing_of_removal(
    book: Book, tmp_path: Path
) -> None:
    add(book, archived(tmp_path / "a.warc", _record(ONE, 4), _record(b"no", 5, "404 Not Found")))
    assert away(book) == [("https://news.example/shells", 404)]
    add(book, archived(tmp_path / "c.warc", _record(TWO, 7)))
    assert away(book) == []


def _record(body: bytes, day: int, status: str = "200 OK") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/shells\r\n"
        f"WARC-Date: 2031-03-0{day}T09:00:00Z\r\nWARC-Record-ID: <urn:uuid:{day}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_an_address_with_letters_that_pass_for_others_is_named_with_its_report(
    book: Book, tmp_path: Path
) -> None:
    strange = _record(ONE, 4).replace(b"https://news.example", "https://n\u0435ws.example".encode())
    add(book, archived(tmp_path / "a.warc", strange, _record(TWO, 5)))
    with book.reading() as connection:
        readings = [queries.reading(connection, row["report"]) for row in queries.reports(connection)]
    hidden = [issue for each in readings for issue in each.issues if issue.kind is IssueKind.HIDDEN]
    assert ["mixes CYRILLIC and LATIN: U+0435" in issue.message for issue in hidden] == [True]
