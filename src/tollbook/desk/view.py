"""Templates to pages: Jinja with everything escaped, what every page is given, and the answers of forms."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tollbook.desk import words
from tollbook.desk.data import Desk, told

REVIEWER = "tollbook_reviewer"
YEAR = 365 * 24 * 3600
MOST_NAME = 60


class Tab(NamedTuple):
    """An entry of the desk's navigation: its name, its address, and where it stands in the row."""

    name: str
    path: str
    place: int


class View:
    """Fills templates for one desk."""

    def __init__(self, desk: Desk, tabs: Sequence[Tab], *, vendor: bool, warning: str = "") -> None:
        """Make the environment; `vendor` tells whether the files from the npm registry are there."""
        self.desk = desk
        self.environment = Environment(
            loader=ChoiceLoader(
                [PackageLoader("tollbook.desk", "templates"), PackageLoader("tollbook.publish", "templates")]
            ),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=lambda value: words.visible(value) if type(value) is str else value,
        )
        self.environment.globals.update(words.GLOBALS)
        self.environment.globals.update(
            tabs=sorted(tabs, key=lambda tab: tab.place),
            vendor=vendor,
            warning=warning,
            path=address,
            version=desk.version,
            MOST_NAME=MOST_NAME,
            told=told,
        )

    def page(self, request: Request, template: str, status: int = 200, /, **values: Any) -> Response:
        """Fill a template into an answer."""
        text = self.environment.get_template(template).render(
            here=request.url.path, token=request.state.token, reviewer=reviewer(request), **values
        )
        return HTMLResponse(text, status)

    def told(self, request: Request, status: int, title: str, what: str, todo: str = "") -> Response:
        """Answer with a page that says what went wrong and what to do; to htmx, with a note alone."""
        template = "note.html" if is_part(request) else "told.html"
        return self.page(request, template, status, title=title, what=what, todo=todo)


def address(*parts: str) -> str:
    """Join the parts of an address below the desk, each quoted; a slash in a part becomes "~1", "~" "~0".

    Example:
        >>> address("reports", "a b"), address("reports", "a/b~")
        ('/reports/a%20b', '/reports/a~1b~0')
    """
    inner = (part.replace("~", "~0").replace("/", "~1") for part in parts)
    return "/" + "/".join(quote(part, safe="") for part in inner)


def plain(part: str) -> str:
    """Give a part of an address as it was before `address`; the server has undone the quoting.

    Example:
        >>> plain("a~1b~0")
        'a/b~'
    """
    return part.replace("~1", "/").replace("~0", "~")


def is_part(request: Request) -> bool:
    """Tell whether htmx asks for a piece of a page."""
    return request.headers.get("hx-request") == "true"


def reviewer(request: Request) -> str:
    """Give the name under which this browser decides, "" where none was given yet."""
    return words.one_line(unquote(request.cookies.get(REVIEWER, "")))[:MOST_NAME]


def remember(response: Response, name: str) -> Response:
    """Keep the reviewer's name in the browser for a year."""
    kept = quote(words.one_line(name)[:MOST_NAME])
    response.set_cookie(REVIEWER, kept, max_age=YEAR, httponly=True, samesite="strict")
    return response


def back(to: str) -> Response:
    """Send the browser to another page of the desk, after a form."""
    return RedirectResponse(to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/", 303)
