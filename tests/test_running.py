"""Running through many items: the order is kept in one process and in several."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tollbook.errors import InputError, TollbookError
from tollbook.running import in_order, whole


def make_squares() -> Callable[[int], int]:
    return lambda number: number * number


def make_deadly() -> Callable[[int], int]:
    def die(number: int) -> int:
        import os

        os._exit(number)

    return die


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_keep_the_order_of_the_items(jobs: int) -> None:
    assert list(in_order(make_squares, range(30), jobs)) == [n * n for n in range(30)]


def test_items_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for number in itertools.count():
            taken.append(number)
            yield number

    results = in_order(make_squares, endless(), 2)
    assert list(itertools.islice(results, 5)) == [0, 1, 4, 9, 16]
    assert len(taken) < 20


def test_a_killed_process_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(TollbookError, match="use fewer --jobs"):
        list(in_order(make_deadly, [3], 2))


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with whole(target) as stream:
        stream.write(b"first")
        assert not target.exists()
    assert target.read_bytes() == b"first"
    with pytest.raises(ValueError, match="negative"), whole(target) as stream:
        stream.write(bytes(-1))
    assert target.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    target = tmp_path / "none" / "out"
    with pytest.raises(InputError, match="cannot be written"), whole(target):
        pass
