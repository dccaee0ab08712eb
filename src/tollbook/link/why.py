"""Why two claims are, or are not, taken for one incident: the match weight, level by level."""

from collections.abc import Sequence
from datetime import date
from html import escape

import numpy as np

from tollbook.link.columns import Columns
from tollbook.link.comparisons import CHEAP, COMPARISONS, DEAR, LEVELS, WITHIN
from tollbook.link.items import OUTCOMES, Item
from tollbook.link.knowledge import Weights
from tollbook.model.incident import Level, Link

SHOWN = 60
NEITHER, ONE, NOTHING = "neither states it", "only one states it", "it tells nothing here"


def why(columns: Columns, left: int, right: int, weights: Weights) -> Link:
    """Score one pair of rows, with every level; a respect that is not stated weighs nothing."""
    i, j = np.array([left]), np.array([right])
    model = "within" if columns.report[left] == columns.report[right] else "between"
    one, other = columns.items[left], columns.items[right]
    levels: list[Level] = []
    for name in WITHIN if model == "within" else (*CHEAP, *DEAR):
        number = int(COMPARISONS[name](columns, i, j)[0])
        key = f"{model}.{name}"
        level = LEVELS[name][number] if number >= 0 else None
        levels.append(
            Level(
                comparison=name,
                level=weights.labels[key][level] if level else _silent(_said(name, one), _said(name, other)),
                weight=weights.weight(key, level) if level else 0.0,
                left=_said(name, one),
                right=_said(name, other),
            )
        )
    prior = weights.settings[f"prior_{model}"]
    total = prior + sum(level.weight for level in levels)
    return Link(
        left=one.claim,
        right=other.claim,
        prior=prior,
        weight=total,
        probability=1 / (1 + 2 ** -min(max(total, -60.0), 60.0)),
        levels=tuple(levels),
    )


def _silent(left: str, right: str) -> str:
    """Say why a respect weighs nothing."""
    stated = sum(said not in ("", "-") for said in (left, right))
    return (NEITHER, ONE, NOTHING)[stated]


def _said(name: str, item: Item) -> str:
    """Say in a few words what an item states in one respect."""
    if name == "time":
        days = [date.fromordinal(day).isoformat() for day in (item.first, item.last) if day is not None]
        if days:
            return "/".join(dict.fromkeys(days))
        return f"published {date.fromordinal(item.published).isoformat()}" if item.published else "-"
    said: dict[str, Sequence[str]] = {
        "place": [item.place or item.country or ""],
        "rivals": [item.place or item.country or ""],
        "event": [item.event or ""],
        "weapon": item.weapons,
        "actors": [" > ".join(filter(None, (", ".join(item.doers), ", ".join(item.targets))))],
        "figures": [
            f"{low:g}{'' if low == high else f'-{high:g}'} {OUTCOMES[key].value}"
            for key, low, high in item.counts
        ],
        "names": item.names[:4],
        "ages": item.ages,
        "telling": [" ".join(item.quote.split())],
        "wording": [" ".join(item.quote.split())],
        "report": [item.report],
        "distance": [f"character {item.start}"],
    }
    text = ", ".join(each for each in said[name] if each)
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."


def waterfall(link: Link) -> list[str]:
    """Write a link as lines: the prior, each comparison with its weight and a bar, the sum.

    Example:
        >>> same = Level(comparison="time", level="the same day", weight=5, left="4 May", right="4 May")
        >>> link = Link(left="a", right="b", prior=-3, weight=2, probability=0.8, levels=(same,))
        >>> for line in waterfall(link): print(line.rstrip())
        a and b: match weight +2.0 bits, probability 0.800
          before comparing    -3.0  ---
          time                +5.0  +++++         the same day: 4 May | 4 May
          sum                 +2.0  ++
    """
    lines = [
        f"{link.left} and {link.right}: match weight {link.weight:+.1f} bits, "
        f"probability {link.probability:.3f}"
    ]
    lines.append(_line("before comparing", link.prior))
    for each in link.levels:
        what = f"{each.level}: {each.left or '-'} | {each.right or '-'}"
        lines.append(_line(each.comparison, each.weight, what))
    lines.append(_line("sum", link.weight))
    return lines


def _line(name: str, weight: float, what: str = "") -> str:
    bar = ("+" if weight > 0 else "-") * min(12, round(abs(weight)))
    return f"  {name:<18}{weight:>+6.1f}  {bar:<12}  {what}"


def drawn(link: Link) -> str:
    """Draw a link as an SVG waterfall: bars that go on from one another, from the prior to the sum.

    The drawing needs no script and no font of its own, and says in its title what it shows.
    """
    steps = [
        ("before comparing", link.prior, ""),
        *((e.comparison, e.weight, f"{e.level}: {e.left or '-'} | {e.right or '-'}") for e in link.levels),
    ]
    at, ends = 0.0, []
    for _, weight, _ in steps:
        ends.append((at, at + weight))
        at += weight
    ends.append((0.0, at))
    steps.append(("sum", at, f"probability {link.probability:.3f}"))
    low = min(0.0, *(min(pair) for pair in ends))
    high = max(0.0, *(max(pair) for pair in ends))
    scale = 260 / max(high - low, 1e-6)
    rows: list[str] = []
    for number, ((name, weight, what), (begin, end)) in enumerate(zip(steps, ends, strict=True)):
        y = 44 + 30 * number
        x = 150 + (min(begin, end) - low) * scale
        width = max(1.5, abs(end - begin) * scale)
        kind = "sum" if name == "sum" else "for" if weight > 0 else "against"
        rows.append(
            f'<text x="140" y="{y + 13}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="{kind}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="18"/>'
            f'<text x="424" y="{y + 13}">{weight:+.1f}  {escape(what)}</text>'
        )
    zero = 150 - low * scale
    height = 60 + 30 * len(steps)
    title = f"{link.left} and {link.right}: match weight {link.weight:+.1f} bits"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 1000 {height}" '
        'font-family="sans-serif" font-size="13">'
        f"<title>{escape(title)}</title>"
        "<style>.for{fill:#2a6f97}.against{fill:#b5651d}.sum{fill:#444}line{stroke:#999}</style>"
        f'<text x="10" y="24" font-weight="bold">{escape(title)}</text>'
        f'<line x1="{zero:.1f}" y1="36" x2="{zero:.1f}" y2="{height - 10}"/>{"".join(rows)}</svg>\n'
    )
