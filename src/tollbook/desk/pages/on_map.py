"""The map: filters in the address, map, list and histogram in step; without a map the list says all."""

from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import JSONResponse, Response

from tollbook.desk import map_sum, mapping, overview
from tollbook.desk.mapping import Box, Sought
from tollbook.desk.pages.overview import day_of, tallied, there
from tollbook.desk.parts import ThisDesk, ThisView, pieces_of
from tollbook.desk.tallies import Tallies
from tollbook.desk.view import Tab
from tollbook.desk.words import visible
from tollbook.errors import InputError
from tollbook.model.figure import Outcome

router = APIRouter()
TAB = Tab("Map", "/map", 35)
PER_PAGE = 50
Word = Annotated[str, Query(max_length=300)]
Page = Annotated[int, Query(ge=1, le=100_000)]


def sought(
    outcome: Word = "killed",
    country: Word = "",
    actor: Word = "",
    event: Word = "",
    grade: Word = "",
    q: Word = "",
    first: Annotated[str, Query(alias="from", max_length=300)] = "",
    last: Annotated[str, Query(alias="to", max_length=300)] = "",
) -> Sought:
    """Read what is asked for from the address."""
    if outcome not in set(Outcome):
        raise InputError(f"there is no harm {outcome[:40]!r}", f"choose of {', '.join(Outcome)}")
    return Sought(
        outcome=Outcome(outcome),
        first=day_of(first),
        last=day_of(last),
        country=country,
        actor=actor,
        event=event,
        grade=grade,
        words=q,
    )


def box(view: Annotated[str, Query(alias="box", max_length=200)] = "") -> Box | None:
    """Read the piece of map that is in view: west,south,east,north in degrees."""
    if not view:
        return None
    try:
        west, south, east, north = (float(part) for part in view.split(","))
    except ValueError as error:
        raise InputError(f"{view[:60]!r} is no piece of a map", "give west,south,east,north") from error
    if not all(abs(edge) <= 1e4 for edge in (west, south, east, north)):
        raise InputError(f"{view[:60]!r} is no piece of a map", "give west,south,east,north in degrees")
    if east - west >= 360:
        west, east = -180.0, 180.0
    return Box(west=_turned(west), south=max(-90.0, south), east=_turned(east), north=min(90.0, north))


Asked = Annotated[Sought, Depends(sought)]
InView = Annotated[Box | None, Depends(box)]


@router.get("/map")
def page(request: Request, view: ThisView, desk: ThisDesk, asked: Asked, page: Page = 1) -> Response:
    """Show the map, with its list and histogram."""
    tallies = tallied(desk)
    values: dict[str, Any] = {"tallies": None}
    if tallies:
        values = {
            "tallies": tallies,
            "countries": overview.countries(tallies),
            **mapping.choices(tallies),
            **_part(tallies, asked, None, page),
        }
    progress = desk.services.progress() if desk.services.progress else (0, 0)
    return view.page(request, "map.html", asked=asked, chosen=_plain(asked), progress=progress, **values)


@router.get("/map-part")
def part(
    request: Request, view: ThisView, desk: ThisDesk, asked: Asked, inside: InView, page: Page = 1
) -> Response:
    """Show the list and histogram of what is in view."""
    values = _part(there(desk), asked, inside, page)
    return view.page(request, "map_part.html", asked=asked, chosen=_plain(asked), **values)


@router.get("/map-marks")
def marks(
    desk: ThisDesk, asked: Asked, inside: InView, zoom: Annotated[float, Query(ge=0, le=24)] = 2
) -> Response:
    """Give the marks of what is in view, as JSON."""
    whole = Box(west=-180, south=-90, east=180, north=90)
    found = mapping.marks(there(desk), asked, inside or whole, zoom)
    shown = [msgspec.structs.replace(each, place=visible(each.place)) for each in found]
    return JSONResponse(msgspec.to_builtins(shown))


def _part(tallies: Tallies, asked: Sought, inside: Box | None, page: int) -> dict[str, Any]:
    held = mapping.columns(tallies, asked.outcome)
    every = mapping.fitting(tallies, asked)
    some = every if inside is None else mapping.fitting(tallies, asked, inside)
    unit, bins, undated = mapping.histogram(tallies, asked, some)
    placed = every[held.located[every]]
    bounds = None
    if len(placed):
        west, east = held.longitude[placed].min(), held.longitude[placed].max()
        south, north = held.latitude[placed].min(), held.latitude[placed].max()
        bounds = ",".join(f"{float(edge):.4f}" for edge in (west, south, east, north))
    start = (page - 1) * PER_PAGE
    return {
        "listed": mapping.shown(tallies, asked, some[start : start + PER_PAGE]),
        "sum": map_sum.summed(tallies, asked.outcome, some),
        "unit": unit,
        "bins": bins,
        "most": max([each.high for each in bins] + [1]),
        "undated": undated,
        "unplaced": len(every) - len(placed),
        "every": len(every),
        "inside": inside is not None,
        "bounds": bounds,
        "link": lambda **more: urlencode({k: v for k, v in {**_plain(asked), **more}.items() if v}),
        **pieces_of(page, len(some), PER_PAGE, _plain(asked)),
    }


def _plain(asked: Sought) -> dict[str, str]:
    """Give what is asked for as it stands in an address."""
    return {
        "outcome": asked.outcome.value,
        "country": asked.country,
        "actor": asked.actor,
        "event": asked.event,
        "grade": asked.grade,
        "q": asked.words,
        "from": asked.first.isoformat() if asked.first else "",
        "to": asked.last.isoformat() if asked.last else "",
    }


def _turned(longitude: float) -> float:
    """Bring a longitude that went around the world back to -180 to 180."""
    return (longitude + 180) % 360 - 180 if not -180 <= longitude <= 180 else longitude
