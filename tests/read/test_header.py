"""Headers: title, dateline and printed date, marked in the text: {title}, <dateline>, and the day."""

import re
from datetime import date

import pytest

from tollbook.model.provenance import Basis
from tollbook.read.header import Header, header
from tollbook.read.title import title_at

DAY = date(2031, 3, 4)


def unmark(marked: str) -> tuple[str, str | None, str | None]:
    """Take {title} and <dateline> marks out of a text."""
    head = re.search(r"\{(.*?)\}", marked, re.S)
    line = re.search(r"<(.*?)>", marked, re.S)
    return re.sub(r"[{}<>]", "", marked), head and head[1], line and line[1]


def shown(found: Header, text: str) -> tuple[str | None, str | None]:
    return found.head.of(text) if found.head else None, found.dateline.of(text) if found.dateline else None


BODY = "Two people were hurt in the market on Monday, guards said, and a third was missing."

HEADERS = [
    (f"<MARRUN, March 4, 2031 (OD) -> {BODY}", "MARRUN"),
    (f"<MARRUN, 4 March 2031.> {BODY}", "MARRUN"),
    (f"<MARRUN, Orunia, Tuesday, 4 March 2031 —> {BODY}", "MARRUN, Orunia"),
    (f"<Marrun, Tuesday 4 March 2031>\n\n{BODY}", "Marrun"),
    (f"<MARRUN/SELTA, Mar 4, 2031 (OD)>\n\n{BODY}", "MARRUN/SELTA"),
    (f"<Port-au-Marrun, the 4th of March, 2031.> {BODY}", "Port-au-Marrun"),
    (f"<MARRUN. March 4, 2031. ODN -> {BODY}", "MARRUN"),
    (f"<Orun Line | Marrun | 4 March 2031, 17:30>\n\n{BODY}", "Marrun"),
    (f" <date 2031-03-04 MARRUN -> {BODY}", "MARRUN"),
    (f"<Last updated at Mar 042031 MARRUN> {BODY}", "MARRUN"),
    (f"<Published March 4 2031> {BODY}", None),
    (f"<Date of publication 4 March 2031> {BODY}", None),
    (f"<Posted on March 4 2031 by Ada Selt> {BODY}", None),
    (f"<04.03.2031(updated 2139 04.03.2031) Get short URL 0 67> {BODY}", None),
    (f"<Last Update: Tuesday 4 March 2031 KSA 16:06> {BODY}", None),
    (f"<Tue Mar 4, 2031 10:25AM> {BODY}", None),
    (f"<Tue 04 Mar 2031 at 0914> {BODY}", None),
    (f"<2031/03/04> {BODY}", None),
    (f"<Issued in Marrun, 4 March 2031>\n\n{BODY}", None),
    (f"<RADIO MARRUN IN ORUNIAN 1812 GMT 4 MAR 31>\n\n{BODY}", None),
    (f"<Radio Marrun, news at six, the fourth of March 2031>\n\n{BODY}", None),
    (f"<CORRECTION: Marrun Gazette, 4 March 2031>\n\n{BODY}", None),
    ("<Orun Harm Monitor - Daily record, 4 March 2031>\n\nMonday 3 March:\n- Selta: 2 killed.", None),
]


@pytest.mark.parametrize(("marked", "place"), HEADERS)
def test_datelines_of_many_houses(marked: str, place: str | None) -> None:
    text, _, line = unmark(marked)
    found = header(text)
    assert shown(found, text)[1] == line
    assert found.reading is not None
    assert found.reading.day == DAY
    assert found.place == place


@pytest.mark.parametrize(
    "marked",
    [
        f"<MARRUN -> {BODY}",
        f"<MARRUN (Reuters) -> {BODY}",
        f"<MARRUN, Orunia (OD) --> {BODY}",
        f"<MARRUN —> {BODY}",
        f"<Marrun —> {BODY} The guards said no more of it.",
        f"Three shells fell near the town as Sputnik learnt. <MARRUN (Sputnik)> {BODY}",
    ],
)
def test_a_dateline_may_have_no_date(marked: str) -> None:
    text, _, line = unmark(marked)
    found = header(text)
    assert shown(found, text)[1] == line
    assert found.reading is None


@pytest.mark.parametrize(
    ("marked", "title"),
    [
        (
            f"<Tue Mar 4 2031> {{40 Hurt by Shells on Marruns Market.}} In the shelling {BODY}",
            "40 Hurt by Shells on Marrun's Market",
        ),
        (
            f"{{Shells fall on Marruns market monitor}} <AFP Tuesday 4 Mar 2031> {BODY}",
            "Shells fall on Marrun's market: monitor",
        ),
        (
            f"{{Shells fall on Marrun monitor}} <AFP Tuesday 4 Mar 2031> two {BODY}",
            "Shells fall on Marrun: monitor",
        ),
        (f"{{8 hurt on Marrun road}} <4 March 2031 Marrun SANA->{BODY}", "8 hurt on Marrun road"),
        (
            f"<04-03-2031> {{Army Advances on Marrun Takes Hill.}} {BODY}",
            "Army Advances on Marrun, Takes Hill | Orun Daily",
        ),
        (
            f"<Tuesday 4 March 2031> {{Civilians Hurt by Shells on Marrun despite Truce.}} {BODY}",
            "80 Civilians Hurt by Shells on Marrun despite Truce",
        ),
        (f"{{Shells on Marrun: market burns}}\n\n<MARRUN, March 4, 2031 (OD) -> {BODY}", "Shells on Marrun"),
    ],
)
def test_a_given_title_is_found_where_marks_are_gone(marked: str, title: str) -> None:
    text, head, line = unmark(marked)
    found = header(text, title=title, given=date(2031, 3, 4))
    assert shown(found, text) == (head, line)
    assert found.given_title
    assert found.reading is not None
    assert found.reading.day == DAY


@pytest.mark.parametrize(
    "marked",
    [
        f"{{Market burns in Marrun}}\n\n{BODY}",
        f"{{MARKET BURNS IN MARRUN: TWO HURT}}\n\n<Marrun, 4 March 2031>\n\n{BODY}",
        f"{{Market burns in Marrun}}\n<MARRUN, March 4, 2031 (OD)>\n\n{BODY}",
        f"<Orun Line | Marrun | 4 March 2031>\n\n{{MARKET BURNS}}\n\n{BODY}",
        f"By Ada Selt\n<MARRUN, March 4, 2031 -> {BODY}",
        f"{BODY}\n\n{BODY}",
        "Two people were hurt.\n\nA third was missing.",
    ],
)
def test_a_first_line_with_the_shape_of_a_title_is_one(marked: str) -> None:
    text, head, line = unmark(marked)
    assert shown(header(text), text) == (head, line)


PROSE = [
    "Nine people fell in an October 2 attack on the town of Marrun, guards said.",
    "Since March 2031 the town of Marrun has been shelled, guards said.",
    "The market burnt on 4 March 2031 and was rebuilt a year later, guards said.",
    "4 March 2031 was the day on which the market of Marrun burnt, guards said.",
    "The list published March 4, 2031 names nine men from Marrun, guards said.",
    "Guards said on Tuesday, 4 March 2031, that two people were hurt in Marrun.",
    "The raid of 4 March 2031 left two people hurt in Marrun, guards said to us.",
    "Marrun fell after the 4 March 2031 raid, the guards of the town said to us.",
]


@pytest.mark.parametrize("text", PROSE)
def test_a_date_inside_a_sentence_is_not_printed(text: str) -> None:
    found = header(text, given=date(2031, 5, 1))
    assert found.reading is None
    assert found.dateline is None


@pytest.mark.parametrize(
    "foot", ["Published: 4 March 2031", "Last Update: Tuesday 4 March 2031 KSA 16:06 - GMT 13:06"]
)
def test_a_marked_date_in_the_foot_counts(foot: str) -> None:
    text = f"{BODY} " * 8 + "\n" + foot
    found = header(text)
    assert found.reading is not None
    assert (found.reading.day, found.rule) == (DAY, "header.foot")
    assert found.dateline is None
    assert [span.of(text)[:9] for span in found.furniture] == [foot[:9]]


def test_a_date_in_the_head_goes_before_one_in_the_foot() -> None:
    found = header(f"MARRUN, 4 March 2031 - {BODY}\nPublished: 6 March 2031")
    assert found.reading is not None
    assert found.reading.day == DAY


def test_the_first_publication_goes_before_the_update() -> None:
    found = header(f"Updated 6 March 2031\nPublished 4 March 2031\n\n{BODY}")
    assert found.reading is not None
    assert found.reading.day == DAY


def test_a_dateline_without_a_year_takes_it_from_the_given_date_or_stays_unread() -> None:
    text = f"MARRUN, Orunia, March 4 (OD) - {BODY}"
    found = header(text, given=date(2031, 3, 5))
    assert found.reading is not None
    assert (found.reading.day, found.reading.basis) == (DAY, Basis.INFERRED)
    unread = header(text)
    assert unread.reading is None
    assert unread.unread is not None
    assert unread.unread.span.of(text) == "March 4"
    assert shown(unread, text)[1] == "MARRUN, Orunia, March 4 (OD) -"


@pytest.mark.parametrize("words", ["UNICEF - The agency spoke.", "LIVE - Shells fall.", "UPDATE: Two hurt."])
def test_capitals_that_are_no_place_are_no_dateline(words: str) -> None:
    assert header(f"{words} {BODY}").dateline is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "A shell fell on the market of Marrun and two people were hurt.",
            "Two hurt as shell hits market in Marrun",
        ),
        ("Guards said so. Later the market of Marrun burnt down.", "Market of Marrun burnt down"),
        ("Other words.", ""),
        ("", "Market burns"),
    ],
)
def test_a_title_that_does_not_stand_at_the_head_is_not_found_there(text: str, title: str) -> None:
    assert header(text, title=title).head is None


def test_a_title_in_other_letters_is_compared_letter_by_letter() -> None:
    text = "قصف السوق في مرون. أصيب شخصان."
    found = title_at(text, "قصف السوق في مرون")
    assert found is not None
    assert found.of(text) == "قصف السوق في مرون."
