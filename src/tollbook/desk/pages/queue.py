"""The queue: every report of the book, what waits for a person in it, the most pressing first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tollbook.desk.parts import Form, ThisDesk, ThisView
from tollbook.desk.view import Tab, address, back, remember

router = APIRouter()
TAB = Tab("Read", "/queue", 20)
PER_PAGE = 100


@router.get("/queue")
def queue(
    request: Request,
    view: ThisView,
    desk: ThisDesk,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    show: Annotated[str, Query(pattern="^(waiting|done|all)$")] = "waiting",
) -> Response:
    """Show the reports that wait, those that are done, or all."""
    wanted = desk.shown(show)
    return view.page(
        request,
        "queue.html",
        listed=wanted[(page - 1) * PER_PAGE : page * PER_PAGE],
        total=len(wanted),
        waits=len(desk.shown("waiting")),
        of=len(desk.shown("all")),
        number=page,
        pages=max(1, -(-len(wanted) // PER_PAGE)),
        show=show,
    )


@router.get("/next")
def following(desk: ThisDesk, but: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Lead to what presses most in the whole book."""
    item = desk.next_item(but)
    return back(f"{address('reports', item.report)}#{item.id}" if item else "/queue?show=done")


@router.post("/reviewer")
def reviewer(form: Form) -> Response:
    """Keep the name under which this browser decides."""
    return remember(back(form.get("to", "/queue")), form.get("name", ""))
