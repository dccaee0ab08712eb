"""Actors resolved: names follow renamings to the report's day, open names are told once."""

from datetime import date

import pytest

from tollbook.annotate.actors import actors
from tollbook.issues import IssueKind
from tollbook.model.reference import Actor
from tollbook.resolve.actors import bearers, current, holds, of_day, registry, resolve_actors


def resolved(text: str, day: date | None) -> list[Actor]:
    found, _ = resolve_actors(actors(text), day)
    return [mention.actor for mention in found if mention.actor]


@pytest.mark.parametrize(
    ("day", "registry_id", "label"),
    [
        (date(2015, 5, 1), "al-nusra-front", "al-Nusra Front"),
        (date(2016, 7, 28), "al-nusra-front", "al-Nusra Front"),
        (date(2016, 12, 1), "jabhat-fateh-al-sham", "Jabhat Fateh al-Sham"),
        (date(2018, 3, 1), "hayat-tahrir-al-sham", "Hayat Tahrir al-Sham (HTS)"),
        (None, "al-nusra-front", "al-Nusra Front"),
    ],
)
def test_a_renamed_group_has_the_id_of_the_day_and_keeps_the_words(
    day: date | None, registry_id: str, label: str
) -> None:
    (found,) = resolved("The post was held by al-Nusra.", day)
    assert (found.name, found.registry, found.label) == ("al-Nusra", registry_id, label)


def test_a_name_used_before_its_first_day_is_told() -> None:
    _, issues = resolve_actors(actors("JNIM claimed the raid."), date(2010, 1, 1), report="r1")
    (issue,) = issues
    assert (issue.kind, issue.report, issue.seen) == (IssueKind.UNRESOLVED_ACTOR, "r1", "JNIM")
    assert "2017-03-02" in issue.message


def test_a_name_used_after_its_last_day_is_no_issue() -> None:
    found, issues = resolve_actors(actors("The LTTE was defeated."), date(2019, 1, 1))
    assert found[0].actor is not None
    assert found[0].actor.registry == "ltte"
    assert issues == []


def test_an_unlisted_name_stays_with_its_words_and_is_told_once() -> None:
    text = "The Green Valley Front (GVF) withdrew. The GVF denied it. The Green Valley Front left."
    found, issues = resolve_actors(actors(text), date(2024, 1, 1))
    assert {m.actor.registry for m in found if m.actor} == {None}
    assert [issue.seen for issue in issues] == ["Green Valley Front"]


@pytest.mark.parametrize(
    ("text", "label", "registry_id"),
    [
        ("The Syrian Observatory said so. The Observatory counted nine.", "SOHR", "sohr"),
        ("The Syrian army left. The Observatory counted nine.", "SOHR", "sohr"),
        (
            "The Marrun Valley Observatory said so. The Observatory counted nine.",
            "Marrun Valley Observatory",
            None,
        ),
        ("The Observatory counted nine.", "The Observatory", None),
    ],
)
def test_a_short_form_is_whose_the_report_makes_it(text: str, label: str, registry_id: str | None) -> None:
    found = resolved(text, date(2020, 1, 1))[-1]
    assert found.name == "The Observatory"
    assert label in found.label
    assert found.registry == registry_id


def test_phrases_for_the_unnamed_are_no_open_names() -> None:
    _, issues = resolve_actors(actors("Gunmen and the army fired on rebels."), date(2024, 1, 1))
    assert issues == []


def test_resolving_twice_changes_nothing() -> None:
    once, _ = resolve_actors(actors("al-Nusra and HTS men met."), date(2018, 1, 1))
    twice, _ = resolve_actors(once, date(2018, 1, 1))
    assert once == twice


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2012, 1, 22), False),
        (date(2012, 1, 23), True),
        (date(2016, 7, 28), True),
        (date(2016, 7, 29), False),
    ],
)
def test_first_and_last_day_are_counted_in(day: date, held: bool) -> None:
    assert holds(registry()["al-nusra-front"], day) is held


def test_renamings_end_for_every_actor_of_the_registry() -> None:
    for entry in registry().values():
        assert current(entry, date(2030, 1, 1)).id in registry()


@pytest.mark.parametrize(
    ("text", "registry_id"),
    [
        ("The Syrian army shelled the town. The army lost nine men.", "sy-forces"),
        ("The army lost nine men. The Syrian army shelled the town.", None),
        ("The Syrian army and the Iraqi army met. The army lost nine men.", None),
        ("The Syrian army left. Russian troops came. The army lost nine men.", None),
        ("The Syrian army shelled the town. The rebel army lost nine men.", None),
        ("The Syrian government spoke. The army lost nine men.", None),
    ],
)
def test_the_army_is_the_one_named_before_it_or_stays_open(text: str, registry_id: str | None) -> None:
    found = [actor for actor in resolved(text, date(2016, 1, 1)) if actor.name.lower().endswith("army")]
    open_one = next(actor for actor in found if actor.name in {"army", "rebel army"})
    assert open_one.registry == registry_id
    assert (open_one.because is None) is (registry_id is None)


@pytest.mark.parametrize(
    ("text", "day", "registry_id"),
    [
        ("The PDF took the hill.", date(2022, 1, 1), "peoples-defence-force-mm"),
        ("The PDF took the hill.", date(2005, 1, 1), "popular-defence-forces-sudan"),
        ("The PDF took the hill.", None, None),
        ("The UPC took the hill.", date(2016, 1, 1), None),
    ],
)
def test_a_name_that_several_bear_goes_to_the_one_in_being(
    text: str, day: date | None, registry_id: str | None
) -> None:
    (found,) = resolved(text, day)
    assert found.registry == registry_id


def test_members_are_not_taken_for_the_body_they_belong_to() -> None:
    found = resolved("The Serbian police sealed the road. Two policemen were hurt.", date(1999, 1, 1))
    assert [(actor.name, actor.registry) for actor in found if actor.name == "policemen"] == [
        ("policemen", None)
    ]


def test_an_actor_can_be_asked_for_as_it_was_on_another_day() -> None:
    (found,) = resolved("The post was held by al-Nusra.", date(2015, 1, 1))
    later = of_day(found, date(2018, 3, 1))
    assert (later.name, later.registry) == ("al-Nusra", "hayat-tahrir-al-sham")
    assert of_day(Actor(name="gunmen", label="gunmen"), date(2018, 3, 1)).label == "gunmen"


@pytest.mark.parametrize("name", ["Jabhat al-Nusra", "jabhat al nusra", "JABHAT AL-NUSRA", "جبهة النصرة"])
def test_a_name_is_looked_up_in_any_spelling_and_script(name: str) -> None:
    assert [entry.id for entry in bearers(name)] == ["al-nusra-front"]
