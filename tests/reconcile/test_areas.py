"""Tolls over areas and periods: what is added, what cannot be, and totals of others beside the sum."""

from datetime import date
from typing import Any

from made_accounts import MONITOR, days, said

from tollbook.model.figure import Outcome, Scope
from tollbook.model.incident import Account, Incident
from tollbook.model.toll import Toll
from tollbook.reconcile import Region, beside_parts, over, policies, reconcile

EVERYWHERE = Region("everywhere")
FIRST, LAST = date(2031, 3, 1), date(2031, 3, 31)


def incident(name: str, first: str | None = "2031-03-04", last: str | None = None, **more: Any) -> Incident:
    return Incident(id=name, claims=("c",), when=days(first, last) if first else None, **more)


def toll_of(*accounts: Account) -> Toll | None:
    return reconcile("i", accounts, policies()["range"]).toll(Outcome.KILLED)


def added(*pairs: tuple[Incident, Toll | None], region: Region = EVERYWHERE, **more: Any) -> Toll:
    return over(region, FIRST, LAST, pairs, policy="range", **more)


THREE_TO_FIVE = toll_of(said("a", 3), said("b", 5))
TEN = toll_of(said("a", 10), said("b", 10))


def test_the_ends_of_incidents_are_added() -> None:
    found = added((incident("i1"), THREE_TO_FIVE), (incident("i2"), TEN))
    assert str(found.range) == "13 / - / 15"
    assert found.incidents == ("i1", "i2")
    assert found.of == "everywhere from 2031-03-01 to 2031-03-31"


def test_an_incident_of_other_days_is_left_alone_and_one_across_the_edge_is_named() -> None:
    found = added(
        (incident("i1"), TEN),
        (incident("i2", "2031-05-01"), TEN),
        (incident("i3", "2031-02-27", "2031-03-02"), TEN),
        (incident("i4", None), TEN),
    )
    assert found.incidents == ("i1",)
    assert [(each.incident, each.reason) for each in found.left_out] == [
        ("i3", "its days (2031-02-27 to 2031-03-02) reach beyond the period"),
        ("i4", "its days are not known"),
    ]


def test_a_strike_within_a_battle_counts_in_the_battle() -> None:
    found = added((incident("battle"), TEN), (incident("strike", part_of="battle"), THREE_TO_FIVE))
    assert str(found.range) == "10 / - / 10"
    assert [each.reason for each in found.left_out] == [
        "it lies within event not known, place not known, 4 March 2031 (battle), which counts as a whole"
    ]


def test_a_strike_counts_by_itself_where_its_battle_has_no_toll() -> None:
    found = added((incident("battle"), None), (incident("strike", part_of="battle"), THREE_TO_FIVE))
    assert str(found.range) == "3 / - / 5"


def test_strikes_that_exceed_their_battle_count_in_place_of_its_own_figures() -> None:
    battle = incident("battle", event="Armed clash", place="Orsa")
    found = added((battle, THREE_TO_FIVE), (incident("strike", part_of="battle"), TEN))
    assert str(found.range) == "10 / - / 10"
    assert found.incidents == ("battle",)
    assert found.notes == (
        "1 incident within Armed clash, Orsa, 4 March 2031 (battle) makes at least 10, and its own figures "
        "at most 5: the larger number counts",
    )


def test_a_battle_that_leaves_room_takes_a_higher_low_from_its_strikes() -> None:
    battle = (incident("battle"), toll_of(said("a", 4), said("b", 30)))
    strikes = [(incident(f"s{n}", part_of="battle", event=kind), TEN) for n, kind in enumerate(KINDS)]
    assert str(added(battle, *strikes).range) == "20 / - / 30"


KINDS = ("Attack", "Air/drone strike")


def test_a_part_of_a_part_lies_within_the_whole_also_where_the_part_between_has_no_toll() -> None:
    war = (incident("war"), THREE_TO_FIVE)
    strike = (incident("strike", part_of="battle"), THREE_TO_FIVE)
    assert str(added(war, (incident("battle", part_of="war"), None), strike).range) == "3 / - / 5"
    assert str(added(war, strike).range) == "6 / - / 10"
    assert str(added(war, strike, above={"battle": "war"}).range) == "3 / - / 5"


def test_each_level_of_parts_counts_where_it_makes_more() -> None:
    war, battle = incident("war"), incident("battle", part_of="war")
    found = added((war, THREE_TO_FIVE), (battle, THREE_TO_FIVE), (incident("strike", part_of="battle"), TEN))
    assert str(found.range) == "10 / - / 10"
    assert found.incidents == ("war",)


def test_incidents_that_are_parts_of_one_another_each_count_once() -> None:
    found = added(
        (incident("a", part_of="b", event="Attack"), TEN), (incident("b", part_of="a"), THREE_TO_FIVE)
    )
    assert found.range.high == 15


def test_an_open_end_leaves_the_sum_open_and_is_counted() -> None:
    found = added(
        (incident("i1", event="Attack"), TEN), (incident("i2", event="Arrests"), toll_of(said("a", 7, None)))
    )
    assert str(found.range) == "17 / - / -"
    assert "1 of 2 incidents has no upper end, so the sum has none" in found.notes


def test_a_total_of_a_source_is_set_beside_the_sum_and_never_added() -> None:
    total = said("m", 327, by=MONITOR, scope=Scope.PERIOD, when=days("2031-03-01", "2031-03-05"))
    found = added((incident("i1"), TEN), accounts=[total])
    assert str(found.range) == "10 / - / 10"
    assert found.notes == (
        "a total of Harm Ledger is 327 from 2031-03-01 to 2031-03-05; the incidents of these days "
        "make 10 to 10: the total is higher; it is not added",
    )


def test_one_total_on_several_sources_words_is_set_beside_once() -> None:
    when = days("2031-03-01", "2031-03-05")
    totals = [
        said(name, 327, by=who, scope=Scope.PERIOD, when=when) for name, who in (("m", MONITOR), ("n", None))
    ]
    [note] = added((incident("i1"), TEN), accounts=totals).notes
    assert note.startswith(
        "a total of Harm Ledger is 327 from 2031-03-01 to 2031-03-05, as The n Post has it; "
    )


def test_a_total_of_other_days_is_not_compared() -> None:
    total = said("m", 327, by=MONITOR, scope=Scope.PERIOD, when=days("2031-05-01", "2031-05-05"))
    assert added((incident("i1"), TEN), accounts=[total]).notes == ()


def test_a_place_within_the_radius_counts_and_one_too_vague_is_named() -> None:
    here = Region("Orsa", latitude=10.0, longitude=20.0, radius_km=30.0)
    near = incident("near", latitude=10.1, longitude=20.0)
    far = incident("far", latitude=12.0, longitude=20.0)
    vague = incident("vague", latitude=10.1, longitude=20.0, radius_km=200.0)
    lost = incident("lost")
    found = added((near, TEN), (far, TEN), (vague, TEN), (lost, TEN), region=here)
    assert found.incidents == ("near",)
    assert [each.incident for each in found.left_out] == ["lost", "vague"]


def test_a_country_holds_its_incidents() -> None:
    found = added(
        (incident("i1", country="NV"), TEN),
        (incident("i2", country="KH"), TEN),
        (incident("i3"), TEN),
        region=Region("Norvania", country="NV"),
    )
    assert found.incidents == ("i1",)
    assert [each.incident for each in found.left_out] == ["i3"]


def test_nothing_to_add_is_no_toll() -> None:
    found = added()
    assert str(found.range) == "- / - / -"
    assert found.provisional == "no incident can be added"


def test_strikes_within_a_battle_are_set_beside_its_own_figures_and_not_added() -> None:
    battle = reconcile("battle", [said("a", 20), said("b", 20)], policies()["range"])
    strike = reconcile("strike", [said("c", 3), said("d", 5)], policies()["range"])
    found = beside_parts(battle, [(incident("strike", part_of="battle"), strike)]).toll(Outcome.KILLED)
    assert found is not None
    assert str(found.range) == "20 / - / 20"
    assert found.notes == (
        "the figures of 1 incident within it make 3 to 5: not added: "
        "event not known, place not known, 4 March 2031 (strike)",
    )


def test_strikes_that_exceed_their_battle_are_told_with_the_battle() -> None:
    battle = reconcile("battle", [said("a", 2), said("b", 2)], policies()["range"])
    strike = reconcile("strike", [said("c", 3), said("d", 5)], policies()["range"])
    found = beside_parts(battle, [(incident("strike", part_of="battle"), strike)]).toll(Outcome.KILLED)
    assert found is not None
    assert "more than its own toll" in found.notes[0]
