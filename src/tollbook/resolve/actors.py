"""Actors resolved: the registry id that holds on a report's date, and short forms given in brackets."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.reference import Actor, ActorKind

NAMED = ("actors.name_tail.", "actors.name_lead.", "actors.introduced", "actors.homonym")
CHAIN = 8


@cache
def registry() -> dict[str, Entry]:
    """Give the registry entries by id."""
    paths = [path for path in lexicon.files() if path.startswith("actors/")]
    return {entry.id: entry for path in paths for entry in lexicon.load(path).entries}


def first_day(text: str) -> date:
    """Read a registry date (YYYY, YYYY-MM, YYYY-MM-DD) as its first day.

    Example:
        >>> first_day("2012-01"), first_day("1999")
        (datetime.date(2012, 1, 1), datetime.date(1999, 1, 1))
    """
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def holds(entry: Entry, day: date) -> bool:
    """Tell whether a registry entry was in use on `day`; an open end holds for ever.

    A year or month as the last one is counted in whole.
    """
    start, end = entry.get("from"), entry.get("until")
    if start and day < first_day(start):
        return False
    if not end:
        return True
    shown = day.isoformat()[: len(end)]
    return shown <= end


def current(entry: Entry, day: date) -> Entry:
    """Follow renamings from `entry` to the actor that bore the name's successor on `day`.

    Where none was in use that day the last of the chain that had begun is given.

    Example:
        >>> current(registry()["al-nusra-front"], date(2018, 3, 1)).id
        'hayat-tahrir-al-sham'
    """
    seen = entry
    for _ in range(CHAIN):
        later = registry().get(seen.get("renamed_to") or "")
        if later is None or holds(seen, day):
            return seen
        start = later.get("from")
        if start and day < first_day(start):
            return seen
        seen = later
    return seen


def resolve_actors(
    mentions: Iterable[Mention], report_date: date | None, *, report: str = ""
) -> tuple[list[Mention], list[Issue]]:
    """Give the mentions with registry ids that hold on the report's date, and an issue per open name.

    Renamed groups get the id and label of the day; the words stay. Names that the registry does not
    list keep their words and no id. Phrases such as "gunmen" need no id and give no issue.
    """
    out: list[Mention] = []
    issues: dict[str, Issue] = {}
    given = list(mentions)
    for mention in _shortened(given):
        actor = mention.actor
        if mention.kind is not MentionKind.ACTOR or actor is None:
            out.append(mention)
            continue
        entry = registry().get(actor.registry or "")
        if entry is None:
            if mention.rule.startswith(NAMED) and actor.kind is not ActorKind.MEDIA:
                issues.setdefault(actor.label, _unlisted(mention, actor, report))
            out.append(mention)
            continue
        if report_date is not None:
            actor, entry = _dated(actor, entry, report_date)
            if not holds(entry, report_date) and _before(entry, report_date):
                issues.setdefault(entry.id, _early(mention, entry, report_date, report))
        out.append(msgspec.structs.replace(mention, actor=actor))
    return out, list(issues.values())


def _shortened(mentions: list[Mention]) -> list[Mention]:
    """Settle short forms such as "the Observatory": whose they are, by the report's other actors."""
    actors = [m for m in mentions if m.actor is not None]
    full = {m.actor.registry for m in actors if m.actor and not _is_short(m)}
    countries = {m.actor.country for m in actors if m.actor and not _is_short(m)}
    unlisted = {m.words.split()[-1].lower(): m.actor for m in actors if m.rule.startswith(NAMED)}
    out: list[Mention] = []
    for mention in mentions:
        actor = mention.actor
        if actor is None or not _is_short(mention):
            out.append(mention)
            continue
        entry = registry()[actor.registry or ""]
        if actor.registry not in full and not countries & set(entry.sets.get("country", "").split()):
            other = unlisted.get(mention.words.split()[-1].lower())
            fields = {"registry": None, "country": None, "label": mention.words}
            if other is not None:
                fields = {"registry": other.registry, "country": other.country, "label": other.label}
            actor = msgspec.structs.replace(actor, **fields)
        out.append(msgspec.structs.replace(mention, actor=actor))
    return out


def _is_short(mention: Mention) -> bool:
    """Tell whether the words are no more than a short form of the actor that they were read as."""
    entry = registry().get(mention.actor.registry or "") if mention.actor else None
    return entry is not None and mention.words.lower() == entry.sets.get("short", "").lower()


def _dated(actor: Actor, entry: Entry, day: date) -> tuple[Actor, Entry]:
    later = current(entry, day)
    if later is entry:
        return actor, entry
    label = later.sets["label"] if actor.label == entry.sets["label"] else actor.label
    return msgspec.structs.replace(actor, registry=later.id, label=label), later


def _before(entry: Entry, day: date) -> bool:
    start = entry.get("from")
    return bool(start) and day < first_day(start or "")


def _unlisted(mention: Mention, actor: Actor, report: str) -> Issue:
    return Issue(
        kind=IssueKind.UNRESOLVED_ACTOR,
        source=report,
        report=report or None,
        span=mention.span,
        seen=actor.label,
        message=f"the actor {actor.label!r} is not in the registry, or several there bear the name",
        todo="keep it by its words, or add it under knowledge/actors",
    )


def _early(mention: Mention, entry: Entry, day: date, report: str) -> Issue:
    return Issue(
        kind=IssueKind.UNRESOLVED_ACTOR,
        source=report,
        report=report or None,
        span=mention.span,
        seen=mention.words,
        message=f"{mention.words!r} is read as {entry.sets['label']}, which the registry knows only from "
        f"{entry.get('from')}, after the report's date {day.isoformat()}",
        todo="check the report's date, or the actor's first day in knowledge/actors",
    )
