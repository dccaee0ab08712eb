"""The command as a whole, with the real flow behind it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from tollbook.cli import main
from tollbook.publish import jsons

TOLLBOOK = [sys.executable, "-c", "from tollbook.cli import main; main()"]
TEXT = """Ferry hit off Marrun

MARRUN, 4 March 2031 - At least 12 people, including three children, were killed on Tuesday when
shells hit a ferry off Marrun, the harbour office said. Two soldiers were wounded, police said.
"""
HOSTILE = "Three <script>alert(1)</script> soldiers were killed on Tuesday, \x1b[31mthe army\x1b[0m said.\n"


def tollbook(*arguments: str | Path, given: bytes = b"") -> Result:
    """Run the command in this process, so that the parser is loaded once for all tests."""
    return CliRunner().invoke(main, [str(a) for a in arguments], input=given)


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Make a folder of good and bad inputs."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "a-ferry.txt").write_text(TEXT, "utf-8")
    (folder / "b-empty.txt").write_bytes(b"")
    (folder / "c-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "d-arabic.txt").write_text("قتل 12 مدنيا في القصف يوم الأربعاء قرب الميناء.\n", "utf-8")
    (folder / "e-hostile.txt").write_text(HOSTILE, "utf-8")
    (folder / "f-lines.jsonl").write_text(
        '{"id": "x1", "text": "Seven fishermen drowned on Monday.", "published": "2031-03-04"}\n{"id": \n',
        "utf-8",
    )
    return folder


def test_a_folder_with_bad_inputs_gives_the_good_ones_and_names_the_bad(mixed: Path) -> None:
    done = tollbook("read", mixed, "--format", "json")
    assert done.exit_code == 1, done.stderr
    document = json.loads(done.stdout)
    jsonschema.Draft202012Validator(jsons.schema()).validate(document)
    sources = [Path(r["report"]["source"]).name for r in document["readings"]]
    assert sources == ["a-ferry.txt", "d-arabic.txt", "e-hostile.txt", "f-lines.jsonl"]
    said = done.stderr
    assert "Traceback" not in said
    for name in ("b-empty.txt", "c-picture.txt", "f-lines.jsonl"):
        assert any(name in line for line in said.splitlines()), name
    assert said.splitlines()[-1] == "4 reports read; 3 inputs gave no report"
    arabic = document["readings"][1]
    assert "language" in [issue["kind"] for issue in arabic["issues"]]
    assert document["readings"][0]["figures"][0]["count"]["value"] == {"low": 12, "high": None}


def test_two_processes_give_what_one_gives(mixed: Path) -> None:
    one, two = (tollbook("read", mixed, "--format", "jsonl", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert len(one.stdout.splitlines()) == 4


def test_hostile_text_reaches_terminal_and_page_without_effect(mixed: Path) -> None:
    table = tollbook("read", mixed / "e-hostile.txt")
    assert "\x1b" not in table.stdout
    page = tollbook("read", mixed / "e-hostile.txt", "--format", "html")
    assert "<script>alert" not in page.stdout
    assert "&lt;script&gt;alert(1)" in page.stdout


def test_standard_input_is_read_with_a_date_and_an_outlet_given() -> None:
    given = b"Two fishermen drowned off Marrun on Monday, the harbour office said."
    arguments = ("--published", "2031-03-04", "--outlet", "Marrun News", "--format", "jsonl")
    done = tollbook("read", "-", *arguments, given=given)
    assert done.exit_code == 0, done.stderr
    reading = json.loads(done.stdout)
    assert reading["report"]["outlet"]["value"] == "Marrun News"
    assert reading["figures"][0]["when"]["value"]["start"] == "2031-03-03"


def test_a_trace_leads_from_the_number_to_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT, "utf-8")
    done = tollbook("trace", tmp_path / "ferry.txt", "--value", "12")
    assert done.exit_code == 0, done.stderr
    said = done.stdout
    place = next(line.split() for line in said.splitlines() if "read as utf-8" in line)
    content = TEXT.encode()[int(place[1]) : int(place[3].rstrip(","))]
    assert content.decode() in said.splitlines()[0]
    assert "12 or more" in said
    assert "SHA-256" in said


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
def test_ctrl_c_in_the_middle_keeps_what_is_done(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    target = tmp_path / "out.jsonl"
    running = subprocess.Popen(
        [*TOLLBOOK, "read", str(pipe), "--format", "jsonl", "-o", str(target), "--jobs", "2"],
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    with pipe.open("w") as lines:
        for number in range(20):
            lines.write(json.dumps({"id": f"x{number}", "text": TEXT}) + "\n")
        lines.flush()
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob(".out.jsonl.*")) and time.monotonic() < deadline:
            time.sleep(0.1)
        while sum(p.stat().st_size for p in tmp_path.glob(".out.jsonl.*")) == 0:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        said = running.communicate(timeout=60)[1].decode()
    assert running.returncode == 130, said
    written = [json.loads(line)["report"]["id"] for line in target.read_text("utf-8").splitlines()]
    assert written == [f"x{number}" for number in range(len(written))]
    assert written
    assert said.splitlines()[-1].startswith(f"stopped: {len(written)} report")


def test_a_word_is_explained_with_its_source() -> None:
    done = CliRunner().invoke(main, ["knowledge", "explain", "martyred"])
    assert done.exit_code == 0
    assert "loaded.martyred (loaded, lexicon/en/loaded.yaml)" in done.stdout
    assert "  source " in done.stdout


def test_a_word_that_is_not_known_ends_with_one() -> None:
    done = CliRunner().invoke(main, ["knowledge", "explain", "qwertz"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("no entry has the words 'qwertz'. What to do: ")


def test_the_knowledge_is_listed_file_by_file() -> None:
    lines = CliRunner().invoke(main, ["knowledge", "list"]).stdout.splitlines()
    assert any(line.split()[:2] == ["lexicon/en/harms.yaml", "harm"] for line in lines)


def test_the_gazetteer_is_built_and_its_version_said() -> None:
    done = CliRunner().invoke(main, ["gazetteer", "build"])
    assert done.exit_code == 0
    assert done.stdout.startswith("gazetteer ")
