"""Accounts of one strike by opposing parties: other words, other numbers, one quiet place and one day."""

from datetime import date

import numpy as np
import pytest
from linked_accounts import account, decided, sources

from tollbook.link import Source, link, shipped, table_of
from tollbook.link.clusters import Rules
from tollbook.link.furniture import Furniture
from tollbook.link.meeting import met
from tollbook.link.why import why
from tollbook.model.decision import DecisionKind
from tollbook.model.incident import Account


def groups(accounts: list[Account]) -> int:
    return len(link(accounts, sources(accounts)).incidents)


def level(one: Account, other: Account, name: str) -> str:
    table = table_of([one, other], sources([one, other]))
    return next(each.level for each in why(table, 0, 1, shipped()).levels if each.comparison == name)


RESCUERS = account("Rescue workers counted sixteen bodies after bombs fell on Sareb", killed=16)
CHANNEL = account("Nineteen rose as martyrs in a raid of the enemy", report="channel-1", killed=19)


def test_two_parties_that_tell_one_day_at_a_quiet_place_in_other_words_and_numbers_are_one_incident() -> None:
    assert groups([RESCUERS, CHANNEL]) == 1


def test_a_place_told_of_every_day_is_no_quiet_one_and_a_claim_of_years_ago_does_not_make_it_one() -> None:
    daily = [
        account(f"A raid on the {n}th quarter hurt many", report=f"daily-{n}", day=n % 30, killed=n % 7)
        for n in range(60)
    ]
    old = account("It was the first since then", report="old-1", day=-3000)
    for more in (daily, [*daily, old]):
        accounts = [RESCUERS, CHANNEL, *more]
        table = table_of(accounts, sources(accounts))
        rows = {each.claim: row for row, each in enumerate(table.items)}
        said = why(table, rows[RESCUERS.claim.id], rows[CHANNEL.claim.id], shipped()).levels
        assert said[0].level == "the same day"
        assert next(each for each in said if each.comparison == "wording").weight < 0


def test_two_parties_that_tell_of_days_weeks_apart_are_two_incidents() -> None:
    later = account("Nineteen rose as martyrs", report="channel-1", killed=19, day=20, published=20)
    assert groups([RESCUERS, later]) == 2


@pytest.mark.parametrize(
    ("other", "killed", "said"),
    [
        ("Shelling/artillery/missile attack", 16, "a like type of event"),
        ("Remote explosive/landmine/IED", 16, "explosions of another kind"),
        ("Armed clash", 16, "another type of event"),
    ],
)
def test_who_hears_an_explosion_may_name_it_otherwise(other: str, killed: int, said: str) -> None:
    assert (
        level(RESCUERS, account("A depot blew up", report="c-1", killed=killed, event=other), "event") == said
    )


@pytest.mark.parametrize(
    ("killed", "said"),
    [
        (16, "the same number, ten or more"),
        (19, "numbers that are near"),
        (30, "numbers of four or more that differ by less than a factor of two and a half"),
        (90, "numbers that contradict each other"),
    ],
)
def test_parties_give_other_numbers_of_one_strike(killed: int, said: str) -> None:
    assert level(RESCUERS, account("A raid", report="c-1", killed=killed), "figures") == said


def test_the_words_of_one_may_name_the_place_of_the_other() -> None:
    told = account("Raids on Qasr Amun and other towns", report="c-1", place="Sareb")
    assert level(told, account("Bombs fell", place="Qasr Amun"), "place") == (
        "the words of one name the place of the other"
    )
    assert level(told, account("Bombs fell", place="Tel Hadur"), "place") == "places apart"


def test_a_report_counts_by_its_claim_that_agrees_best_unless_people_said_not_the_same() -> None:
    """A headline of another report fits one of two claims of a report well, and the other badly."""
    first = account("Bombs fell on Sareb", killed=16, event=None)
    detail = account("A baker lost one arm that day", killed=1, at=400, place=None, day=None, event=None)
    other = account("Bombs fell on Sareb, sixteen dead", report="c-1", killed=16)
    table = table_of([first, detail, other], sources([first, other]))
    rows = {each.claim: row for row, each in enumerate(table.items)}
    a, b, c = rows[first.claim.id], rows[detail.claim.id], rows[other.claim.id]
    known = (np.array([min(a, c)]), np.array([max(a, c)]), np.array([6], dtype=np.float32))
    rules = Rules(join=0.5, cut=0, most=8)
    assert met(table, [[a, b], [c]], known, shipped(), rules) == [sorted([a, b, c])]
    barred = Rules(join=0.5, cut=0, most=8, apart=[(b, c)])
    assert met(table, [[a, b], [c]], known, shipped(), barred) == sorted([sorted([a, b]), [c]])


def test_a_decision_keeps_two_parties_apart() -> None:
    apart = decided(DecisionKind.NOT_SAME, RESCUERS, CHANNEL)
    both = [RESCUERS, CHANNEL]
    assert len(link(both, sources(both), decisions=[apart]).incidents) == 2


def made(day: int, text: str) -> Source:
    return Source(id=str(day), text=text, published=date(2031, 3, day))


def test_a_sentence_in_a_mould_is_known_again_by_its_words_without_names() -> None:
    mould = "Get notices by mail whenever {} has posted something new. Three died in Orsa and five in Kell."
    first, later = (
        made(1, mould.format("Mara Oduya")),
        made(20, mould.format("Noor Salem").split(". ")[0] + "."),
    )
    assert Furniture([first, later]).without(first.text) == "Three died in Orsa and five in Kell."


def test_of_a_page_without_its_report_nothing_is_left() -> None:
    page = (
        "Sign in to read on with us today. By going on you agree to the terms of our house. Our letter comes "
        "every morning to all who ask for it. See what others have read in the last hour. Write to our desk "
        "by day and by night, also on Sundays. Our shop has cups with the sign of our house. Sign in, {}"
    )
    first, later = made(1, page.format("b")), made(20, page.format("c"))
    assert Furniture([first, later]).without(first.text) == ""


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ("aged 71", "a rare age in common, or two that many claims give"),
        ("aged 17", "one age in common that many claims give"),
        ("aged 17, with one aged 71,", "two ages in common, or more"),
        ("aged 33", "other ages"),
    ],
)
def test_an_age_that_many_claims_give_says_less(ages: str, said: str) -> None:
    crowd = [account("A pupil aged 17 was shot", report=f"crowd-{n}", day=n % 9) for n in range(50)]
    first = account("They were shot, one aged 17, and one aged 71", report="first-1")
    other = account(f"Somebody {ages} was shot", report="other-1")
    accounts = [*crowd, first, other]
    table = table_of(accounts, sources(accounts))
    rows = {each.claim: row for row, each in enumerate(table.items)}
    levels = why(table, rows[first.claim.id], rows[other.claim.id], shipped()).levels
    assert next(each.level for each in levels if each.comparison == "ages") == said
