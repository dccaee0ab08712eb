"""Merging and splitting incidents: choose, see what it does to the tolls, say why, confirm; undo; the rule.

Nothing is decided before its consequences were shown. Each form carries the mark of what it showed; where the
incident has changed since, nothing is added and the page shows how it stands now.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from tollbook.desk import incident_changes as changes
from tollbook.desk.incidents import fitting
from tollbook.desk.pages.reviewing import MOST_REASON, person_of
from tollbook.desk.parts import Form, Id, ThisDesk, ThisView
from tollbook.desk.view import View, address, back, remember
from tollbook.errors import InputError
from tollbook.model.toll import Toll, group_words

router = APIRouter()
MOST_FOUND = 20
MOST_CLAIMS = 400
Word = Annotated[str, Query(max_length=300)]


@router.get("/incidents/{incident}/split")
def split_form(request: Request, view: ThisView, desk: ThisDesk, incident: Id) -> Response:
    """Show the claims to choose from and, where some are chosen, what a split would do."""
    chosen = request.query_params.getlist("claim")[:MOST_CLAIMS]
    return _split(request, view, desk, incident, set(chosen))


@router.post("/incidents/{incident}/split")
def split(request: Request, view: ThisView, desk: ThisDesk, form: Form, incident: Id) -> Response:
    """Split the chosen claims off."""
    chosen = {each for each in form.get("claim", "").split(";") if each}
    said = _said(request, form)
    try:
        changes.split(desk, incident, chosen, seen=form.get("seen", "-"), **said)
    except changes.StaleError as stale:
        return _split(request, view, desk, incident, chosen, 409, stale, form)
    except InputError as error:
        return _split(request, view, desk, incident, chosen, 422, error, form)
    return remember(back(address("incidents", incident) + "#history"), said["person"])


@router.get("/incidents/{incident}/merge")
def merge_form(
    request: Request, view: ThisView, desk: ThisDesk, incident: Id, q: Word = "", other: Word = ""
) -> Response:
    """Find another incident and, where one is chosen, show what a merge would do."""
    return _merge(request, view, desk, incident, q, other)


@router.post("/incidents/{incident}/merge")
def merge(request: Request, view: ThisView, desk: ThisDesk, form: Form, incident: Id) -> Response:
    """Merge with another incident."""
    said, other = _said(request, form), form.get("other", "")
    try:
        changes.merge(desk, incident, other, seen=form.get("seen", "-"), **said)
    except changes.StaleError as stale:
        return _merge(request, view, desk, incident, "", other, 409, stale, form)
    except InputError as error:
        return _merge(request, view, desk, incident, "", other, 422, error, form)
    return remember(back(address("incidents", incident) + "#history"), said["person"])


@router.post("/incidents/{incident}/undo")
def undo(request: Request, view: ThisView, desk: ThisDesk, form: Form, incident: Id) -> Response:
    """Take a merge or split back, by a new decision."""
    said = _said(request, form)
    first = changes.accounts(desk, incident)[1][0].claim.id
    try:
        changes.undo(desk, form.get("act", ""), **said)
    except changes.StaleError as stale:
        return view.told(request, 409, "Taken back already", stale.what, stale.todo)
    now = changes.home(desk, first) or incident
    return remember(back(address("incidents", now) + "#history"), said["person"])


@router.post("/incidents/{incident}/rule")
def rule(request: Request, view: ThisView, desk: ThisDesk, form: Form, incident: Id) -> Response:
    """Let the incident go by a rule from now on, or take that choice back."""
    said = _said(request, form)
    try:
        changes.choose(desk, incident, form.get("policy", ""), seen=form.get("seen", "-"), **said)
    except changes.StaleError as stale:
        return view.told(request, 409, "Decided meanwhile", stale.what, stale.todo)
    return remember(back(address("incidents", incident) + "#rule"), said["person"])


@router.get("/incidents/{incident}/why")
def why(
    request: Request, view: ThisView, desk: ThisDesk, incident: Id, left: Word = "", right: Word = ""
) -> Response:
    """Show why two claims are, or are not, taken for one incident: weight by weight."""
    found, held = changes.accounts(desk, incident)
    link, said = changes.why(desk, left, right) if left and right else (None, None)
    spread = _spread(link) if link else []
    named = {a.claim.id: a for a in held}
    given = {"left": left, "right": right}
    values: dict[str, Any] = {"link": link, "said": said, "spread": spread, "named": named, "given": given}
    return view.page(request, "incident_why.html", incident=found, accounts=held, **values)


def _spread(link: Any) -> list[tuple[float, float]]:
    """Place the weights of a link one behind another, in hundredths: where each starts, how wide it is."""
    at, ends = 0.0, []
    for weight in (link.prior, *(each.weight for each in link.levels)):
        ends.append((min(at, at + weight), max(at, at + weight)))
        at += weight
    low, high = min(each for each, _ in ends), max(each for _, each in ends)
    whole = max(high - low, 1e-6)
    return [(round(100 * (a - low) / whole, 2), round(100 * (b - a) / whole, 2)) for a, b in ends]


def _said(request: Request, form: dict[str, str]) -> dict[str, str]:
    return {"person": person_of(request, form), "reason": form.get("reason", "").strip()[:MOST_REASON]}


def _split(
    request: Request,
    view: View,
    desk: ThisDesk,
    name: str,
    chosen: set[str],
    status: int = 200,
    error: Any = None,
    given: dict[str, str] | None = None,
) -> Response:
    found, held = changes.accounts(desk, name)
    shown = None
    try:
        shown = changes.if_split(desk, name, chosen) if chosen else None
    except InputError as problem:
        error = error or problem
    moves = set(shown.after[1].incident.claims) if shown else chosen
    values = {"accounts": held, "chosen": chosen, "moves": moves, "shown": shown, "other": ""}
    return _page(request, view, "incident_split.html", status, found, error, given, values)


def _merge(
    request: Request,
    view: View,
    desk: ThisDesk,
    name: str,
    q: str,
    other: str,
    status: int = 200,
    error: Any = None,
    given: dict[str, str] | None = None,
) -> Response:
    found, _ = changes.accounts(desk, name)
    listed = [each for each in fitting(desk, q, None, None) if each.id != found.id] if q else []
    shown = None
    try:
        shown = changes.if_merged(desk, name, other) if other else None
    except InputError as problem:
        error = error or problem
    values = {
        "q": q,
        "listed": listed[:MOST_FOUND],
        "more": max(0, len(listed) - MOST_FOUND),
        "shown": shown,
        "other": other,
    }
    return _page(request, view, "incident_merge.html", status, found, error, given, values)


def _page(
    request: Request,
    view: View,
    template: str,
    status: int,
    incident: Any,
    error: Any,
    given: dict[str, str] | None,
    values: dict[str, Any],
) -> Response:
    more = {"error": error, "given": given or {}, "tolls_of": _tolls, "group_words": group_words}
    return view.page(request, template, status, incident=incident, **more, **values)


def _tolls(tolls: tuple[Toll, ...]) -> list[Toll]:
    """Give the tolls that tell most in a few words: those of all people, else the first ones."""
    return [each for each in tolls if each.group.kind.value == "all"] or list(tolls[:2])
