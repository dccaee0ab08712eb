"""The claims of the invented dispatch: events, a denial, an accusation, a trend, a series."""

from datetime import date

from dispatch_figures import Figures
from dispatch_named import Named
from example_maker import Maker

from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Stance
from tollbook.model.provenance import Basis
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.when import DatePrecision, When


def claims(m: Maker, named: Named, counted: Figures) -> tuple[Claim, ...]:
    """Give the seven claims of the dispatch."""
    october = When(
        start=date(2030, 10, 1),
        end=None,
        precision=DatePrecision.OPEN,
        reading="since_month",
        reason="the last October before the report's date",
        alternatives=(
            When(start=date(2027, 10, 1), end=None, precision=DatePrecision.OPEN, reading="since_year"),
        ),
    )
    return (
        m.claim(
            ClaimKind.EVENT,
            "at least 65 Dawn Front terrorists, 18 allied fighters and 49 government troops were killed",
            event=m.of("Armed clash", "fighting", "events.clash"),
            claimants=(named.monitor, named.medics),
            place=named.north,
            when=named.week,
            figures=(counted.fighters.id, counted.allied.id, counted.soldiers.id),
        ),
        m.claim(
            ClaimKind.EVENT,
            "shells struck the market in Sareb on Wednesday",
            event=m.of("Shelling/artillery/missile attack", "shells struck", "events.shelling"),
            claimants=(named.monitor,),
            place=named.town,
            when=named.wednesday,
            weapons=(m.of("shell", "shells", "weapons.shell"),),
            figures=(counted.children.id, counted.hurt.id),
        ),
        m.claim(
            ClaimKind.DENIAL,
            'The army rejected reports that 20 civilians were killed in Sareb and spoke of "no casualties"',
            stance=Stance.DENIED,
            claimants=(named.army,),
            about=m.of(
                "20 civilians were killed in Sareb", "20 civilians were killed in Sareb", "denial.that"
            ),
            figures=(counted.denied.id, counted.none.id),
        ),
        m.claim(
            ClaimKind.EVENT,
            "an assault by foreign-backed terrorists near Tel Hadur",
            event=m.of("Armed clash", "assault", "events.assault"),
            claimants=(named.radio,),
            initiator=named.backed,
            place=named.near,
            figures=(counted.colonel.id,),
        ),
        m.claim(
            ClaimKind.ACCUSATION,
            "The government accused Tarsia of arming the Dawn Front",
            initiator=m.of(
                Actor(name="The government", label="Government of Maravia", kind=ActorKind.GOVERNMENT),
                "The government",
                "accusations.accused",
            ),
            target=m.of(
                Actor(name="Tarsia", label="Government of Tarsia", kind=ActorKind.GOVERNMENT),
                "Tarsia",
                "accusations.accused",
            ),
            about=m.of("arming the Dawn Front", "arming the Dawn Front", "accusations.of"),
        ),
        m.claim(
            ClaimKind.TREND,
            "Air strikes on Orlan Province have intensified since October, observers said",
            event=m.of("Air/drone strike", "Air strikes", "events.air"),
            claimants=(m.of(Actor(name="observers", label="observers, unnamed"), "observers", "cue.said"),),
            direction=m.of("rising", "intensified", "trends.intensify"),
            when=m.of(october, "since October", "dates.since", basis=Basis.ASSUMED),
        ),
        m.claim(
            ClaimKind.SERIES,
            "Hundreds of air strikes have been carried out since 2027",
            event=m.of("Air/drone strike", "air strikes", "events.air"),
            amount=m.of(Count(low=200, high=None), "Hundreds", "numbers.plural"),
            counted="air strikes",
            when=m.of(
                When(
                    start=date(2027, 1, 1),
                    end=date(2031, 3, 14),
                    precision=DatePrecision.LONGER,
                    reading="since",
                ),
                "since 2027",
                "dates.since",
            ),
        ),
    )
