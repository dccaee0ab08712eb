"""Issues: what could not be read or understood, recorded and never silently dropped."""

from enum import StrEnum

import msgspec

from tollbook.model.provenance import Span


class IssueKind(StrEnum):
    """The kinds of trouble a report or a file can give."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    ENCODING = "encoding"
    HIDDEN = "hidden"
    MALFORMED = "malformed"
    LANGUAGE = "language"
    REMOVED = "removed"
    NO_DATE = "no_date"
    DATE_CONFLICT = "date_conflict"
    TOO_MANY = "too_many"
    NOT_UNDERSTOOD = "not_understood"
    SET_ASIDE = "set_aside"
    UNRESOLVED_PLACE = "unresolved_place"
    UNRESOLVED_ACTOR = "unresolved_actor"
    UNRESOLVED_DATE = "unresolved_date"


class Issue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One recorded trouble: what, where, what was seen, what a person can do.

    `source` names the file, URL or report; `span` counts characters of the clean text, end exclusive.
    """

    kind: IssueKind
    source: str
    message: str
    todo: str
    report: str | None = None
    span: Span | None = None
    seen: str | None = None
