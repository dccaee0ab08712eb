"""What the desk is given from other stages."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tollbook.desk.tallies import Tallies


class Services(msgspec.Struct, kw_only=True):
    """What the desk is given from other stages; None where there is no such service.

    `add` takes paths, a day ("" where none is given) and an outlet, and tells what comes of it, piece by
    piece: {"report": id, ...}, {"note": words}, and counts at the end. `search` takes what is searched for by
    name (words, outlet, place, actor, outcome, since, until) and gives what fits. `fetch` is `add` for one
    address. `tallies` gives all incidents worked out, None while that is under way; `progress` tells how far.
    `stuck` gives what goes on beside the pages and failed: {"jobs": ..., "feeds": ...}.
    """

    add: Callable[[Sequence[Path], str, str], Iterator[dict[str, Any]]] | None = None
    search: Callable[[dict[str, str]], Any] | None = None
    fetch: Callable[[str, str, str], Iterator[dict[str, Any]]] | None = None
    tallies: Callable[[], Tallies | None] | None = None
    progress: Callable[[], tuple[int, int]] | None = None
    stuck: Callable[[], dict[str, list[Any]]] | None = None
