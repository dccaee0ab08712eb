"""Tables, bulletins, PDF and web archives: each report in them is read, and what is not is named."""

import io
import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf.errors import DependencyError
from short_readings import read_path
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pdf_files import pdf, stream
from tollbook.issues import IssueKind
from tollbook.read.pdf_pages import pages

TEXT = "Two people were hurt in Marrun on Monday, guards said."


def sheet(words: str) -> bytes:
    """Write a PDF of one page by hand."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(f"BT /F1 12 Tf 40 700 Td ({words}) Tj ET".encode() if words else b""),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def bulletin(text: str, *, html: bool = False, attached: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Harm Ledger <desk@ledger.example>"
    message["Subject"] = "Market shelled"
    message["Date"] = "Tue, 04 Mar 2031 09:00:00 +0000"
    message["Message-ID"] = "<b1@ledger.example>"
    message.set_content(text, subtype="html" if html else "plain")
    if attached:
        message.add_attachment(b"x", maintype="application", subtype="pdf", filename=attached)
    return message


def test_each_row_of_a_table_is_a_report_with_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,date,headline,body\na1,2031-03-04,"Hurt, on Monday","{TEXT}"\na2,,,\n', "utf-8")
    (report,), issues = read_path(path)
    assert (report.id, report.text) == ("a1", TEXT)
    assert report.title is not None
    assert report.title.value == "Hurt, on Monday"
    assert report.given is not None
    assert report.given.value.isoformat() == "2031-03-04"
    assert [i.message for i in issues] == [f"{path}, row 2 has no text"]


def test_a_row_with_too_many_cells_is_refused_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\na1,Two fell, guards said.\na2,"{TEXT}"\n', "utf-8")
    (report,), issues = read_path(path)
    assert report.id == "a2"
    assert "row 1 has 3 cells, its head line 2" in issues[0].message


def test_a_bulletin_has_subject_sender_and_day(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(bulletin(TEXT, attached="list.pdf")))
    (report,), (issue,) = read_path(path)
    assert report.text.strip() == TEXT
    assert report.title is not None
    assert report.outlet is not None
    assert (report.title.value, report.outlet.value) == ("Market shelled", "Harm Ledger")
    assert report.date is not None
    assert report.date.isoformat() == "2031-03-04"
    assert issue.kind is IssueKind.NOT_UNDERSTOOD
    assert "list.pdf" in issue.message


def test_scripts_and_pictures_of_a_bulletin_in_html_are_not_in_its_text(tmp_path: Path) -> None:
    page = f"<html><body><script>alert(1)</script><p>{TEXT}</p><img src='https://t.example/x'></body></html>"
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(bulletin(page, html=True)))
    (report,), _ = read_path(path)
    assert TEXT in report.text
    assert "alert" not in report.text
    assert "t.example" not in report.text


def test_each_message_of_a_mailbox_is_a_report(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    line = b"From desk@ledger.example Tue Mar  4 09:00:00 2031\n"
    path.write_bytes(b"".join(line + bytes(bulletin(f"{n} {TEXT}")) + b"\n\n" for n in (1, 2)))
    reports, _ = read_path(path)
    assert [r.text.strip()[0] for r in reports] == ["1", "2"]


def test_the_words_of_a_pdf_are_read_and_a_page_without_words_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(sheet(TEXT))
    (tmp_path / "b.pdf").write_bytes(sheet(""))
    (report,), issues = read_path(tmp_path / "a.pdf")
    assert report.text == TEXT
    assert {issue.kind for issue in issues} <= {IssueKind.NO_DATE}
    none, (issue,) = read_path(tmp_path / "b.pdf")
    assert none == []
    assert "a.pdf" not in issue.message
    assert "picture" in issue.message


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.4\n1 0 obj<<>>endobj", sheet(TEXT)[:300]])
def test_a_damaged_pdf_gives_an_issue_and_no_crash(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    reports, issues = read_path(path)
    assert reports == []
    assert issues


def test_pages_of_a_web_archive_are_reports_with_their_address(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    page = f"<html><head><title>Market</title></head><body><p>{TEXT}</p></body></html>".encode()
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        url = "https://ledger.example/market"
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(page), http_headers=head)
        )
    (report,), _ = read_path(path)
    assert TEXT in report.text
    assert report.source == "https://ledger.example/market"


def test_a_page_that_was_gone_is_no_report(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        head = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        page = io.BytesIO(f"<html><body><p>{TEXT}</p></body></html>".encode())
        url = "https://ledger.example/gone"
        writer.write_record(writer.create_warc_record(url, "response", payload=page, http_headers=head))
    reports, issues = read_path(path)
    assert reports == []
    assert [i.message for i in issues] == [f"{url} answered 404: there is no report in that"]


def test_a_bulletin_nested_thousands_deep_is_an_issue_and_the_next_file_is_read(tmp_path: Path) -> None:
    head = b"From: a@b.example\nSubject: s\nDate: Tue, 04 Mar 2031 09:00:00 +0000\nMIME-Version: 1.0\n"
    deep = head + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5000)
    )
    (tmp_path / "a.eml").write_bytes(deep)
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    reports, issues = read_path(tmp_path)
    assert [r.text for r in reports] == [TEXT]
    assert any("a.eml" in issue.message for issue in issues)


def test_a_telegram_with_a_head_of_its_own_is_no_mail(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"From: Kessa desk\nDate: 4 March 2031\nSubject: Market\n\n{TEXT}\n", "utf-8")
    (report,), _ = read_path(path)
    assert report.text.startswith("From: Kessa desk")


def test_a_table_without_a_text_is_told_of_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("day,place\n" + "2031-03-04,Marrun\n" * 50, "utf-8")
    reports, issues = read_path(path)
    assert reports == []
    what = "has no column that is known for a text; its columns are: day, place"
    assert [i.message for i in issues] == [f"{path} {what}"]


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_to_a_pdf_ends_the_reading(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(sheet(TEXT))
    for _ in range(chance.randint(1, 12)):
        content[chance.randrange(8, len(content))] = chance.randrange(256)
    (tmp_path / "a.pdf").write_bytes(bytes(content))
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    reports, issues = read_path(tmp_path)
    assert TEXT in [r.text for r in reports]
    assert len(reports) == 2 or issues


def test_a_pdf_that_needs_a_library_that_is_not_there_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object) -> None:
        raise DependencyError("cryptography is required")

    monkeypatch.setattr("tollbook.read.pdf_pages.PdfReader", locked)
    assert pages(sheet(TEXT), 10).trouble == "DependencyError: cryptography is required"
