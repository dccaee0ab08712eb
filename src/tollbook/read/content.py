"""Content: what a reader of one format took out of a capture, before header and language are looked at."""

import msgspec

from tollbook.issues import Issue

TEXT_LIMIT = 2_000_000
"""The longest text of one report, in characters; a longer one is refused with an issue, never cut."""


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text with what came beside it: title, date and outlet as their fields say them.

    `beside` names where title, date and outlet come from ("field", "page", "front_matter"). `heading`
    marks a title that the format itself marks as one and that stands in the text. `over` is the length of a
    text that is longer than the limit, and was left out for it; 0 where it is not.
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    beside: str = "field"
    folded: bool = False
    notes: tuple[Issue, ...] = ()
    over: int = 0
