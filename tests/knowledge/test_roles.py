"""Roles: the words of a lexicon that patterns are made of stand in the lexicon alone."""

import re
from pathlib import Path

import pytest

import tollbook
from tollbook.errors import KnowledgeError
from tollbook.learned.losses import _patterns as losses
from tollbook.learned.own_day import _apart, _record
from tollbook.learned.risen import _days, _lasting, _rising, _toll_of
from tollbook.learned.within import _patterns as within
from tollbook.model import lexicon
from tollbook.model.roles import CONTEXT, context, days, one_of, role
from tollbook.qualify.naming import _names

PACKAGE = Path(tollbook.__file__).parent
STORED = {entry.sets["role"] for entry in lexicon.load(CONTEXT).entries}


def test_the_longer_of_two_words_is_matched_first() -> None:
    found = re.match(one_of(["toll", "toll of the dead", "a+b"]), "toll of the dead")
    assert found
    assert found[0] == "toll of the dead"
    assert not re.fullmatch(one_of(["a+b"]), "aab")


def test_a_role_without_words_is_told_with_its_file() -> None:
    with pytest.raises(KnowledgeError, match=r"context_words\.yaml: no entry has the role 'no such role'"):
        context("no such role")


def test_every_role_of_the_context_words_is_used_and_every_one_that_the_schema_allows_has_words() -> None:
    parts = ("annotate", "extract", "learned", "qualify")
    said = "".join(path.read_text("utf-8") for part in parts for path in (PACKAGE / part).glob("*.py"))
    assert {name for name in STORED if f"'{name}'" not in said and f'"{name}"' not in said} == set()
    assert set(lexicon.schemas()["context_word"].sets["role"].values) == STORED


def test_days_have_their_full_names_with_a_capital() -> None:
    assert days("weekday") >= {"Monday", "Sunday"}
    assert len(days("weekday")) == 7
    assert days("month") >= {"May", "September"}
    assert len(days("month")) == 12


def test_no_context_word_stands_in_a_role_twice_in_two_cases() -> None:
    for name in STORED:
        assert len({word.lower() for word in role(name, CONTEXT)}) == len(role(name, CONTEXT)), name


@pytest.mark.parametrize(
    ("pattern", "matches", "keeps_away_from"),
    [
        (losses().own, "the front put its own losses at ", "the front put its own deadline at "),
        (losses().lost, "and the army has lost ", "and the army has lots of "),
        (losses().price, "it admits the loss of ", "it notes the admission of "),
        (losses().others, "blamed the enemy", "blameless"),
        (losses().stops, "claimed", "clam"),
        (losses().voice, "spokespeople", "the spokes"),
        (losses().title, "Sgt Vale", "Sergius Vale"),
        (losses().body, "the Military Council", "the Military Councillor"),
        (within().body, "Third Column", "Fire Brigade"),
        (within().body, "Salt Cartel", "Salt Council"),
        (within().others, "herders accused of being", "herders of"),
        (within().people, "seven people", "seven victims"),
        (_names().behind, " Idris von Haas", " idris"),
        (_names().behind, " Sunniva", " Sunday"),
        (_names().body, "Rights Watch", "Rights Watcher"),
        (_rising(), "The tally rose to 9 from 4", "The tally fell to 9 from 14"),
        (_lasting(), "the toll of the siege passed ", "the toll of the blast passed "),
        (_days(), "on Friday", "on Fri"),
        (_days(), "in May", "it may"),
        (_toll_of(), "a death toll of ", "a death tolls of "),
        (_apart(), " in hospital talks on ", " in hospital on "),
        (_record(), "the worst raid ", "the worse raid "),
    ],
    ids=lambda value: value.strip() if isinstance(value, str) else "",
)
def test_a_pattern_finds_the_words_of_its_role_and_no_others(
    pattern: re.Pattern[str], matches: str, keeps_away_from: str
) -> None:
    assert pattern.search(matches)
    assert not pattern.search(keeps_away_from)
