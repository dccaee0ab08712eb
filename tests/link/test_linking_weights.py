"""The weights: as shipped, beside Splink's own scoring, and as trained."""

from collections import Counter

import numpy as np
import pytest

from tollbook.errors import InputError
from tollbook.evaluate.dense_war import dense_war
from tollbook.link import grouped, table_of
from tollbook.link.columns import Columns
from tollbook.link.comparisons import COMPARISONS, LEVELS, WITHIN
from tollbook.link.knowledge import shipped
from tollbook.link.scoring import scores
from tollbook.link.splinked import NAMES, levels, match_weights
from tollbook.link.train import train
from tollbook.link.why import why


@pytest.fixture(scope="module")
def table() -> Columns:
    war = dense_war(250, places=6, days=20)
    return table_of(war.accounts, war.sources)


def test_every_level_has_a_weight_and_a_label_and_no_weight_is_without_a_level() -> None:
    weights = shipped()
    for model, names in (("between", NAMES), ("within", WITHIN)):
        for name in names:
            assert set(weights.m[f"{model}.{name}"]) == set(LEVELS[name])
    assert len(weights.m) == len(NAMES) + len(WITHIN)
    assert set(COMPARISONS) == set(LEVELS)


def test_splink_gives_the_same_match_weights_by_the_same_weights(table: Columns) -> None:
    found, weights = levels(table), shipped()
    ours = np.full(len(found["time"]), weights.settings["prior_between"])
    for name in NAMES:
        ours += weights.table(f"between.{name}", LEVELS[name])[found[name]]
    assert len(ours) > 1000
    assert np.abs(match_weights(found, weights) - ours).max() < 1e-4


def test_the_levels_that_why_tells_add_up_to_the_weight_that_links(table: Columns) -> None:
    weights = shipped()
    left, right = np.array([0, 1, 2, 3]), np.array([9, 40, 77, 120])
    scored = scores(table, left, right, weights, floor=-1000)
    told = [why(table, int(i), int(j), weights).weight for i, j in zip(left, right, strict=True)]
    assert np.abs(scored - told).max() < 1e-3


def test_training_moves_weights_and_keeps_the_order_of_what_agrees_and_what_does_not(table: Columns) -> None:
    weights = shipped()
    made, count = train(table, grouped(table, weights), weights)
    assert count > 1000
    assert made.version.startswith("trained on")
    assert made.m != weights.m
    assert made.weight("between.time", "same_day") > made.weight("between.time", "few_days")
    assert made.weight("between.figures", "same_large") > made.weight("between.figures", "contradicting")


def test_a_small_book_teaches_nothing_and_says_so() -> None:
    war = dense_war(20, places=10, days=100)
    small = table_of(war.accounts, war.sources)
    with pytest.raises(InputError, match=r"training needs 2,000.*need no training"):
        train(small, grouped(small, shipped()), shipped())


def test_a_made_up_war_is_the_same_for_the_same_seed_and_every_claim_has_an_incident() -> None:
    one, again = dense_war(60, places=4, days=9), dense_war(60, places=4, days=9)
    assert (one.accounts, one.truth) == (again.accounts, again.truth)
    assert set(one.truth) == {each.claim.id for each in one.accounts}
    assert Counter(one.truth.values()).most_common(1)[0][1] > 1
