"""Records of JSON and JSON Lines: their text is left as it is, and their fields are taken or named."""

import json
from datetime import date

import pytest
from short_readings import SENTENCE, kinds, reading

from tollbook.issues import Issue, IssueKind
from tollbook.model.capture import Capture
from tollbook.model.report import Report
from tollbook.read import read_all, records


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False)


def test_a_text_of_json_lines_is_never_touched() -> None:
    text = f"\ufeff  MARRUN \u2014 {SENTENCE}\r\n\tLater\u00a0it rained.  \n"
    (report,), _ = reading(line(id="a1", text=text), "a.jsonl", part=1)
    assert report.text == text
    assert not report.folded
    assert report.id == "a1"


def test_the_fields_of_a_record_are_taken_and_others_noted() -> None:
    record = line(
        id=7,
        outlet="Orun Daily",
        published="2031-03-04",
        title="Market burns",
        text=SENTENCE,
        url="x",
        by="y",
    )
    (report,), issues = reading(record, "a.jsonl", part=3)
    assert report.id == "7"
    assert report.title is not None
    assert report.title.provenance.span is None
    assert report.given is not None
    assert report.given.provenance.rule == "given.field"
    assert [issue.message for issue in issues] == ["a.jsonl, line 3 has keys that are not read: by, url"]


def test_an_array_of_records_in_one_file_is_read() -> None:
    reports, _ = reading(f"[{line(text=SENTENCE)}, {line(id='b', text=SENTENCE)}]", "a.json")
    assert [r.id[-2:] for r in reports] == ["-1", "b"]
    assert len({r.capture for r in reports}) == 1


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ('{"id": "a", "text": ', "a.jsonl, line 2 is broken JSON"),
        ("[1]", "a.jsonl, line 2, item 1 holds a number, not an object with a text"),
        ("3", "a.jsonl, line 2 holds a number, not an object with a text"),
        ("null", "a.jsonl, line 2 holds a null, not an object with a text"),
        ('{"id": "a"}', "a.jsonl, line 2 has no text"),
        ('{"id": "a", "text": 5}', "a.jsonl, line 2 has a number for its text"),
        ('{"id": "a", "text": null}', "a.jsonl, line 2 has a null for its text"),
        ('{"text": "\\ud800"}', "a.jsonl, line 2 is broken JSON"),
        ("[" * 100_000, "a.jsonl, line 2 is JSON nested too deeply"),
    ],
)
def test_a_line_that_is_no_record_is_an_issue_that_names_it(record: str, message: str) -> None:
    reports, issues = reading(record, "a.jsonl", part=2)
    assert not reports
    assert kinds(issues) == ["malformed"]
    assert issues[0].message.startswith(message)


@pytest.mark.parametrize("value", ["2031-02-30", "soon", "on Monday"])
def test_a_published_that_is_no_date_is_an_issue_and_the_report_stays(value: str) -> None:
    (report,), issues = reading(line(id="a", published=value, text=SENTENCE), "a.jsonl", part=1)
    assert report.date is None
    assert kinds(issues) == ["unresolved_date", "no_date"]
    assert repr(value) in issues[0].message


def test_a_published_that_is_no_string_is_left_out_with_an_issue() -> None:
    (report,), issues = reading(line(id="a", published=20310304, text=SENTENCE), "a.jsonl", part=1)
    assert report.given is None
    assert "has a number for 'published'" in issues[0].message


def test_options_take_the_place_of_fields_but_not_of_the_printed_date() -> None:
    record = line(outlet="Orun Daily", published="2031-03-01", text=f"MARRUN, 4 March 2031 - {SENTENCE}")
    (report,), issues = reading(record, "a.jsonl", part=1, published=date(2031, 3, 5), outlet="Selt Post")
    assert report.outlet is not None
    assert (report.outlet.value, report.outlet.provenance.rule) == ("Selt Post", "given.option")
    assert report.given is not None
    assert report.given.value == date(2031, 3, 5)
    assert report.date == date(2031, 3, 4)
    assert not issues


@pytest.mark.parametrize(
    ("given_day", "conflict"), [("2031-03-07", False), ("2031-03-08", True), ("2030-03-04", True)]
)
def test_a_printed_date_far_from_the_given_one_wins_and_the_conflict_is_told(
    given_day: str, conflict: bool
) -> None:
    text = f"MARRUN, 4 March 2031 - {SENTENCE}"
    (report,), issues = reading(line(id="a", published=given_day, text=text), "a.jsonl", part=1)
    assert report.date == date(2031, 3, 4)
    assert kinds(issues) == (["date_conflict"] if conflict else [])
    assert all(issue.span is not None and issue.span.of(text) == "4 March 2031" for issue in issues)


def test_the_same_id_twice_keeps_both_and_says_so() -> None:
    lines = [line(id=name, text=SENTENCE) for name in ("a", "a-2", "a", "a")]
    captures = [Capture.of(content.encode(), "a.jsonl", part=i) for i, content in enumerate(lines, 1)]
    found = list(read_all(captures, published=date(2031, 3, 4), knowledge="0a1b"))
    assert [item.id for item in found if isinstance(item, Report)] == ["a", "a-2", "a-3", "a-4"]
    doubled = [item for item in found if isinstance(item, Issue)]
    assert [issue.report for issue in doubled] == ["a-3", "a-4"]
    assert "stands more than once" in doubled[0].message


def test_a_note_of_a_record_is_passed_over_in_silence() -> None:
    _, issues = reading(
        f'{{"published": "2031-03-04", "text": "{SENTENCE}", "note": "an illustration"}}', "a.jsonl", part=1
    )
    assert issues == []


def test_a_key_that_is_not_read_is_noted_once_a_file_and_issues_are_passed_on() -> None:
    before = Issue(kind=IssueKind.UNREADABLE, source="z", message="z cannot be read", todo="check it")
    captures = [
        Capture.of(line(id=i, text=SENTENCE, url="x").encode(), f, part=i) for f in "ab" for i in (1, 2)
    ]
    found = list(read_all([before, *captures], published=date(2031, 3, 4), knowledge="0a1b"))
    assert found[0] is before
    noted = [item for item in found if isinstance(item, Issue) and item.kind is IssueKind.NOT_UNDERSTOOD]
    assert [issue.source for issue in noted] == ["a", "b"]


def test_records_of_a_plain_text_in_brackets_are_none() -> None:
    assert not records.is_json("[Marrun] Two fell.")
    assert not records.is_json('{"a": 1}')
    assert records.is_json('{"text": "Two fell."}')
