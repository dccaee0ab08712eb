"""What page modules share: the view and desk of the running application, and forms read with bounds."""

from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Depends, Request
from pydantic import AfterValidator

from tollbook.desk.data import Desk
from tollbook.desk.jobs import Jobs
from tollbook.desk.view import View, plain
from tollbook.errors import InputError

MOST_FIELDS = 200


def view(request: Request) -> View:
    """Give the view of the running application."""
    found: View = request.app.state.view
    return found


def desk(request: Request) -> Desk:
    """Give the desk of the running application."""
    found: Desk = request.app.state.view.desk
    return found


def jobs(request: Request) -> Jobs:
    """Give the runs of the running application."""
    found: Jobs = request.app.state.jobs
    return found


async def form(request: Request) -> dict[str, str]:
    """Read a form as names and values; of a name that comes twice, the values are joined by ";".

    Raises:
        InputError: where it is no form.
    """
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise InputError("this form cannot be read", "load the page again") from error
    out: dict[str, str] = {}
    for name, value in pairs:
        clean = value.replace("\x00", "\ufffd").replace("\r\n", "\n")
        out[name] = f"{out[name]};{clean}" if out.get(name) else clean
    return out


def pieces_of(page: int, total: int, most: int, rest: dict[str, Any]) -> dict[str, Any]:
    """Give what the pager of a long list is filled with: its number, of how many, the rest of the address.

    Example:
        >>> pieces_of(2, 250, 100, {"q": "a b", "by": ""})
        {'number': 2, 'pages': 3, 'total': 250, 'rest': 'q=a+b'}
    """
    kept = urlencode({name: value for name, value in rest.items() if value})
    return {"number": page, "pages": max(1, -(-total // most)), "total": total, "rest": kept}


ThisView = Annotated[View, Depends(view)]
ThisDesk = Annotated[Desk, Depends(desk)]
Form = Annotated[dict[str, str], Depends(form)]
Id = Annotated[str, AfterValidator(plain)]
"""The id of a report, an incident or the like in an address."""
