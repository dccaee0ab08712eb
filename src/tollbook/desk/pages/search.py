"""Search: words and filters over the whole book, the best fit first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tollbook.desk.parts import ThisDesk, ThisView
from tollbook.desk.view import Tab
from tollbook.errors import InputError, TollbookError

router = APIRouter()
TAB = Tab("Search", "/search", 80)
Word = Annotated[str, Query(max_length=300)]


@router.get("/search")
def search(
    request: Request,
    view: ThisView,
    desk: ThisDesk,
    q: Word = "",
    outlet: Word = "",
    place: Word = "",
    actor: Word = "",
    outcome: Word = "",
    since: Word = "",
    until: Word = "",
) -> Response:
    """Show the form, and what fits where something is asked for."""
    given = {"words": q, "outlet": outlet, "place": place, "actor": actor, "outcome": outcome}
    given |= {"since": since, "until": until}
    found, error = None, None
    if any(value.strip() for value in given.values()):
        try:
            if desk.services.search is None:
                raise InputError("this book cannot be searched", "use the queue")
            found = desk.services.search({name: value.strip() for name, value in given.items()})
        except TollbookError as refused:
            error = refused
    listed = desk.listed() if found else {}
    names = (
        {hit.report: listed[hit.report].title for hit in found.hits if hit.report in listed} if found else {}
    )
    return view.page(request, "search.html", given=given, found=found, error=error, names=names)
