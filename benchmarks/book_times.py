"""Times and memory of this process, for the benchmark of a book."""

import gc
import resource
import statistics
import time
from pathlib import Path

Spent = tuple[float, float]
"""Wall and processor time, in ms."""


def spent(start: tuple[float, float]) -> Spent:
    """Give the time since then."""
    return (time.perf_counter() - start[0]) * 1000, (time.process_time() - start[1]) * 1000


def middle(times: list[Spent]) -> float:
    """Give the median of the processor times, 0 where there are none."""
    return statistics.median(one[1] for one in times) if times else 0.0


def longest(times: list[Spent]) -> float:
    """Give the longest wall time, 0 where there are none."""
    return max((one[0] for one in times), default=0.0)


def memory() -> tuple[float, float]:
    """Give what this process holds now and held at most, in MB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * resource.getpagesize() / 1e6, most / 1000
