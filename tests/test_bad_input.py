"""Bad input, by the command: a bad file is named with what to do, the others are read, the code tells."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tollbook.archive import fetch
from tollbook.cli import main

GOOD = "ORSK, 4 March 2031 - Two guards were killed on Monday when a shell hit the harbour, the mayor said.\n"
PAGE = f"""<!doctype html><html><head><title>Shell hits harbour</title></head>
<body><nav><a href="/">Home</a></nav><article><h1>Shell hits harbour</h1><p>{GOOD}</p>
<p>The fire burned all night, he said, and the harbour is cl"""


def tollbook(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def readings(done: Result) -> dict[str, Any]:
    """Give the readings by the name of their file."""
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {Path(line["report"]["source"]).name: line for line in lines}


def read(folder: Path) -> Result:
    """Read a folder, with a good file first and last in it, which must always be read."""
    for name in ("a-good.txt", "z-good.txt"):
        (folder / name).write_text(GOOD, "utf-8")
    done = tollbook("read", folder, "--format", "jsonl")
    assert "Traceback" not in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
    for name in ("a-good.txt", "z-good.txt"):
        counts = [figure["count"]["value"] for figure in readings(done)[name]["figures"]]
        assert counts == [{"low": 2, "high": 2}], f"{name} was not read"
    return done


def line_about(done: Result, name: str) -> str:
    """Give the one line that names a file on standard error."""
    (line,) = [line for line in done.stderr.splitlines() if name in line]
    return line


@pytest.mark.parametrize(
    ("content", "what", "todo"),
    [
        (b"", "is empty", "check where it came from"),
        (b" \n\n\t ", "is empty", "check where it came from"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "it is a PNG picture", "give its text as .txt"),
        (bytes(range(256)) * 400, "it holds zero bytes", "give its text as .txt"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF", "text"),
    ],
    ids=["empty", "only spaces", "picture", "binary", "pdf"],
)
def test_a_file_that_holds_no_text_is_named_and_the_others_are_read(
    tmp_path: Path, content: bytes, what: str, todo: str
) -> None:
    (tmp_path / "m-bad.txt").write_bytes(content)
    done = read(tmp_path)
    line = line_about(done, "m-bad.txt")
    assert what in line
    assert "What to do:" in line
    assert todo in line
    assert "m-bad.txt" not in readings(done)
    assert done.stderr.splitlines()[-1] == "2 reports read; 1 input gave no report"
    assert done.exit_code == 1


def test_a_text_of_fifty_megabytes_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "m-long.txt").write_text(GOOD * (50_000_000 // len(GOOD)), "utf-8")
    done = read(tmp_path)
    line = line_about(done, "m-long.txt")
    assert "the limit of one report is 2,000,000" in line
    assert "split it into the reports that it holds" in line
    assert "m-long.txt" not in readings(done)
    assert done.exit_code == 1


def test_a_file_over_the_limit_of_bytes_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (tmp_path / "m-huge.txt").open("wb") as file:
        file.truncate(fetch.FILE_LIMIT + 1)
    done = read(tmp_path)
    assert "larger than 67,108,864 bytes and was not read" in line_about(done, "m-huge.txt")
    assert done.exit_code == 1


def test_a_page_cut_off_in_the_middle_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "m-page.html").write_text(PAGE, "utf-8")
    done = read(tmp_path)
    page = readings(done)["m-page.html"]
    assert page["report"]["title"]["value"] == "Shell hits harbour"
    assert [figure["count"]["value"]["low"] for figure in page["figures"]] == [2]
    assert done.exit_code == 0


def test_a_page_cut_off_before_its_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "m-page.html").write_text(PAGE[:60], "utf-8")
    done = read(tmp_path)
    assert "is a page in which no article was found" in line_about(done, "m-page.html")
    assert done.exit_code == 1


def test_a_text_in_arabic_is_kept_and_nothing_is_taken_from_it(tmp_path: Path) -> None:
    arabic = "قتل اثنا عشر مدنيا وأصيب 30 آخرون في قصف على مدينة مارون يوم الأربعاء، بحسب المرصد.\n"
    (tmp_path / "m-arabic.txt").write_text(arabic, "utf-8")
    done = read(tmp_path)
    found = readings(done)["m-arabic.txt"]
    assert found["report"]["text"] == arabic
    assert (found["figures"], found["claims"]) == ([], [])
    (issue,) = [issue for issue in found["issues"] if issue["kind"] == "language"]
    assert "no lexicon yet: ar" in issue["message"]
    assert "translate it" in issue["todo"]
    assert done.exit_code == 0


def test_ten_thousand_numbers_hide_no_figure(tmp_path: Path) -> None:
    table = "\n".join(" ".join(str(row * 10 + column) for column in range(10)) for row in range(1000))
    (tmp_path / "m-table.txt").write_text(f"{GOOD}\n{table}\n\nNine sailors drowned on Tuesday.\n", "utf-8")
    done = read(tmp_path)
    found = readings(done)["m-table.txt"]["figures"]
    assert [figure["quote"]["exact"] for figure in found] == ["Two guards", "Nine sailors"]
    assert done.exit_code == 0


def test_hundreds_of_figures_are_all_read(tmp_path: Path) -> None:
    (tmp_path / "m-many.txt").write_text(GOOD + "Nine sailors drowned on Tuesday. " * 300, "utf-8")
    found = readings(read(tmp_path))["m-many.txt"]["figures"]
    assert len(found) == 301
    assert len({figure["id"] for figure in found}) == 301


def test_a_file_that_may_not_be_opened_is_named_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "m-locked.txt").write_text(GOOD, "utf-8")
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **settings: Any) -> Any:
        if path.name == "m-locked.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **settings)

    monkeypatch.setattr(Path, "open", refuse)
    done = read(tmp_path)
    line = line_about(done, "m-locked.txt")
    assert "m-locked.txt cannot be read: Permission denied" in line
    assert "check the name and the rights" in line
    assert "m-locked.txt" not in readings(done)
    assert done.stderr.splitlines()[-1] == "2 reports read; 1 input gave no report"
    assert done.exit_code == 1


def test_a_link_that_leads_nowhere_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "m-gone.txt").symlink_to(tmp_path / "nowhere.txt")
    done = read(tmp_path)
    assert "m-gone.txt cannot be read: No such file or directory" in line_about(done, "m-gone.txt")
    assert done.exit_code == 1


def test_a_broken_line_of_many_is_named_by_its_number(tmp_path: Path) -> None:
    lines = [json.dumps({"id": i, "text": GOOD}) for i in ("x1", "x2")]
    broken = '{"id": "x3", "text": "Nine'
    (tmp_path / "m-feed.jsonl").write_text("\n".join([lines[0], broken, lines[1]]), "utf-8")
    done = read(tmp_path)
    assert "m-feed.jsonl, line 2 is broken JSON" in line_about(done, "m-feed.jsonl")
    ids = [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()]
    assert {"x1", "x2"} < set(ids)
    assert len(ids) == 4
    assert done.exit_code == 1


def test_nothing_but_bad_files_ends_with_one_and_writes_no_reading(tmp_path: Path) -> None:
    (tmp_path / "m-empty.txt").write_bytes(b"")
    done = tollbook("read", tmp_path, tmp_path / "gone.txt", "--format", "jsonl")
    assert done.stdout == ""
    assert {"m-empty.txt", "gone.txt"} <= {w for line in done.stderr.split() for w in [line.split("/")[-1]]}
    assert done.stderr.splitlines()[-1] == "0 reports read; 2 inputs gave no report"
    assert done.exit_code == 1


@pytest.mark.parametrize("piece", ["said that ", "1,1,1, ", "l,1O,"])
def test_thousands_of_one_word_in_a_row_are_read_to_their_end(tmp_path: Path, piece: str) -> None:
    (tmp_path / "row.txt").write_text(f"{piece * (48_000 // len(piece))}\n\n{GOOD}", "utf-8")
    assert readings(read(tmp_path))["row.txt"]["report"]["text"].rstrip().endswith("the mayor said.")
