"""Who, where and when of the invented dispatch: what its figures and claims share."""

from datetime import date

from example_maker import Maker

from tollbook.model.provenance import Basis
from tollbook.model.reference import Actor, ActorKind, Candidate, Place, PlaceRelation
from tollbook.model.when import DatePrecision, When

ORLAN = Candidate(
    gazetteer="example:1",
    name="Orlan Province",
    country="MV",
    latitude=36.1,
    longitude=37.2,
    feature="admin1",
    population=900_000,
    score=0.97,
    reasons=("the dateline names it",),
)
SAREB = Candidate(
    gazetteer="example:2",
    name="Sareb",
    country="MV",
    admin1="Orlan Province",
    latitude=36.0,
    longitude=37.0,
    feature="populated_place",
    population=21_000,
    score=0.91,
    reasons=("in Orlan Province",),
)
OTHER_SAREB = Candidate(
    gazetteer="example:3",
    name="Sareb",
    country="TR",
    latitude=10.0,
    longitude=20.0,
    feature="populated_place",
    population=4_000,
    score=0.22,
)


class Named:
    """The actors, places and days that the dispatch names, each with the words that name it."""

    def __init__(self, m: Maker) -> None:
        self.monitor = m.of(
            Actor(name="The Orlan Monitoring Group", label="Orlan Monitoring Group", kind=ActorKind.MONITOR),
            "The Orlan Monitoring Group",
            "cue.said",
        )
        self.medics = m.of(Actor(name="medics", label="medics", kind=ActorKind.AID), "medics", "cue.citing")
        self.officials = m.of(
            Actor(name="officials", label="officials", kind=ActorKind.GOVERNMENT), "officials", "cue.said"
        )
        self.army = m.of(
            Actor(
                name="The army", label="Maravian army", kind=ActorKind.STATE_FORCES, registry="example-army"
            ),
            "The army",
            "cue.rejected",
        )
        self.radio = m.of(
            Actor(name="State radio", label="State radio", kind=ActorKind.MEDIA),
            "State radio",
            "cue.said",
        )
        self.relief = m.of(
            Actor(name="The relief office", label="relief office", kind=ActorKind.AID),
            "The relief office",
            "cue.counted",
        )
        self.front = Actor(
            name="Dawn Front", label="Dawn Front", kind=ActorKind.REBEL_GROUP, registry="example-front"
        )
        self.troops = Actor(name="government troops", label="Maravian army", kind=ActorKind.STATE_FORCES)
        self.backed = m.of(
            Actor(name="foreign-backed terrorists", label="armed group, unnamed", kind=ActorKind.UNKNOWN),
            "foreign-backed terrorists",
            "agent.by",
        )
        self.north = m.of(
            Place(name="Orlan Province", relation=PlaceRelation.PART, direction="north", candidates=(ORLAN,)),
            "northern Orlan Province",
            "places.direction",
        )
        self.town = m.of(Place(name="Sareb", candidates=(SAREB, OTHER_SAREB)), "Sareb", "places.exact", nth=1)
        self.unresolved = m.of(Place(name="Qasr Amun"), "Qasr Amun", "places.shape")
        self.near = m.of(Place(name="Tel Hadur", relation=PlaceRelation.NEAR), "Tel Hadur", "places.near")
        self.week = m.of(
            When(
                start=date(2031, 3, 10),
                end=date(2031, 3, 14),
                precision=DatePrecision.WEEK,
                reading="this_week",
            ),
            "this week",
            "dates.this_week",
            basis=Basis.ASSUMED,
        )
        self.wednesday = m.of(
            When(
                start=date(2031, 3, 12), end=date(2031, 3, 12), precision=DatePrecision.DAY, reading="weekday"
            ),
            "Wednesday",
            "dates.weekday",
            basis=Basis.ASSUMED,
        )
