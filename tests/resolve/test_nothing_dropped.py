"""Nothing that was found in a text is lost by being resolved: each mention of a sample is in its reading."""

from pathlib import Path

import pytest

from tollbook import Reader, reports, swap
from tollbook.annotate import annotate
from tollbook.annotate.recased import restored
from tollbook.issues import Issue
from tollbook.learned import AsWritten, told_neutrally
from tollbook.model.mention import MentionKind
from tollbook.model.report import Report
from tollbook.resolve.gazetteer import Gazetteer

SAMPLES = Path(__file__).parents[2] / "samples" / "north-west-syria-2024"
REPORTS = [r for r in reports([str(SAMPLES)]) if not isinstance(r, Issue)]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(rules_only=True)


@pytest.mark.parametrize("report", REPORTS[::4], ids=lambda r: r.id)
def test_every_mention_found_is_in_the_reading(report: Report, reader: Reader, gazetteer: Gazetteer) -> None:
    cased, _ = restored(report, gazetteer)
    plain, moves = swap(cased.text)
    way = AsWritten(cased.text, moves)
    mentions = way.back(annotate(told_neutrally(cased, plain, moves), gazetteer).mentions)
    found = [(m.kind, m.span, m.words) for m in mentions]
    reading = reader.read(report)
    assert [(m.kind, m.span, m.words) for m in reading.mentions] == found
    places = [m for m in reading.mentions if m.kind is MentionKind.PLACE]
    open_ones = {m.place.name for m in places if m.place and m.place.best is None}
    told = {issue.seen for issue in reading.issues}
    assert open_ones <= told
    assert all(m.place.area for m in places if m.place and m.place.best)
