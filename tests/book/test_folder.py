"""The folder of a book: how it is found, and what is said where it is none."""

from pathlib import Path

import pytest

from tollbook.book import FILE, Book, find, make, settings
from tollbook.errors import BookError, InputError


def test_a_book_is_found_in_and_above_a_folder(tmp_path: Path) -> None:
    make(tmp_path / "book")
    (tmp_path / "book" / "a" / "b").mkdir(parents=True)
    assert find(tmp_path / "book") == find(tmp_path / "book" / "a" / "b") == (tmp_path / "book").resolve()


def test_no_book_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no book in .* --book, or make one: tollbook init"):
        find(tmp_path)
    with pytest.raises(InputError, match="is no book"):
        Book(tmp_path)


@pytest.mark.parametrize("name", ["Ada", 'the "desk"\nof Säreb \\ \x7f', ""])
def test_the_settings_come_back_as_they_were_given(tmp_path: Path, name: str) -> None:
    made = make(tmp_path / "book", collector=name or None, database="postgresql://h/ä%20b")
    assert settings(tmp_path / "book") == made


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("format = ", "damaged"),
        ('format = 1\nid = "a"', "damaged"),
        ('format = 1\nid = "a"\ndatabase = "book.db"\nextra = 1', "damaged"),
        ('format = 2\nid = "a"\ndatabase = "book.db"', "newer Tollbook"),
    ],
)
def test_settings_that_cannot_be_used_are_an_error(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BookError, match=why):
        settings(tmp_path)


def test_only_its_owner_may_read_the_settings_because_an_address_may_hold_a_password(tmp_path: Path) -> None:
    make(tmp_path / "book")
    assert (tmp_path / "book" / FILE).stat().st_mode & 0o077 == 0


def test_a_ledger_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    Book.init(tmp_path / "book").close()
    for path in (tmp_path / "book").glob("book.db*"):
        path.unlink()
    with pytest.raises(BookError, match=r"the ledger .* is gone"):
        Book(tmp_path / "book")
    assert not (tmp_path / "book" / "book.db").exists()


def test_the_ledger_of_another_book_is_refused(tmp_path: Path) -> None:
    Book.init(tmp_path / "a").close()
    Book.init(tmp_path / "b").close()
    (tmp_path / "a" / "book.db").replace(tmp_path / "b" / "book.db")
    with pytest.raises(BookError, match="holds another book"):
        Book(tmp_path / "b")


@pytest.mark.parametrize("database", ["mysql://host/name", "nonsense://x", "postgresql://127.0.0.1:1/none"])
def test_a_database_that_cannot_be_used_leaves_no_book(tmp_path: Path, database: str) -> None:
    with pytest.raises(BookError):
        Book.init(tmp_path / "book", database=database)
    with pytest.raises(InputError):
        Book(tmp_path / "book")


def test_a_server_that_does_not_answer_is_told_with_what_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(BookError) as told:
        Book.init(tmp_path / "book", database="postgresql://127.0.0.1:1/none")
    assert "Connection refused" in told.value.what
    assert told.value.todo == "see whether its server runs, and whether the address of the database is right"
