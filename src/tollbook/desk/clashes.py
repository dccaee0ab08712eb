"""Voices that exclude one another: the tolls of an incident in; for each harm the two furthest apart out."""

from collections.abc import Iterable, Mapping, Sequence

from tollbook.desk.tallies import Clash, Voice
from tollbook.model.figure import Outcome
from tollbook.model.toll import Counted, GroupKind, Toll, group_words

MOST_VOICES = 200


def voice(said: Counted, outlets: Mapping[str, str | None]) -> Voice:
    """Say what one source counts for, with the outlet that carries it first; `outlets` are by report."""
    return Voice(
        figure=said.figure,
        report=said.report,
        source=said.source,
        origin=said.origin,
        claimant=said.claimant,
        outlet=said.outlet or outlets.get(said.report),
        low=said.low,
        high=said.high,
        also=said.also,
    )


def clashes(
    tolls: Iterable[Toll], names: Mapping[str, str | None], labels: Mapping[str, str]
) -> tuple[Clash, ...]:
    """Give for each harm the voices that exclude one another: on all people, else on some of them."""
    found: dict[Outcome, list[Clash]] = {}
    for toll in sorted(tolls, key=lambda toll: toll.group.kind is not GroupKind.ALL):
        held = found.setdefault(toll.outcome, [])
        if held and not held[0].of:
            continue
        of = "" if toll.group.kind is GroupKind.ALL else group_words(toll.group, labels)
        made = clash(toll.outcome, [voice(each, names) for each in toll.counted[:MOST_VOICES]], of)
        held += [made] if made else []
    return tuple(each for held in found.values() for each in held)


def clash(outcome: Outcome, voices: Sequence[Voice], of: str = "") -> Clash | None:
    """Give the two rival voices that lie furthest apart, None where all overlap."""
    top = max((v.low for v in voices if v.low is not None), default=0)
    bottom = min((v.high for v in voices if v.high is not None), default=top)
    if top <= bottom:
        return None
    pairs = (
        (one.apart(two), one, two)
        for at, one in enumerate(voices)
        for two in voices[at + 1 :]
        if one.rivals(two) and one.apart(two)
    )
    found = max(pairs, key=lambda pair: pair[0], default=None)
    if found is None:
        return None
    lower, upper = sorted(found[1:], key=lambda v: (v.low or 0, v.high or 0))
    return Clash(outcome=outcome, lower=lower, upper=upper, of=of)
