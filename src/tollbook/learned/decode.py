"""Decoding: vectors of words -> judged figures: spans weighed as wholes, slots, roles and wholes.

Spans come from the tags of words and from the rules' figures; each is judged as a whole. Of two that
overlap with one outcome the better one stays.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from tollbook.learned.encoder import View
from tollbook.learned.flags import AT, OUTCOMES, ROLES, SCOPES, STANCES, STATUSES, TELLS, TRAITS
from tollbook.learned.heads import Array, Heads, log_softmax, softmax
from tollbook.learned.pairs import Stated, pairs
from tollbook.learned.proposed import overlap, proposed
from tollbook.learned.seen import Ruled, Seen, Words
from tollbook.model.figure import Count, Outcome, Scope, Stance, Status, Trait
from tollbook.model.tabled import is_tabled

KEEP = 0.5
VERDICT = 0.6
SURE = 0.5
TRUST = 0.03
EITHER = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.KILLED_OR_INJURED})
LONGEST_ROLE = 14
STARTS = 6
UNSEEN = 20.0
# How sure the encoder must be to differ from a rule: where the rule chose words, where it chose none.
LEAST = {"side": (0.5, 0.3), "place": (0.08, 0.05), "date": (0.4, 0.4)}
# How sure the encoder must be that nobody is meant; likely words share their score among them.
NOBODY = {"perpetrator": 0.3}
Counts = Callable[[Words], Count]


class Judged(msgspec.Struct, kw_only=True):
    """A span that may be a figure, with what the encoder says of it; each value has a score from 0 to 1."""

    words: Words
    outcome: Outcome
    score: float
    ruled: Ruled | None = None
    status: tuple[Status, float] = (Status.UNKNOWN, 0.0)
    stance: tuple[Stance, float] = (Stance.ASSERTED, 0.0)
    scope: tuple[Scope, float] = (Scope.INCIDENT, 0.0)
    traits: dict[Trait, float] = {}
    roles: dict[str, tuple[Words | None, float]] = {}
    days: tuple[int, float] = (0, 0.0)
    none: float = 0.0
    whole: int | None = None
    whole_score: float = 0.0


def judge(
    page: Seen, seen: Sequence[View], heads: Heads, days: Sequence[Words], count: Counts, keep: float = KEEP
) -> tuple[list[Judged], list[Judged]]:
    """Give the figures of a text in text order, and the spans that were weighed and set aside.

    `days` are the words of date expressions that can be read; `count` reads the interval of a quote.
    """
    if not seen:
        return [], []
    tags = _tags(page, seen, heads)
    weighed = _weigh(page, proposed(page, tags), seen, heads, tags)
    kept: list[Judged] = []
    aside: list[Judged] = []
    for item in sorted(weighed, key=lambda w: (not _is_sure(w), -w.score)):
        better = [k for k in kept if _same_harm(k, item) and overlap(k.words, item.words)]
        if better:
            better[0].ruled = better[0].ruled or item.ruled
        elif item.score >= keep or _is_sure(item):
            kept.append(item)
        else:
            aside.append(item)
    kept.sort(key=lambda item: item.words)
    by_view: dict[int, list[int]] = {}
    for n, item in enumerate(kept):
        by_view.setdefault(_view(seen, item.words), []).append(n)
    for v, members in by_view.items():
        if v >= 0:
            _fill(page, seen[v], [kept[n] for n in members], members, heads, days, count)
    return kept, aside


def _is_sure(item: Judged) -> bool:
    """Tell whether a figure stands in a table, whose head says what it counts."""
    return item.ruled is not None and is_tabled(item.ruled.figure)


def _same_harm(one: Judged, other: Judged) -> bool:
    """Tell whether two spans tell of one harm: who was "shot" is not killed too by the same words."""
    if _is_sure(one) or _is_sure(other):
        return True
    both = {one.outcome, other.outcome}
    return len(both) == 1 or (Outcome.KILLED_OR_INJURED in both and both <= EITHER)


def _tags(page: Seen, seen: Sequence[View], heads: Heads) -> Array:
    """Average the tags of every word over its windows; words near a window's edge count less.

    Words that were not shown to the encoder have no tag.
    """
    total = np.zeros((len(page.spans), 1 + 2 * len(OUTCOMES)), np.float32)
    weight = np.zeros(len(page.spans), np.float32)
    for view in seen:
        size = view.stop - view.start
        place = np.arange(size, dtype=np.float32)
        near = (np.minimum(place, size - 1 - place) + 1.0) * view.shown
        total[view.start : view.stop] += heads.tags(view.vectors[1:]) * near[:, None]
        weight[view.start : view.stop] += near
    total /= np.maximum(weight, np.float32(1e-6))[:, None]
    total[weight == 0, 0] = 1.0
    return total


def _view(seen: Sequence[View], words: Words) -> int:
    """Choose the window that holds the words and shows most around them; -1 where none does."""
    inside = [n for n, v in enumerate(seen) if v.start <= words[0] and words[1] < v.stop]
    return max(inside, key=lambda n: min(words[0] - seen[n].start, seen[n].stop - words[1]), default=-1)


def _told(page: Seen, items: Sequence[tuple[Words, Ruled | None]]) -> Array:
    tells = np.zeros((len(items), len(TELLS)), np.float32)
    for n, (words, ruled) in enumerate(items):
        tells[n, page.tells(words, ruled)] = 1.0
    return tells


def _weigh(
    page: Seen,
    proposed: Sequence[tuple[Words, Ruled | None]],
    seen: Sequence[View],
    heads: Heads,
    tags: Array,
) -> list[Judged]:
    """Judge the proposed runs as wholes; those that no window holds are left out."""
    by_view: dict[int, list[tuple[Words, Ruled | None]]] = {}
    for words, ruled in proposed:
        by_view.setdefault(_view(seen, words), []).append((words, ruled))
    out: list[Judged] = []
    for at, items in by_view.items():
        if at < 0:
            continue
        start = seen[at].start
        runs = [(a - start, b - start) for (a, b), _ in items]
        vectors = heads.figures(seen[at].vectors[1:], runs, _told(page, items))
        for (words, ruled), verdict in zip(items, softmax(heads.line("verdict", vectors)), strict=True):
            mean = tags[words[0] : words[1] + 1].mean(0)
            tagged = np.concatenate([mean[:1], mean[1::2] + mean[2::2]])
            both = VERDICT * verdict + (1 - VERDICT) * tagged
            best, score = int(both[1:].argmax()), float(both[1:].max())
            if ruled is not None:
                best, score = _with_rule(both, best, OUTCOMES.index(ruled.figure.outcome.value))
            out.append(Judged(words=words, outcome=OUTCOMES[best], score=score, ruled=ruled))
    return out


def _with_rule(scores: Array, best: int, ruled: int) -> tuple[int, float]:
    """Settle the outcome of a figure that a rule reads, and its score: the encoder's where it is sure."""
    if scores[1 + ruled] >= SURE * scores[1 + best]:
        return ruled, float(min(1.0, (1.0 - scores[0]) + TRUST))
    return best, float(scores[1 + best])


def _fill(
    page: Seen,
    view: View,
    items: Sequence[Judged],
    numbers: Sequence[int],
    heads: Heads,
    days: Sequence[Words],
    count: Counts,
) -> None:
    """Fill the slots, roles and wholes of the figures of one window."""
    runs = [(i.words[0] - view.start, i.words[1] - view.start) for i in items]
    vectors = heads.figures(view.vectors[1:], runs, _told(page, [(i.words, i.ruled) for i in items]))
    status, stance, scope, mode, none = (
        softmax(heads.line(name, vectors)) for name in ("status", "stance", "scope", "days", "none")
    )
    trait = 1.0 / (1.0 + np.exp(-heads.line("trait", vectors)))
    choices = [{r: _shift(w, view.start) for r, w in page.choices(i.words, i.ruled).items()} for i in items]
    pointed = heads.pointers(vectors, view.vectors, runs, choices)
    pointed[..., 1:] -= UNSEEN * (1 - view.shown)
    scores = log_softmax(pointed)
    likely = np.argsort(-scores[:, :, 0, 1:], axis=-1)[..., :STARTS].tolist()
    for n, item in enumerate(items):
        item.status = _best(STATUSES, status[n])
        item.stance = _best(STANCES, stance[n])
        item.scope = _best(SCOPES, scope[n])
        item.days = (int(mode[n].argmax()), float(mode[n].max()))
        item.none = float(none[n, 1])
        item.traits = {t: float(p) for t, p in zip(TRAITS, trait[n], strict=True)}
        for r, role in enumerate(ROLES):
            only, sure = days if role == "date" else None, NOBODY.get(role, 0.0)
            said = _point(scores[n, r], view.start, only, likely[n][r], sure)
            item.roles[role] = _or_rule(item, role, said)
    links = softmax(heads.links(vectors, np.array(pairs(_stated(page, items, count)), np.float32)))
    for n, item in enumerate(items):
        best = int(links[n].argmax())
        item.whole = numbers[best - 1] if best and best - 1 != n else None
        item.whole_score = float(links[n, best])


def _or_rule(item: Judged, role: str, said: tuple[Words | None, float]) -> tuple[Words | None, float]:
    """Keep the rule's words for a role where the encoder differs and is not sure enough; see `LEAST`."""
    words, score = said
    if item.ruled is None or role not in LEAST:
        return said
    by_rule = item.ruled.roles.get(role)
    agree = words == by_rule or (words is not None and by_rule is not None and overlap(words, by_rule))
    least = LEAST[role][by_rule is None]
    return said if agree or score >= least else (by_rule, 1.0 - score)


def _best(values: Sequence[Any], scores: Array) -> tuple[Any, float]:
    n = int(scores.argmax())
    return values[n], float(scores[n])


def _shift(words: Words | None, start: int) -> Words | None:
    return (words[0] - start, words[1] - start) if words else None


def _point(
    scores: Array, start: int, only: Sequence[Words] | None, likely: Sequence[int], sure: float = 0.0
) -> tuple[Words | None, float]:
    """Give the run of words that a role points to, or None; `only` limits it to some runs.

    `likely` are the words where it is likeliest to begin; None wants a score of `sure`.
    """
    first, last = scores
    none = float(first[0] + last[0])
    options: list[tuple[float, Words]] = []
    if only is not None:
        inside = [w for w in only if w[0] >= start and w[1] - start + 1 < len(first)]
        options = [(float(first[1 + a - start] + last[1 + b - start]), (a, b)) for a, b in inside]
    else:
        for a in likely:
            ends = last[1 + a : 1 + a + LONGEST_ROLE]
            b = int(a + ends.argmax())
            options.append((float(first[1 + a] + last[1 + b]), (a + start, b + start)))
    best = max(options, default=(float("-inf"), (0, 0)))
    if best[0] <= none and (not options or np.exp(none) >= sure):
        return None, float(np.exp(none))
    return best[1], float(np.exp(best[0]))


def _stated(page: Seen, items: Sequence[Judged], count: Counts) -> list[Stated]:
    """Give the figures of a window as pairs see them."""
    ids = {i.ruled.figure.id: n for n, i in enumerate(items) if i.ruled}
    sentence, begun = AT["sentence"], [0]
    for flags in page.flags:
        begun.append(begun[-1] + (sentence in flags))
    out = []
    for item in items:
        counted = count(item.words)
        part_of = item.ruled.figure.part_of if item.ruled else None
        out.append(
            Stated(
                words=item.words,
                outcome=item.outcome.value,
                low=counted.low,
                high=counted.high,
                sentence=begun[item.words[0] + 1],
                whole=ids.get(part_of) if part_of else None,
            )
        )
    return out
