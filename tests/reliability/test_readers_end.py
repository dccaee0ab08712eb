"""Readers in processes of their own end with the command that started them, even where that was killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tollbook.running import in_order


def make() -> Callable[[int], int]:
    return slow


def slow(_number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def is_there(process: int) -> bool:
    """Tell whether a process runs; one that has ended and was not yet asked for its code counts as gone."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def test_readers_end_when_their_command_is_killed() -> None:
    with subprocess.Popen([sys.executable, __file__], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        readers = {int(running.stdout.readline()) for _ in range(8)}
        assert running.pid not in readers
        assert all(is_there(reader) for reader in readers)
        running.send_signal(signal.SIGKILL)
    until = time.monotonic() + 30
    while any(is_there(reader) for reader in readers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(is_there(reader) for reader in readers)


if __name__ == "__main__":
    for reader in in_order(make, range(10_000), 2):
        print(reader, flush=True)
