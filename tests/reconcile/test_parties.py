"""Parties: which sides are surely different people, among very many too."""

from tollbook.reconcile.parties import largest


def test_many_sides_that_are_surely_apart_all_count() -> None:
    assert largest([3] * 20, lambda one, other: True) == tuple(range(20))


def test_of_many_sides_that_may_be_one_the_largest_counts_beside_those_surely_apart() -> None:
    surely = {0, 1}
    assert largest([1, 2, *range(10, 40)], lambda a, b: bool(surely & {a, b})) == (31, 1, 0)


def test_a_side_between_two_that_may_be_one_counts_with_the_larger() -> None:
    assert largest([4, 9, 5], lambda a, b: {a, b} != {0, 1}) == (1, 2)
