"""How many sources are independent of one another: they share neither the claimant nor the origin."""

from collections.abc import Iterable


def independent(pairs: Iterable[tuple[str, str]]) -> int:
    """Count the most (source, origin) pairs of which no two share a source or an origin.

    Two monitors quoted by one report are one line of reporting, as is one monitor in two papers. It is the
    largest matching between sources and origins (J. Hopcroft and R. Karp's problem, by augmenting paths).

    Example:
        >>> independent([("monitor", "r1"), ("monitor", "r2")])
        1
        >>> independent([("monitor", "r1"), ("police", "r2")])
        2
    """
    edges: dict[str, list[str]] = {}
    for source, origin in sorted(set(pairs)):
        edges.setdefault(source, []).append(origin)
    taken: dict[str, str] = {}
    return sum(_placed(source, edges, taken) for source in edges)


def _placed(start: str, edges: dict[str, list[str]], taken: dict[str, str]) -> bool:
    """Find an origin for a source, moving others on where that frees one (breadth first)."""
    came: dict[str, str] = {}
    queue = [start]
    for source in queue:
        for origin in edges[source]:
            if origin in came:
                continue
            came[origin] = source
            if origin not in taken:
                _move(origin, start, came, taken)
                return True
            queue.append(taken[origin])
    return False


def _move(origin: str, start: str, came: dict[str, str], taken: dict[str, str]) -> None:
    """Give each source on the path the origin that was found for it."""
    while True:
        source = came[origin]
        before = next((o for o, s in taken.items() if s == source), None)
        taken[origin] = source
        if source == start or before is None:
            return
        del taken[before]
        origin = before
