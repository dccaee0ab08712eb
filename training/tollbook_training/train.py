"""Training of the learned reader: examples -> weights, with a record of the run."""

import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from tollbook.learned.flags import AT, FLAGS, OUTCOMES, ROLES, SCOPES, STANCES, STATUSES, TELLS, TRAITS
from tollbook.learned.pairs import Stated, pairs
from tollbook.learned.pieces import END, START, windows
from tollbook_training.examples import REPORT_DATE, UNTIED, UNTIL_REPORT, Example
from tollbook_training.network import Network

Words = tuple[int, int]
MASK = 103
FIGURE_FLAGS = [n for n, name in enumerate(FLAGS) if name.startswith("figure.")]
SHAPE_FLAGS = [AT["capital"], AT["capitals"], AT["line"]]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run depends on besides its data.

    `short` lets the encoder multiply 16-bit numbers where the processor has instructions for them. Windows
    are so small that a second thread waits more than it works.
    """

    epochs: int = 12
    seed: int = 1
    batch: int = 2
    rate: float = 1.2e-4
    head_rate: float = 5e-4
    smoothing: float = 0.05
    without_rules: float = 0.12
    without_shapes: float = 0.1
    blank_names: float = 0.2
    blank_words: float = 0.03
    layers: int = 6
    short: bool = True
    threads: int = 1


class Window(msgspec.Struct, frozen=True):
    """A run of words of one example; end exclusive."""

    example: Example
    start: int
    stop: int


def cut(examples: Sequence[Example]) -> list[Window]:
    """Cut examples into windows."""
    return [Window(e, a, b) for e in examples for a, b in windows([len(p) for p in e.pieces])]


def tensors(
    batch: Sequence[Window], drop: Sequence[set[int]], blank: Sequence[set[int]]
) -> tuple[Tensor, Tensor, Tensor, list[list[int]]]:
    """Give pieces, mask, flags and the first piece of each word.

    `drop` names flags left out by window, `blank` words whose pieces are masked.
    """
    rows, marks, firsts = [], [], []
    for window, left_out, masked in zip(batch, drop, blank, strict=True):
        row, first = [START], list[int]()
        flags: list[list[int]] = [[]]
        for n in range(window.start, window.stop):
            pieces = window.example.pieces[n]
            first.append(len(row) if pieces or len(row) == 1 else len(row) - 1)
            row += [MASK] * len(pieces) if n in masked else pieces
            flags += [[f for f in window.example.flags[n] if f not in left_out]] * len(pieces)
        row.append(END)
        flags.append([])
        rows.append(row)
        marks.append(flags)
        firsts.append(first)
    length = max(len(row) for row in rows)
    pieces, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length)
    flags_ = torch.zeros(len(rows), length, len(FLAGS))
    for n, (row, flags) in enumerate(zip(rows, marks, strict=True)):
        pieces[n, : len(row)] = torch.tensor(row)
        mask[n, : len(row)] = 1.0
        at = [(i, f) for i, held in enumerate(flags) for f in held]
        if at:
            flags_[n, [i for i, _ in at], [f for _, f in at]] = 1.0
    return pieces, mask, flags_, firsts


def told(tells: Sequence[Sequence[int]]) -> Tensor:
    """Put what the rules say of figures into rows."""
    out = torch.zeros(len(tells), len(TELLS))
    for n, row in enumerate(tells):
        out[n, list(row)] = 1.0
    return out


def bias(
    network: Network, runs: Sequence[Words], choices: Sequence[dict[str, Any]], start: int, count: int
) -> Tensor:
    """Weigh what the rules chose and how near words are, for the pointers."""
    heads = network.heads
    chosen = torch.zeros(len(runs), len(ROLES), 3, count + 1, 2)
    for f, choice in enumerate(choices):
        for r, role in enumerate(ROLES):
            if role not in choice:
                continue
            at = choice[role]
            if at is None:
                chosen[f, r, 2, 0, :] = 1.0
            elif at[0] >= start and at[1] < start + count:
                chosen[f, r, 0, 1 + at[0] - start, 0] = 1.0
                chosen[f, r, 1, 1 + at[1] - start, 1] = 1.0
    weighed = torch.einsum("frkws,rk->frsw", chosen, heads.chosen)
    words = torch.arange(count, dtype=torch.float)
    first = torch.tensor([float(a - start) for a, _ in runs])
    apart = torch.log1p((words[None] - first[:, None]).abs())
    behind = (words[None] > first[:, None]).float()
    near = torch.einsum("fwk,rk->frw", torch.stack([apart, behind], -1), heads.near)
    near = F.pad(near, (1, 0))
    return weighed + near[:, :, None, :]


def loss(network: Network, batch: Sequence[Window], settings: Settings, rng: random.Random) -> Tensor:
    """Give the loss of a batch, all heads together."""
    drop: list[set[int]] = []
    for _ in batch:
        left: set[int] = set()
        if rng.random() < settings.without_rules:
            left |= set(FIGURE_FLAGS)
        if rng.random() < settings.without_shapes:
            left |= set(SHAPE_FLAGS)
        drop.append(left)
    blank = [_blanked(window, settings, rng) for window in batch]
    pieces, mask, flags, firsts = tensors(batch, drop, blank)
    hidden = network.encoder(pieces, mask, flags)
    total = torch.zeros(())
    for n, window in enumerate(batch):
        blind = FIGURE_FLAGS[0] in drop[n]
        total = total + _window_loss(network, hidden[n], firsts[n], window, blind, settings, rng)
    return total / len(batch)


def _blanked(window: Window, settings: Settings, rng: random.Random) -> set[int]:
    """Choose words to mask: names in half of the windows, so that form counts and not fame; some others."""
    names = settings.blank_names if rng.random() < 0.5 else 0.0
    flags = window.example.flags
    return {
        n
        for n in range(window.start, window.stop)
        if rng.random() < (names if AT["capital"] in flags[n] else settings.blank_words)
    }


def _window_loss(
    network: Network,
    hidden: Tensor,
    first: list[int],
    window: Window,
    blind: bool,
    settings: Settings,
    rng: random.Random,
) -> Tensor:
    heads, example = network.heads, window.example
    words = heads.drop(hidden[first])
    count = window.stop - window.start
    tags = torch.zeros(count, dtype=torch.long)
    inside = [
        k for k, t in enumerate(example.targets) if t.words[0] >= window.start and t.words[1] < window.stop
    ]
    for k in sorted(inside, key=lambda k: example.targets[k].words[0] - example.targets[k].words[1]):
        a, b = (w - window.start for w in example.targets[k].words)
        outcome = OUTCOMES.index(example.targets[k].outcome)
        tags[a] = 1 + 2 * outcome
        tags[a + 1 : b + 1] = 2 + 2 * outcome
    out = F.cross_entropy(heads.tag(words), tags, reduction="sum", label_smoothing=settings.smoothing) / 50
    targets = [example.targets[k] for k in inside]
    runs = [(t.words[0] - window.start, t.words[1] - window.start) for t in targets]
    tells = [[] if blind else example.tells[k] for k in inside]
    verdicts = [1 + OUTCOMES.index(t.outcome) for t in targets]
    spare, spare_tells = _spare(window, runs, rng)
    other, other_tells, other_aims = _other_quotes(window, inside)
    aside = [*other_tells, *spare_tells]
    everything = (
        heads.figures(words, [*runs, *other, *spare], told([*tells, *([] if blind else x for x in aside)]))
        if runs or spare
        else None
    )
    if everything is None:
        return out
    aim = torch.tensor([*verdicts, *other_aims, *([0] * len(spare))])
    out = out + 0.4 * F.cross_entropy(
        heads.verdict(everything), aim, reduction="sum", label_smoothing=settings.smoothing
    )
    if not runs:
        return out
    figures = everything[: len(runs)]

    def plain(scores: Tensor, values: list[int]) -> Tensor:
        return F.cross_entropy(
            scores, torch.tensor(values), reduction="sum", label_smoothing=settings.smoothing
        )

    out = out + 0.3 * plain(heads.status(figures), [STATUSES.index(t.status) for t in targets])
    out = out + 0.3 * plain(heads.stance(figures), [STANCES.index(t.stance) for t in targets])
    out = out + 0.3 * plain(heads.scope(figures), [SCOPES.index(t.scope) for t in targets])
    out = out + 0.2 * plain(heads.none(figures), [int(t.high == 0) for t in targets])
    traits = torch.tensor([[float(trait in t.traits) for trait in TRAITS] for t in targets])
    out = out + 0.1 * F.binary_cross_entropy_with_logits(heads.trait(figures), traits, reduction="sum")
    spoken = {REPORT_DATE: 1, UNTIL_REPORT: 2}
    days = [spoken.get(d, 0) if isinstance(d, int) else 0 for d in (t.roles["date"] for t in targets)]
    tied = [n for n, t in enumerate(targets) if t.roles["date"] != UNTIED]
    if tied:
        out = out + 0.3 * plain(heads.days(figures[tied]), [days[n] for n in tied])
    choices = [{} if blind else example.choices[k] for k in inside]
    none = torch.cat([hidden[:1], words])
    weighed = bias(network, [t.words for t in targets], choices, window.start, count)
    scores = heads.pointers(figures, none, weighed)
    rows, aims = [], []
    for f, target in enumerate(targets):
        for r, role in enumerate(ROLES):
            at = target.roles[role]
            if at in (UNTIED, REPORT_DATE, UNTIL_REPORT):
                continue
            if at is not None and (at[0] < window.start or at[1] >= window.stop):
                continue
            rows += [scores[f, r, 0], scores[f, r, 1]]
            aims += [0, 0] if at is None else [at[0] - window.start + 1, at[1] - window.start + 1]
    if rows:
        out = out + 0.15 * F.cross_entropy(torch.stack(rows), torch.tensor(aims), reduction="sum")
    links = heads.links(figures, torch.tensor(pairs(stated(example, inside, blind))))
    wholes = [inside.index(t.part_of) + 1 if t.part_of in inside else 0 for t in targets]
    return out + 0.4 * F.cross_entropy(links, torch.tensor(wholes), reduction="sum")


def _other_quotes(window: Window, inside: Sequence[int]) -> tuple[list[Words], list[list[int]], list[int]]:
    """Give other runs for the targets of a window: the bare number in the quote, the quote of the rules."""
    example, runs, tells, aims = window.example, [], [], []
    by_target = dict(
        zip((n for n, _ in example.inner), zip(example.inner, example.inner_tells, strict=True), strict=True)
    )
    for k in inside:
        target = example.targets[k]
        found: list[tuple[Words, list[int]]] = []
        if k in by_target:
            (_, words), said = by_target[k]
            found.append((words, said))
        if target.rule is not None and example.rules[target.rule]["words"] != list(target.words):
            found.append((tuple(example.rules[target.rule]["words"]), example.tells[k]))
        for (a, b), said in found:
            if a >= window.start and b < window.stop:
                runs.append((a - window.start, b - window.start))
                tells.append(said)
                aims.append(1 + OUTCOMES.index(target.outcome))
    return runs, tells, aims


def stated(example: Example, inside: Sequence[int], blind: bool = False) -> list[Stated]:
    """Give the targets as pairs see them, with the wholes that the rules gave them."""
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


def _spare(window: Window, runs: Sequence[Words], rng: random.Random) -> tuple[list[Words], list[list[int]]]:
    """Take runs that are no figure: figures of the rules that gold lacks, other mentions, anything."""
    example, count = window.example, window.stop - window.start
    held = [
        ((a - window.start, b - window.start), example.hard_tells[k])
        for k, (a, b) in enumerate(example.hard)
        if a >= window.start and b < window.stop
    ]
    ruled = [x for x in held if x[1] and x[1][0] == 0]
    others = [x for x in held if not (x[1] and x[1][0] == 0)]
    rng.shuffle(others)
    out = ruled + others[: 4 + len(runs)]
    for _ in range(2 + len(runs) // 2):
        a = rng.randrange(count)
        b = min(count - 1, a + rng.randrange(4))
        if not any(a <= y and x <= b for x, y in runs):
            out.append(((a, b), []))
    return [x[0] for x in out], [list(x[1]) for x in out]


def train(
    examples: Sequence[Example],
    start: Path,
    settings: Settings,
    *,
    further: Path | None = None,
    tell: Callable[[str], None] = print,
    losses: list[float] | None = None,
) -> Network:
    """Train a network on `examples` from the published weights at `start`; `losses` gets one an epoch.

    With `further`, the `network.pt` of an earlier run, training goes on from there.
    """
    torch.manual_seed(settings.seed)
    rng = random.Random(settings.seed)  # noqa: S311 - shuffles examples
    network = Network(settings.layers)
    network.encoder.start(start)
    if further:
        network.load_state_dict(torch.load(further, weights_only=True))
    network.encoder.word.weight.requires_grad_(False)
    torch.set_num_threads(settings.threads)
    network.encoder.short = settings.short and bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    slow = [p for n, p in network.encoder.named_parameters() if n != "flag.weight" and p.requires_grad]
    fast = [*network.heads.parameters(), network.encoder.flag.weight]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": settings.rate}, {"params": fast, "lr": settings.head_rate}], weight_decay=0.01
    )
    every = cut(examples)
    steps = settings.epochs * math.ceil(len(every) / settings.batch)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min(1.0, (s + 1) / (0.08 * steps)) * max(0.0, (steps - s) / steps)
    )
    tell(f"{len(examples)} reports, {len(every)} windows, {steps} steps")
    begun = time.monotonic()
    network.train()
    for epoch in range(settings.epochs):
        total, done = 0.0, 0
        for batch in batches(every, settings.batch, rng):
            optimiser.zero_grad()
            value = loss(network, batch, settings, rng)
            value.backward()
            torch.nn.utils.clip_grad_norm_([*slow, *fast], 1.0)
            optimiser.step()
            plan.step()
            total, done = total + value.item(), done + 1
        tell(f"epoch {epoch + 1}: loss {total / done:.3f}, {time.monotonic() - begun:.0f} s")
        if losses is not None:
            losses.append(round(total / done, 4))
    return network.eval()


def batches(every: Sequence[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Shuffle windows into batches of like length."""
    mixed = list(every)
    rng.shuffle(mixed)
    out: list[list[Window]] = []
    for n in range(0, len(mixed), size * 20):
        like = sorted(
            mixed[n : n + size * 20], key=lambda w: sum(map(len, w.example.pieces[w.start : w.stop]))
        )
        out += [like[i : i + size] for i in range(0, len(like), size)]
    rng.shuffle(out)
    return out
