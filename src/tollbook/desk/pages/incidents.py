"""Incidents: the list of them, and each with its toll, the rule, and every figure behind it."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tollbook.desk.incidents import fitting, worked_out
from tollbook.desk.pages.overview import tallied
from tollbook.desk.parts import Id, ThisDesk, ThisView
from tollbook.desk.view import Tab
from tollbook.errors import InputError

router = APIRouter()
TAB = Tab("Incidents", "/incidents", 40)
PER_PAGE = 100
Word = Annotated[str, Query(max_length=300)]


@router.get("/incidents")
def incidents(
    request: Request,
    view: ThisView,
    desk: ThisDesk,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    q: Word = "",
    since: Word = "",
    until: Word = "",
) -> Response:
    """Show the incidents that fit, the newest days last."""
    found = fitting(desk, q, _day(since), _day(until))
    return view.page(
        request,
        "incidents.html",
        listed=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        tallies=tallied(desk),
        total=len(found),
        number=page,
        pages=max(1, -(-len(found) // PER_PAGE)),
        given={"q": q, "since": since, "until": until},
    )


@router.get("/incidents/{incident}")
def incident(
    request: Request, view: ThisView, desk: ThisDesk, incident: Id, policy: Word = "", of: Word = ""
) -> Response:
    """Show an incident by one rule, with the sources of one of its tolls drawn."""
    return view.page(request, "incident.html", **worked_out(desk, incident, policy, of))


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InputError(f"{given[:40]!r} is no day", "write days as 2031-03-04") from error
