"""Bounded programs: what gives, takes or lasts too much is ended, with all that it started."""

import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from tollbook.read import bounded
from tollbook.read.bounded import run

MEMORY = 2**30


def python(code: str, *, seconds: int = 20, most: int = 10**6) -> bounded.Ended:
    return run([sys.executable, "-c", code], b"Two fell.", seconds=seconds, memory=MEMORY, most=most)


def test_what_a_program_gives_comes_back() -> None:
    ended = python("import sys; print(sys.stdin.read())")
    assert (ended.output, ended.trouble) == (b"Two fell.\n", "")


def test_the_output_of_a_program_that_never_stops_giving_is_never_held() -> None:
    tracemalloc.start()
    try:
        ended = python("import os\nwhile True: os.write(1, b'x' * 65536)")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (ended.output, ended.trouble) == (b"", "it gave more than 1,000,000 bytes")
    assert peak < 4_000_000


def test_complaints_without_end_are_taken_and_the_last_one_is_told() -> None:
    code = "import sys\nfor n in range(200_000): print('trouble', n, file=sys.stderr)\nsys.exit(3)"
    assert python(code).trouble == "trouble 199999"


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("while True: pass", "it took too much time or memory (signal 24)"),
        ("x = bytearray(10**10)", "it took too much memory"),
        ("import os; os.abort()", "it broke down (signal 6)"),
        ("import sys; sys.exit(3)", "it ended with code 3"),
    ],
)
def test_what_takes_too_much_or_breaks_down_is_told(
    code: str, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "START", 60.0)
    ended = python(code, seconds=1)
    assert (ended.output, ended.trouble) == (b"", trouble)


def test_a_program_that_is_not_there_is_named() -> None:
    ended = run(["no-such-program"], b"", seconds=5, memory=MEMORY, most=100)
    assert ended.trouble == "no-such-program cannot be started: No such file or directory"


def test_a_program_may_not_write_to_a_file(tmp_path: Path) -> None:
    ended = python(f"open({str(tmp_path / 'a')!r}, 'w').write('x' * 100_000)")
    assert ended.trouble
    assert (tmp_path / "a").stat().st_size == 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="programs are looked up in /proc")
def test_programs_that_a_program_started_are_ended_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "START", 1.0)
    code = "import subprocess, sys; p = subprocess.Popen(['sleep', '612.25']); sys.exit(0)"
    ended = python(code, seconds=1)
    assert ended.trouble == "it took more than 1 seconds"
    assert _gone("sleep", "612.25")


def _gone(*words: str) -> bool:
    """Tell whether no living program of ours was started with these words, waiting a little for its end."""
    for _ in range(50):
        found = [p for p in Path("/proc").glob("[0-9]*/cmdline") if _words(p) == list(words)]
        if not found:
            return True
        time.sleep(0.05)
    return False


def _words(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", "replace").split("\0")[:-1]
    except OSError:
        return []
