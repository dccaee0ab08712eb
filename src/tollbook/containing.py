"""Containing: which incidents hold, or lie in, those that a run of linking changed."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from tollbook.book import holding
from tollbook.link import contained
from tollbook.link.described import BATTLE, LEAST_KM
from tollbook.model import lexicon
from tollbook.model.incident import Incident


def contained_anew(
    connection: Connection, changed: Sequence[Incident], gone: Collection[str]
) -> tuple[list[Incident], dict[str, Incident]]:
    """Give incidents that changed, and others that these hold or held, with what each is part of now.

    The others are given as they stand in the book too, by their ids. Of the rest of the book only incidents
    that may hold one of these are looked at.
    """
    names = {each.id for each in changed} | set(gone)
    others = {each.id: each for each in holding.parts(connection, names)}
    for each in changed:
        when = each.when
        if when is not None and (when.start != when.end or (each.radius_km or 0.0) > LEAST_KM):
            others |= {found.id: found for found in holding.within(connection, each, LEAST_KM)}
    others = {name: each for name, each in others.items() if name not in names}
    mine = [*changed, *others.values()]
    days = [day for each in mine if each.when for day in (each.when.start, each.when.end) if day]
    if not days:
        return contained(mine), others
    battles = {word for entry in _groups() if entry.id == BATTLE for word in entry.words}
    held = [
        each
        for each in holding.holders(connection, min(days), max(days), battles)
        if each.id not in names and each.id not in others
    ]
    return contained([*mine, *held])[: len(mine)], others


def _groups() -> Sequence[lexicon.Entry]:
    return lexicon.load("linkage/event_groups.yaml").entries
