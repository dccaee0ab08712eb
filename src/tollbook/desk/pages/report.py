"""The reader: a report's text with its marks beside the cards of its figures and claims; its evidence."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from tollbook.desk import evidence as kept
from tollbook.desk import words
from tollbook.desk.data import Desk, Reviewed
from tollbook.desk.parts import Id, ThisDesk, ThisView
from tollbook.model.claim import Claim
from tollbook.model.figure import Figure

router = APIRouter()
NEIGHBOURS = 40


@router.get("/reports/{report}")
def report(request: Request, view: ThisView, desk: ThisDesk, report: Id) -> Response:
    """Show a report: the queue, the text, the cards."""
    now, times = desk.report(report)
    values = {"queue": desk.queue()[:NEIGHBOURS], "gone": kept.gone_page(desk, report)}
    return view.page(request, "report.html", **values, **shown(desk, now, times))


@router.get("/reports/{report}/evidence")
def evidence(request: Request, view: ThisView, desk: ThisDesk, report: Id) -> Response:
    """Show where the bytes of a report came from, and its clean text as it was read."""
    now, times = desk.report(report)
    record, past = desk.capture(report), kept.versions(desk, report)
    values = {"record": record, "past": past, "gone": kept.gone_page(desk, report)}
    return view.page(request, "evidence.html", **values, **shown(desk, now, times))


@router.get("/reports/{report}/archived")
def archived(request: Request, view: ThisView, desk: ThisDesk, report: Id) -> Response:
    """Show the archived copy itself, without anything active, in a sandbox of its own."""
    answer = view.page(request, "archived.html", **kept.archived(desk, report))
    answer.headers["content-security-policy"] = kept.SANDBOX
    return answer


def shown(desk: Desk, now: Reviewed, times: dict[str, str]) -> dict[str, Any]:
    """Give what the templates of a report, and of one of its cards, are filled with."""
    listed = desk.listed().get(now.reading.report.id)
    as_read: list[Figure | Claim] = [*now.read.figures, *now.read.claims]
    return {
        "now": now,
        "reading": now.reading,
        "report": now.reading.report,
        "names": (names := words.numbers(now.reading)),
        "ids": {name: record for record, name in names.items()},
        "originals": {record.id: record for record in as_read},
        "times": times,
        "tops": words.scales(now.reading.figures),
        "waiting": {item.id: item for item in listed.waiting} if listed else {},
        "listed": listed,
    }
