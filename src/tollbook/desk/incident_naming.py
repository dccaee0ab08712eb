"""Naming: who calls whom what, counted over the reports of an incident; neutral labels stand beside."""

from collections.abc import Iterable, Mapping

import msgspec

from tollbook.model.reading import Reading


class Naming(msgspec.Struct, frozen=True, kw_only=True):
    """A party's own word: who uses it (an outlet itself, or whom it quotes), of whom, how often, where."""

    user: str
    of: str
    words: str
    neutral: str
    times: int
    quoted: int
    reports: tuple[tuple[str, int], ...]


def namings(readings: Iterable[Reading], outlets: Mapping[str, str]) -> list[Naming]:
    """Count the loaded words of some readings; `outlets` names the outlet of each report.

    A word is listed by its neutral label, so that what one party calls a thing stands beside what another
    does. `reports` are each with the number of the word among the loaded words of the report.
    """
    held: dict[tuple[str, str, str, str], list[tuple[str, int, bool]]] = {}
    for reading in readings:
        for number, use in enumerate(reading.loaded, 1):
            user = use.user.value.label if use.user else outlets.get(reading.report.id, reading.report.id)
            of = use.of.value.label if use.of else ""
            key = (use.neutral, of, user, use.words.casefold())
            held.setdefault(key, []).append((reading.report.id, number, use.quoted))
    return [
        Naming(
            user=user,
            of=of,
            words=words,
            neutral=neutral,
            times=len(uses),
            quoted=sum(quoted for _, _, quoted in uses),
            reports=tuple({report: number for report, number, _ in reversed(uses)}.items()),
        )
        for (neutral, of, user, words), uses in sorted(held.items())
    ]
