"""Bounded: a program of its own for bytes of strangers, with limits on its time, memory and output.

What takes too much, or dies, takes down that program alone; the run and its other reports go on. Its output
is taken in pieces, and it is ended at the first byte over its bound, with every program that it started.
"""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence

import msgspec

GRACE, START = 1.5, 5.0
"""By the clock a program may take so many times its processor time, and so many seconds more."""
PIECE = 65536
SAID = 4096
"""How many of the last bytes of what a program complains of are kept."""
# Sets the limits, then becomes the program: nothing of ours runs between a fork and its exec, which is not
# safe where there are threads, and no byte is read before the limits hold.
LIMITED = """
import os, resource, sys
seconds, memory = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
try:
    os.execvp(sys.argv[3], sys.argv[3:])
except OSError as error:
    sys.exit(f"{sys.argv[3]} cannot be started: {error.strerror}")
"""


class Ended(msgspec.Struct, frozen=True):
    """What a program gave, and why it gave nothing: `trouble` is "" where it ended well.

    `seconds` is how long it took by the clock.
    """

    output: bytes
    trouble: str = ""
    seconds: float = 0.0


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
    start = time.monotonic()
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "HOME") if name in os.environ}
    limited = [sys.executable, "-I", "-S", "-c", LIMITED, str(seconds), str(memory), *command]
    try:
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            program = subprocess.Popen(  # noqa: S603 - programs that this package names itself
                limited,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env={**kept, **environment},
                start_new_session=True,
            )
    except OSError as error:
        return Ended(b"", f"{command[0]} cannot be started: {error.strerror}")
    with program:
        try:
            until = start + seconds * GRACE + START
            output, said, trouble = _taken(program, most, until)
            if not trouble:
                program.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            trouble = "time"
        finally:
            _end(program)
    took = time.monotonic() - start
    if trouble == "time":
        return Ended(b"", f"it took more than {seconds} seconds", took)
    trouble = trouble or _trouble(program.returncode, said)
    return Ended(b"" if trouble else output, trouble, took)


def _taken(program: subprocess.Popen[bytes], most: int, until: float) -> tuple[bytes, bytes, str]:
    """Take what a program gives and says until it closes both, gives too much, or time is up."""
    output, said = bytearray(), b""
    with selectors.DefaultSelector() as open_pipes:
        for name, pipe in (("gives", program.stdout), ("says", program.stderr)):
            assert pipe is not None
            open_pipes.register(pipe, selectors.EVENT_READ, name)
        while open_pipes.get_map():
            left = until - time.monotonic()
            if left <= 0:
                return b"", said, "time"
            for key, _ in open_pipes.select(left):
                piece = os.read(key.fd, PIECE)
                if not piece:
                    open_pipes.unregister(key.fileobj)
                elif key.data == "says":
                    said = (said + piece)[-SAID:]
                elif len(output) + len(piece) > most:
                    return b"", said, f"it gave more than {most:,} bytes"
                else:
                    output += piece
    return bytes(output), said, ""


def _end(program: subprocess.Popen[bytes]) -> None:
    """End a program with all that it started, and take its code."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def _trouble(code: int, said: bytes) -> str:
    """Say why a program ended badly; "" where it did not."""
    if code < 0:
        what = "it took too much time or memory" if -code in {9, 24} else "it broke down"
        return f"{what} (signal {-code})"
    if code:
        lines = said.decode("utf-8", "replace").strip().splitlines()
        last = (lines[-1] if lines else f"it ended with code {code}")[:300]
        return "it took too much memory" if last.startswith("MemoryError") else last
    return ""
