"""Grades with their reasons, and summaries that say nothing which no claim holds."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from made_accounts import MONITOR, NORTH, SOUTH, account, days, figure, said, unnamed
from test_reconcile_laws import accounts as drawn

from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Outcome, Stance, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.lexicon import lexicon
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.toll import Grade, GradeLevel, Summary
from tollbook.reconcile import grade, policies, reconcile, summary
from tollbook.reconcile.naming import MONTHS
from tollbook.reconcile.summary import phrases

STRIKE = "Air/drone strike"


def graded(*accounts: Account) -> Grade:
    return grade("i1", accounts, reconcile("i1", accounts, policies()["range"]).stated)


def told(*accounts: Account) -> Summary:
    return summary("i1", accounts, reconcile("i1", accounts, policies()["range"]).tolls)


def accused(report: str, by: object, of: object) -> Account:
    return account(report, kind=ClaimKind.ACCUSATION, initiator=by, target=of)  # type: ignore[arg-type]


def test_one_source_is_weak_and_two_are_fair() -> None:
    assert graded(said("a", 3)).level is GradeLevel.WEAK
    assert graded(said("a", 3), said("b", 4)).level is GradeLevel.FAIR


def test_two_papers_with_one_monitor_are_weak() -> None:
    assert graded(said("a", 3, by=MONITOR), said("b", 3, by=MONITOR)).level is GradeLevel.WEAK


def test_a_party_that_says_it_did_it_confirms() -> None:
    claimed = account("b", kind=ClaimKind.RESPONSIBILITY, initiator=SOUTH, by=SOUTH)
    found = graded(said("a", 3), claimed)
    assert found.level is GradeLevel.CONFIRMED
    assert found.reasons[0] == ("South Front says that it did it", (claimed.claim.id,))


def test_a_party_that_says_another_did_it_confirms_nothing() -> None:
    claimed = account("b", kind=ClaimKind.EVENT, initiator=SOUTH, by=NORTH, event=STRIKE)
    assert graded(said("a", 3), claimed).level is GradeLevel.WEAK


def test_two_parties_held_responsible_are_contested_and_one_is_not() -> None:
    one = accused("b", unnamed("residents"), NORTH)
    other = accused("c", NORTH, SOUTH)
    assert graded(said("a", 3), one, other).level is GradeLevel.CONTESTED
    assert graded(said("a", 3), one).level is GradeLevel.WEAK


def test_one_party_held_responsible_that_denies_it_is_contested() -> None:
    denial = account("c", kind=ClaimKind.DENIAL, initiator=NORTH, by=NORTH, stance=Stance.DENIED)
    assert graded(said("a", 3), accused("b", MONITOR, NORTH), denial).level is GradeLevel.CONTESTED


def test_combatants_alone_are_discounted_and_one_civilian_is_not() -> None:
    fighters = said("a", 3, status=Status.COMBATANT)
    assert graded(fighters).level is GradeLevel.DISCOUNTED
    assert graded(fighters, said("b", 1, status=Status.CIVILIAN)).level is GradeLevel.FAIR


def test_nobody_harmed_by_any_account_is_discounted() -> None:
    assert graded(said("a", 0)).level is GradeLevel.DISCOUNTED


def test_outlets_that_speak_for_one_state_are_weak_together() -> None:
    # Two outlets of one state, by the list of outlets.
    found = graded(said("a", 3, outlet="TASS"), said("b", 4, outlet="RIA Novosti"))
    assert found.level is GradeLevel.WEAK
    assert found.reasons[0][0] == "all its sources speak for one party"


def test_a_summary_says_who_says_what_with_days_and_places() -> None:
    strike = account(
        "a",
        figure("a", 14, status=Status.CIVILIAN, by=MONITOR),
        outlet="The Lanner Post",
        event=STRIKE,
        place="Orsa",
        when=days("2031-03-03"),
    )
    found = told(strike, said("b", 19, None, outlet="Kessa Radio"), accused("c", unnamed("residents"), NORTH))
    assert found.text == (
        "The Lanner Post reported an air or drone strike in Orsa on 3 March 2031. "
        "Harm Ledger, quoted by The Lanner Post (4 March 2031), said that 14 civilians were killed. "
        "Kessa Radio (4 March 2031) reported that at least 19 people were killed. "
        "Residents, quoted by The c Post (4 March 2031), held North Army responsible."
    )
    assert all(clause.claims for clause in found.clauses)


def test_a_denied_figure_is_told_as_denied() -> None:
    found = told(said("a", 87, stance=Stance.DENIED, by=NORTH, outlet="Kessa Radio"))
    assert found.text == "North Army, quoted by Kessa Radio, denied that 87 people were killed."


def test_every_type_of_event_has_a_neutral_phrase() -> None:
    types = {entry.words[0] for entry in lexicon("ontology/event_types.yaml").entries}
    assert set(phrases()) == types


FRAME = set(
    "reported in doubt on between and that said was were is are nobody none of the at least most about "
    "people person quoted by denied held responsible it what others killed injured missing detained "
    "abducted displaced or civilians civilian combatants combatant children child women woman elderly "
    "medics medic journalists journalist aid workers worker commanders commander foreigners foreigner".split()
)


def left_over(found: Summary, accounts: list[Account]) -> set[str]:
    """Give the words of a summary that stand neither in its frame nor in a claim that the clause names."""
    out: set[str] = set()
    for clause in found.clauses:
        mine = [account for account in accounts if account.claim.id in clause.claims]
        assert mine, clause.text
        known: set[str] = set()
        for each in mine:
            values = [each.outlet or "", each.report]
            claim = each.claim
            values += [a.value.label for a in (claim.initiator, claim.target) if a]
            values += [claim.place.value.name] if claim.place else []
            values += [phrases().get(claim.event.value, "")] if claim.event else []
            known |= {w for value in values for w in re.findall(r"\w+", value.lower())}
            spans = [claim.when.value] if claim.when else []
            dates = [day for when in spans for day in (when.start, when.end) if day]
            dates += [date.fromisoformat(each.published)] if each.published else []
            for day in dates:
                known |= {str(day.day), MONTHS[day.month - 1].lower(), str(day.year)}
            for one in each.figures:
                if one.id in clause.figures:
                    known |= {str(n) for n in (one.count.value.low, one.count.value.high) if n is not None}
                    known |= {w for c in one.claimants for w in re.findall(r"\w+", c.value.label.lower())}
        out |= set(re.findall(r"\w+", clause.text.lower())) - known - FRAME
    return out


@settings(max_examples=60, deadline=None)
@given(made=drawn())
def test_no_number_place_actor_or_day_occurs_that_no_claim_holds(made: list[Account]) -> None:
    assert left_over(told(*made), made) == set()


@settings(max_examples=30, deadline=None)
@given(made=drawn())
def test_a_summary_says_nothing_of_a_side_in_a_loaded_word(made: list[Account]) -> None:
    words = lexicon("lexicon/en/loaded.yaml")
    for clause in told(*made).clauses:
        assert [match.span.of(clause.text) for match in words.find(clause.text)] == []


def test_a_summary_names_persons_that_are_added_up() -> None:
    both = (
        figure("a", 1, name=name, words=name, at=at) for name, at in (("Ivo Lanner", 0), ("Mira Orsa", 90))
    )
    texts = [clause.text for clause in told(account("a", *both)).clauses]
    assert any("at least 2 people were killed: Ivo Lanner and Mira Orsa" in text for text in texts)


@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("trait", list(Trait))
def test_every_harm_and_trait_can_be_said(outcome: Outcome, trait: Trait) -> None:
    whole = figure("a", 20, outcome=outcome)
    part = figure("a", 3, at=50, outcome=outcome, traits=(trait,), part_of=whole.id)
    made = [account("a", whole, part)]
    assert left_over(told(*made), made) == set()
    assert len(told(*made).clauses) == 2


def test_a_group_that_no_registry_knows_can_say_that_it_did_it() -> None:
    legion = unnamed("Dawn Legion")
    claimed = account("b", kind=ClaimKind.RESPONSIBILITY, initiator=legion, by=legion)
    assert graded(said("a", 3), claimed).level is GradeLevel.CONFIRMED


def test_sides_without_names_that_blame_each_other_are_contested() -> None:
    army = Actor(name="the army", label="army", kind=ActorKind.STATE_FORCES)
    insurgents = Actor(name="the insurgents", label="insurgents", kind=ActorKind.REBEL_GROUP)
    blames = [accused("b", army, insurgents), accused("c", insurgents, army)]
    assert graded(said("a", 3), *blames).level is GradeLevel.CONTESTED


def test_the_army_may_be_the_army_that_is_named() -> None:
    army = Actor(name="the army", label="army", kind=ActorKind.STATE_FORCES)
    named = Actor(name="Norvanian army", label="army of Norvania", kind=ActorKind.STATE_FORCES, country="NV")
    blames = [accused("b", MONITOR, army), accused("c", MONITOR, named)]
    assert graded(said("a", 3), *blames).level is GradeLevel.WEAK


def test_words_that_only_point_name_no_party() -> None:
    pointing = accused("b", SOUTH, unnamed("the other"))
    alone = graded(said("a", 3), pointing)
    assert alone.level is GradeLevel.WEAK
    assert alone.reasons[-1][0] == "held responsible, and nobody else: a party that the words do not name"
    named = graded(said("a", 3), pointing, accused("c", MONITOR, NORTH))
    assert [words for words, _ in named.reasons][1:] == ["held responsible, and nobody else: North Army"]


def test_a_monitor_is_never_held_responsible() -> None:
    blames = [accused("b", NORTH, MONITOR), accused("c", SOUTH, NORTH)]
    assert graded(said("a", 3), *blames).level is GradeLevel.WEAK


def test_a_figure_of_children_is_told_as_one_of_children() -> None:
    children = figure("a", 3, status=Status.CIVILIAN, traits=(Trait.CHILD,))
    assert told(account("a", children, outlet="Kessa Radio")).text == (
        "Kessa Radio (4 March 2031) reported that 3 children were killed."
    )
