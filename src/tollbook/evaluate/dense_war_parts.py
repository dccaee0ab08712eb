"""The words and small records that the made-up dense war is built of; all of them are invented."""

import random

from tollbook.model.reference import Actor, ActorKind, Area, AreaShape, Candidate

SYLLABLES = "ba dor ka lin mar neb ora pel qas rim sut tal ula ven wad yar zan gho hir jeb".split()
KINDS = {
    "Air/drone strike": ("warplanes bombed", "an air strike hit", "jets struck", "aircraft raided"),
    "Shelling/artillery/missile attack": (
        "shells fell on",
        "rockets hit",
        "artillery fire struck",
        "mortars landed on",
    ),
    "Armed clash": (
        "fighting broke out near",
        "clashes erupted around",
        "gunmen fought troops at",
        "battles raged at",
    ),
    "Remote explosive/landmine/IED": (
        "a bomb went off at",
        "a car bomb exploded near",
        "a mine blew up at",
        "a blast tore through",
    ),
    "Attack": ("gunmen attacked", "armed men stormed", "assailants opened fire at", "attackers raided"),
    "Abduction/forced disappearance": (
        "armed men seized people at",
        "people were abducted from",
        "captors took people from",
        "gunmen took away people at",
    ),
}
SAID_OF = KINDS | {"Suicide bomb": ("a suicide bomber struck", "a man blew himself up at")}
"""Words for each kind that a claim may state."""
ANY = ("something happened at", "people were harmed at", "there was violence at", "harm was done at")
"""Words that name no kind."""
LIKE = {
    "Air/drone strike": "Shelling/artillery/missile attack",
    "Shelling/artillery/missile attack": "Air/drone strike",
    "Remote explosive/landmine/IED": "Suicide bomb",
    "Armed clash": "Attack",
    "Attack": "Armed clash",
}
SITES = (
    "market school bakery mosque clinic checkpoint bridge mill depot station church workshop camp "
    "garage farm "
    "square hospital warehouse barracks dam tunnel orchard stadium pharmacy well bus queue tower gate"
).split()
SAID = ("said", "reported", "told reporters", "announced", "wrote")
FILLER = (
    "ambulances came late smoke rose over the roofs shops stayed shut residents fled to cellars "
    "roads were cut "
    "power failed for hours rescue teams dug through the night families waited outside officials "
    "gave no details "
    "witnesses heard planes the wounded were taken to a hospital nearby schools were closed on the next day"
).split()
SOURCES = [f"watch{n}" for n in range(5)]


def word(chance: random.Random, parts: int) -> str:
    """Make up a name."""
    return "".join(chance.choice(SYLLABLES) for _ in range(parts)).capitalize()


def side(name: str) -> Actor:
    """Make a side of the war."""
    return Actor(name=name, label=name, kind=ActorKind.REBEL_GROUP, registry=name)


def candidate(
    gazetteer: str, name: str, latitude: float, longitude: float, unit: str, radius: int
) -> Candidate:
    """Make a place of the gazetteer."""
    return Candidate(
        gazetteer=gazetteer,
        name=name,
        country="XX",
        admin1=unit,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        feature="populated_place",
        score=1.0,
    )


def area(latitude: float, longitude: float, radius: float) -> Area:
    """Make the area round a point, in km."""
    shape = AreaShape.POINT if radius < 12 else AreaShape.AREA
    return Area(
        shape=shape,
        latitude=latitude,
        longitude=longitude,
        radius_km=radius,
        where_prec=1,
        geo_precision=1,
        why="made up",
    )
