"""Encodings: the same words out of every encoding that news comes in, and a reason where there are none."""

import pytest

from tollbook.issues import IssueKind
from tollbook.read.encodings import Decoded, Refused, decode

ENGLISH = "Three people were killed near the café of Marrun on Monday, the mayor’s office said."
ARABIC = "قتل ثلاثة مدنيين في غارة جوية على قرية مرون يوم الاثنين، وفق ما قاله سكان القرية"
RUSSIAN = "Трое мирных жителей погибли при обстреле деревни в понедельник, сообщили жители."
POLISH = "Trzech mieszkańców zginęło w poniedziałek, gdy pociski spadły na wieś. Żołnierze uciekli."
FRENCH = "Trois civils ont été tués lundi près de l’école, à l’aube, a déclaré le maire de la ville."
TURKISH = "Pazartesi günü köye düşen top mermileri üç kişinin ölümüne yol açtı, muhtar söyledi ğış."


@pytest.mark.parametrize("text", [ENGLISH, ARABIC, RUSSIAN, POLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_its_mark(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert isinstance(found, Decoded)
    assert found.text == text


@pytest.mark.parametrize(
    ("text", "page"),
    [
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"),
        (ARABIC, "cp1256"),
        (TURKISH, "cp1254"),
    ],
)
def test_windows_code_pages_are_guessed_and_the_guess_is_told(text: str, page: str) -> None:
    found = decode(text.encode(page))
    assert isinstance(found, Decoded)
    assert found.text == text
    assert found.doubt == f"read in code page {page}: a guess from its letters"


def test_a_page_that_declares_its_encoding_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>' + RUSSIAN
    found = decode(page.encode("cp1251"))
    assert isinstance(found, Decoded)
    assert (found.encoding, found.doubt) == ("windows-1251", None)
    assert RUSSIAN in found.text


@pytest.mark.parametrize("name", ["zlib", "utf-7", "rot13", "no-such-thing"])
def test_a_declared_encoding_that_is_none_is_not_used(name: str) -> None:
    page = f'<html><meta charset="{name}"><p>' + RUSSIAN
    found = decode(page.encode("cp1251"))
    assert isinstance(found, Decoded)
    assert found.encoding == "cp1251"


def test_a_text_cut_in_the_middle_of_a_letter_keeps_the_rest() -> None:
    found = decode("Drei Männer wurden getötet, sagte der Bürgermeister für".encode()[:-2])
    assert isinstance(found, Decoded)
    assert found.text.startswith("Drei Männer wurden getötet")
    assert found.doubt == "read as utf-8 with 1 broken place, shown as \ufffd"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"%PDF-1.7\n%abc", "a PDF"),
        (b"PK\x03\x04abc", "a zip archive"),
        (b"MZ\x90\x00\x03", "a Windows program"),
        (b"{\\rtf1\\ansi Two fell.}", "Rich Text Format"),
        (b"Two\x00fell\x01in\x00Marrun\x02", "zero bytes"),
        (bytes(range(1, 32)) * 20, "control characters"),
    ],
)
def test_what_is_no_text_is_refused_by_name(content: bytes, what: str) -> None:
    found = decode(content)
    assert isinstance(found, Refused)
    assert found.kind is IssueKind.BINARY
    assert what in found.message


def test_a_mark_that_lies_about_its_bytes_is_refused() -> None:
    found = decode(b"\xef\xbb\xbf" + b"\xff\xfe\xfd" * 40)
    assert isinstance(found, Refused)
    assert found.kind is IssueKind.ENCODING
