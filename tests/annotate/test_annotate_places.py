"""Places are found by name and by the words round them, and ordinary words are no places."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.places import places
from tollbook.model.names import fold
from tollbook.model.provenance import Span
from tollbook.model.reference import PlaceRelation
from tollbook.resolve.gazetteer import Gazetteer

PEOPLE = {
    "aleppo": 2_000_000, "idlib": 165_000, "damascus": 1_500_000, "syria": 17_000_000, "hama": 400_000,
    "homs": 775_000, "douma": 110_000, "hasakah": 188_000, "eastern ghouta": 1_000_000, "ghouta": 1_000_000,
    "deir ezzor": 240_000, "poland": 38_000_000, "police": 34_000, "western": 2_000, "march": 20_000,
    "reading": 218_000, "most": 67_000, "hassan": 133_000, "ras": 30_000, "tal": 40_000, "lebanon": 6_800_000,
    "jayrud": 24_000, "israel": 9_000_000, "ghazni": 140_000, "us": 327_000_000, "nice": 340_000,
    "damascus countryside": 2_800_000, "rostov on don": 1_100_000, "sarmin": 0, "economy": 9_000,
}  # fmt: skip


class Names:
    """A small index of names."""

    def known(self, name: str) -> bool:
        return fold(name) in PEOPLE

    def similar(self, name: str) -> bool:
        return fold(name) in ("hasakeh", "dayr az zawr")

    def population(self, name: str) -> int:
        return PEOPLE.get(fold(name), 0)


NAMES = Names()


def words(text: str, *exclude: str) -> list[str]:
    spans = [Span(text.index(e), text.index(e) + len(e)) for e in exclude]
    return [m.words for m in places(text, NAMES, exclude=spans)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells fell on western Aleppo overnight.", ["western Aleppo"]),
        ("Clashes spread to eastern Idlib Province on Friday.", ["eastern Idlib Province"]),
        ("Farms burned in rural Idlib.", ["rural Idlib"]),
        ("Two died in the Shahba neighbourhood of Aleppo.", ["Shahba neighbourhood", "Aleppo"]),
        ("Strikes on Eastern Ghouta went on.", ["Eastern Ghouta"]),
        ("A bomb went off near Hasakeh city.", ["Hasakeh city"]),
        ("The town of Talvarin was taken.", ["Talvarin"]),
        ("They entered Kafr Zoran village.", ["Kafr Zoran village"]),
        ("Fighters left the al-Mallah Farms.", ["al-Mallah Farms"]),
        ("A mine exploded in Ras al-Qamar.", ["Ras al-Qamar"]),
        ("Shelling of the villages of Abra Tal Sifr and al-Hamra went on.", ["Abra", "Tal Sifr", "al-Hamra"]),
        ("Syrias capital Damascus was quiet.", ["Syria", "Damascus"]),
        ("Shells hit Aleppo's western countryside.", ["Aleppo's western countryside"]),
        # The s of a name is its own where no noun follows, or the text has apostrophes.
        ("Two died at Meles on Monday.", ["Meles"]),
        ("Nine died at the Pelagos ford, the army's spokesman said.", ["Pelagos"]),
        ("Shells hit Aleppos western countryside.", ["Aleppos western countryside"]),
        ("Douma, Syria: the market burned.", ["Douma", "Syria"]),
        ("The army hit Jalba, a village south of Homs.", ["Jalba", "Homs"]),
        ("A raid on Jalba in Hama killed four.", ["Jalba", "Hama"]),
        ("Rockets struck the Marsin military airport.", ["Marsin military airport"]),
        ("IDLIB (Northwind News) - The road was cut.", ["IDLIB"]),
        ("Trains to Rostov-on-Don were stopped.", ["Rostov-on-Don"]),
        ("Planes hit Aleppo, Hama and Homs.", ["Aleppo", "Hama", "Homs"]),
        ("Planes hit Aleppo Hama and Homs.", ["Aleppo", "Hama", "Homs"]),
        ("The convoy came from the US on Monday.", ["US"]),
        # Between the mark of an entry and a full stop a small name is a place, and a word of English none.
        ("Killed on Monday:\n1. Sarmin. Air strike.\n2) Sarmin: shelling.", ["Sarmin", "Sarmin"]),
        ("Sectors:\n1. Economy. Shops shut.\n2. Sarmin bakes bread.", []),
    ],
)
def test_a_place_is_found_with_its_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("place", "no_place"),
    [
        ("A fire broke out in Police, Poland.", "Police said three men were held."),
        ("A fire broke out in Police Poland.", "Three men were held, Police told reporters."),
        ("Floods reached the town of Western.", "Western powers were accused."),
        ("Floods reached the town of March.", "It was the worst day since March."),
        ("Crews searched the town of Reading.", "Reading the list took an hour."),
        ("The city of Most was calm.", "Most of the dead were children."),
        ("Floods cut off the city of Hassan.", "Hassan was among the wounded."),
        ("They shelled Aleppo on Monday.", "The Aleppo Brigade denied it."),
        ("They met in Damascus.", "Damascus University denied it."),
        ("Two died in Ghazni.", "Karim Ghazni died."),
        ("Two died in Ghazni.", "Colonel Ghazni died."),
        ("They came from Syria.", "They are Syrian."),
        ("Two died in Ghazni.", "Heroes’ Ghazni was shut."),
    ],
)
def test_the_same_word_is_a_place_in_one_frame_and_none_in_the_other(place: str, no_place: str) -> None:
    assert words(place)
    assert words(no_place) == []


@pytest.mark.parametrize(
    ("text", "relation", "direction"),
    [
        ("Two died in Aleppo.", PlaceRelation.IN, None),
        ("Two died near Aleppo.", PlaceRelation.NEAR, None),
        ("Two died north of Aleppo.", PlaceRelation.DIRECTION, "north"),
        ("Two died in northwestern Aleppo.", PlaceRelation.PART, "northwest"),
        ("Two died in the Aleppo countryside.", PlaceRelation.COUNTRYSIDE, None),
        ("Two died in the countryside of Aleppo.", PlaceRelation.COUNTRYSIDE, None),
        ("Two died in Aleppo's northern countryside.", PlaceRelation.COUNTRYSIDE, "north"),
        ("Two died in rural Aleppo.", PlaceRelation.COUNTRYSIDE, None),
        ("Two died across Aleppo.", PlaceRelation.SEVERAL, None),
        ("Two died in Eastern Ghouta.", PlaceRelation.IN, None),
    ],
)
def test_the_words_before_a_name_give_relation_and_direction(
    text: str, relation: PlaceRelation, direction: str | None
) -> None:
    (mention,) = places(text, NAMES)
    assert mention.place
    assert (mention.place.relation, mention.place.direction) == (relation, direction)


def test_both_ends_of_a_stretch_between_two_places_are_marked_so() -> None:
    found = places("A bus was hit between Homs and Hama on Friday.", NAMES)
    assert [(m.words, m.place and m.place.relation) for m in found] == [
        ("Homs", PlaceRelation.BETWEEN),
        ("Hama", PlaceRelation.BETWEEN),
    ]


def test_the_bare_name_and_the_word_of_kind_are_kept_beside_the_words() -> None:
    (mention,) = places("Two died in eastern Idlib Province.", NAMES)
    assert mention.place
    assert (mention.place.name, mention.place.core, mention.place.unit) == (
        "eastern Idlib Province",
        "Idlib",
        "province",
    )


def test_a_name_inside_an_actor_is_no_place_but_one_behind_a_preposition_is() -> None:
    assert words("The Idlib Front took Hama.", "Idlib Front") == ["Hama"]
    assert words("Israel denied it.", "Israel") == []
    assert words("The jet crashed in Israel.", "Israel") == ["Israel"]


def test_in_a_headline_only_large_places_and_framed_ones_are_taken() -> None:
    head = "Heavy Fighting Near Jayrud As Western Troops Leave\nThe army left."
    assert words(head) == ["Jayrud"]
    assert words("Fierce Clashes Leave Jayrud Troops Trapped\nThe army left.") == []


@given(st.text(max_size=200) | st.text(alphabet="Aleppo Idlib al-,.’'\n of in near City", max_size=200))
def test_any_text_gives_spans_that_hold_their_words_in_order(text: str) -> None:
    found = places(text, NAMES)
    assert all(m.span.of(text) == m.words for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A strike hit a market in the Osvaran town of Kadra.", ["Kadra"]),
        ("They left the northern Osvaran city of Brenholt.", ["Brenholt"]),
        ("Six died in the Velmarian village of Tal Arid.", ["Tal Arid"]),
        ("Six died in Osvaran village on Monday.", ["Osvaran village"]),
    ],
)
def test_the_town_of_a_name_is_the_name_and_not_the_adjective_before_it(
    text: str, found: list[str], gazetteer: Gazetteer
) -> None:
    assert [m.words for m in places(text, gazetteer)] == found


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Two died in the Mezzeh district of Damascus.", [("Mezzeh", "district"), ("Damascus", None)]),
        (
            "He was shot in the Sarajevo neighborhood of Dobrinja.",
            [("Sarajevo", "neighborhood"), ("Dobrinja", "neighborhood")],
        ),
    ],
)
def test_the_kind_between_two_names_is_of_the_smaller_place(
    text: str, unit: list[tuple[str, str | None]], gazetteer: Gazetteer
) -> None:
    assert [(m.place.core, m.place.unit) for m in places(text, gazetteer) if m.place] == unit


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gunmen attacked Dan Mariya village, killing nine.", ["Dan Mariya village"]),
        ("A drone hit the Saudi Hospital in El Fasher.", ["Saudi Hospital", "El Fasher"]),
        ("A drone hit the Saudi hospital in El Fasher.", ["El Fasher"]),
        ("A Saudi Hospital Authority said so.", []),
        ("Shells hit Aleppo and Tal Arid village.", ["Aleppo", "Tal Arid village"]),
    ],
)
def test_a_name_of_several_words_before_a_kind_is_whole_and_a_site_may_be_named_by_a_people(
    text: str, found: list[str], gazetteer: Gazetteer
) -> None:
    assert [m.words for m in places(text, gazetteer)] == found
