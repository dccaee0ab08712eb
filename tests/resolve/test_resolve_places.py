"""Places are resolved by name and by what the rest of the text says; none is ever dropped."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.annotate.places import places
from tollbook.issues import IssueKind
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import Candidate, Place, PlaceRelation
from tollbook.resolve.gazetteer import Gazetteer
from tollbook.resolve.geometry import acled_geo_precision, ucdp_where_prec
from tollbook.resolve.places import resolve_places


def mention(name: str, at: int = 0, **more: object) -> Mention:
    place = Place(name=name, **more)  # type: ignore[arg-type]  # the tests name the fields they set
    span = Span(at, at + len(name))
    return Mention(kind=MentionKind.PLACE, span=span, words=name, rule="places.known", place=place)


def read(text: str, gazetteer: Gazetteer, dateline: str | None = None) -> dict[str, Candidate | None]:
    found, _ = resolve_places(places(text, gazetteer), gazetteer, text=text, dateline=dateline)
    return {m.words: m.place.best for m in found if m.place}


# Fifteen conflicts; spellings as news writes them.
CONFLICTS = {
    "SY": [
        "Aleppo",
        "Idleb",
        "Saraqeb",
        "Deir Ezzor",
        "Hasakeh",
        "Khan Sheikhoun",
        "Eastern Ghouta",
        "Douma",
    ],
    "UA": ["Bakhmut", "Avdiivka", "Kiev", "Kharkov", "Mariupol", "Kramatorsk"],
    "SD": ["El Fasher", "Nyala", "Khartoum", "Omdurman"],
    "YE": ["Hodeidah", "Taiz", "Marib"],
    "IQ": ["Mosul", "Fallujah", "Tal Afar", "Kirkuk"],
    "PS": ["Khan Younis", "Jenin", "Deir al-Balah"],
    "CD": ["Goma", "Bukavu", "Beni"],
    "ML": ["Gao", "Kidal", "Mopti"],
    "NG": ["Maiduguri", "Borno"],
    "SO": ["Mogadishu", "Kismayo", "Baidoa"],
    "ET": ["Mekelle", "Tigray"],
    "AF": ["Kandahar", "Kunduz", "Lashkar Gah"],
    "MM": ["Sittwe", "Myitkyina"],
    "LY": ["Misrata", "Benghazi"],
    "HT": ["Port-au-Prince", "Gonaïves"],
    "AZ": ["Nagorno-Karabakh", "Ganja"],
}
CASES = [(country, name) for country, names in CONFLICTS.items() for name in names]


@pytest.mark.parametrize(("country", "name"), CASES)
def test_a_conflict_place_alone_is_found_in_its_country(
    country: str, name: str, gazetteer: Gazetteer
) -> None:
    (found,), _ = resolve_places([mention(name)], gazetteer)
    assert found.place
    assert found.place.best
    assert found.place.best.country == country


@pytest.mark.parametrize("country", sorted(CONFLICTS))
def test_the_places_of_one_conflict_hold_together(country: str, gazetteer: Gazetteer) -> None:
    names = CONFLICTS[country]
    found, issues = resolve_places([mention(n) for n in names], gazetteer)
    assert [m.place.best.country for m in found if m.place and m.place.best] == [country] * len(names)
    assert not issues


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells hit Tripoli, Sirte and Misrata.", "Tripoli", "LY"),
        ("Shells hit Tripoli, Sidon and Baalbek in Lebanon.", "Tripoli", "LB"),
        ("Floods reached Rosario, Mendoza and Cordoba in Argentina.", "Cordoba", "AR"),
        ("Floods reached Seville, Granada and Cordoba in Spain.", "Cordoba", "ES"),
        ("Georgian police in Tbilisi said two Georgian men left Batumi for Poti.", "Poti", "GE"),
        ("Militants hit Valencia, Tacurong and Cotabato in Mindanao.", "Valencia", "PH"),
    ],
)
def test_the_other_places_of_a_text_decide_between_places_of_one_name(
    text: str, name: str, country: str, gazetteer: Gazetteer
) -> None:
    best = read(text, gazetteer)[name]
    assert best
    assert best.country == country


def test_the_word_province_asks_for_the_unit_and_the_word_city_for_the_town(gazetteer: Gazetteer) -> None:
    found = read("They left Aleppo province for Aleppo city.", gazetteer)
    assert found["Aleppo province"]
    assert found["Aleppo city"]
    assert found["Aleppo province"].feature == "admin1"
    assert found["Aleppo city"].feature == "populated_place"


def test_every_candidate_says_why_in_words(gazetteer: Gazetteer) -> None:
    found, _ = resolve_places([mention("Aleppo"), mention("Saraqib", 10), mention("Hama", 20)], gazetteer)
    reasons = [c.reasons for m in found if m.place for c in m.place.candidates]
    assert all(reasons)
    assert found[1].place
    assert found[1].place.best
    assert "same country as 2 other places in the text" in found[1].place.best.reasons
    assert all(0 <= c.score <= 1 for m in found if m.place for c in m.place.candidates)


def test_a_name_that_only_sounds_like_a_far_place_is_left_unresolved(gazetteer: Gazetteer) -> None:
    text = "Shells hit Aleppo, Idlib, Hama and the town of Hass."
    kept, issues = resolve_places(places(text, gazetteer), gazetteer, text=text)
    assert [m.words for m in kept if m.place and not m.place.candidates] == ["Hass"]
    assert [(i.kind, i.seen) for i in issues] == [(IssueKind.UNRESOLVED_PLACE, "Hass")]


def test_an_unknown_place_keeps_its_words_and_is_told(gazetteer: Gazetteer) -> None:
    found, issues = resolve_places([mention("Qwyxoria")], gazetteer, source="note.txt", report="r1")
    assert [m.words for m in found] == ["Qwyxoria"]
    assert found[0].place == Place(name="Qwyxoria")
    assert (issues[0].source, issues[0].report, issues[0].span) == ("note.txt", "r1", Span(0, 8))


def test_the_place_of_the_dateline_breaks_a_tie(gazetteer: Gazetteer) -> None:
    here = [mention("San Fernando")]
    manila, _ = resolve_places([*here, mention("Manila", 20)], gazetteer, dateline="MANILA")
    assert manila[0].place
    assert manila[0].place.best
    assert manila[0].place.best.country == "PH"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(
        st.sampled_from(["Aleppo", "Qwyxoria", "Victoria", "Hass", "Tripoli", "", "İzmir", "حلب"]), max_size=8
    )
)
def test_resolving_never_drops_or_reorders_a_mention(names: list[str], gazetteer: Gazetteer) -> None:
    mentions = [mention(name or "x", 20 * i) for i, name in enumerate(names)]
    found, issues = resolve_places(mentions, gazetteer)
    assert [(m.span, m.words, m.rule) for m in found] == [(m.span, m.words, m.rule) for m in mentions]
    assert len(issues) == sum(1 for m in found if m.place and not m.place.candidates)


def candidate(feature: str) -> Candidate:
    return Candidate(
        gazetteer="x:1", name="X", country="SY", latitude=0.0, longitude=0.0, feature=feature, score=1.0
    )


@pytest.mark.parametrize(
    ("feature", "relation", "ucdp", "acled"),
    [
        ("populated_place", PlaceRelation.IN, 1, 1),
        ("populated_place", PlaceRelation.PART, 1, 1),
        ("populated_place", PlaceRelation.NEAR, 2, 2),
        ("populated_place", PlaceRelation.DIRECTION, 2, 2),
        ("populated_place", PlaceRelation.COUNTRYSIDE, 2, 2),
        ("populated_place", PlaceRelation.BETWEEN, 5, 3),
        ("admin2", PlaceRelation.IN, 3, 2),
        ("admin1", PlaceRelation.IN, 4, 3),
        ("region", PlaceRelation.IN, 5, 3),
        ("country", PlaceRelation.IN, 6, 3),
        ("sea", PlaceRelation.IN, 7, 3),
    ],
)
def test_precision_codes_follow_from_kind_and_relation(
    feature: str, relation: PlaceRelation, ucdp: int, acled: int
) -> None:
    place = Place(name="X", relation=relation, candidates=(candidate(feature),))
    assert (ucdp_where_prec(place), acled_geo_precision(place)) == (ucdp, acled)


def test_an_unresolved_place_has_no_precision_code() -> None:
    assert ucdp_where_prec(Place(name="X")) is None
    assert acled_geo_precision(Place(name="X")) is None


def test_the_cache_can_be_put_elsewhere(gazetteer: Gazetteer) -> None:
    named = os.environ.get("TOLLBOOK_CACHE")
    assert gazetteer.folder.name == f"gazetteer-{gazetteer.version.split('+')[0]}"
    assert named is None or str(gazetteer.folder).startswith(os.path.abspath(named))  # noqa: PTH100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "A shell hit a house in the Eastgate district of Brenholt, the fire brigade said.",
            "Eastgate district",
        ),
        ("KHARTOUM - Two died in the Newport quarter of Nyala.", "Newport quarter"),
        ("Shells hit the Springfield district and the Newport quarter.", "Springfield district"),
        ("Shells hit the Salah al-Din district of Aleppo.", "Salah al-Din district"),
    ],
)
def test_a_part_of_a_town_is_no_town_elsewhere_that_only_bears_its_name(
    text: str, words: str, gazetteer: Gazetteer
) -> None:
    kept, issues = resolve_places(places(text, gazetteer), gazetteer, text=text)
    assert [m.place.best for m in kept if m.place and m.words == words] == [None]
    assert next(i.message for i in issues if i.seen == words).startswith(f'"{words}" is a part of a town')


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Shells hit the Saltivka district of Kharkiv.", "Saltivka district", "UA"),
        ("In Afghanistan, five died in the Kajaki district of Helmand.", "Kajaki district", "AF"),
        ("Two were shot in the Little Havana neighborhood of Miami.", "Little Havana neighborhood", "US"),
        ("A bomb went off in the Nanyuki district, police said in Nairobi, Kenya.", "Nanyuki district", "KE"),
        ("Two died in the Mezzeh district of Damascus.", "Damascus", "SY"),
    ],
)
def test_a_part_of_a_town_is_found_near_its_town_or_in_its_country(
    text: str, words: str, country: str, gazetteer: Gazetteer
) -> None:
    best = read(text, gazetteer)[words]
    assert best
    assert best.country == country


def test_a_small_town_that_only_its_name_speaks_for_is_uncertain(gazetteer: Gazetteer) -> None:
    def uncertain(text: str) -> list[bool]:
        found, _ = resolve_places(places(text, gazetteer), gazetteer, text=text)
        return [m.place.uncertain for m in found if m.place and m.place.core == "Radda"]

    assert uncertain("A drone hit a car near the town of Radda.") == [True]
    assert uncertain("A drone hit a car near the town of Radda in Tuscany, Italy.") == [False]
