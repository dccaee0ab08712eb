"""Double coding: two people code a sample of figures, neither seeing the other; how far do they agree?

What is coded changes nothing. Where two people differ, somebody looks at the figure and decides.
"""

import secrets
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tollbook.desk.data import Desk, Reviewed, agreement
from tollbook.desk.pages.reviewing import counted, person_of
from tollbook.desk.parts import Form, Id, ThisDesk, ThisView
from tollbook.desk.view import Tab, address, back, remember, reviewer
from tollbook.errors import InputError
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Figure

router = APIRouter()
TAB = Tab("Agreement", "/double", 85)
SLOTS = ("outcome", "status", "scope")
Percent = Annotated[int, Query(ge=1, le=100)]
SHOWN = 200


@router.get("/double")
def page(request: Request, view: ThisView, desk: ThisDesk, percent: Percent = 10) -> Response:
    """Show the sample, how far people agree, and where they differ."""
    sample, coded, me = desk.sample(percent), desk.coded(), reviewer(request)
    mine = {each.target for each in coded if me in each.by}
    return view.page(
        request,
        "double.html",
        percent=percent,
        total=len(sample),
        mine=sum(item in mine for _, item in sample),
        agreed=agreement(coded),
        coded=coded,
        people=sorted({person for each in coded for person in each.by}),
        differing=[each for each in coded if len(each.by) > 1 and each.differs and me in each.by][:SHOWN],
    )


@router.get("/double/next")
def following(request: Request, desk: ThisDesk, percent: Percent = 10) -> Response:
    """Lead to the next figure of the sample that this person has not coded."""
    me = reviewer(request)
    if not me:
        raise InputError("nobody is named who codes", "write your name at the top of the page")
    mine = {each.target for each in desk.coded() if me in each.by}
    left = next(((report, item) for report, item in desk.sample(percent) if item not in mine), None)
    return back(f"{address('double', *left)}?percent={percent}" if left else f"/double?percent={percent}")


@router.get("/double/{report}/{item}")
def coding(
    request: Request, view: ThisView, desk: ThisDesk, report: Id, item: str, percent: Percent = 10
) -> Response:
    """Show one figure to be coded: its words in the text, and none of the values that were read."""
    return _asked(request, view, desk, report, item, percent)


@router.post("/double/{report}/{item}")
def code(
    request: Request,
    view: ThisView,
    desk: ThisDesk,
    form: Form,
    report: Id,
    item: str,
    percent: Percent = 10,
) -> Response:
    """Keep what this person made of the figure, and go on."""
    person = person_of(request, form)
    figure = _figure(desk.report(report)[0], item)
    decision = Decision(
        id=secrets.token_hex(16),
        kind=DecisionKind.CODE,
        about="figure",
        target=item,
        report=report,
        span=figure.span,
        quote=figure.quote,
        person=person,
        changes=counted({slot: form[slot] for slot in SLOTS if form.get(slot)}, form),
    )
    try:
        if set(decision.changes) != {*SLOTS, "count"}:
            raise InputError("a value is missing", "fill in all of them")
        desk.code(decision)
    except InputError as error:
        return _asked(request, view, desk, report, item, percent, error=error, given=form)
    return remember(back(f"/double/next?percent={percent}"), person)


def _asked(
    request: Request,
    view: ThisView,
    desk: Desk,
    report: str,
    item: str,
    percent: int,
    *,
    error: InputError | None = None,
    given: dict[str, str] | None = None,
) -> Response:
    now, _ = desk.report(report)
    figure, text = _figure(now, item), now.reading.report.text
    sample, me = desk.sample(percent), reviewer(request)
    mine = {each.target for each in desk.coded() if me in each.by}
    return view.page(
        request,
        "coding.html",
        422 if error else 200,
        report=now.reading.report,
        figure=figure,
        parts=(text[: figure.span.start], figure.span.of(text), text[figure.span.end :]),
        percent=percent,
        total=len(sample),
        mine=sum(each in mine for _, each in sample),
        error=error,
        given=given or {},
    )


def _figure(now: Reviewed, item: str) -> Figure:
    for figure in now.reading.figures:
        if figure.id == item:
            return figure
    raise InputError("there is no such figure in this report", "go on with the next one")
