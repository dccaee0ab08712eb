"""Reading: every format gives the same report, and no bytes make it fail."""

from datetime import date

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from short_readings import SENTENCE, kinds, reading

from tollbook.model.capture import Capture
from tollbook.model.provenance import Basis
from tollbook.model.report import Report
from tollbook.read import TEXT_LIMIT, read, webpage

PAGE = f"""<!doctype html><html><head><title>Shells fall on Marrun</title>
<meta property="og:site_name" content="Orun Daily">
<meta property="article:published_time" content="2031-03-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Shells fall on Marrun</h1><p>{SENTENCE}</p>
<p>The mayor&rsquo;s house was hit as well, and he spoke of a hard night for all who live there.</p>
<script>alert("fell")</script></article></body></html>"""


def test_a_plain_text_keeps_its_letters_and_only_line_ends_change() -> None:
    (report,), _ = reading(f"MARRUN, 4 March 2031 -\t{SENTENCE}\r\n\r\n  Later it rained. ")
    assert report.text == f"MARRUN, 4 March 2031 -\t{SENTENCE}\n\n  Later it rained. "
    assert report.folded
    (same,), _ = reading(f"\ufeffMARRUN - {SENTENCE}\n")
    assert same.text == f"MARRUN - {SENTENCE}\n"
    assert not same.folded


def test_a_report_is_named_by_its_file_and_its_bytes() -> None:
    (report,), _ = reading(SENTENCE, "some/fol der/not e.txt")
    assert report.id == f"not_e-{Capture.of(SENTENCE.encode(), 'x').sha256[:8]}"


def test_values_say_where_they_come_from() -> None:
    (report,), issues = reading(f"Market burns\n\nMARRUN, 4 March 2031 (OD) - {SENTENCE}")
    assert not issues
    assert report.title is not None
    assert report.dateline is not None
    assert report.printed is not None
    assert (report.title.value, report.title.basis) == ("Market burns", Basis.INFERRED)
    assert (report.dateline.value, report.dateline.words) == ("MARRUN", "MARRUN, 4 March 2031 (OD) -")
    assert (report.printed.value, report.printed.words) == (date(2031, 3, 4), "4 March 2031")
    assert report.language == "en"
    assert report.outlet is not None
    assert (report.outlet.value, report.outlet.words, report.outlet.basis) == ("OD", "OD", Basis.INFERRED)


def test_markdown_is_read_as_its_reader_sees_it() -> None:
    text = (
        "---\ntitle: Market *burns*\ndate: 2031-03-04\noutlet: Orun Daily\n---\n# Market *burns*\n\n"
        "Two **people**\nwere [hurt](http://x).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "<b>Guards</b> spoke.<script>x</script>\n"
    )
    (report,), _ = reading(text, "a.md")
    assert (
        report.text
        == "Market burns\n\nTwo people were hurt.\n\none\n\ntwo\n\na\n\nb\n\nc\n\nd\n\nGuards spoke.x"
    )
    assert report.title is not None
    assert report.title.value == "Market *burns*"
    assert report.head is not None
    assert report.head.of(report.text) == "Market burns"
    assert report.outlet is not None
    assert report.outlet.value == "Orun Daily"
    assert report.date == date(2031, 3, 4)
    assert report.folded


def test_front_matter_is_known_without_the_name_of_a_file() -> None:
    (report,), _ = reading(f"---\ntitle: Market burns\n---\n{SENTENCE}", "standard input")
    assert report.text == SENTENCE
    assert report.id.startswith("stdin-")


@pytest.mark.parametrize("source", ["a.html", "standard input", "a.txt"])
def test_a_page_gives_its_article_title_date_and_site(source: str) -> None:
    (report,), issues = reading(PAGE, source)
    assert SENTENCE in report.text
    assert "The mayor’s house" in report.text
    assert "alert" not in report.text
    assert "\n\n" in report.text
    assert report.title is not None
    assert report.title.value == "Shells fall on Marrun"
    assert report.outlet is not None
    assert report.outlet.value == "Orun Daily"
    assert report.given is not None
    assert (report.given.value, report.given.provenance.rule) == (date(2031, 3, 4), "given.page")
    assert not issues


@pytest.mark.parametrize("end", [30, 200, 330, 450, 560, 620])
def test_a_page_cut_anywhere_gives_a_report_or_an_issue(end: int) -> None:
    reports, issues = reading(PAGE[:end], "a.html")
    assert len(reports) == (SENTENCE[:20] in PAGE[:end])
    assert reports or kinds(issues) == ["empty"]


def test_a_year_that_is_left_out_is_said_where_no_date_is_given() -> None:
    (report,), issues = reading(f"MARRUN, March 4 (OD) - {SENTENCE}")
    assert report.date is None
    assert "prints 'March 4' without a year" in issues[0].message


def test_a_language_without_a_lexicon_is_an_issue_and_the_report_stays() -> None:
    arabic = "قتل ثلاثة مدنيين في غارة جوية على قرية مرون يوم الاثنين، وفق ما قاله سكان القرية"
    (report,), issues = reading(arabic)
    assert (report.text, report.language) == (arabic, "ar")
    assert "language" in kinds(issues)


def test_a_text_too_short_to_tell_its_language_says_so() -> None:
    (report,), issues = reading("Marrun.")
    assert report.language is None
    assert "language" in kinds(issues)


@pytest.mark.parametrize(
    ("content", "source", "kind"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t\n", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt", "binary"),
        (b"%PDF-1.7\n", "a.pdf", "unreadable"),
        (b"<html><body></body></html>", "a.html", "empty"),
        (b"<div>" * 50_000, "a.html", "malformed"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "a.xml", "not_understood"),
        (b"[]", "a.json", "empty"),
        (b'{"text": " "}', "a.json", "empty"),
    ],
)
def test_what_holds_no_text_gives_one_issue_that_names_the_file(
    content: bytes, source: str, kind: str
) -> None:
    reports, issues = reading(content, source)
    assert not reports
    assert kinds(issues) == [kind]
    assert source in issues[0].message
    assert issues[0].todo


def test_a_text_over_the_limit_is_refused_and_one_at_the_limit_is_read() -> None:
    text = "x " * (TEXT_LIMIT // 2)
    reports, _ = reading(text)
    assert len(reports[0].text) == TEXT_LIMIT
    reports, issues = reading(text + "y")
    assert not reports
    assert kinds(issues) == ["too_large"]
    assert "2,000,001 characters; the limit of one report is 2,000,000" in issues[0].message


def test_fifty_megabytes_of_text_are_refused_in_words() -> None:
    reports, issues = reading(b"Two people were hurt in Marrun. " * 1_600_000)
    assert not reports
    assert kinds(issues) == ["too_large"]


def test_a_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webpage, "PAGE_LIMIT", 100)
    _, issues = reading(PAGE, "a.html")
    assert kinds(issues) == ["too_large"]


@pytest.mark.parametrize("text", ["[" * 6000 + "x", ">" * 5000 + " x", "- " * 3000 + "x"])
def test_markdown_made_to_be_slow_loses_no_word(text: str) -> None:
    reports, _ = reading(text, "a.md")
    assert "x" in reports[0].text


def check(report: Report) -> None:
    """Every span returns its words, and the spans of the head do not overlap."""
    for value in (report.title, report.dateline, report.printed):
        if value is not None and value.provenance.span is not None:
            assert value.provenance.span.of(report.text) == value.words
            assert value.provenance.span.end <= len(report.text)
    spans = [*report.furniture, *([report.head] if report.head else [])]
    if report.dateline and report.dateline.provenance.span:
        spans.append(report.dateline.provenance.span)
    for i, one in enumerate(spans):
        assert one.of(report.text).strip()
        assert not any(one.overlaps(other) for other in spans[i + 1 :])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "standard input"]))
@example(b"\xff\xfe\x00", "a.txt")
@example(b"---\n&a [*a]\n---\nx", "a.md")
@example(b"---\n? {a: b}\n: c\n---\nx", "a.md")
@example(b"<!doctype html><p>\x01\x0b", "a.html")
def test_no_bytes_make_reading_fail(content: bytes, source: str) -> None:
    reports, issues = read(Capture.of(content, source), knowledge="0a1b")
    assert reports or issues
    for report in reports:
        check(report)
    msgspec.json.encode((reports, issues))


HEADS = (
    "MARRUN|Marrun|, | - |\n|\n\n|4 March 2031|Mar 042031|Tue |(OD)|AFP |Published |. | |Two were hurt|"
    "by shells|09-02-2031|at 0914|Get short URL 0 67|By Ada Selt|:|SANA-|Issued in Marrun"
)
PIECES = st.sampled_from(HEADS.split("|"))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES, max_size=14).map("".join), st.sampled_from([None, "Two were hurt by shells", "Marrun"])
)
def test_the_spans_of_any_head_return_their_words(text: str, title: str | None) -> None:
    record = msgspec.json.encode({"text": text, "title": title, "published": "2031-03-04"})
    reports, issues = read(Capture.of(record, "a.jsonl", part=1), knowledge="0a1b")
    assert reports or issues
    for report in reports:
        assert report.text == text
        check(report)
