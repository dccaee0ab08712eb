"""Claims of events: kind, parties, place, days, weapons, stance, and the figures that belong to them."""

from datetime import date

import pytest
from claim_texts import made, of_kind

from tollbook.extract.claims import claims
from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Stance
from tollbook.model.provenance import Sourced
from tollbook.model.reference import Actor


def only(text: str) -> Claim:
    found = of_kind(text, ClaimKind.EVENT)
    assert len(found) == 1, [(c.event and c.event.value, c.quote.exact) for c in found]
    return found[0]


def words(value: Sourced[Actor] | None) -> str | None:
    return value.words if value else None


@pytest.mark.parametrize(
    ("text", "kind", "initiator", "target", "place"),
    [
        (
            "Gunmen on motorbikes attacked a market in Sevare, killing 20 villagers.",
            "Attack",
            "Gunmen on motorbikes",
            "a market",
            "Sevare",
        ),
        (
            "Fighters of the Southern Column attacked a base near Sarmin.",
            "Armed clash",
            "Fighters of the Southern Column",
            "a base",
            "Sarmin",
        ),
        (
            "Norvanian warplanes bombed a hospital in Almo, the Delta Monitor said.",
            "Air/drone strike",
            "Norvanian",
            "a hospital",
            "Almo",
        ),
        (
            "Clashes between the Lake Union and the Khedrian army broke out in Ondra.",
            "Armed clash",
            "the Lake Union",
            "the Khedrian army",
            "Ondra",
        ),
        (
            "Rebels captured the town of Bor from government troops.",
            "Non-state actor overtakes territory",
            "Rebels",
            None,
            "Bor",
        ),
        (
            "The Khedrian army recaptured two villages near Quilo.",
            "Government regains territory",
            "The Khedrian army",
            "two villages",
            "Quilo",
        ),
        (
            "Ninth Brigade artillery shelled Weyla with cluster munitions.",
            "Shelling/artillery/missile attack",
            "Ninth Brigade",
            None,
            "Weyla",
        ),
        (
            "A Khedrian missile strike on Lomyna destroyed a heating plant.",
            "Shelling/artillery/missile attack",
            "Khedrian",
            None,
            "Lomyna",
        ),
        (
            "A suicide bomber killed 12 soldiers at a checkpoint near Tano.",
            "Suicide bomb",
            None,
            "12 soldiers",
            "Tano",
        ),
        (
            "Men in uniform abducted nine pupils from a school in Nambe.",
            "Abduction/forced disappearance",
            "Men in uniform",
            "nine pupils",
            "Nambe",
        ),
        (
            "Police fired tear gas at protesters in Delvina.",
            "Protest with intervention",
            "Police",
            None,
            "Delvina",
        ),
        ("The two sides signed a ceasefire in Tamaran.", "Agreement", "The two sides", None, "Tamaran"),
        (
            "An offensive by the Dawn Legion began in Pirae.",
            "Armed clash",
            "the Dawn Legion",
            None,
            "Pirae",
        ),
        (
            "The Lake Union launched an offensive in Pirae.",
            "Armed clash",
            "The Lake Union",
            None,
            "Pirae",
        ),
    ],
)
def test_an_event_has_its_kind_parties_and_place(
    text: str, kind: str, initiator: str | None, target: str | None, place: str
) -> None:
    claim = only(text)
    assert claim.event
    assert claim.event.value == kind
    assert words(claim.initiator) == initiator
    if target is not None:
        assert words(claim.target) == target
    assert claim.place
    assert claim.place.words == place


@pytest.mark.parametrize(
    "text",
    [
        "The Sudari government fears an attack on Varga.",
        "The Reed Front could launch an offensive on Varga.",
        "The army prepared to storm Bor.",
        "Nurses went on strike in Kero.",
        "The rebels rejected the ceasefire offer.",
        "Troops in Bor guard against any attack.",
        "She survived a heart attack in Orsk.",
        "The council calls for a ceasefire.",
    ],
)
def test_what_is_feared_planned_or_no_violence_is_no_event(text: str) -> None:
    assert of_kind(text, ClaimKind.EVENT) == []


def test_captured_soldiers_are_no_captured_ground() -> None:
    claim = only("Rebels captured 30 soldiers near Quilo.")
    assert claim.event is None
    assert len(claim.figures) == 1


def test_an_attack_with_doubt_about_its_author_is_doubted_and_counts_its_aims() -> None:
    claim = only(
        "The raid, reportedly carried out by members of the Reed Front and allied groups, targeted more than "
        "a dozen areas held by the Khedrian army in northern Varga and western Bor."
    )
    assert claim.stance.value is Stance.DOUBTED
    assert words(claim.initiator) == "members of the Reed Front and allied groups"
    assert claim.initiator
    assert claim.initiator.value.registry == "reed front"
    assert claim.initiator.value.relation == "allied"
    assert words(claim.target) == "the Khedrian army"
    assert claim.target
    assert claim.target.value.relation == "areas held by"
    assert claim.amount
    assert (str(claim.amount.value), claim.counted) == ("13 or more", "areas")


def test_an_attack_that_somebody_says_never_was_is_denied() -> None:
    claim = only("There was no attack on the village, the colonel said.")
    assert claim.stance.value is Stance.DENIED
    assert [c.words for c in claim.claimants] == ["the colonel"]


def test_a_second_place_is_noted_beside_the_first() -> None:
    claim = only("The Khedrian army shelled Bor and Varga.")
    assert claim.place
    assert claim.place.note == "the text goes on: and Varga"


def test_a_count_of_munitions_belongs_to_the_event() -> None:
    claim = only("Sixty rockets fell on the port of Halden overnight.")
    assert claim.amount
    assert (str(claim.amount.value), claim.counted) == ("60", "rockets")
    assert [w.value for w in claim.weapons] == ["rockets"]
    assert claim.when
    assert claim.when.value.end == date(2023, 6, 15)


ASIDE = (
    "Shells hit a hostel in Orsk on Thursday and killed four people, state media said.\n\n"
    "Nineteen civilians died in air strikes on Monday, the Levant Monitor said."
)


@pytest.mark.parametrize(
    ("last", "figures"),
    [
        ("\n\nA doctor said he had treated seven wounded students.", [1, 1, 1]),
        (" It said seven students were wounded.", [1, 2]),
        ("\n\nSeven students were wounded.", [1, 2]),
        ("\n\nThe Monitor said seven students were wounded.", [1, 2]),
        ("\n\nA doctor said seven students were wounded on Monday.", [1, 2]),
    ],
)
def test_an_aside_ends_where_a_new_paragraph_gives_somebody_else_the_word(
    last: str, figures: list[int]
) -> None:
    assert [len(c.figures) for c in of_kind(ASIDE + last, ClaimKind.EVENT)] == figures


def test_figures_behind_an_aside_do_not_take_its_day() -> None:
    found = of_kind(ASIDE + "\n\nA doctor said he had treated seven wounded students.", ClaimKind.EVENT)
    assert found[-1].when is None


def test_a_chronology_has_no_asides() -> None:
    text = (
        "On Monday clashes in Orsk killed four people, police said.\n\nOn Tuesday a bomb killed five "
        "people in Marrun, the army said.\n\nA hospital official said seven others were wounded."
    )
    assert [len(c.figures) for c in of_kind(text, ClaimKind.EVENT)] == [1, 2]


def test_another_voice_in_a_new_paragraph_goes_on_with_the_reports_matter() -> None:
    text = "A blast in Orsk on Friday killed four, police said.\n\nA doctor said he treated seven wounded."
    assert len(only(text).figures) == 2


def test_figures_of_the_sentence_that_goes_on_belong_to_the_event() -> None:
    text = "Clashes broke out in Ondra. At least 14 fighters died. The attack left seven soldiers wounded."
    claim = only(text)
    assert len(claim.figures) == 2
    assert claim.quote.exact == text


def test_an_entry_of_a_list_is_one_event_at_the_place_that_heads_it() -> None:
    claim = only(
        "2. Sarmin. Air strike on a row of shops. Killed: 14 porters, among them 2 women. Injured: 23."
    )
    assert len(claim.figures) == 3
    assert claim.place
    assert claim.place.value.name == "Sarmin"


def test_two_kinds_in_one_sentence_are_two_events() -> None:
    found = of_kind(
        "Shelling by the Ninth Brigade hit a school in Lomyna and drones struck a power station in Orsk.",
        ClaimKind.EVENT,
    )
    assert {c.event.value for c in found if c.event} == {
        "Air/drone strike",
        "Shelling/artillery/missile attack",
    }


def test_a_figure_without_an_event_word_still_has_a_claim() -> None:
    claim = only("Dozens of villagers were killed in Kero.")
    assert claim.event is None
    assert len(claim.figures) == 1


def test_who_fights_is_not_guessed_from_one_side_of_the_dead() -> None:
    claim = only("At least 30 rebels and 12 Khedrian soldiers were killed during the fighting in Bor.")
    assert claim.initiator is None
    assert len(claim.figures) == 2


def test_without_dates_resolved_the_rest_still_stands() -> None:
    read = made("Rebels attacked a base in Orsk on Monday.")
    found = claims(read, (), (), lambda _: None)
    assert [c.kind for c in found] == [ClaimKind.EVENT]
    assert found[0].when is None
