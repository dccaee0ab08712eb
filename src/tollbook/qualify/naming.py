"""Naming in full: the words of a claimant -> the whole of the words that name it there.

An office and a name in one breath are one speaker ("Kessa Monitor director Tarek Selwyn", "Tarek Selwyn
director of the Kessa Monitor"), and so are a name and its abbreviation in brackets. The whole is kept, so
that neither is lost. Words are added only where they stand beside those read.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar

import msgspec

from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.lexicon import lexicon
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.roles import CONTEXT, context, days, one_of, role
from tollbook.model.text import Text

T = TypeVar("T", Figure, Claim)
OFFICES = "lexicon/en/offices.yaml"
_OF = r"(?: (?:of|at|for|in|from) [^,.;:()\n\"“”]{2,50})?, "
OFFICE_BEFORE = re.compile(
    r"(?:(?<![\w'’-])(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w'’-]{0,30})"
    r"(?: [\w'’-]{1,30}){0,4} )?$"
)
OF_BEFORE = re.compile(_OF)
BRACKETED = re.compile(r" ?\( ?[A-Z][A-Za-z&.-]{1,11} ?\)")
BETWEEN = re.compile(r",? (?:the |a |an )?")
REACH = 120
"""Characters beside the words within which an office or name is looked for."""


class _Names(NamedTuple):
    """Patterns of names, made from the words that the lexicons have for what stands in them."""

    behind: re.Pattern[str]
    apposed: re.Pattern[str]
    """A name between commas behind an office: "the village head, U Maung Kyi, listed nine"."""
    before: re.Pattern[str]
    also: re.Pattern[str]
    of: re.Pattern[str]
    body: re.Pattern[str]


@cache
def _names() -> _Names:
    """Make the patterns; no weekday begins a name."""
    particle = one_of(role("particle"))
    word = rf"(?!{one_of(days('weekday'))})(?:al-|el-)?[A-Z][\w'’-]{{0,30}}"
    run = rf"{word}(?: (?:(?:of|for|the|{particle}) ){{0,2}}{word}){{0,8}}"
    more = rf"(?: (?:{particle} )?{word})"
    return _Names(
        behind=re.compile(rf" {word}{more}{{0,3}}"),
        apposed=re.compile(rf"{_OF}(?P<name>(?:{context('title')}\.? )?{word}{more}{{1,3}})(?=[,.;:)\"”]|$)"),
        before=re.compile(rf"(?:(?:[Tt]he )?(?:{run}),? ?)$"),
        also=re.compile(rf",? (?:also )?known as (?:the )?[\"'“‘]?{run}[\"'”’]?"),
        of=re.compile(rf" (?:of|at|for|in|from) (?:the |a )?{run}"),
        body=re.compile(rf"\b{context('news_body')}\b"),
    )


def in_full(items: Sequence[T], text: Text, harmed: Sequence[Figure] = ()) -> tuple[T, ...]:
    """Give figures or claims with each claimant named by the whole of the words that name it there.

    Those `harmed` are no part of who speaks: "wounding an officer, Commissioner Ruvo said".
    """
    met: dict[Span, Span] = {}
    for who in {who.provenance.span for item in items for who in item.claimants if who.provenance.span}:
        wide = widened(who, text.report.text)
        added = [figure.span for figure in harmed if not figure.span.overlaps(who)]
        met[who] = who if any(span.overlaps(wide) for span in added) else wide
    return tuple(
        msgspec.structs.replace(item, claimants=tuple(_whole(who, text, met) for who in item.claimants))
        for item in items
    )


def _whole(claimant: Sourced[Actor], text: Text, met: dict[Span, Span]) -> Sourced[Actor]:
    """Name one claimant in full, by `met`: the words of each and the whole that they are a piece of."""
    span = claimant.provenance.span
    if span is None:
        return claimant
    wide = met[span]
    words = wide.of(text.report.text)
    if words == claimant.value.name or (wide == span and not lexicon(OFFICES).find(words)):
        return claimant
    is_less = claimant.value.label.endswith(f" {words}")
    label = words if is_less else claimant.value.label
    return msgspec.structs.replace(
        claimant,
        value=msgspec.structs.replace(claimant.value, name=words, label=label),
        words=words,
        provenance=msgspec.structs.replace(claimant.provenance, span=wide),
    )


def _pooled(span: Span, text: str) -> Span | None:
    """Give "everyone" alone, where other words before it were taken for the name of who speaks.

    "About the student housing everyone agrees": it is not the housing that does.
    """
    words = span.of(text).lower()
    said = next((word for word in role("pooled", CONTEXT) if words.endswith(f" {word}")), None)
    return Span(span.end - len(said), span.end) if said else None


def widened(span: Span, text: str) -> Span:
    """Give the characters of the whole naming that `span` is a piece of; at least `span` itself.

    Only before "everyone" and the like words are left out: those are no part of who speaks.

    Example:
        >>> said = "Kessa Monitor director Tarek Selwyn said"
        >>> widened(Span(14, 22), said).of(said)
        'Kessa Monitor director Tarek Selwyn'
        >>> widened(Span(23, 35), said).of(said)
        'Kessa Monitor director Tarek Selwyn'
        >>> said = "Tarek Selwyn, director of the Kessa Monitor, said"
        >>> widened(Span(0, 12), said).of(said)
        'Tarek Selwyn, director of the Kessa Monitor'
    """
    if (alone := _pooled(span, text)) is not None:
        return alone
    start, end = span.start, span.end
    offices, names = lexicon(OFFICES), _names()
    around = range(start, end)
    before, behind = max(0, start - REACH), min(len(text), end + REACH)
    held = [m.span.shift(before) for m in offices.find(text[before:behind])]
    first = next((m for m in held if m.start in around), None)
    last = next((m for m in reversed(held) if m.end - 1 in around), None)
    if last is not None and last.end == end and (name := names.behind.match(text, end, behind)):
        end = name.end()
    elif last is not None and (named := _apposed(last, end, text)) is not None:
        end = named
    elif (office := _behind(end, held, text)) is not None:
        of = names.of.match(text, office.end, behind)
        end = of.end() if of else end
    if first is not None and text[start : first.start].strip().lower() in {"", "the", "a"}:
        start = _name_before(first.start, before, text, start)
    elif text[start].isupper() and (office := next((m for m in held if m.end == start - 1), None)):
        start = _name_before(office.start, before, text, office.start)
    if text[start].isupper() and not names.body.search(text, start, end):
        start = _office_before(start, before, held, text)
    for pattern in (BRACKETED, names.also):
        if found := pattern.match(text, end, behind):
            end = found.end()
    return Span(start, end)


def _behind(end: int, offices: Sequence[Span], text: str) -> Span | None:
    """Give the office in apposition behind a name: nothing but a comma and an article stands between."""
    for office in offices:
        if office.start > end and BETWEEN.fullmatch(text, end, office.start):
            return office
    return None


def _apposed(office: Span, end: int, text: str) -> int | None:
    """Give the end of the name in apposition behind an office whose words end at `end`, or None."""
    named = _names().apposed.match(text, office.end)
    if named is None or not office.end <= end <= named.end() or _names().body.search(named["name"]):
        return None
    return named.end()


def _office_before(start: int, least: int, offices: Sequence[Span], text: str) -> int:
    """Give where the office begins to which the name at `start` stands in apposition, else `start`."""
    for office in offices:
        if office.end < start and OF_BEFORE.fullmatch(text, office.end, start):
            led = OFFICE_BEFORE.search(text, least, office.start)
            return led.start() if led else office.start
    return start


def _name_before(at: int, least: int, text: str, otherwise: int) -> int:
    """Give where the name that stands right before an office begins."""
    name = _names().before.search(text, least, at)
    return name.start() if name and name.start() < at and text[at - 1] == " " else otherwise
