"""Incidents keep their ids through merges and splits."""

from hypothesis import given
from hypothesis import strategies as st

from tollbook.link.identity import named

GROUPS = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True), max_size=4)


def apart(groups: list[list[str]]) -> list[list[str]]:
    """Leave each claim in the first group that has it."""
    seen: set[str] = set()
    out = []
    for group in groups:
        mine = [claim for claim in group if claim not in seen]
        seen |= set(mine)
        if mine:
            out.append(mine)
    return out


def test_a_group_that_grew_keeps_its_id() -> None:
    assert named([["a", "b", "c"]], {"one": ["a", "b"]}) == (["one"], [()], {})


def test_of_two_that_are_merged_the_larger_keeps_its_id_and_the_other_is_remembered() -> None:
    ids, merged, gone = named([["a", "b", "c"]], {"small": ["a"], "large": ["b", "c"]})
    assert (ids, merged, gone) == (["large"], [("small",)], {"small": "large"})


def test_of_two_that_split_the_one_with_most_former_claims_keeps_the_id() -> None:
    ids, _, gone = named([["a"], ["b", "c"]], {"one": ["a", "b", "c"]})
    assert ids[1] == "one"
    assert ids[0] not in {"one", ids[1]}
    assert gone == {}


def test_an_incident_all_of_whose_claims_are_gone_is_gone() -> None:
    assert named([["x"]], {"one": ["a"]})[2] == {"one": None}


def test_an_id_that_was_given_once_is_not_given_to_another_incident() -> None:
    first = named([["a"]], {})[0][0]
    assert named([["a"]], {}, used={first})[0][0] != first


@given(GROUPS, GROUPS)
def test_ids_are_unique_and_nothing_changes_where_nothing_changed(
    before: list[list[str]], after: list[list[str]]
) -> None:
    before, after = apart(before), apart(after)
    former = dict(zip(named(before, {})[0], before, strict=True))
    ids, _, gone = named(after, former)
    assert len(set(ids)) == len(after)
    assert set(former) <= {*ids, *gone}
    assert named(before, former)[0] == list(former)
