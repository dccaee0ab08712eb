"""What a run has met is counted on disk, and what is under way is found at once."""

import sqlite3

import pytest
from example_book import record
from hypothesis import given
from hypothesis import strategies as st

from tollbook.book import Same
from tollbook.errors import EvidenceError
from tollbook.met import Met, UnderWay

PIECES = st.lists(st.sampled_from(["a", "b", "a\x1fb", "a1:b", ""]), min_size=1, max_size=2)


@given(st.lists(PIECES, max_size=20))
def test_everything_is_counted_as_often_as_it_was_met(parts: list[list[str]]) -> None:
    met = Met()
    for number, each in enumerate(parts, 1):
        assert met.times(*each) == parts[:number].count(each)


def test_a_name_that_is_written_like_two_is_not_taken_for_them() -> None:
    met = Met()
    assert [met.times("a", "b"), met.times("a\x1fb"), met.times("1:a1:b"), met.times("ab")] == [1, 1, 1, 1]


def test_where_the_temporary_folder_is_full_the_message_says_what_to_do() -> None:
    class Full:
        def execute(self, *_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    met = Met()
    met._file = Full()  # type: ignore[assignment]  # a file that refuses
    with pytest.raises(EvidenceError, match=r"disk is full.*name another one in TMPDIR"):
        met.times("a")


def test_a_text_of_a_page_is_under_way_until_it_is_taken() -> None:
    way = UnderWay()
    first = record("1" * 64)
    assert not way.has(first.origin)
    way.add("a", first, Same(first.origin, ""))
    assert (way.has(first.origin), way.has(first.origin + "x")) == (True, False)
    assert way.take("a") == (first, Same(first.origin, ""), False)
    assert not way.has(first.origin)
    assert "a" not in way


def test_a_copy_is_the_same_bytes_under_the_same_name_for_the_same_outlet() -> None:
    way = UnderWay()
    first, elsewhere = record("1" * 64, origin="/a.txt"), record("1" * 64, origin="/b.txt")
    way.add("a", first, Same("/a.txt", ""))
    assert way.has_copy(elsewhere, Same("/b.txt", ""))
    assert not way.has_copy(elsewhere, Same("/b.txt", "a1"))
    assert not way.has_copy(record("2" * 64), Same("/b.txt", ""))
