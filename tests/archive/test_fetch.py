"""Fetching: every path gives its bytes or an issue that names it, and the rest goes on."""

import io
from pathlib import Path

import pytest

from tollbook.archive import fetch
from tollbook.archive.fetch import captures
from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture


def split(found: object) -> tuple[list[Capture], list[Issue]]:
    items = list(found)  # type: ignore[call-overload]  # any iterable of the two
    return [i for i in items if isinstance(i, Capture)], [i for i in items if isinstance(i, Issue)]


def test_a_folder_is_walked_in_order_of_names_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.secret.txt", ".git/config", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Two were hurt in {name}.")
    good, issues = split(captures([str(tmp_path)]))
    assert [Path(c.source).name for c in good] == ["z.txt", "b.txt", "c.txt"]
    assert not issues


def test_bytes_are_kept_as_received(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfTwo fell.\r\n"
    (tmp_path / "a.txt").write_bytes(content)
    (capture,), _ = split(captures([str(tmp_path / "a.txt")]))
    assert capture.content == content
    assert capture.sha256 == Capture.of(content, "x").sha256


def test_a_missing_path_is_an_issue_that_names_it_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two fell.")
    good, issues = split(captures([str(tmp_path / "none.txt"), str(tmp_path / "a.txt")]))
    assert len(good) == 1
    assert issues[0].kind is IssueKind.UNREADABLE
    assert issues[0].message == f"{tmp_path / 'none.txt'} cannot be read: No such file or directory"


def test_a_dangling_link_in_a_folder_is_an_issue_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text("Two fell.")
    good, issues = split(captures([str(tmp_path)]))
    assert [i.source for i in issues] == [str(tmp_path / "a.txt")]
    assert len(good) == 1


def test_a_file_that_may_not_be_opened_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Two fell.")
    (tmp_path / "b.txt").write_text("Three fell.")
    opened = Path.open

    def refuse(self: Path, *args: object, **more: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **more)  # type: ignore[call-overload]  # passed on as given

    monkeypatch.setattr(Path, "open", refuse)
    good, issues = split(captures([str(tmp_path)]))
    assert issues[0].message == f"{tmp_path / 'a.txt'} cannot be read: Permission denied"
    assert [c.content for c in good] == [b"Three fell."]


def test_a_folder_that_may_not_be_listed_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b.txt").write_text("Three fell.")
    listed = Path.iterdir

    def refuse(self: Path) -> object:
        if self.name == "a":
            raise PermissionError(13, "Permission denied")
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", refuse)
    good, issues = split(captures([str(tmp_path)]))
    assert [i.source for i in issues] == [str(tmp_path / "a")]
    assert len(good) == 1


def test_a_folder_that_leads_back_into_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    good, issues = split(captures([str(tmp_path)]))
    assert not good
    assert "leads back into itself" in issues[0].message


def test_each_line_of_json_lines_is_a_capture_of_its_own_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "Two fell."}\r\n\n{"text": "Three fell."}')
    good, issues = split(captures([str(path)]))
    assert [(c.part, c.content) for c in good] == [
        (1, b'{"text": "Two fell."}'),
        (3, b'{"text": "Three fell."}'),
    ]
    assert not issues


def test_json_lines_are_known_on_standard_input_too() -> None:
    stream = io.BytesIO(b'{"id": "a", "text": "Two fell."}\n{"id": "b", "text": "Three fell."}\n')
    good, _ = split(captures(["-"], stdin=stream))
    assert [c.part for c in good] == [1, 2]
    assert {c.source for c in good} == {"standard input"}


@pytest.mark.parametrize("content", [b"{Two} fell.\nThree fell.", b'{"a": 1\n}', b"[1]\n[2]"])
def test_other_texts_with_a_bracket_in_front_stay_whole(content: bytes) -> None:
    good, _ = split(captures(["-"], stdin=io.BytesIO(content)))
    assert [(c.part, c.content) for c in good] == [(None, content)]


def test_standard_input_that_is_not_there_is_an_issue() -> None:
    _, issues = split(captures(["-"]))
    assert issues[0].todo == "name a file instead of -"


def test_a_file_over_the_limit_is_refused_whole_and_one_at_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 11)
    (tmp_path / "b.txt").write_bytes(b"x" * 10)
    good, issues = split(captures([str(tmp_path)], limit=10))
    assert [len(c.content) for c in good] == [10]
    assert issues[0].kind is IssueKind.TOO_LARGE
    assert "larger than 10 bytes and was not read" in issues[0].message


def test_a_line_over_the_limit_is_skipped_and_the_next_line_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "CHUNK", 7)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 100 + b'"}\n{"text": "Two"}\n')
    good, issues = split(captures([str(path)], limit=20))
    assert [(c.part, c.content) for c in good] == [(2, b'{"text": "Two"}')]
    assert "line 1 is larger" in issues[0].message


def test_json_lines_in_utf_16_are_an_issue_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes('{"text": "Two"}\n'.encode("utf-16"))
    _, issues = split(captures([str(tmp_path)]))
    assert [i.kind for i in issues] == [IssueKind.ENCODING]


def test_json_lines_without_a_line_are_an_issue(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n \n")
    _, issues = split(captures([str(tmp_path)]))
    assert [i.kind for i in issues] == [IssueKind.EMPTY]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    _, issues = split(captures([str(tmp_path)]))
    assert "a device or a pipe" in issues[0].message
