"""A part of a book weighs its claims as the whole book does, and a new claim finds those that it may meet."""

from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linked_accounts import account, sources

from tollbook.evaluate.dense_war import War, dense_war
from tollbook.link import shipped, table_of
from tollbook.link.blocking import pairs
from tollbook.link.columns import Columns
from tollbook.link.counted import FURNITURE, Counts, key, part
from tollbook.link.counting import counted, grown
from tollbook.link.meetings import Ask, kept, kept_also, may_meet
from tollbook.link.scoring import scores
from tollbook.model.incident import Account

FEW_RUNS = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WARS = {seed: dense_war(160, places=12, days=30, seed=seed) for seed in (3, 4)}


def counts_of(table: Columns, war: War) -> Counts:
    """Count over a table of all claims, and keep it in memory."""
    sizes, told = counted(table, war.sources)
    held = {(name, day): times for name, day, times in told}

    def times(keys: Collection[int], _days: tuple[int, int]) -> Iterable[tuple[int, int, int]]:
        wanted = set(keys)
        return [(name, day, n) for (name, day), n in held.items() if name in wanted]

    furniture = frozenset(day for name, day in held if name == key(FURNITURE))
    return Counts(sizes=sizes, furniture=furniture, times=times)


def weights_of(table: Columns, chosen: list[int]) -> dict[tuple[str, str], float]:
    """Score all pairs of some rows; by the claims' ids."""
    rows = np.array(chosen, dtype=np.int64)
    left, right = (rows[side] for side in np.triu_indices(len(rows), 1))
    found = scores(table, left, right, shipped(), floor=-100)
    ids = [each.claim for each in table.items]
    return {
        tuple(sorted((ids[a], ids[b]))): weight
        for a, b, weight in zip(left.tolist(), right.tolist(), found.tolist(), strict=True)
    }


@given(seed=st.sampled_from(sorted(WARS)), chosen=st.sets(st.integers(0, 150), min_size=3, max_size=25))
@FEW_RUNS
def test_pairs_of_a_part_of_a_book_weigh_what_they_weigh_in_the_whole_book(
    seed: int, chosen: set[int]
) -> None:
    war = WARS[seed]
    whole = table_of(war.accounts, war.sources)
    rows = sorted(chosen)
    some = part([whole.items[row] for row in rows], war.sources, counts_of(whole, war), ())
    before, after = weights_of(whole, rows), weights_of(some, list(range(len(rows))))
    assert before.keys() == after.keys()
    assert all(before[pair] == pytest.approx(after[pair], abs=1e-3) for pair in before)


@given(seed=st.sampled_from(sorted(WARS)), late=st.integers(5, 40))
@FEW_RUNS
def test_a_new_claim_finds_all_that_it_would_be_linked_with_in_the_whole_book(seed: int, late: int) -> None:
    war = WARS[seed]
    every = table_of(war.accounts, war.sources)
    reports = sorted({each.report for each in war.accounts}, key=lambda name: int(name.strip("rb")))
    last = set(reports[-late:])
    old = table_of([a for a in war.accounts if a.report not in last], war.sources)
    counts = counts_of(old, war)
    new = [each for each in every.items if each.report in last]
    some = part(new, war.sources, counts, {each.claim for each in new})
    met = may_meet(some, range(len(new)), counts.sizes.rows["names"], asker(sorted(kept(old))))
    found = {(new[row].claim, old.items[n].claim) for row, numbers in met.items() for n in numbers}
    fresh = np.array([each.report in last for each in every.items], dtype=bool)
    left, right, _ = pairs(every, new=fresh)
    strong = scores(every, left, right, shipped(), floor=2.0) >= 2.0
    for a, b in zip(left[strong].tolist(), right[strong].tolist(), strict=True):
        one, other = (a, b) if fresh[a] else (b, a)
        if not fresh[other]:
            assert (every.items[one].claim, every.items[other].claim) in found


def asker(rows: list[tuple[int, int, int]]) -> Ask:
    """Ask rows of key, day and number that are kept in memory."""

    def ask(keys: Collection[int], first: int, last: int) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = []
        for name in keys:
            at = bisect_left(rows, (name, first, 0))
            while at < len(rows) and rows[at][0] == name and rows[at][1] <= last:
                found.append(rows[at])
                at += 1
        return found

    return ask


def test_what_comes_in_is_counted_as_if_it_had_been_there_from_the_start() -> None:
    where = product(("market", "mill", "depot"), ("Sareb", "Orlan"))
    told: list[Account] = [
        account(f"Shells fell on the {site} of {place}", report=f"r{n}", place=place, day=n % 3, killed=2)
        for n, (site, place) in enumerate(where)
    ]
    texts = sources(told)
    old, every = table_of(told[:4], texts), table_of(told, texts)
    before, rows = counted(old, texts)
    first = {(name, day): times for name, day, times in rows}

    def times(keys: Collection[int], _days: tuple[int, int]) -> Iterable[tuple[int, int, int]]:
        return [(name, day, n) for (name, day), n in first.items() if name in set(keys)]

    new = {each.claim.id for each in told[4:]}
    counts = Counts(sizes=before, furniture=frozenset(), times=times)
    some = part(list(every.items), texts, counts, new)
    fresh = np.array([each.claim in new for each in every.items], dtype=bool)
    sizes, more = grown(some, fresh, before)
    for name, day, n in more:
        first[name, day] = first.get((name, day), 0) + n
    whole, rows = counted(every, texts)
    held = {(name, day): n for name, day, n in rows}
    assert (sizes.rows["names"], sizes.aged) == (whole.rows["names"], whole.aged)
    words = {key("texts", word) for index in (some.texts, every.texts) for word in index.terms}
    assert {k: n for k, n in held.items() if k[0] not in words} == {
        k: n for k, n in first.items() if k[0] not in words
    }


def test_a_claim_is_kept_under_the_keys_by_which_it_asks() -> None:
    told = [account(f"A mine on road {n} killed a shepherd", report=f"r{n}", killed=1) for n in range(3)]
    texts = sources(told)
    table = table_of(told, texts)
    assert set(kept_also(table, range(3), 3)) == set(kept(table))
