"""The figures of the invented dispatch: who was killed, hurt, driven out, and by whose account."""

from typing import Any, NamedTuple

from dispatch_named import Named
from example_maker import Maker

from tollbook.model.figure import Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.provenance import Basis
from tollbook.model.reference import Actor


class Figures(NamedTuple):
    """The figures, in the order of the reading."""

    total: Figure
    fighters: Figure
    allied: Figure
    soldiers: Figure
    children: Figure
    hurt: Figure
    denied: Figure
    none: Figure
    colonel: Figure
    missing: Figure
    displaced: Figure
    half: Figure


def figures(m: Maker, named: Named) -> Figures:
    """Give the twelve figures of the dispatch."""
    fighting: dict[str, Any] = {
        "claimants": (named.monitor, named.medics),
        "place": named.north,
        "when": named.week,
    }
    total = m.figure(
        "More than 130 people",
        Outcome.KILLED,
        131,
        None,
        status=Status.MIXED,
        claimants=(named.officials,),
        place=named.north,
        when=named.week,
    )
    fighters = m.figure(
        "at least 65 Dawn Front terrorists",
        Outcome.KILLED,
        65,
        None,
        status=Status.COMBATANT,
        side=m.of(named.front, "Dawn Front", "side.noun"),
        **fighting,
    )
    allied = m.figure(
        "18 allied fighters",
        Outcome.KILLED,
        18,
        18,
        status=Status.COMBATANT,
        side=m.of(
            Actor(
                name="allied fighters",
                label="allies of the Dawn Front",
                relation="allied with",
                related="Dawn Front",
            ),
            "allied fighters",
            "side.relation",
            basis=Basis.INFERRED,
        ),
        **fighting,
    )
    soldiers = m.figure(
        "49 government troops",
        Outcome.KILLED,
        49,
        49,
        status=Status.COMBATANT,
        side=m.of(named.troops, "government troops", "side.noun"),
        **fighting,
    )
    market: dict[str, Any] = {"claimants": (named.monitor,), "place": named.town, "when": named.wednesday}
    hurt = m.figure("dozens of people", Outcome.INJURED, 24, None, **market)
    children = m.figure(
        "Twelve children",
        Outcome.INJURED,
        12,
        12,
        status=Status.CIVILIAN,
        traits=(m.of(Trait.CHILD, "children", "traits.noun"),),
        part_of=hurt.id,
        **market,
    )
    denied = m.figure(
        "20 civilians",
        Outcome.KILLED,
        20,
        20,
        status=Status.CIVILIAN,
        stance=Stance.DENIED,
        claimants=(named.army,),
        place=named.town,
    )
    none = m.figure(
        "no casualties", Outcome.KILLED_OR_INJURED, 0, 0, claimants=(named.army,), place=named.town
    )
    colonel = m.figure(
        "Colonel Idris Vann",
        Outcome.KILLED,
        1,
        1,
        status=Status.COMBATANT,
        claimants=(named.radio,),
        name=m.of("Idris Vann", "Idris Vann", "persons.rank"),
        traits=(m.of(Trait.COMMANDER, "Colonel", "traits.rank"),),
        perpetrator=named.backed,
        place=named.near,
    )
    missing = m.figure(
        "Up to 30 villagers",
        Outcome.MISSING,
        None,
        30,
        status=Status.CIVILIAN,
        stance=Stance.DOUBTED,
        place=named.unresolved,
    )
    displaced = m.figure(
        "about 14,000 displaced people",
        Outcome.DISPLACED,
        14_000,
        14_000,
        approximate=True,
        claimants=(named.relief,),
        scope=Scope.PERIOD,
    )
    half = m.figure(
        "half of them children",
        Outcome.DISPLACED,
        7_000,
        7_000,
        approximate=True,
        claimants=(named.relief,),
        scope=Scope.PERIOD,
        traits=(m.of(Trait.CHILD, "children", "traits.noun", nth=1),),
        part_of=displaced.id,
    )
    return Figures(
        total,
        fighters,
        allied,
        soldiers,
        children,
        hurt,
        denied,
        none,
        colonel,
        missing,
        displaced,
        half,
    )
