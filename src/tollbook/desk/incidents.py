"""What the desk asks of incidents: the list as filtered, and one incident worked out by a rule."""

from datetime import date
from typing import Any

from tollbook import tolling
from tollbook.book import incidents as linked
from tollbook.desk.data import Desk
from tollbook.model.figure import Count
from tollbook.model.incident import Incident
from tollbook.model.toll import group_words, side_labels
from tollbook.publish.tolls import ASIDE


def fitting(desk: Desk, words: str, first: date | None, last: date | None) -> list[Incident]:
    """Give the incidents that hold the words and touch the days, in the order of their days."""
    with desk.reading() as connection:
        every = linked.incidents(connection)
    wanted = words.casefold().strip()
    return [each for each in every if _fits(each, wanted, first, last)]


def _fits(each: Incident, wanted: str, first: date | None, last: date | None) -> bool:
    if wanted not in " ".join((each.id, each.event or "", each.place or "")).casefold():
        return False
    start, end = (each.when.start, each.when.end) if each.when else (None, None)
    start, end = start or end, end or start
    if first and (end is None or end < first):
        return False
    return not (last and (start is None or start > last))


def worked_out(desk: Desk, name: str, policy: str) -> dict[str, Any]:
    """Give what the page of an incident is filled with; policy "": the one chosen for it, else range.

    Raises:
        InputError: where there is no such incident or policy.
    """
    known = tolling.known_policies(desk.book.path)
    wanted = policy or tolling.settled_policy(desk.book, name) or "range"
    rule = tolling.chosen([wanted], known)[0]
    told = tolling.incident(desk.book, name, [rule])
    figures = {figure.id: (figure, a) for a in told.accounts for figure in a.figures}
    with desk.reading() as connection:
        copies = linked.copies(connection)
    mine = {a.origin for a in told.accounts}
    return {
        "told": told,
        "rule": rule,
        "rules": list(known.values()),
        "figures": figures,
        "claims": {a.claim.id: a for a in told.accounts},
        "copies": [each for each in copies if each.id in mine],
        "labels": side_labels(figure for figure, _ in figures.values()),
        "group_words": group_words,
        "ASIDE": ASIDE,
        "ends": lambda low, high: str(Count(low=low, high=high)),
    }
