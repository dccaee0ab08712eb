"""Deciding in the reader: accept, reject, amend, undo, and adding a figure that the reading missed.

Every form says which decision on the target its page had seen; where there is a newer one, nothing is added
and the person is told who decided what. With htmx the card alone comes back, without it the whole page.
"""

import secrets
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from tollbook.desk import words
from tollbook.desk.data import CLAIM_SLOTS, FIGURE_SLOTS, ConflictError, Desk, Reviewed, quoted, told
from tollbook.desk.pages.report import shown
from tollbook.desk.parts import Form, Id, ThisDesk, ThisView
from tollbook.desk.view import MOST_NAME, View, address, back, is_part, remember, reviewer
from tollbook.errors import InputError
from tollbook.model.claim import Claim
from tollbook.model.decision import Decision, DecisionKind
from tollbook.model.figure import Figure

router = APIRouter()
MOST_REASON = 2_000
LOADED = 12
"""Characters of a text round a selection within which a claim counts as near."""


@router.get("/reports/{report}/items/{item}")
def card(request: Request, view: ThisView, desk: ThisDesk, report: Id, item: str) -> Response:
    """Show one card as it stands now."""
    return _card(request, view, desk, report, item)


@router.get("/reports/{report}/items/{item}/amend")
def amend_form(request: Request, view: ThisView, desk: ThisDesk, report: Id, item: str) -> Response:
    """Show the form in which the values of a figure or claim are changed."""
    return _card(request, view, desk, report, item, template="amend")


@router.post("/reports/{report}/items/{item}")
def decide(request: Request, view: ThisView, desk: ThisDesk, form: Form, report: Id, item: str) -> Response:
    """Take a decision on a figure or claim: accept, reject, amend or withdraw."""
    person = person_of(request, form)
    now, _ = desk.report(report)
    record = _record(now, item)
    kind = DecisionKind(form.get("kind", "")) if form.get("kind") in KINDS else None
    if kind is None:
        raise InputError("this form names no decision", "load the page again")
    changes = _changes(record, form) if kind is DecisionKind.AMEND and record else {}
    if kind is DecisionKind.AMEND and not changes:
        return remember(_card(request, view, desk, report, item), person)
    anchor = record or now.of(item).history[0]
    decision = Decision(
        id=secrets.token_hex(16),
        kind=kind,
        about="claim" if isinstance(record, Claim) else "figure",
        target=item,
        report=report,
        span=anchor.span,
        quote=anchor.quote,
        person=person,
        reason=form.get("reason", "").strip()[:MOST_REASON] or None,
        changes=changes,
        withdraws=form.get("withdraws") or None if kind is DecisionKind.WITHDRAW else None,
    )
    try:
        desk.decide(decision, form.get("seen", ""))
    except ConflictError as conflict:
        return _card(request, view, desk, report, item, status=409, conflict=conflict)
    except InputError as error:
        if kind is not DecisionKind.AMEND:
            raise
        return _card(request, view, desk, report, item, status=422, template="amend", error=error, given=form)
    return remember(_card(request, view, desk, report, item), person)


@router.get("/reports/{report}/add")
def add_form(request: Request, view: ThisView, desk: ThisDesk, report: Id, start: int, end: int) -> Response:
    """Show the form in which a missed figure is added over the words selected."""
    now, times = desk.report(report)
    target, span, quote = quoted(now.reading.report, start, end)
    near = min(
        now.reading.claims,
        key=lambda c: max(c.span.start - span.end, span.start - c.span.end, 0),
        default=None,
    )
    return view.page(
        request,
        "add_figure.html",
        target=target,
        span=span,
        quote=quote,
        near=near.id if near else "",
        error=None,
        given={},
        **shown(desk, now, times),
    )


@router.post("/reports/{report}/add")
def add(request: Request, view: ThisView, desk: ThisDesk, form: Form, report: Id) -> Response:
    """Add a figure that the reading missed, as a decision."""
    person = person_of(request, form)
    now, times = desk.report(report)
    try:
        start, end = int(form.get("start", "")), int(form.get("end", ""))
    except ValueError as error:
        raise InputError("this form names no words", "select the words again") from error
    target, span, quote = quoted(now.reading.report, start, end)
    changes = {slot: form[slot].strip() for slot in (*FIGURE_SLOTS, "claim") if form.get(slot, "").strip()}
    decision = Decision(
        id=secrets.token_hex(16),
        kind=DecisionKind.ADD,
        about="figure",
        target=target,
        report=report,
        span=span,
        quote=quote,
        person=person,
        reason=form.get("reason", "").strip()[:MOST_REASON] or None,
        changes=counted(changes, form),
    )
    try:
        desk.decide(decision, now.of(target).seen)
    except InputError as error:
        return view.page(
            request,
            "add_figure.html",
            422,
            target=target,
            span=span,
            quote=quote,
            near=form.get("claim", ""),
            error=error,
            given=form,
            **shown(desk, now, times),
        )
    return remember(back(f"{address('reports', report)}#{target}"), person)


KINDS = frozenset({"accept", "reject", "amend", "withdraw"})


def person_of(request: Request, form: dict[str, str]) -> str:
    """Give who decides: as the form says, else as this browser remembers.

    Raises:
        InputError: where nobody is named.
    """
    name = words.one_line(form.get("person", ""))[:MOST_NAME] or reviewer(request)
    if not name:
        raise InputError("nobody is named who decides", "write your name at the top of the page")
    return name


def _record(now: Reviewed, item: str) -> Figure | Claim | None:
    records: dict[str, Figure | Claim] = {each.id: each for each in now.reading.figures}
    records |= {each.id: each for each in now.reading.claims}
    if item not in records and item not in now.standing:
        raise InputError(f"there is no {item!r} in this report", "load the page again")
    return records.get(item)


def counted(changes: dict[str, str], form: dict[str, str]) -> dict[str, str]:
    """Put the parts of a count (low, high, approximate) together into its one form."""
    if "low" not in form and "high" not in form:
        return changes
    low, high = form.get("low", "").strip(), form.get("high", "").strip()
    about = "~" if form.get("approximate") else ""
    if low or high:
        return {**changes, "count": f"{about}{low}" if low == high else f"{about}{low}..{high}"}
    return changes


def _changes(record: Figure | Claim, form: dict[str, str]) -> dict[str, str]:
    """Give the values of the form that differ from those that the record has."""
    slots = FIGURE_SLOTS if isinstance(record, Figure) else CLAIM_SLOTS
    given = counted({slot: form[slot].strip() for slot in slots if slot in form}, form)
    if isinstance(record, Figure) and "name" in form:
        given.setdefault("traits", "")
    changes = {slot: text for slot, text in given.items() if _plain(text) != _plain(told(record, slot))}
    if "place" in changes:
        changes.pop("gazetteer", None)
    return changes


def _plain(text: str) -> str:
    return ";".join(part.strip() for part in text.split(";"))


def _card(
    request: Request,
    view: View,
    desk: Desk,
    report: str,
    item: str,
    *,
    status: int = 200,
    template: str = "card",
    **values: Any,
) -> Response:
    """Answer with the card to htmx, else with the page on which it stands."""
    now, times = desk.report(report)
    record = _record(now, item)
    if not is_part(request) and status == 200 and template == "card":
        return back(f"{address('reports', report)}#{item}")
    whole = {"conflict": None, "error": None, "given": {}, "record": record, "mode": template, **values}
    name = "card_part.html" if is_part(request) else "card_page.html"
    return view.page(request, name, status, **whole, **shown(desk, now, times))
