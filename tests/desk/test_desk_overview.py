"""The overview and the sources over HTTP: bands, what was not added, what contradicts, each number opened."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import msgspec
import pytest
from example_desk import worked_out
from example_war import war
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tollbook.book import Book, queries
from tollbook.desk import guard
from tollbook.desk.clashes import clash
from tollbook.desk.guard import MOST_BODY, MOST_UPLOAD
from tollbook.desk.outlets import Share
from tollbook.desk.pages.overview import APART, VISIT
from tollbook.desk.tallies import Voice
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Outcome
from tollbook.serving import made
from tollbook.tallying import Tallying

LONG = 60.0
"""Seconds that a test waits for what is worked out beside it."""
ENDS = st.none() | st.integers(0, 50)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with war(tmp_path / "book") as made_up:
        yield made_up


@pytest.fixture
def client(book: Book) -> TestClient:
    client = TestClient(worked_out(made(book)), base_url="http://127.0.0.1:8765")
    client.cookies.set("tollbook_reviewer", "Amal")
    return client


def words(page: str) -> str:
    """Give what a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.split("<main")[1])).split())


def decide(book: Book, report: str, kind: DecisionKind, **changes: str) -> None:
    with book.reading() as connection:
        figure = queries.reading(connection, report).figures[0]
    book.decide(
        Decision(
            id=f"{report}{kind.value}".ljust(32, "0"),
            kind=kind,
            about="figure",
            target=figure.id,
            report=report,
            span=figure.span,
            quote=figure.quote,
            person="Amal",
            changes=changes,
        )
    )


def token(client: TestClient) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get("/add").text)
    assert found
    return found[1]


def test_a_toll_stands_with_its_ends_and_an_open_end_is_said(client: TestClient) -> None:
    page = words(client.get("/").text)
    assert "killed 13 – no upper end" in page
    assert "1 of 2 incidents has no upper end, so the sum has none" in page


def test_the_overview_says_what_it_could_not_add(client: TestClient) -> None:
    page = words(client.get("/?from=2031-03-01&to=2031-03-31").text)
    assert "killed 10 – 50" in page
    assert "Not added: 1 incident" in page
    assert "its days are not known" in page
    assert "Moorby" in words(client.get("/behind?from=2031-03-01&to=2031-03-31&left=all").text)


def test_each_number_opens_to_the_incidents_behind_it(client: TestClient) -> None:
    links = {unescape(each) for each in re.findall(r'href="(/behind[^"]*)"', client.get("/").text)}
    assert any("by=period&key=2031-03" in each or "key=2031-03" in each for each in links)
    pages = [client.get(each) for each in links]
    assert {page.status_code for page in pages} == {200}
    assert all("/incidents/" in page.text for page in pages)


def test_the_sum_over_a_list_says_its_ends_in_words(client: TestClient) -> None:
    assert "Killed, everywhere at least 13, no upper end Added up from" in words(
        client.get("/behind?outcome=killed").text
    )


def test_the_list_of_incidents_says_how_many_and_how_well_supported(client: TestClient) -> None:
    page = words(client.get("/incidents").text)
    assert "by the rule “range”" in page
    assert "3 Mar 2031 Halden not known 10–50" in page
    assert "days not known Moorby <b> not known at least 3" in page


def test_sources_that_exclude_one_another_are_named_and_a_copy_is_no_source(client: TestClient) -> None:
    page = words(client.get("/contradictions").text)
    assert "Halden" in page
    assert "40-50 by Cedar Post" in page
    assert "Dune Daily" not in page
    assert "Moorby" not in page


def test_what_is_new_is_counted_from_a_day(client: TestClient) -> None:
    assert "6 reports" in words(client.get("/?since=2020-01-01").text)
    assert "0 reports" in words(client.get("/?since=2999-01-01").text)


def test_the_next_visit_counts_from_the_end_of_the_last_one(client: TestClient, book: Book) -> None:
    assert "6 reports" in words(client.get("/").text)
    former, seen, at = client.cookies[VISIT].split(".")
    assert former == "-1"
    client.cookies.delete(VISIT)
    client.cookies.set(VISIT, f"{former}.{seen}.{int(at) - APART - 1}")
    page = words(client.get("/").text)
    assert "0 reports" in page
    assert "Since your last visit" in page


def test_an_overview_follows_the_ledger(client: TestClient, book: Book) -> None:
    assert "killed 13" in words(client.get("/").text)
    decide(book, "a2", DecisionKind.AMEND, count="30..")
    pages = (words(client.get("/").text) for _ in range(100))
    assert "killed 40" in next(page for page in pages if "being worked in" not in page)


def test_only_what_a_decision_touches_is_worked_out_anew(book: Book) -> None:
    tallying = Tallying(book)
    before = tallying.now(LONG)
    decide(book, "a2", DecisionKind.REJECT)
    after = tallying.now(LONG, LONG)
    assert before is not None
    assert after is not None
    assert after.incidents["halden"] is before.incidents["halden"]
    assert after.incidents["moorby"] is not before.incidents["moorby"]
    assert tallying.now(LONG, LONG) is after


def test_tallies_worked_in_step_by_step_are_those_worked_out_at_once(book: Book) -> None:
    tallying = Tallying(book)
    tallying.now(LONG)
    decide(book, "c1", DecisionKind.REJECT)
    decide(book, "a2", DecisionKind.AMEND, count="5..9")
    first, second = tallying.now(LONG, LONG), Tallying(book).now(LONG)
    assert first is not None
    assert second is not None
    assert (first.head, first.incidents, first.reports) == (second.head, second.incidents, second.reports)


def test_sources_stand_by_name_and_shares_with_what_they_are_of(client: TestClient) -> None:
    page = client.get("/sources").text
    names = re.findall(r'href="/sources/([^"]+)"', page)
    assert names == ["Alder%20Wire", "Birch%20Radio", "Cedar%20Post", "Dune%20Daily"]
    assert "0 % of 1; 95 %: 0–79 %" in words(page)
    assert "not whether it is right" in words(page)


def test_a_source_shows_its_copies_its_fit_and_loaded_words_with_neutral_labels(
    client: TestClient,
) -> None:
    dune, birch = (words(client.get(f"/sources/{name}").text) for name in ("Dune Daily", "Birch Radio"))
    assert "Copies of others 100 % of 1" in dune
    assert "terrorists fighters 1" in birch
    assert "killed: 11-15 by Birch Radio 1 of 2" in birch.replace("BIRCH RADIO", "Birch Radio")
    assert "they may share a source that nobody names" in birch


def test_hostile_words_of_an_incident_are_escaped(client: TestClient) -> None:
    for path in ("/behind", "/?country=NV", "/new?after=0"):
        page = client.get(path).text
        assert "Moorby &lt;b&gt;" in page
        assert "Moorby <b>" not in page


@pytest.mark.parametrize(
    "path", ["/?outcome=loss", "/?since=soon", "/?to=never", "/behind?by=colour", "/sources/Nobody"]
)
def test_what_cannot_be_asked_is_told(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_new_page_holds_inline_script_style_or_handlers(client: TestClient) -> None:
    for path in ("/", "/behind", "/new", "/contradictions", "/troubles", "/sources", "/sources/Alder Wire"):
        page = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), path
        assert not re.search(r"<style|<[^>]+\s(style|on\w+)=", page), path


def test_an_empty_book_says_what_to_do(tmp_path: Path) -> None:
    with Book.init(tmp_path / "empty") as book:
        client = TestClient(made(book), base_url="http://127.0.0.1:8765")
        assert "Add the first report" in words(client.get("/").text)
        assert "Add the first report" in words(client.get("/sources").text)


@given(ENDS, ENDS, ENDS, ENDS)
def test_two_intervals_either_overlap_or_miss_one_another(
    a: int | None, b: int | None, c: int | None, d: int | None
) -> None:
    low, high = sorted((a, b)) if a is not None and b is not None else (a, b)
    low2, high2 = sorted((c, d)) if c is not None and d is not None else (c, d)
    one = Voice(figure="f", report="r", source="s", origin="o", claimant="", outlet=None, low=low, high=high)
    two = msgspec.structs.replace(one, source="t", origin="p", low=low2, high=high2)
    within = max(low or 0, low2 or 0) <= min(99 if high is None else high, 99 if high2 is None else high2)
    assert (one.apart(two) == 0) == within
    assert one.apart(two) == two.apart(one)
    found = clash(Outcome.KILLED, [one, two])
    assert (found is None) == within
    assert clash(Outcome.KILLED, [one, msgspec.structs.replace(two, source="s")]) is None


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_of_a_share_holds_it_and_stays_a_share(pair: tuple[int, int]) -> None:
    low, high = Share(*pair).ends
    assert 0 <= low <= pair[0] / pair[1] + 1e-9
    assert pair[0] / pair[1] - 1e-9 <= high <= 1


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "example.org/x", "-o/x"])
def test_what_is_no_address_of_a_page_is_refused_at_once(client: TestClient, url: str) -> None:
    answer = client.post("/add", data={"token": token(client), "url": url}, files={"files": ("", b"")})
    assert answer.status_code == 422
    assert "no address of a page" in answer.text


def test_an_address_of_this_machine_is_refused_with_the_reason(client: TestClient, book: Book) -> None:
    form = {"token": token(client), "url": "http://127.0.0.1/report"}
    page = client.post("/add", data=form, files={"files": ("", b"")})
    assert page.status_code == 200
    told_ = client.get(f"{page.url.path}/events").text
    assert "this machine (loopback)" in told_
    assert "What to do" in told_


def test_a_form_with_files_and_an_address_is_not_guessed_at(client: TestClient) -> None:
    form = {"token": token(client), "url": "https://example.org/x"}
    answer = client.post("/add", data=form, files={"files": ("a.txt", b"words")})
    assert answer.status_code == 422


def test_an_upload_may_be_larger_than_a_form_and_has_an_end(client: TestClient) -> None:
    headers = {"content-type": "multipart/form-data; boundary=x"}
    too_much = {**headers, "content-length": str(MOST_UPLOAD + 1)}
    assert client.post("/add", content=b"x", headers=too_much).status_code == 413
    assert client.post("/reviewer", content=b"x" * (MOST_BODY + 1), headers=headers).status_code == 413


def test_who_asks_too_often_is_asked_to_wait(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BURST", 5.0)
    monkeypatch.setattr(guard, "PER_SECOND", 0.0)
    status = [client.post("/add").status_code for _ in range(7)]
    assert status == [403] * 5 + [429] * 2
