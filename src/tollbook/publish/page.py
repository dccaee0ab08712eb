"""One self-contained HTML page for one or many readings: the text with its marks beside the claims.

Style and script stand inside the page and are named by hash in its content security policy; nothing
else may load or run, so no request leaves the page.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tollbook.model.figure import Outcome
from tollbook.model.reading import Reading
from tollbook.publish import labels
from tollbook.publish.bars import bar, scales
from tollbook.publish.exactness import day_codes, reach
from tollbook.publish.marks import KINDS, paragraphs
from tollbook.publish.slots import slots


def page(readings: Sequence[Reading]) -> str:
    """Make the page of `readings`, in the order given, as the text of one HTML file.

    Every word from a report is escaped; what would not show in it, or would turn round what shows, is
    shown as U+FFFD. The same readings give the same page.
    """
    present = {figure.outcome.value for reading in readings for figure in reading.figures}
    style, script = _asset("page.css"), _asset("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            readings=readings,
            outcomes=[outcome for outcome in Outcome if outcome in present],
            style=Markup(style),  # noqa: S704  # our own file
            script=Markup(script),  # noqa: S704  # our own file
            policy=(
                f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
        )
    )


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("tollbook.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    names = (
        *("MOTTO", "NARRATOR", "NOT_STATED", "OUTCOMES", "STATUSES", "BASES", "FINDINGS", "PRECISIONS"),
        *(
            "actor",
            "by_claimant",
            "chain",
            "claim_title",
            "headline",
            "count_parts",
            "day",
            "days",
            "distinct_issues",
            "language",
        ),
        *("numbers", "place_words", "resolution", "stance"),
    )
    env.globals.update({name: getattr(labels, name) for name in names})
    env.globals.update(
        KINDS=KINDS,
        bar=bar,
        scales=scales,
        paragraphs=paragraphs,
        slots=slots,
        direction=direction,
        day_codes=day_codes,
        reach=reach,
        parts=labels.parts_after_wholes,
    )
    return env


def _finalize(value: object) -> object:
    return labels.visible(value) if type(value) is str else value


def direction(code: str | None) -> str:
    """Give the writing direction of a language code: "rtl", "ltr", or "auto" where not recognised.

    Example:
        >>> direction("ar"), direction(None)
        ('rtl', 'auto')
    """
    if code is None:
        return "auto"
    return "rtl" if code.split("-")[0].lower() in labels.RIGHT_TO_LEFT else "ltr"


@cache
def _asset(name: str) -> str:
    return (resources.files("tollbook.publish") / "templates" / name).read_text("utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
