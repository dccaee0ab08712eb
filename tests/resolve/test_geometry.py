"""Where the words put the harm: a middle, a radius and the codes of precision, by what the words say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.places import places
from tollbook.model.provenance import Span
from tollbook.model.reference import Area, AreaShape, Candidate, Place, PlaceRelation
from tollbook.resolve.gazetteer import Gazetteer
from tollbook.resolve.geometry import UCDP, area, kilometres, middle, moved, stated_distance
from tollbook.resolve.places import resolve_places


def read(text: str, gazetteer: Gazetteer) -> dict[str, Area | None]:
    found, _ = resolve_places(places(text, gazetteer), gazetteer, text=text)
    return {m.words: m.place.area for m in found if m.place}


def at(found: Area | None) -> tuple[float, float]:
    assert found
    return found.latitude, found.longitude


HAMA, HOMS = (35.13, 36.75), (34.73, 36.71)


@pytest.mark.parametrize(
    ("text", "name", "shape", "ucdp", "acled"),
    [
        ("Shells fell in Hama.", "Hama", AreaShape.POINT, 1, 1),
        ("Shells fell near Hama.", "Hama", AreaShape.ROUND, 2, 2),
        ("Shells fell north of Hama.", "Hama", AreaShape.DIRECTION, 2, 2),
        ("Shells fell south of the town of Hama.", "Hama", AreaShape.DIRECTION, 2, 2),
        ("Shells fell near the northern town of Hama.", "Hama", AreaShape.ROUND, 2, 2),
        ("Shells fell in the south of the town of Hama.", "Hama", AreaShape.POINT, 1, 1),
        ("Shells fell on the town of Hama.", "Hama", AreaShape.POINT, 1, 1),
        ("Shells fell 40 km east of Hama.", "Hama", AreaShape.DIRECTION, 2, 2),
        ("Shells fell 90 km east of Hama.", "Hama", AreaShape.DIRECTION, 5, 3),
        ("Shells fell between Hama and Homs.", "Hama", AreaShape.BETWEEN, 5, 3),
        ("Shells fell in Hama province.", "Hama province", AreaShape.AREA, 4, 3),
        ("Shells fell in northern Hama province.", "northern Hama province", AreaShape.AREA, 4, 3),
        ("Shells fell on the Hama-Homs highway.", "Hama-Homs highway", AreaShape.ALONG, 5, 3),
        ("Shells fell in Syria.", "Syria", AreaShape.AREA, 6, 3),
    ],
)
def test_the_words_decide_shape_and_precision(
    text: str, name: str, shape: AreaShape, ucdp: int, acled: int, gazetteer: Gazetteer
) -> None:
    found = read(text, gazetteer)[name]
    assert found
    assert (found.shape, found.where_prec, found.geo_precision) == (shape, ucdp, acled)


def test_south_of_a_town_lies_south_of_it(gazetteer: Gazetteer) -> None:
    found = read("Shells fell 20 km south of Hama.", gazetteer)["Hama"]
    assert 18 < kilometres(at(found), HAMA) < 22
    assert at(found)[0] < HAMA[0] - 0.1
    assert found
    assert found.why.startswith("20 km south of a town of")


def test_a_town_of_which_the_text_says_nothing_more_is_where_the_list_has_it(gazetteer: Gazetteer) -> None:
    found = read("Shells fell in Hama.", gazetteer)["Hama"]
    assert kilometres(at(found), HAMA) < 2


def test_between_two_towns_holds_both(gazetteer: Gazetteer) -> None:
    found = read("A bus was hit between Hama and Homs.", gazetteer)
    assert at(found["Hama"]) == at(found["Homs"])
    for town in (HAMA, HOMS):
        held = found["Hama"]
        assert held
        assert kilometres(at(held), town) < held.radius_km + 3


def test_two_pairs_are_not_mixed(gazetteer: Gazetteer) -> None:
    text = "A bus was hit between Hama and Homs, and a truck between Aleppo and Idlib."
    found = read(text, gazetteer)
    assert at(found["Hama"]) == at(found["Homs"])
    assert at(found["Aleppo"]) == at(found["Idlib"])
    assert at(found["Hama"]) != at(found["Aleppo"])


def test_a_road_between_places_that_no_list_has_stays_unresolved(gazetteer: Gazetteer) -> None:
    assert read("Shells fell on the Qwyxor-Velmyx highway.", gazetteer) == {"Qwyxor-Velmyx highway": None}


def test_a_road_between_towns_on_two_continents_is_none(gazetteer: Gazetteer) -> None:
    assert set(read("They met on the Hama-Bogota road.", gazetteer).values()) == {None}


@pytest.mark.parametrize(
    ("before", "km"),
    [
        ("It fell 10 km south of ", 10.0),
        ("It fell 10km south of ", 10.0),
        ("It fell some 12.5 kilometres (8 miles) to the north of ", 12.5),
        ("It fell 10 miles from ", 16.1),
        ("It fell 10 km outside ", 10.0),
        ("It fell 10 km from the town of ", 10.0),
        ("They drove 10 km. Two died in ", None),
        ("They drove 10 km and shelled ", None),
        ("It fell 10 metres from ", None),
        ("It fell south of ", None),
        ("In 2010 km of road were built in ", None),
    ],
)
def test_a_distance_counts_only_where_it_leads_to_the_place(before: str, km: float | None) -> None:
    text = before + "Daro"
    assert stated_distance(text, Span(len(before), len(text))) == km


def candidate(**more: object) -> Candidate:
    told = {"gazetteer": "x:1", "name": "X", "country": "SY", "latitude": 35.0, "longitude": 37.0}
    told |= {"feature": "populated_place", "score": 1.0}
    return Candidate(**(told | more))  # type: ignore[arg-type]  # the tests name the fields they set


def test_a_larger_town_reaches_farther() -> None:
    small, large = (area(Place(name="X", candidates=(candidate(population=n),))) for n in (5_000, 2_000_000))
    assert small
    assert large
    assert (small.radius_km, large.radius_km) == (1.0, 11.3)


def test_an_unresolved_place_has_no_area() -> None:
    assert area(Place(name="X", relation=PlaceRelation.NEAR)) is None


@given(
    feature=st.sampled_from(sorted(UCDP)),
    relation=st.sampled_from(list(PlaceRelation)),
    direction=st.sampled_from([None, "north", "southwest", "centre", "part"]),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    population=st.integers(0, 40_000_000),
    radius=st.sampled_from([None, 1, 300]),
    distance=st.sampled_from([None, 0.5, 10.0, 300.0]),
    paired=st.booleans(),
)
def test_every_resolved_place_has_an_area_with_a_radius_and_codes(
    feature: str,
    relation: PlaceRelation,
    direction: str | None,
    latitude: float,
    longitude: float,
    population: int,
    radius: int | None,
    distance: float | None,
    paired: bool,
) -> None:
    spot = {"latitude": latitude, "longitude": longitude}
    one = candidate(feature=feature, population=population, radius_km=radius, **spot)
    place = Place(name="X", relation=relation, direction=direction, candidates=(one,))
    found = area(place, distance=distance, other=candidate() if paired else None)
    assert found
    assert found.radius_km > 0
    assert found.where_prec in range(1, 8)
    assert found.geo_precision in range(1, 4)
    assert -90 <= found.latitude <= 90
    assert -180 <= found.longitude <= 180
    assert found.why


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0, 359), st.floats(0, 500))
def test_a_point_moved_so_far_is_so_far_away(lat: float, lon: float, bearing: float, km: float) -> None:
    assert kilometres((lat, lon), moved((lat, lon), bearing, km)) == pytest.approx(km, abs=0.01)


@given(*[st.floats(-90, 90), st.floats(-180, 180)] * 2)
def test_half_way_is_the_same_from_both_ends(a: float, b: float, c: float, d: float) -> None:
    there, back = middle((a, b), (c, d)), middle((c, d), (a, b))
    assert kilometres(there, back) < 1 or abs(abs(b - d) - 180) < 1e-6
