"""The overview: what is new, what contradicts, what waits, and tolls with their bands; each number opens."""

import time
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tollbook.desk import overview
from tollbook.desk.data import Desk
from tollbook.desk.evidence import gone_pages, unread
from tollbook.desk.overview import Asked
from tollbook.desk.parts import ThisDesk, ThisView, pieces_of
from tollbook.desk.tallies import Tallies
from tollbook.desk.view import Tab
from tollbook.errors import InputError
from tollbook.model.figure import Outcome

router = APIRouter()
TAB = Tab("Overview", "/", 10)
VISIT = "tollbook_visit"
APART = 1800
"""Seconds after which coming back is a further visit."""
YEAR = 365 * 24 * 3600
DAYS = 7
PER_PAGE = 100
SHOWN = 6
Word = Annotated[str, Query(max_length=300)]
Page = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/")
def page(
    request: Request,
    view: ThisView,
    desk: ThisDesk,
    since: Word = "",
    outcome: Word = "killed",
    country: Word = "",
    rows: Word = "",
    first: Annotated[str, Query(alias="from", max_length=300)] = "",
    last: Annotated[str, Query(alias="to", max_length=300)] = "",
) -> Response:
    """Show the first page of the desk."""
    tallies = tallied(desk)
    asked = _asked(outcome, country, first, last)
    former, cookie = visit(request, tallies.head if tallies else 0)
    day = day_of(since) or (_today() - timedelta(days=DAYS) if former is None else None)
    entry = desk.entry_of(day) if day else former or 0
    values: dict[str, Any] = {"tallies": None}
    if tallies:
        values = {
            "tallies": tallies,
            "new": overview.new(tallies, entry),
            "clashes": overview.contradictions(tallies),
            "total": overview.total(tallies, asked),
            "left": overview.left_out(tallies, asked),
            "outcomes": overview.all_harms(tallies, asked),
            "by": {by: overview.bands(tallies, asked, by) for by in ("period", "area", "actor")},
            "countries": overview.countries(tallies),
        }
    answer = view.page(
        request,
        "overview.html",
        waits=waits(desk),
        progress=desk.services.progress() if desk.services.progress else (0, 0),
        behind=desk.entry() - tallies.head if tallies else 0,
        asked=asked,
        chosen=_plain(asked),
        entry=entry,
        every=rows == "all",
        since=day.isoformat() if day else "",
        query=lambda **more: urlencode({k: v for k, v in {**_plain(asked), **more}.items() if v}),
        **SHARED,
        **values,
    )
    if cookie:
        answer.set_cookie(VISIT, cookie, max_age=YEAR, httponly=True, samesite="strict")
    return answer


@router.get("/behind")
def behind(
    request: Request,
    view: ThisView,
    desk: ThisDesk,
    by: Word = "",
    key: Word = "",
    left: Word = "",
    outcome: Word = "killed",
    country: Word = "",
    first: Annotated[str, Query(alias="from", max_length=300)] = "",
    last: Annotated[str, Query(alias="to", max_length=300)] = "",
    page: Page = 1,
) -> Response:
    """Show the incidents that a number was added up from, or those that could not be added."""
    if by and by not in overview.KEYS:
        raise InputError(f"numbers are not told by {by[:40]!r}", f"choose of {', '.join(overview.KEYS)}")
    tallies, asked = there(desk), _asked(outcome, country, first, last)
    total = overview.total(tallies, asked)
    if left:
        found: list[Any] = [
            (tallies.incidents[each.incident], each.reason)
            for each in total.left_out
            if left in ("all", overview.reason_of(each))
        ]
        summed = None
    else:
        inside = overview.behind(tallies, asked, by, key)
        found = [(each, "") for each in inside]
        name = overview.named(by, key) if by else asked.region.name
        summed = overview.band(tallies, asked, key, name, inside)
    more = {"by": by, "key": key, "left": left}
    return view.page(
        request,
        "behind.html",
        asked=asked,
        summed=summed,
        left=left,
        listed=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        back="/?" + urlencode({k: v for k, v in _plain(asked).items() if v}),
        **pieces_of(page, len(found), PER_PAGE, {**_plain(asked), **more}),
        **SHARED,
    )


@router.get("/new")
def new(
    request: Request, view: ThisView, desk: ThisDesk, after: Annotated[int, Query(ge=0)] = 0, page: Page = 1
) -> Response:
    """Show the reports and incidents that came after an entry of the ledger."""
    tallies = there(desk)
    found = overview.new(tallies, after)
    listed, start = desk.listed(), (page - 1) * PER_PAGE
    return view.page(
        request,
        "new.html",
        new=found,
        reports=[listed[n] for n in found.reports[start : start + PER_PAGE] if n in listed],
        incidents=[tallies.incidents[n] for n in found.incidents[start : start + PER_PAGE]],
        **pieces_of(page, max(len(found.reports), len(found.incidents)), PER_PAGE, {"after": after}),
        **SHARED,
    )


@router.get("/contradictions")
def contradictions(request: Request, view: ThisView, desk: ThisDesk, page: Page = 1) -> Response:
    """Show every incident whose sources exclude one another, or that is contested."""
    found = overview.contradictions(there(desk))
    return view.page(
        request,
        "contradictions.html",
        listed=found[(page - 1) * PER_PAGE : page * PER_PAGE],
        **pieces_of(page, len(found), PER_PAGE, {}),
        **SHARED,
    )


@router.get("/troubles")
def troubles(request: Request, view: ThisView, desk: ThisDesk) -> Response:
    """Show what waits and is no report: files not read, dead jobs, failing feeds, decisions without words."""
    lost = [each for each in desk.queue() if each.lost]
    stuck = desk.services.stuck() if desk.services.stuck else {"jobs": [], "feeds": []}
    issues, parts = unread(desk)
    more = {"lost": lost, "issues": issues, "parts": parts, "gone": gone_pages(desk), "most": PER_PAGE}
    return view.page(request, "troubles.html", **more, **stuck)


def waits(desk: Desk) -> dict[str, int]:
    """Count what waits for a person; `said` are pages that are gone by what a web archive says alone."""
    away = gone_pages(desk)
    files, parts = unread(desk)
    stuck = desk.services.stuck() if desk.services.stuck else {"jobs": [], "feeds": []}
    return {
        "reports": len(desk.shown("waiting")),
        "of": len(desk.shown("all")),
        "lost": desk.lost(),
        "jobs": len(stuck["jobs"]),
        "feeds": len(stuck["feeds"]),
        "issues": len(files),
        "parts": len(parts),
        "gone": sum(each.via is None for each in away),
        "said": sum(each.via is not None for each in away),
    }


def visit(request: Request, head: int) -> tuple[int | None, str]:
    """Tell up to which entry the last visit saw the book, None where there was none; and what to remember.

    A visit ends half an hour after its last page; what was seen in it is old only in the next one.
    """
    now = int(time.time())
    try:
        former, seen, at = (int(part) for part in request.cookies.get(VISIT, "").split("."))
    except ValueError:
        return None, f"-1.{head}.{now}"
    if now - at > APART:
        former = seen
    return (former if former >= 0 else None), f"{former}.{head}.{now}"


def tallied(desk: Desk) -> Tallies | None:
    """Give the tallies of the book, None where there are none (yet)."""
    return desk.services.tallies() if desk.services.tallies else None


def there(desk: Desk) -> Tallies:
    """Give the tallies; an error where they are not worked out yet."""
    found = tallied(desk)
    if found is None:
        raise InputError("the incidents are still being worked out", "load the page again in a moment")
    return found


def _asked(outcome: str, country: str, first: str, last: str) -> Asked:
    if outcome not in set(Outcome):
        raise InputError(f"there is no harm {outcome[:40]!r}", f"choose of {', '.join(Outcome)}")
    return Asked(outcome=Outcome(outcome), first=day_of(first), last=day_of(last), country=country or None)


def _plain(asked: Asked) -> dict[str, str]:
    """Give what is asked for as it stands in an address."""
    return {
        "outcome": asked.outcome.value,
        "country": asked.country or "",
        "from": asked.first.isoformat() if asked.first else "",
        "to": asked.last.isoformat() if asked.last else "",
    }


def day_of(given: str) -> date | None:
    """Read a day from a form; None where it is empty."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InputError(f"{given[:40]!r} is no day", "write days as 2031-03-04") from error


def _today() -> date:
    return datetime.now(UTC).date()


SHARED: dict[str, Any] = {"SHOWN": SHOWN}
"""What the templates of these pages need beside."""
