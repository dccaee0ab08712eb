"""Outlets: what the head of a text says of who publishes it, and what only looks like it."""

import json

import pytest

from tollbook.issues import Issue
from tollbook.model.capture import Capture
from tollbook.model.provenance import Basis
from tollbook.model.report import Report
from tollbook.read import read_all

BODY = "Two guards were hurt on Monday when a shell hit the gate of the harbour, the mayor said."


def read(text: str, **fields: str) -> Report:
    """Read a text, or a record of JSON Lines where fields stand beside the text."""
    content = json.dumps({"text": text, **fields}) if fields else text
    source = "a.jsonl" if fields else "a.txt"
    capture = Capture.of(content.encode(), source, part=1 if fields else None)
    (report,) = [r for r in read_all([capture], knowledge="0a1b") if not isinstance(r, Issue)]
    return report


def outlet(text: str, **fields: str) -> str | None:
    found = read(text, **fields).outlet
    return found.value if found else None


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("ORSK, 4 March 2031 (Radio Kessa) - ", "Radio Kessa"),
        ("ORSK (Radio Kessa) - ", "Radio Kessa"),
        ("ORSK, 4 March 2031 (Kessa News) - ", "Kessa News"),
        ("ORSK, 4 March 2031 (OD) - ", "OD"),
        ("ORSK, 4 March 2031 (Sobh-e Kessa) - ", "Sobh-e Kessa"),
        ("ORSK, 4 March 2031 - ", None),
        ("ORSK (Ostrany), 4 March 2031 - ", None),
        ("ORSK, 4 March 2031 (GMT) - ", None),
        ("ORSK, 4 March 2031 (Tuesday) - ", None),
    ],
)
def test_brackets_in_a_dateline(head: str, wanted: str | None) -> None:
    assert outlet(head + BODY) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("Kessa Gazette, 4 March 2031", "Kessa Gazette"),
        ("Kessa TV | Newsroom north | 4.3.2031", "Kessa TV"),
        ("KESSA AGENCY - FLASH - 4 MAR 2031 0914 GMT", "KESSA AGENCY"),
        ("National Radio of Kessa, 4 March 2031", "National Radio of Kessa"),
        ("CORRECTION: Kessa Gazette, 4 March 2031", "Kessa Gazette"),
        ("Orun Harm Monitor - Daily record, 4 March 2031", "Orun Harm Monitor"),
        ("Harbour of Kessa, 4 March 2031", None),
        ("Orsk, 4 March 2031", None),
    ],
)
def test_a_part_of_the_line_with_the_date(line: str, wanted: str | None) -> None:
    assert outlet(f"Shell hits harbour\n\n{line}\n\n{BODY}") == wanted


@pytest.mark.parametrize(
    ("top", "wanted"),
    [
        ("THE KESSA COURIER", "THE KESSA COURIER"),
        ("The Kessa Courier", "The Kessa Courier"),
        ("KESSA LETTERS - news from home", "KESSA LETTERS"),
        ("RADIO KESSA 97.3 - EVENING BULLETIN", "RADIO KESSA 97.3"),
    ],
)
def test_a_masthead_is_the_outlet_and_not_the_title(top: str, wanted: str) -> None:
    report = read(f"{top}\n4 March 2031\n\nShell hits harbour of Orsk\n\n{BODY}")
    assert report.outlet is not None
    assert report.title is not None
    assert (report.outlet.value, report.outlet.basis) == (wanted, Basis.INFERRED)
    assert report.title.value == "Shell hits harbour of Orsk"
    assert top in [span.of(report.text) for span in report.furniture]


@pytest.mark.parametrize(
    ("top", "wanted"),
    [
        ("Marrun Today (Telegram)", "Marrun Today"),
        ("Upper Kessa Our Village (Facebook page)", "Upper Kessa Our Village"),
        ("Kessa News Agency (KNA)", "Kessa News Agency (KNA)"),
        ("Harm Watch - Weekly tally", "Harm Watch"),
        ("Kessa Liberation Council - Military Media", "Kessa Liberation Council"),
        ("Orsk Doctors' Committee | Statement no. 4", "Orsk Doctors' Committee"),
        ("ORUN PROTECTION MONITOR\nIncident log no. 10, 4 to 10 March", "ORUN PROTECTION MONITOR"),
        ("Kessa Gazette (4 dead)", None),
        ("Video of the strike on Orsk (Telegram)", None),
        ("Gunmen Attack Harm Watch - Weekly tally", None),
        ("Shells hit Orsk - statement", None),
        ("Army Council in Talks - Statement Awaited", None),
        ("Market Hit by Shells (Kessa)", None),
        ("Kessa News Agency (ORSK)", None),
        ("Kessa Council Meets Rebels - Bulletin", None),
    ],
)
@pytest.mark.parametrize("between", ["\n4 March 2031\n\n", "\n\n"])
def test_a_first_line_that_says_its_medium_its_letters_or_its_paper(
    top: str, wanted: str | None, between: str
) -> None:
    assert outlet(f"{top}{between}Shell hits harbour of Orsk\n\n{BODY}") == wanted


def test_the_headline_below_such_a_line_is_the_title_and_a_post_below_it_is_none() -> None:
    report = read(f"Kessa News Agency (KNA)\nOrsk, 4 March 2031\n\nShell hits harbour of Orsk\n\n{BODY}")
    assert report.title is not None
    assert (report.title.value, report.told_from) == ("Shell hits harbour of Orsk", "Orsk")
    post = "harbour hit an hour ago. two shells. 11 hurt so far, still digging"
    report = read(f"Marrun Today (Telegram)\n2031-03-04 13:47\n\n{post}\n\n{BODY}")
    assert (report.title, report.told_from) == (None, None)


def test_a_day_beside_the_name_stays_in_the_text() -> None:
    report = read(f"Harm Watch - Weekly tally, 4 to 10 March 2031\n\n{BODY}")
    assert report.outlet is not None
    assert report.furniture == ()


def test_a_line_with_the_outlet_and_a_day_alone_names_no_place() -> None:
    report = read(f"Shell hits harbour\nKessa Tribune, March 14, 2031\n\n{BODY}")
    assert (report.outlet and report.outlet.value, report.told_from) == ("Kessa Tribune", None)


def test_a_title_may_stand_above_the_name_of_its_writer() -> None:
    report = read(f"The Kessa Ledger\n6 March 2031\n\nThe dead of Orsk: who they were\nBy Ada Orun\n\n{BODY}")
    assert report.title is not None
    assert report.title.value == "The dead of Orsk: who they were"


def test_a_masthead_goes_before_the_agency_that_is_reprinted() -> None:
    text = f"THE KESSA COURIER\n4 March 2031\nShell hits harbour\n\nORSK (Halvard Wire) - {BODY}"
    assert outlet(text) == "THE KESSA COURIER"


@pytest.mark.parametrize(
    "title",
    ["SHELL HITS HARBOUR OF ORSK", "Shell hits Kessa Courier", "Courier killed in Orsk", "Guards hurt"],
)
def test_a_title_above_a_date_stays_the_title(title: str) -> None:
    report = read(f"{title}\n4 March 2031\n\n{BODY}")
    assert report.outlet is None
    assert report.title is None or report.title.value == title


def test_a_masthead_far_from_any_date_is_none() -> None:
    assert outlet(f"THE KESSA COURIER\n\nShell hits harbour\n\n{BODY}") is None


def test_what_is_given_goes_before_what_is_printed() -> None:
    text = f"ORSK, 4 March 2031 (Radio Kessa) - {BODY}"
    assert outlet(text, outlet="Kessa Gazette") == "Kessa Gazette"
    assert outlet(text, id="a1") == "Radio Kessa"


def test_the_outlet_returns_its_words() -> None:
    report = read(f"ORSK, 4 March 2031 (Radio Kessa) - {BODY}")
    assert report.outlet is not None
    assert report.outlet.provenance.span is not None
    assert report.outlet.provenance.span.of(report.text) == report.outlet.words == "Radio Kessa"
    assert report.outlet.provenance.rule == "header.dateline_outlet"
