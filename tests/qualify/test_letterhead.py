"""Letterheads: what a body puts out in its own name is its word, as far as nobody else is named."""

import msgspec
import pytest

from flow_texts import annotated
from tollbook.model.provenance import Span
from tollbook.model.text import attribution_at
from tollbook.qualify.attribution import attribute

REST = "Nine farmers were killed at the mill."
HEADED = [
    ("GENERAL STAFF OF THE RIDGE ARMY\nOperational summary as of 08:00", "GENERAL STAFF OF THE RIDGE ARMY"),
    ("Ridge Valley Command\nNEWS RELEASE", "Ridge Valley Command"),
    ("NEWS RELEASE\nRidge Valley Command", "Ridge Valley Command"),
    ("Governorate of Nel\nPRESS STATEMENT (2) - 17 November 2016", "Governorate of Nel"),
    # A station's bulletin is news that it tells, and the report's own word.
    ("Radio Nel\nEvening bulletin", None),
    # A headline is no letterhead, nor is a body's name without a paper.
    ("Army: nine dead in clash\nStatement of the day", None),
    ("Ridge Valley Command\nNine dead at the mill", None),
    # A headline that names two parties is nobody's paper.
    ("Ridge Valley Army, North Front trade blame after statement\nBy our staff", None),
    ("Ridge Valley Army, North Front trade blame\nStatement of the day", None),
    # A party or an area is whom an account is about; a committee gives it.
    ("Ridge Valley Army\nCase file 12", None),
    ("Situation Report No. 5 - Nel Governorate\nNel Governorate", None),
    ("Weekly summary\nRidge Valley Army, Nel", None),
    ("Ridge Valley Committee, Nel\nBulletin 31", "Ridge Valley Committee"),
    # Name and paper may share a line, and the paper may be a log, a list or a notice.
    ("MINISTRY OF QUIET. Daily information for the press, 17 October 2034", "MINISTRY OF QUIET"),
    ("Ridge Watch, log of incidents, week to 12 April 2023. South of Nel.", "Ridge Watch"),
    ("EMBASSY OF ORN, NEL (REPUBLIC OF KESSA)\nSecurity message for citizens", "EMBASSY OF ORN"),
    ("NEL POLICE, SECOND DIVISION - OCCURRENCE BOOK 17.12.18", "NEL POLICE"),
    ("LAKE RADIO ROOM. Msgs in, 13 Nov 21.", "LAKE RADIO ROOM"),
    ("Communiqué of the United Shura, 2 September 1999", "United Shura"),
    ("Ministry of Health, daily update, 12 March", "Ministry of Health"),
    ("Ridge Command / News release", "Ridge Command"),
    ("Fire Service of Nel, incident log", "Fire Service of Nel"),
    # A body's name needs no more than a day; a place and a day are a dateline.
    ("RIDGE WATCH, Monday 28 August 2023", "RIDGE WATCH"),
    ("Embassy of Orn, 12 March", "Embassy of Orn"),
    # A word that is as often a place's or a thing's needs a paper.
    ("RIDGE NOTES, Monday 28 August 2023", None),
    ("Nel Police Station, 12 November", None),
    ("Nel Fire Service, 12 November", None),
    ("PORT ORN, Monday 28 August 2023", None),
    ("Radio Nel - Monday 28 August 2023", None),
    # A headline with a day, a place or a paper's word in it names nobody whose word it is.
    ("Blast at Police Station, 12 November", None),
    ("Fire at Aleppo Bus Station, Tuesday 26 November", None),
    ("Two Killed at UN Mission, 12 November", None),
    ("Aleppo City Council Hit, 12 November", None),
    ("North Army Shells Relief Convoy, 12 November", None),
    ("Attack on Red Cross Mission, 12 November 2024", None),
    ("President Visits Embassy, 12 November", None),
    ("Embassy Stormed, 12 November", None),
    ("Army Patrol Ambush, 12 November", None),
    ("Army Patrol Ambush\nSituation report No. 5", None),
    ("Embassy Bombing\nAlert level raised", None),
    ("Clashes at Ridge Control Room\nSituation update", None),
    ("Ridge Relief Convoy\nSecurity message for citizens", None),
    # What a list is of is no name of who keeps it.
    ("List of Attacks on Relief Workers", None),
    ("List of Relief Service Workers", None),
    ("List of Ridge Watch", None),
    # Who issues a statement in a headline heads no paper.
    ("North Front, in statement, says nine died\nBy our staff", None),
    # A paper that a sentence tells of heads nothing.
    ("The Ridge Valley Command sent a statement.\nIt was short.", None),
]


@pytest.mark.parametrize(("head", "wanted"), HEADED)
def test_who_puts_a_text_out_gives_its_figures(head: str, wanted: str | None) -> None:
    text = f"{head}\n\n{REST}"
    at = text.index("Nine farmers were killed")
    found = attribution_at(attribute(annotated(text)), Span(at, at + 4))
    assert (found.claimants[0].words if found else None) == wanted


def test_the_title_that_was_given_is_no_letterhead_for_its_day_alone() -> None:
    head = "Ridge Watch, 12 November"
    text = annotated(REST, title=head)
    assert text.report.head is not None
    title = text.stamp().source(head, text.report.head, rule="given.title")
    text = msgspec.structs.replace(text, report=msgspec.structs.replace(text.report, title=title))
    at = text.report.text.index("Nine farmers")
    assert attribution_at(attribute(text), Span(at, at + 4)) is None


def test_another_who_is_named_keeps_his_word() -> None:
    text = f"Ridge Valley Command\nNEWS RELEASE\n\n{REST} The ministry said two soldiers were killed."
    at = text.index("two soldiers")
    found = attribution_at(attribute(annotated(text)), Span(at, at + 3))
    assert found is not None
    assert found.claimants[0].words == "The ministry"


def test_a_text_of_very_many_dashes_is_read_in_time() -> None:
    text = "RIDGE COMMAND - " * 6 + "\nNEWS RELEASE\n" + "- " * 20_000 + REST
    assert attribute(annotated(text)) is not None
