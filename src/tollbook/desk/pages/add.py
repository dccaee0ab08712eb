"""Adding: drop files, paste a text or name an address; how it goes is told as it comes, with its issues."""

import asyncio
import hashlib
import re
import secrets
from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from pathlib import Path

import msgspec
from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse

from tollbook.desk import words
from tollbook.desk.data import Desk
from tollbook.desk.jobs import Job
from tollbook.desk.parts import ThisDesk, ThisView, jobs
from tollbook.desk.view import Tab, address, back
from tollbook.errors import InputError

router = APIRouter()
TAB = Tab("Add", "/add", 90)
INBOX = "inbox"
MOST_FILES = 50
MOST_WORDS = 200
MOST_ADDRESS = 2_000
_ODD = re.compile(r"[^\w .()\[\]-]+")


@router.get("/add")
def page(request: Request, view: ThisView, desk: ThisDesk) -> Response:
    """Show the form, and what could not be read lately."""
    return view.page(
        request, "add.html", troubles=desk.troubles(10), can_fetch=desk.services.fetch is not None
    )


@router.post("/add")
async def add(request: Request, desk: ThisDesk) -> Response:
    """Keep what was sent in the book's inbox, and start adding it."""
    if desk.services.add is None:
        raise InputError("nothing can be added here", "use tollbook add")
    async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=2_000_000) as form:
        sent: list[tuple[str, bytes]] = [
            (each.filename or "", await each.read())
            for each in form.getlist("files")
            if isinstance(each, UploadFile) and each.filename
        ]
        pasted = str(form.get("text") or "").replace("\r\n", "\n")
        published, outlet = str(form.get("published") or ""), str(form.get("outlet") or "")
        url = str(form.get("url") or "").strip()
    if pasted.strip():
        sent.append(("pasted.txt", pasted.encode("utf-8", "replace")))
    if not sent and not url:
        raise InputError("nothing was sent", "choose a file, paste a text, or name an address")
    if sent and url:
        raise InputError("files or a text came together with an address", "add the one, then the other")
    try:
        day = date.fromisoformat(published).isoformat() if published else ""
    except ValueError as error:
        raise InputError(f"{published[:40]!r} is no day", "write it as 2031-03-04") from error
    by = words.one_line(outlet)[:MOST_WORDS]
    if url:
        return _fetched(request, desk, url, day, by)
    inbox = desk.book.path / INBOX
    paths = await asyncio.to_thread(lambda: [kept(inbox, name, content) for name, content in sent])
    what = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
    job = jobs(request).start(what, partial(desk.services.add, paths, day, by))
    return back(address("add", job.id))


def _fetched(request: Request, desk: Desk, url: str, day: str, by: str) -> Response:
    """Start fetching an address; the guard of the archive refuses what leads into a private network."""
    if desk.services.fetch is None:
        raise InputError("no address can be fetched here", "save the page, and add the file")
    if len(url) > MOST_ADDRESS or not url.lower().startswith(("https://", "http://")):
        raise InputError(f"{url[:100]!r} is no address of a page", "begin it with https:// or http://")
    job = jobs(request).start(words.one_line(url)[:MOST_WORDS], partial(desk.services.fetch, url, day, by))
    return back(address("add", job.id))


def kept(inbox: Path, name: str, content: bytes) -> Path:
    """Write what was sent into the inbox, under its hash and a plain form of its name; whole or not at all.

    Two files of one name are two reports, and the same bytes sent twice are one.
    """
    plain = _ODD.sub("_", Path(name.replace("\\", "/")).name).strip(" .")[-120:] or "sent"
    folder = inbox / hashlib.sha256(content).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / plain
    if not target.exists():
        work = folder / f".{secrets.token_hex(6)}"
        work.write_bytes(content)
        work.replace(target)
    return target


@router.get("/add/{job}")
def progress(request: Request, view: ThisView, job: str) -> Response:
    """Show how a run of adding goes."""
    return view.page(request, "adding.html", job=_job(request, job))


@router.get("/add/{job}/events")
def events(request: Request, job: str, after: int = 0) -> Response:
    """Tell what a run tells, as server-sent events, until its end."""
    return StreamingResponse(
        _events(request, _job(request, job), max(0, after)), media_type="text/event-stream"
    )


async def _events(request: Request, job: Job, after: int) -> AsyncIterator[bytes]:
    while not await request.is_disconnected():
        is_done = job.done
        for told in job.told[after:]:
            after += 1
            yield b"data: " + msgspec.json.encode(told) + b"\n\n"
        if is_done:
            yield b"event: end\ndata: {}\n\n"
            return
        await asyncio.sleep(0.2)


def _job(request: Request, name: str) -> Job:
    found = jobs(request).get(name)
    if found is None:
        raise InputError("this run is not known any more", "look at the queue: what was added is there")
    return found
