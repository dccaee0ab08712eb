"""Watching: folders -> the files that came or changed in them, each once it is written to its end."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

QUIET = 1.0
"""Seconds for which a file must have stood as it is, before it counts as written to its end."""


def settled(
    paths: Sequence[str], *, stop: threading.Event | None = None, quiet: float = QUIET
) -> Iterator[list[str]]:
    """Give the files that come or change in `paths`, some at a time, until Ctrl-C or `stop`.

    Files whose name begins with a dot are passed over, as on adding a folder. Addresses are not watched.
    """
    from watchfiles import Change, watch

    folders = [path for path in paths if "://" not in path and Path(path).exists()]
    waiting: dict[str, tuple[int, float]] = {}
    if not folders:
        return
    step = max(50, int(quiet * 500))
    for changes in watch(
        *folders,
        stop_event=stop,
        raise_interrupt=False,
        yield_on_timeout=True,
        rust_timeout=step,
        debounce=step,
    ):
        for change, name in changes:
            if change is not Change.deleted and not _is_hidden(Path(name)) and Path(name).is_file():
                waiting[name] = (-1, time.monotonic())
        ready = [name for name in sorted(waiting) if _stands(name, waiting, quiet)]
        for name in ready:
            del waiting[name]
        there = [name for name in ready if Path(name).is_file()]
        if there:
            yield there


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _stands(name: str, waiting: dict[str, tuple[int, float]], quiet: float) -> bool:
    """Tell whether a file has had its size for long enough; one that is gone again counts too."""
    try:
        size = Path(name).stat().st_size
    except OSError:
        return True
    held, since = waiting[name]
    if size != held:
        waiting[name] = (size, time.monotonic())
        return False
    return time.monotonic() - since >= quiet
