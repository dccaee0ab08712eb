"""The application: pages, files and the guard, put together for one book."""

import mimetypes
from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from tollbook.desk.data import ConflictError, Desk
from tollbook.desk.guard import Guard
from tollbook.desk.jobs import Jobs
from tollbook.desk.pages import PAGES
from tollbook.desk.view import View
from tollbook.errors import InputError, TollbookError

HERE = Path(__file__).parent
FOLDERS = {"static": HERE / "static", "vendor": HERE / "vendor", "map": HERE / "map"}
KINDS = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".pmtiles": "application/octet-stream",
}


class Files(StaticFiles):
    """Files of the desk, asked for again only where they changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give a file, and let the browser keep it as long as it asks whether it changed."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "no-cache"
        return response


def application(desk: Desk, *, names: Iterable[str] = (), warning: str = "") -> FastAPI:
    """Make the web application of a desk; `names` are host names it may be asked by beside localhost.

    `warning` stands on every page: that the desk can be reached from other machines, say.
    """
    app = FastAPI(
        title="Tollbook",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        middleware=[Middleware(Guard, names=tuple(names))],
    )
    for ending, kind in KINDS.items():
        mimetypes.add_type(kind, ending)
    for name, folder in FOLDERS.items():
        if folder.is_dir():
            app.mount(f"/{name}", Files(directory=folder), name=name)
    tabs = [page.TAB for page in PAGES if hasattr(page, "TAB")]
    app.state.view = View(desk, tabs, vendor=(FOLDERS["vendor"] / "htmx.min.js").is_file(), warning=warning)
    app.state.jobs = Jobs()
    for page in PAGES:
        app.include_router(page.router)
    app.add_exception_handler(TollbookError, _told)
    app.add_exception_handler(HTTPException, _missing)
    return app


def _told(request: Request, error: Exception) -> Response:
    """Say an error of Tollbook: what happened, and what to do."""
    assert isinstance(error, TollbookError)
    status = 409 if isinstance(error, ConflictError) else 422 if isinstance(error, InputError) else 500
    if isinstance(error, InputError) and request.method == "GET":
        status = 404
    view: View = request.app.state.view
    return view.told(request, status, "That did not work", error.what, error.todo)


def _missing(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    view: View = request.app.state.view
    what = "There is no such page" if error.status_code == 404 else str(error.detail)
    return view.told(request, error.status_code, what, what, "go on from one of the pages above")
