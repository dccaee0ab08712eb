"""What comes into a watched folder is given once it is written to its end."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from tollbook.book import Book, queries
from tollbook.cli import main
from tollbook.watching import settled, until_interrupted

# A shell that runs these tests in the background has its programs ignore Ctrl-C; a person's shell does not.
HEARD = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
MAIN = HEARD + "from tollbook.cli import main; main(prog_name='tollbook')"


def test_files_that_come_are_given_once_and_hidden_ones_never(tmp_path: Path) -> None:
    stop = threading.Event()
    got: list[str] = []

    def watch() -> None:
        for names in settled([str(tmp_path)], stop=stop, quiet=0.2):
            got.extend(Path(name).name for name in names)
            if "b.txt" in got:
                stop.set()

    thread = threading.Thread(target=watch)
    thread.start()
    time.sleep(0.5)
    (tmp_path / ".hidden").write_text("no")
    (tmp_path / "a.txt").write_text("Two fell.")
    time.sleep(1.0)
    (tmp_path / "b.txt").write_text("Three fell.")
    thread.join(30)
    stop.set()
    assert not thread.is_alive()
    assert got == ["a.txt", "b.txt"]


def test_nothing_is_watched_where_there_is_no_folder() -> None:
    assert list(settled(["https://news.example/a"])) == []


def test_ctrl_c_between_two_steps_ends_the_watch_and_not_the_step(tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with until_interrupted() as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.wait(10)
        assert list(settled([str(tmp_path)], stop=stop, quiet=0.1)) == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    signal.signal(signal.SIGINT, before)


def test_a_second_ctrl_c_ends_a_step_that_hangs() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with until_interrupted():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    signal.signal(signal.SIGINT, before)


def test_where_ctrl_c_is_not_heard_it_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with until_interrupted() as stop:
            os.kill(os.getpid(), signal.SIGINT)
            assert not stop.wait(0.1)
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_command_adds_what_comes_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "one.txt").write_text("MARRUN, 4 March 2031 - Nine villagers were killed in Marrun on Tuesday.")
    Book.init(tmp_path / "book").close()
    command = [sys.executable, "-c", MAIN, "add", "inbox", "--watch", "--rules-only", "--book", "book"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("inbox/one.txt: ")
        for line in process.stderr:
            if "watching" in line:
                break
        time.sleep(1.5)
        (inbox / "two.txt").write_text("MARRUN, 5 March 2031 - Four soldiers were killed on Wednesday.")
        assert process.stdout.readline().startswith("inbox/two.txt: ")
        process.send_signal(signal.SIGINT)
        try:
            rest, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert "2 reports added" in rest, (rest, errors, process.returncode)
    assert "nterrupt" not in errors
    with Book(tmp_path / "book") as book, book.reading() as connection:
        assert queries.counts(connection, None)["present_reports"] == 2


def test_a_ctrl_c_before_the_first_report_ends_the_watch_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed = threading.Event()
    pressed.set()
    monkeypatch.setattr("tollbook.watching.until_interrupted", lambda: contextlib.nullcontext(pressed))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for day in (3, 4, 5):
        (inbox / f"{day}.txt").write_text(f"MARRUN, {day} March 2031 - Nine villagers were killed in Marrun.")
    Book.init(tmp_path / "book").close()
    asked = ["add", str(inbox), "--watch", "--rules-only", "--jobs", "1", "--book", str(tmp_path / "book")]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 130
    assert "1 report added" in result.output
    assert "stopped: the same command goes on from here" in result.output
