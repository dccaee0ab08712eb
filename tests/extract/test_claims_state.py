"""Claims of how things stand: status, trend, and series of events and objects."""

from datetime import date

import pytest
from claim_texts import claims_of, of_kind, only

from tollbook.model.claim import ClaimKind


@pytest.mark.parametrize(
    ("text", "count", "counted", "initiator", "target"),
    [
        (
            "Since 2015 Norvania has carried out hundreds of air raids on Khedria, hitting depots and roads.",
            "200 or more",
            "air raids",
            "Norvania",
            "depots and roads",
        ),
        ("The monitor counted 37 drone attacks on Kupolsk in May.", "37", "drone attacks", None, None),
        (
            "The Mirasol navy has conducted more than 20 operations this year.",
            "21 or more",
            "operations",
            "The Mirasol navy",
            None,
        ),
        ("At least 40 houses were destroyed in Kero.", "40 or more", "houses", None, None),
        (
            "The mission recorded 112 ceasefire violations since March.",
            "112",
            "ceasefire violations",
            None,
            None,
        ),
        (
            "The Reed Front has staged between 30 and 40 ambushes in Sevare since January.",
            "30-40",
            "ambushes",
            "The Reed Front",
            None,
        ),
        ("Dozens of schools have been closed in Weyla.", "24 or more", "schools", None, None),
        (
            "Up to 60 abductions were recorded along the Tano road last year.",
            "60 or fewer",
            "abductions",
            None,
            None,
        ),
    ],
)
def test_a_series_counts_events_or_objects(
    text: str, count: str, counted: str, initiator: str | None, target: str | None
) -> None:
    claim = only(text, ClaimKind.SERIES)
    assert claim.amount
    assert str(claim.amount.value) == count
    assert claim.counted == counted
    assert (claim.initiator.words if claim.initiator else None) == initiator
    assert (claim.target.words if claim.target else None) == target


@pytest.mark.parametrize(
    "text",
    [
        "Dozens of villagers were killed in Kero.",
        "Two air strikes hit a grain market in Almo on Monday.",
        "About 300 soldiers crossed the river.",
        "Five policemen were wounded in three minutes.",
        "The convoy drove 40 kilometres.",
        "The attack came at 5 p.m.",
        "Nine of the raiders died.",
        "Twelve people were arrested in Pirae.",
        "The wounded were treated in three clinics.",
        "Buses left the two villages at noon.",
    ],
)
def test_people_distances_and_single_events_are_no_series(text: str) -> None:
    assert of_kind(text, ClaimKind.SERIES) == []


@pytest.mark.parametrize(
    ("text", "direction", "about", "claimant"),
    [
        (
            "Analysts say that Norvanian raids have intensified since October.",
            "rising",
            "Norvanian raids",
            "Analysts",
        ),
        (
            "Attacks on aid convoys in Weyla have increased sharply in recent months.",
            "rising",
            "Attacks on aid convoys in Weyla",
            None,
        ),
        (
            "Violence in Sevare is on the rise, the Delta Monitor said.",
            "rising",
            "Violence in Sevare",
            "the Delta Monitor",
        ),
        (
            "The Ridge Observatory noted a decline in clashes.",
            "falling",
            "clashes",
            "The Ridge Observatory",
        ),
        ("Clashes have decreased since Sunday.", "falling", "Clashes", None),
        ("Shelling of Lomyna continued unabated.", "steady", "Shelling of Lomyna", None),
        ("The number of ambushes has doubled.", "rising", "The number of ambushes", None),
        ("The Reed Front has stepped up its attacks.", "rising", "its attacks", None),
        ("Rocket attacks from Varga have subsided.", "falling", "Rocket attacks from Varga", None),
        ("Observers note that drone strikes have escalated.", "rising", "drone strikes", "Observers"),
    ],
)
def test_a_trend_keeps_its_direction_and_whose_word_it_is(
    text: str, direction: str, about: str, claimant: str | None
) -> None:
    claim = only(text, ClaimKind.TREND)
    assert claim.direction
    assert claim.direction.value == direction
    assert claim.about
    assert claim.about.words == about
    assert [c.words for c in claim.claimants] == ([claimant] if claimant else [])
    assert not of_kind(text, ClaimKind.EVENT)


@pytest.mark.parametrize(
    "text",
    [
        "Bread prices have risen since May.",
        "The toll rose to 80.",
        "The river has fallen.",
        "Fighting could escalate in Varga.",
        "The general declined to comment on the attack.",
        "Helicopters dropped barrel bombs on Kero.",
        "The army increased wages.",
        "Exports dropped in June.",
        "A Norvanian air strike dropped bombs on the mill.",
    ],
)
def test_what_rises_and_is_no_violence_is_no_trend(text: str) -> None:
    assert of_kind(text, ClaimKind.TREND) == []


def test_who_steps_up_attacks_is_named_with_them() -> None:
    claim = only("The Reed Front has stepped up its attacks.", ClaimKind.TREND)
    assert claim.initiator
    assert claim.initiator.words == "The Reed Front"


def test_a_trend_since_a_month_keeps_both_years() -> None:
    text = (
        "Observers note that Norvanian raids have intensified since October, coinciding with its war on Orsk."
    )
    claim = next(c for c in claims_of(text, date(2023, 11, 20)) if c.kind is ClaimKind.TREND)
    assert claim.when
    starts = {claim.when.value.start, *(w.start for w in claim.when.value.alternatives)}
    assert starts == {date(2023, 10, 1), date(2022, 10, 1)}
    assert claim.when.note
    assert "coinciding with its war on Orsk" in claim.when.note
    assert claim.place is None


@pytest.mark.parametrize(
    ("text", "party", "place"),
    [
        (
            "Sudari military advisers have been operating in Varga at the request of the government.",
            "Sudari military advisers",
            "Varga",
        ),
        ("The town of Ondra is under the control of the Reed Front.", "the Reed Front", "Ondra"),
        ("Khedrian army troops are deployed along the river near Bor.", "Khedrian army troops", "Bor"),
        ("The Dawn Legion controls most villages around Quilo.", "The Dawn Legion", "Quilo"),
        ("Peacekeepers remain in Nambe.", "Peacekeepers", "Nambe"),
        ("Orsk is besieged by the Ninth Brigade.", "the Ninth Brigade", "Orsk"),
        ("The Lake Union holds the eastern bank in Tano.", "The Lake Union", "Tano"),
        ("Norvanian army units are stationed in Sevare.", "Norvanian army units", "Sevare"),
    ],
)
def test_a_status_says_who_is_or_rules_where(text: str, party: str, place: str) -> None:
    claim = only(text, ClaimKind.STATUS)
    assert claim.initiator
    assert claim.initiator.words == party
    assert claim.place
    assert claim.place.words == place
    assert claim.about
    assert not of_kind(text, ClaimKind.EVENT)


@pytest.mark.parametrize(
    "text",
    [
        "The surgeon operated in Varga.",
        "The fire in Bor is under control.",
        "The newspaper is based in Tamaran.",
        "The report is based on interviews in Bor.",
        "The shop in Almo is run by the company.",
        "The minister holds talks in Orsk.",
        "The mayor was surrounded by his family in Kero.",
        "The singer remains in Nambe.",
    ],
)
def test_being_somewhere_without_arms_is_no_status(text: str) -> None:
    assert of_kind(text, ClaimKind.STATUS) == []
