"""What tests of reading share: one sentence of news, and what comes of bytes that are read."""

from pathlib import Path

import tollbook
from tollbook.issues import Issue
from tollbook.model.capture import Capture
from tollbook.model.report import Report
from tollbook.read import read

SENTENCE = "Two people were hurt on Monday when shells fell on the market of Marrun, guards said."


def reading(
    content: bytes | str, source: str = "note.txt", **more: object
) -> tuple[list[Report], list[Issue]]:
    data = content.encode() if isinstance(content, str) else content
    options = {key: value for key, value in more.items() if key in ("published", "outlet")}
    part = more.get("part")
    assert part is None or isinstance(part, int)
    reports, issues = read(Capture.of(data, source, part=part), knowledge="0a1b", **options)  # type: ignore[arg-type]  # dates and names
    return list(reports), list(issues)


def read_path(path: Path) -> tuple[list[Report], list[Issue]]:
    """Give the reports of a file or a folder, and the issues."""
    found = list(tollbook.reports([str(path)]))
    return [x for x in found if isinstance(x, Report)], [x for x in found if isinstance(x, Issue)]


def kinds(issues: list[Issue]) -> list[str]:
    return [issue.kind.value for issue in issues]
