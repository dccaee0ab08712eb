"""Searching: what a person types finds the reports that say it, in any script, and is never an error."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from example_book import add, keep, kept
from example_reading import DISPATCH, dispatch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from book_fixtures import NewBook
from tollbook.book import Book
from tollbook.book.search import Found, Near, Wanted, search
from tollbook.book.words import marks, name, terms, tokens
from tollbook.cli import main
from tollbook.errors import InputError
from tollbook.model.figure import Outcome

FERRY = "KESSA, 4 March 2031 (Radio Kessa) - 12 people were killed at the ferry landing of Ḥamrā’, it said."
TEXTS = {
    "ferry.txt": FERRY,
    "mill.txt": "ORLAN, 5 March 2031 (Orlan Courier) - A car bomb hurt 3 guards; the ferry was shut.",
    "arabic.txt": "قال المصدر إن القصف على إدلب أوقع قتلى قرب السوق.",
    "chinese.txt": "莫里亚通讯社报道，萨雷布市场发生爆炸，十二人死亡。",
    "russian.txt": "Жители посёлка Ёлкино сообщили об обстреле рынка.",
    "thai.txt": "เกิดเหตุระเบิดที่ตลาดในเมืองซาเรบ",
}


def looked(book: Book, words: str = "", **more: Any) -> Found:
    with book.reading() as connection:
        return search(connection, Wanted(words=words, **more))


def names(book: Book, words: str = "", **more: Any) -> set[str]:
    return {hit.report.split("-")[0] for hit in looked(book, words, **more).hits}


@pytest.fixture
def texts(book: Book, tmp_path: Path) -> Book:
    for file, content in TEXTS.items():
        (tmp_path / file).write_text(content)
    add(book, *(tmp_path / file for file in TEXTS))
    return book


def test_words_in_any_script_find_their_reports(texts: Book) -> None:
    wanted = {
        "ferry": {"ferry", "mill"},
        "ferry killed": {"ferry"},
        "FERRY  landing": {"ferry"},
        "hamra": {"ferry"},
        '"car bomb"': {"mill"},
        '"bomb car"': set(),
        "ferry -bomb": {"ferry"},
        "guar*": {"mill"},
        "guar": set(),
        "القصف": {"arabic"},
        "ادلب": {"arabic"},
        "爆炸": {"chinese"},
        "市场发生": {"chinese"},
        "爆": {"chinese"},
        "炸爆": set(),
        "елкино": {"russian"},
        "ระเบิด": {"thai"},
    }
    assert {words: names(texts, words) for words in wanted} == wanted


def test_the_snippet_shows_the_hit_by_its_characters(texts: Book) -> None:
    (hit,) = looked(texts, "爆炸").hits
    text = TEXTS["chinese.txt"]
    assert [text[start:end] for start, end in hit.snippet.marks] == ["爆炸"]
    assert text[hit.snippet.start :].startswith(hit.snippet.text)


def test_a_word_of_the_title_weighs_more(book: Book) -> None:
    for place, (title, words) in enumerate([("", "market " * 3), ("Market", "a quay")]):
        made = dispatch(f"r{place}")
        titled = msgspec.structs.replace(made.report.title, value=title) if made.report.title else None
        report = msgspec.structs.replace(made.report, text=words + " and " * 60, title=titled)
        bare = msgspec.structs.replace(made, report=report, figures=(), claims=(), mentions=())
        keep(book, bare, str(place).encode(), f"/news/{place}")
    hits = looked(book, "market").hits
    assert [hit.report for hit in hits] == ["r1", "r0"]
    assert hits[0].score > hits[1].score > 0


def test_filters_by_outlet_place_actor_outcome_and_day(book: Book) -> None:
    kept(book)
    fits: list[dict[str, Any]] = [
        {"outlet": "MERIDIAN wire"},
        {"place": "sareb"},
        {"place": "Orlan Province"},
        {"place": "example:2"},
        {"actor": "dawn front"},
        {"actor": "example-front"},
        {"outcome": Outcome.MISSING},
        {"since": date(2031, 3, 14), "until": date(2031, 3, 14)},
        {"event_from": date(2031, 3, 12), "event_to": date(2031, 3, 12)},
        {"words": "colonel", "place": "Sareb", "outcome": Outcome.INJURED},
    ]
    fails: list[dict[str, Any]] = [
        {"outlet": "Meridian"},
        {"place": "Kessa"},
        {"actor": "Dusk Front"},
        {"outcome": Outcome.DETAINED},
        {"since": date(2031, 3, 15)},
        {"until": date(2031, 3, 13)},
        {"event_to": date(2026, 1, 1)},
        {"words": "football", "place": "Sareb"},
    ]
    assert [looked(book, **each).total for each in fits] == [1] * len(fits)
    assert [looked(book, **each).total for each in fails] == [0] * len(fails)


def test_a_circle_and_days_must_hold_of_one_and_the_same_figure(book: Book) -> None:
    kept(book)
    near = Near(36.0, 37.0, 5)
    day = date(2031, 3, 12)
    (hit,) = looked(book, near=near, event_from=day, event_to=day, outcome=Outcome.INJURED).hits
    assert [(record.low, record.place, record.km) for record in hit.records] == [
        (12, "Sareb", 0.0),
        (24, "Sareb", 0.0),
    ]
    assert looked(book, near=near, event_to=date(2031, 3, 11)).total == 0
    assert looked(book, near=Near(36.0, 37.2, 5)).total == 0
    assert looked(book, near=Near(36.0, 37.2, 19)).total == 1
    assert looked(book, near=Near(36.0, 37.2, 19), outcome=Outcome.DISPLACED).total == 0


def test_a_search_is_of_the_text_that_stands_and_as_of_of_the_one_that_stood(
    tmp_path: Path, new_book: NewBook
) -> None:
    book = new_book(tmp_path / "book")
    start = datetime.now(UTC) + timedelta(days=1)
    path = tmp_path / "ferry.txt"
    for days, words in ((0, FERRY), (2, FERRY.replace("ferry", "bridge"))):
        book.clock = partial(start.__add__, timedelta(days=days))
        path.write_text(words)
        add(book, path)
    assert (looked(book, "ferry").total, looked(book, "bridge").total) == (0, 1)
    before = start + timedelta(hours=1)
    assert looked(book, "ferry", as_of=before).hits[0].version == 1
    assert looked(book, "bridge", as_of=before).total == 0


def test_all_that_fits_is_counted_though_the_first_alone_is_shown(texts: Book) -> None:
    every = looked(texts, since=date(1, 1, 1))
    for limit in (0, 1, every.total - 1):
        found = looked(texts, since=date(1, 1, 1), limit=limit)
        assert (found.total, found.hits) == (every.total, every.hits[:limit])
    assert every.total > 1


def test_rebuilding_makes_the_same_index(texts: Book) -> None:
    kept(texts)
    asked: list[tuple[str, dict[str, Any]]] = [
        ("ferry", {}),
        ("爆炸", {}),
        ("", {"place": "Sareb"}),
        ("", {"actor": "Dawn Front"}),
    ]
    before = [looked(texts, words, **more) for words, more in asked]
    texts.rebuild()
    assert [looked(texts, words, **more) for words, more in asked] == before
    assert all(found.total for found in before)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.text(alphabet="\"'*-^:(){}+ab&|!<>\\% é爆", max_size=24))
def test_nothing_that_a_person_types_is_an_error_of_syntax(book: Book, words: str) -> None:
    said: list[str] = []
    try:
        looked(book, words, outlet="x")
    except InputError as error:
        said.append(error.what)
    assert all("word" in what for what in said)


@given(st.text(max_size=60))
def test_words_stand_where_their_characters_are(text: str) -> None:
    found = list(tokens(text))
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
    for token in found:
        assert " " not in token.word
        assert "'" not in token.word


def test_every_word_of_a_text_finds_it() -> None:
    for token in list(tokens(DISPATCH))[:40]:
        assert marks(DISPATCH, terms(token.word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ḥamāh", "hamah"),
        ("إدْلِب", "ادلب"),
        ("کابل", "كابل"),
        ("Łódź", "lodz"),
        ("STRASSE", "Straße"),
        ("۱۲", "12"),
    ],
)
def test_spellings_that_count_as_one(one: str, other: str) -> None:
    assert name(one) == name(other)


@pytest.mark.parametrize("given", ["91,0,5", "0,181,5", "0,0,0"])
def test_a_circle_off_the_earth_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="is no circle on the earth"):
        Near(*(float(part) for part in given.split(",")))


def test_the_command_marks_hits_and_says_how_many_there_are(tmp_path: Path) -> None:
    with Book.init(tmp_path / "book") as book:
        kept(book)
    call = ["search", "--book", str(tmp_path / "book")]
    done = CliRunner().invoke(main, [*call, "colonel", "idris", "--near", "36,37,5"])
    assert done.exit_code == 0, done.output
    assert "meridian-1  2031-03-14, Meridian Wire, Shells hit" in done.stdout
    assert "[Colonel] [Idris] Vann" in done.stdout
    assert "24 or more injured, Sareb, 2031-03-12, 0 km away, figure-" in done.stdout
    assert done.stdout.endswith("1 report\n")
    found = msgspec.json.decode(
        CliRunner().invoke(main, [*call, "idris", "--format", "json"]).stdout, type=Found
    )
    assert [DISPATCH[a:b] for a, b in found.hits[0].snippet.marks] == ["Idris"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "there is nothing to look for"),
        (["..."], "there is no word to look for"),
        (["--near", "here"], "'here' is no circle"),
        (["a"] * 40, "40 words are too many"),
    ],
)
def test_a_search_for_nothing_is_a_misuse(tmp_path: Path, arguments: list[str], says: str) -> None:
    Book.init(tmp_path / "book").close()
    done = CliRunner().invoke(main, ["search", "--book", str(tmp_path / "book"), *arguments])
    assert (done.exit_code, says in done.stderr) == (2, True)
