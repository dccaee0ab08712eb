"""Actors resolved: the registry id that holds on a report's date, and short forms given in brackets."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import msgspec

from tollbook.issues import Issue, IssueKind
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.names import fold
from tollbook.model.reference import Actor, ActorKind
from tollbook.resolve.actor_context import told_by_context
from tollbook.resolve.actor_links import first_day, within

NAMED = ("actors.name_tail.", "actors.name_lead.", "actors.introduced", "actors.homonym")
CHAIN = 8


@cache
def registry() -> dict[str, Entry]:
    """Give the registry entries by id."""
    paths = [path for path in lexicon.files() if path.startswith("actors/")]
    return {entry.id: entry for path in paths for entry in lexicon.load(path).entries}


def holds(entry: Entry, day: date) -> bool:
    """Tell whether a registry entry was in use on `day`; an open end holds for ever.

    A year or month as the last one is counted in whole.
    """
    return within(entry.get("from"), entry.get("until"), day)


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
    list keep their words and no id. Phrases such as "gunmen" need no id and give no issue. A name that
    several bear is settled by the day and by the countries of the report's other actors, or stays open.
    """
    out: list[Mention] = []
    issues: dict[str, Issue] = {}
    given = list(mentions)
    for mention in _shortened(given):
        actor = mention.actor
        if mention.kind is not MentionKind.ACTOR or actor is None:
            out.append(mention)
            continue
        if mention.rule == "actors.homonym":
            actor = settled(actor, given, report_date)
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
    return told_by_context(out), list(issues.values())


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


def of_day(actor: Actor, day: date) -> Actor:
    """Give an actor as it was on `day`: the id and label that a renamed group bore then; the words stay.

    Example:
        >>> actor = Actor(name="al-Nusra", label="al-Nusra Front", registry="al-nusra-front")
        >>> of_day(actor, date(2018, 3, 1)).registry
        'hayat-tahrir-al-sham'
    """
    entry = registry().get(actor.registry or "")
    return _dated(actor, entry, day)[0] if entry else actor


def bearers(name: str) -> list[Entry]:
    """Give the registry entries that bear a name, whatever its case, accents and hyphens.

    Example:
        >>> sorted(entry.id for entry in bearers("islamic front")), bearers("nobody at all")
        (['islamic-front-syria'], [])
    """
    return _names().get(fold(name), [])


@cache
def _names() -> dict[str, list[Entry]]:
    out: dict[str, list[Entry]] = {}
    for entry in registry().values():
        for word in dict.fromkeys(fold(word) for word in (*entry.words, entry.sets["label"])):
            out.setdefault(word, []).append(entry)
    return out


def settled(actor: Actor, mentions: list[Mention], day: date | None) -> Actor:
    """Give an actor whose name several bear the one that alone fits the day and the report's countries."""
    rivals = next((found for cut in _shorter(actor.label) if (found := bearers(cut))), [])
    if day is not None:
        rivals = [entry for entry in rivals if holds(entry, day)]
    if len(rivals) > 1:
        there = {m.actor.country for m in mentions if m.actor and m.actor.country}
        rivals = [entry for entry in rivals if there & set(entry.sets.get("country", "").split())]
    if len(rivals) != 1:
        return actor
    (entry,) = rivals
    whole = fold(actor.label) in {fold(word) for word in entry.words}
    country = entry.sets.get("country", "").split()
    return msgspec.structs.replace(
        actor,
        registry=entry.id,
        label=entry.sets["label"] if whole else actor.label,
        kind=ActorKind(entry.sets["type"]),
        country=country[0] if len(country) == 1 else None,
    )


def _shorter(label: str) -> list[str]:
    """Give a label, and what is left of it when its last words are taken off: "PDF fighters", "PDF"."""
    words = label.split()[:8]
    return [" ".join(words[:end]) for end in range(len(words), 0, -1)]


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
