"""Bounded: a program of its own for bytes of strangers, with limits on its time, memory and output.

What takes too much, or dies, takes down that program alone; the run and its other reports go on.
"""

import os
import resource
import subprocess
from collections.abc import Sequence

import msgspec

GRACE = 1.5
"""How much longer than its processor time a program may take by the clock, besides a few seconds."""


class Ended(msgspec.Struct, frozen=True):
    """What a program gave, and why it gave nothing: `trouble` is "" where it ended well."""

    output: bytes
    trouble: str = ""


def run(
    command: Sequence[str], data: bytes, *, seconds: int, memory: int, most: int, **environment: str
) -> Ended:
    """Run a program on `data` (its standard input); `memory` and `most` (of output) in bytes.

    Example:
        >>> run(["cat"], b"Two fell.", seconds=5, memory=2**30, most=100).output
        b'Two fell.'
        >>> run(["cat"], b"Two fell.", seconds=5, memory=2**30, most=5).trouble
        'it gave more than 5 bytes'
    """

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME") if name in os.environ}
    try:
        ended = subprocess.run(  # noqa: S603 - programs that this package names itself
            list(command),
            input=data,
            capture_output=True,
            timeout=seconds * GRACE + 5,
            env={**kept, **environment},
            preexec_fn=limits,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ended(b"", f"it took more than {seconds} seconds")
    except OSError as error:
        return Ended(b"", f"{command[0]} cannot be started: {error.strerror}")
    if ended.returncode < 0:
        what = "it took too much time or memory" if -ended.returncode in {9, 24} else "it broke down"
        return Ended(b"", f"{what} (signal {-ended.returncode})")
    if ended.returncode:
        said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        return Ended(b"", (said[-1] if said else f"it ended with code {ended.returncode}")[:300])
    if len(ended.stdout) > most:
        return Ended(b"", f"it gave more than {most:,} bytes")
    return Ended(ended.stdout)
