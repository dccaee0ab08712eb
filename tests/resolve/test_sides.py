"""Groups, and those beside them: an ally, a splinter or a sub-unit is never the group itself."""

from datetime import date

import pytest

from tollbook.annotate.actors import actors
from tollbook.model.reference import Actor
from tollbook.resolve.actors import registry, resolve_actors
from tollbook.resolve.event_day import actor_on


def first(text: str, day: str) -> Actor:
    found, _ = resolve_actors(actors(text), date.fromisoformat(day))
    assert found[0].actor is not None
    return found[0].actor


PAIRS = [
    (
        "Hayat Tahrir al-Sham",
        "Fighters allied with Hayat Tahrir al-Sham",
        "2018-03-01",
        "hayat-tahrir-al-sham",
    ),
    ("Kataib Hezbollah", "A faction close to Kataib Hezbollah", "2020-03-01", "kataib-hezbollah"),
    ("The Houthis", "Houthi-backed tribesmen", "2020-03-01", "ansar-allah"),
    ("Hamas", "A wing of Hamas", "2020-03-01", "hamas"),
    ("The Russian army", "Russian-backed separatists", "2015-03-01", "ru-forces"),
    ("The Azov battalion", "Opponents of the Azov battalion", "2016-03-01", "azov"),
    ("The Rapid Support Forces", "Militias allied to the Rapid Support Forces", "2023-06-01", None),
    ("M23", "An M23 splinter group", "2023-06-01", "m23"),
    ("JNIM", "A JNIM affiliate", "2019-06-01", "jnim"),
    ("Al-Shabaab", "Clan fighters allied with al-Shabaab", "2016-06-01", "al-shabaab"),
    ("Boko Haram", "A splinter group of Boko Haram", "2016-06-01", "boko-haram"),
    ("The Arakan Army", "Allies of the Arakan Army", "2023-12-01", "arakan-army"),
    ("The Taliban", "Enemies of the Taliban", "2015-12-01", "taliban"),
    ("The Taliban", "Anti-Taliban fighters", "2015-12-01", "taliban"),
    ("Viv Ansanm", "Supporters of Viv Ansanm", "2024-12-01", "viv-ansanm"),
    ("The Tigray Defence Forces", "A faction of the Tigray Defence Forces", "2021-06-01", None),
]


@pytest.mark.parametrize(("group", "beside", "day", "entry"), PAIRS, ids=[pair[1] for pair in PAIRS])
def test_who_stands_beside_a_group_is_not_the_group(
    group: str, beside: str, day: str, entry: str | None
) -> None:
    itself = first(f"{group} took the mill.", day)
    other = first(f"{beside} took the mill.", day)
    assert itself.registry is not None
    assert itself.registry == (entry or itself.registry)
    assert itself.relation is None
    assert other.registry is None
    assert other.relation is not None
    assert other.related is not None


@pytest.mark.parametrize(
    ("text", "day", "entry"),
    [
        ("The al-Qassam Brigades took the mill.", "2020-03-01", "al-qassam-brigades"),
        ("The Haqqani network took the mill.", "2015-12-01", "haqqani-network"),
        ("The Macina Liberation Front took the mill.", "2016-06-01", "macina-liberation-front"),
        ("Hamas fighters took the mill.", "2020-03-01", "hamas"),
        ("Fighters of Boko Haram took the mill.", "2016-06-01", "boko-haram"),
    ],
)
def test_a_unit_with_a_name_has_an_entry_and_fighters_are_their_groups(
    text: str, day: str, entry: str
) -> None:
    assert first(text, day).registry == entry


@pytest.mark.parametrize(
    ("text", "related"),
    [
        ("Rebels and regime ally Iran fired.", "government"),
        ("Syrian government allies fired.", "Syrian government"),
        ("Rebels and allied fighters fired.", "rebels"),
        ("US allies fired.", "US"),
        ("Their allies fired.", None),
    ],
)
def test_allies_say_whose_they_are_where_the_words_do(text: str, related: str | None) -> None:
    told = [m.actor for m in actors(text) if m.actor and m.actor.relation == "allied with"]
    assert [actor.related for actor in told] == [related]
    assert [actor.registry for actor in told] == [None]


@pytest.mark.parametrize("words", ["The militants", "Government forces", "The rebels", "The army", "Gunmen"])
def test_generic_words_alone_stay_open(words: str) -> None:
    assert first(f"{words} took the mill.", "2018-06-01").registry is None


@pytest.mark.parametrize("words", ["The group", "The movement", "The organisation"])
def test_the_group_alone_is_no_actor(words: str) -> None:
    assert actors(f"{words} took the mill.") == []


@pytest.mark.parametrize(
    ("name", "day", "entry"),
    [
        ("Ansar Dine", "2015-06-01", "ansar-dine"),
        ("Ansar Dine", "2019-06-01", "jnim"),
        # Three groups went into one: before that day nothing says which of them is meant.
        ("JNIM", "2015-06-01", "jnim"),
        ("JNIM", "2019-06-01", "jnim"),
    ],
)
def test_groups_that_merged_are_told_apart_by_day_and_words(name: str, day: str, entry: str) -> None:
    told = first(f"{name} took the mill.", "2020-01-01")
    assert told.registry == "jnim"
    assert actor_on(told, date.fromisoformat(day)).registry == entry


def test_the_registry_is_as_large_as_promised() -> None:
    assert len(registry()) >= 600
