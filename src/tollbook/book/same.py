"""Same: what makes two captures ones of the same report."""

import msgspec


class Same(msgspec.Struct, frozen=True):
    """What makes two captures ones of the same report: where it came from, and which one of there it is.

    `name` is the record's own id, or "" where a capture is one report.
    """

    origin: str
    name: str
