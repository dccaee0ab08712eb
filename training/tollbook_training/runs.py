"""Runs: a window -> the runs of words judged in training: figures, other quotes of them, no figures."""

import random
from collections.abc import Sequence

import msgspec

from tollbook.learned.flags import AT, OUTCOMES
from tollbook.learned.pairs import Stated
from tollbook_training.examples import Target
from tollbook_training.windows import Window

Words = tuple[int, int]


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """What is judged in one window; words count from the window's first.

    `inside` are the indices of its targets, `figures` their words; `others` other quotes of a target with its
    outcome's verdict, `spare` runs that are no figure. `tells` is what the rules say of each, in this order.
    """

    inside: list[int]
    figures: list[Words]
    others: list[Words]
    other_verdicts: list[int]
    spare: list[Words]
    tells: list[list[int]]

    @property
    def every(self) -> list[Words]:
        """All runs: figures, others, spare."""
        return [*self.figures, *self.others, *self.spare]


def runs(window: Window, rng: random.Random) -> Runs:
    """Choose the runs of a window; those that are no figure by chance among the hard ones."""
    example = window.example
    inside = [
        k for k, t in enumerate(example.targets) if t.words[0] >= window.start and t.words[1] < window.stop
    ]
    figures = [_shifted(example.targets[k].words, window) for k in inside]
    spare, spare_tells = _spare(window, figures, rng)
    others, other_tells, verdicts = _other_quotes(window, inside)
    return Runs(
        inside=inside,
        figures=figures,
        others=others,
        other_verdicts=verdicts,
        spare=spare,
        tells=[*(example.tells[k] for k in inside), *other_tells, *spare_tells],
    )


def targets(window: Window, chosen: Runs) -> list[Target]:
    """Give the targets of a window, in the order of its figures."""
    return [window.example.targets[k] for k in chosen.inside]


def stated(window: Window, inside: Sequence[int], blind: bool = False) -> list[Stated]:
    """Give the targets as pairs see them, with the wholes that the rules gave them."""
    example = window.example
    by_rule = {
        example.targets[k].rule: n for n, k in enumerate(inside) if example.targets[k].rule is not None
    }
    sentence = AT["sentence"]
    begun = [0]
    for flags in example.flags:
        begun.append(begun[-1] + (sentence in flags))
    out = []
    for k in inside:
        target = example.targets[k]
        ruled = example.rules[target.rule]["part_of"] if target.rule is not None and not blind else None
        out.append(
            Stated(
                words=target.words,
                outcome=target.outcome,
                low=target.low,
                high=target.high,
                sentence=begun[target.words[0] + 1],
                whole=by_rule.get(ruled) if ruled is not None else None,
            )
        )
    return out


def _shifted(words: Words, window: Window) -> Words:
    return words[0] - window.start, words[1] - window.start


def _other_quotes(window: Window, inside: Sequence[int]) -> tuple[list[Words], list[list[int]], list[int]]:
    """Give other runs for the targets of a window: the bare number in the quote, the quote of the rules."""
    example, found, tells, verdicts = window.example, list[Words](), [], []
    by_target = dict(
        zip((n for n, _ in example.inner), zip(example.inner, example.inner_tells, strict=True), strict=True)
    )
    for k in inside:
        target = example.targets[k]
        quotes: list[tuple[Words, list[int]]] = []
        if k in by_target:
            (_, words), said = by_target[k]
            quotes.append((words, said))
        if target.rule is not None and example.rules[target.rule]["words"] != list(target.words):
            quotes.append((tuple(example.rules[target.rule]["words"]), example.tells[k]))
        for words, said in quotes:
            if words[0] >= window.start and words[1] < window.stop:
                found.append(_shifted(words, window))
                tells.append(said)
                verdicts.append(1 + OUTCOMES.index(target.outcome))
    return found, tells, verdicts


def _spare(
    window: Window, figures: Sequence[Words], rng: random.Random
) -> tuple[list[Words], list[list[int]]]:
    """Take runs that are no figure: figures of the rules that gold lacks, other mentions, anything."""
    example, count = window.example, window.stop - window.start
    held = [
        (_shifted(words, window), example.hard_tells[k])
        for k, words in enumerate(example.hard)
        if words[0] >= window.start and words[1] < window.stop
    ]
    ruled = [x for x in held if x[1] and x[1][0] == 0]
    others = [x for x in held if not (x[1] and x[1][0] == 0)]
    rng.shuffle(others)
    out = ruled + others[: 4 + len(figures)]
    for _ in range(2 + len(figures) // 2):
        a = rng.randrange(count)
        b = min(count - 1, a + rng.randrange(4))
        if not any(a <= y and x <= b for x, y in figures):
            out.append(((a, b), []))
    return [x[0] for x in out], [list(x[1]) for x in out]
