"""Sources: what each outlet carried, on whose word, how it fits with others; none of it says who is right."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from tollbook.desk import outlets as known
from tollbook.desk.pages.overview import tallied
from tollbook.desk.parts import Id, ThisDesk, ThisView
from tollbook.desk.view import Tab
from tollbook.errors import InputError

router = APIRouter()
TAB = Tab("Sources", "/sources", 50)
MOST = 200


@router.get("/sources")
def sources(request: Request, view: ThisView, desk: ThisDesk) -> Response:
    """Show every outlet of the book, in the order of their names."""
    tallies = tallied(desk)
    listed = known.outlets(tallies, desk.book.path) if tallies else None
    return view.page(request, "sources.html", listed=listed)


@router.get("/sources/{name}")
def source(request: Request, view: ThisView, desk: ThisDesk, name: Id) -> Response:
    """Show one outlet."""
    tallies = tallied(desk)
    if tallies is None:
        raise InputError("the incidents are still being worked out", "load the page again in a moment")
    found = next((each for each in known.outlets(tallies, desk.book.path) if name in each.names), None)
    if found is None:
        raise InputError(f"no report of {name[:100]!r} is in the book", "choose one of the list of sources")
    listed = desk.listed()
    reports = [listed[each] for each in found.newest if each in listed]
    return view.page(
        request,
        "source.html",
        outlet=found,
        reports=reports,
        judged=sorted(found.judged, key=lambda each: (each.agrees, each.incident))[:MOST],
        incidents=tallies.incidents,
    )
