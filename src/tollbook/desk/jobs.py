"""Jobs: adding runs beside the pages, one after the other; what it tells is kept, to be shown as it comes."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

from tollbook.desk.words import visible

MOST = 50
MOST_TOLD = 5_000
Told = dict[str, Any]


class Job:
    """One run: what it was asked to do, what it has told so far, whether it is done."""

    def __init__(self, what: str) -> None:
        """Keep what it is about."""
        self.id = secrets.token_urlsafe(12)
        self.what = what
        self.told: list[Told] = []
        self.done = False


class Jobs:
    """The runs of this desk, the newest last; older ones than the newest fifty are forgotten."""

    def __init__(self) -> None:
        """Begin without any."""
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._one = threading.Lock()

    def start(self, what: str, run: Callable[[], Iterator[Told]]) -> Job:
        """Start a run in a thread of its own; it waits for those before it."""
        job = Job(what)
        self._jobs[job.id] = job
        while len(self._jobs) > MOST:
            self._jobs.popitem(last=False)
        threading.Thread(target=self._run, args=(job, run), daemon=True).start()
        return job

    def get(self, name: str) -> Job | None:
        """Give a run by its id, None where it is not known (any more)."""
        return self._jobs.get(name)

    def _run(self, job: Job, run: Callable[[], Iterator[Told]]) -> None:
        with self._one:
            try:
                for told in run():
                    if len(job.told) < MOST_TOLD:
                        job.told.append(
                            {name: visible(v) if isinstance(v, str) else v for name, v in told.items()}
                        )
            except Exception as error:  # noqa: BLE001  # a failed run is told, and the desk goes on
                job.told.append({"note": f"it stopped: {error}"})
            finally:
                job.done = True
