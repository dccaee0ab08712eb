"""Whom a name means: the registry's entries, their codes, times and links, for people and programs."""

from collections.abc import Iterator
from datetime import date

import msgspec

from tollbook.annotate.actors import actors
from tollbook.model import lexicon
from tollbook.model.actor_codes import inter, sector
from tollbook.model.lexicon import Entry
from tollbook.model.reference import Actor, ActorKind
from tollbook.resolve.actor_links import Link, links, ruled, within
from tollbook.resolve.actors import bearers, current, holds, registry, resolve_actors

WORDS = {
    "part_of": "part of",
    "allied_with": "allied with",
    "backed_by": "backed by",
    "successor_of": "successor of",
    "renamed_to": "became",
    "split_from": "broke away from",
}
BACK = {
    "part_of": "has as a part",
    "allied_with": "allied with",
    "backed_by": "backs",
    "successor_of": "followed by",
    "renamed_to": "was before",
    "split_from": "lost by a split",
}
SAME = {"successor_of": "renamed_to", "renamed_to": "successor_of", "allied_with": "allied_with"}
"""Links that say the same from the other side."""


class Tie(msgspec.Struct, frozen=True, omit_defaults=True):
    """How an actor hangs together with another: words for it, whom, when, and whether on the day asked."""

    relation: str
    id: str
    label: str
    start: str | None = None
    until: str | None = None
    on_day: bool | None = None


class FoundActor(msgspec.Struct, frozen=True, omit_defaults=True):
    """One actor that a name may mean, from the registry; `on_day` and `then` answer for the day asked."""

    id: str
    label: str
    type: str
    inter: int | None
    sector: str
    names: tuple[str, ...]
    source: str
    file: str
    countries: tuple[str, ...] = ()
    start: str | None = None
    until: str | None = None
    on_day: bool | None = None
    then: str | None = None
    ties: tuple[Tie, ...] = ()
    wikidata: str | None = None
    note: str | None = None


class Answer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a name means: the actors found, and how the words are read as a phrase ("Syrian army")."""

    name: str
    on: str | None
    found: tuple[FoundActor, ...]
    phrase: Actor | None = None


def explained(name: str, day: date | None = None) -> Answer:
    """Say whom a name, an id or a phrase means, on a day or at any time; `found` is empty for nobody.

    Example:
        >>> [found.id for found in explained("al-Nusra", date(2018, 3, 1)).found]
        ['al-nusra-front']
        >>> explained("al-Nusra", date(2018, 3, 1)).found[0].then
        'hayat-tahrir-al-sham'
    """
    entries = bearers(name)
    if not entries and name.strip().lower() in registry():
        entries = [registry()[name.strip().lower()]]
    phrase = _phrase(name, day)
    if not entries and phrase and phrase.registry:
        entries = [registry()[phrase.registry]]
    ordered = sorted(entries, key=lambda entry: (day is not None and not holds(entry, day), entry.id))
    found = tuple(_found(entry, day) for entry in ordered)
    return Answer(name=name, on=day.isoformat() if day else None, found=found, phrase=phrase)


def _phrase(name: str, day: date | None) -> Actor | None:
    """Read a name as the reading of texts would; None where it sees no actor in the whole of it."""
    read, _ = resolve_actors(actors(f"{name} said nothing."), day)
    return read[0].actor if read and len(read[0].words) >= len(name.strip()) - len("the ") else None


def _found(entry: Entry, day: date | None) -> FoundActor:
    kind = ActorKind(entry.get("type") or "government")
    if day is not None and ruled(entry, day):
        kind = ActorKind.STATE_FORCES
    later = current(entry, day) if day else entry
    return FoundActor(
        id=entry.id,
        label=entry.sets["label"],
        type=kind.value,
        inter=inter(kind),
        sector=sector(kind, police=entry.get("branch") == "police"),
        names=entry.words,
        source=f"{entry.source}, {entry.date}",
        file=_file(entry),
        countries=tuple((entry.get("country") or "").split()),
        start=entry.get("from"),
        until=entry.get("until"),
        on_day=holds(entry, day) if day else None,
        then=later.id if later is not entry else None,
        ties=tuple(_ties(entry, day)),
        wikidata=entry.get("wikidata"),
        note=entry.note,
    )


def _file(entry: Entry) -> str:
    paths = [path for path in lexicon.files() if path.startswith("actors/")]
    return next((path for path in paths if entry in lexicon.load(path).entries), "")


def _ties(entry: Entry, day: date | None) -> Iterator[Tie]:
    for link in links(entry):
        yield _tie(WORDS, link, link.actor, day)
    named = {(link.relation, link.actor) for link in links(entry)}
    for other in registry().values():
        for link in links(other):
            if link.actor == entry.id and (SAME.get(link.relation), other.id) not in named:
                yield _tie(BACK, link, other.id, day)


def _tie(words: dict[str, str], link: Link, target: str, day: date | None) -> Tie:
    return Tie(
        relation=words[link.relation],
        id=target,
        label=registry()[target].sets["label"],
        start=link.start,
        until=link.until,
        on_day=within(link.start, link.until, day) if day else None,
    )


def lines(answer: Answer) -> Iterator[str]:
    """Write an answer for people, line by line."""
    from tollbook.publish.tables import wrapped

    when = f" on {answer.on}" if answer.on else ""
    if not answer.found:
        read = f"; as a phrase it is read as {answer.phrase.label}" if answer.phrase else ""
        yield f"nobody in the registry bears the name {answer.name!r}{read}"
        yield "What to do: look for another spelling, or add it with `tollbook actors add`"
        return
    if len(answer.found) > 1:
        yield f"{len(answer.found)} actors bear the name {answer.name!r}:"
    for found in answer.found:
        code = f", ACLED inter {found.inter}" if found.inter else ""
        yield f"{found.label} ({found.id})"
        yield f"  type     {found.type.replace('_', ' ')}{code}, PLOVER sector {found.sector}"
        if found.countries:
            yield f"  country  {' '.join(found.countries)}"
        yield f"  time     {_time(found.start, found.until)}{_on(found, when)}"
        yield wrapped("  names    ", ", ".join(found.names))
        for tie in found.ties:
            span = f", {_time(tie.start, tie.until)}" if tie.start or tie.until else ""
            no = f"; not{when}" if tie.on_day is False else ""
            yield wrapped("  tie      ", f"{tie.relation} {tie.label} ({tie.id}){span}{no}")
        if found.wikidata:
            yield f"  wikidata {found.wikidata}"
        if found.note:
            yield wrapped("  note     ", found.note)
        yield wrapped("  source   ", f"{found.source}; {found.file}")


def _time(start: str | None, until: str | None) -> str:
    if not start and not until:
        return "not stated"
    return f"from {start or 'an unstated day'} {f'until {until}' if until else 'on'}"


def _on(found: FoundActor, when: str) -> str:
    if found.then:
        return f"; not in use{when}: see {found.then}"
    return "" if found.on_day is not False else f"; not in use{when}"
