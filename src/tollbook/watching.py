"""Watching: folders -> the files that came or changed in them, each once it is written to its end."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

QUIET = 1.0
"""Seconds for which a file must have stood as it is, before it counts as written to its end."""


@contextlib.contextmanager
def until_interrupted() -> Iterator[threading.Event]:
    """Give an event that Ctrl-C sets, so that it never ends work between two steps; the main thread only.

    A second Ctrl-C ends the work at once. Work that hears Ctrl-C itself goes on to do so, and where Ctrl-C is
    not heard at all (in the background of a script) it stays so.
    """
    stop = threading.Event()
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN or before is None:
        yield stop
        return

    def interrupt(_number: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def settled(
    paths: Sequence[str], *, stop: threading.Event | None = None, quiet: float = QUIET
) -> Iterator[list[str]]:
    """Give the files that come or change in `paths`, some at a time, until Ctrl-C or `stop`.

    A file is named as it is reached from the path that was given. Files whose name begins with a dot are
    passed over, as on adding a folder. Addresses are not watched.
    """
    folders = [path for path in paths if "://" not in path and Path(path).exists()]
    waiting: dict[str, tuple[int, float]] = {}
    for names in _changed(folders, stop, max(50, int(quiet * 500))) if folders else ():
        for name in names:
            if not _is_hidden(Path(name)) and Path(name).is_file():
                waiting[name] = (-1, time.monotonic())
        ready = [name for name in sorted(waiting) if _stands(name, waiting, quiet)]
        for name in ready:
            del waiting[name]
        there = [name for name in ready if Path(name).is_file()]
        if there:
            yield there


def _changed(folders: Sequence[str], stop: threading.Event | None, step: int) -> Iterator[list[str]]:
    """Give the files that came or changed, at least every `step` milliseconds, until Ctrl-C or `stop`."""
    from watchfiles import Change, watch

    found = watch(
        *folders,
        stop_event=stop,
        raise_interrupt=True,
        yield_on_timeout=True,
        rust_timeout=step,
        debounce=step,
    )
    whole = {Path(folder).resolve(): Path(folder) for folder in folders}
    while True:
        try:
            changes = next(found, None)
        except KeyboardInterrupt:
            return
        if changes is None:
            return
        yield [_as_given(name, whole) for change, name in sorted(changes) if change is not Change.deleted]


def _as_given(name: str, whole: dict[Path, Path]) -> str:
    """Name a file as it is reached from the folder that was given.

    Example:
        >>> _as_given("/news/inbox/a.txt", {Path("/news/inbox"): Path("inbox")})
        'inbox/a.txt'
    """
    path = Path(name)
    for folder, given in whole.items():
        if path.is_relative_to(folder):
            return str(given / path.relative_to(folder))
    return name


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
