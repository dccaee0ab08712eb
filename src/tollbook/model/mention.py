"""Mentions: typed spans that the annotators found, before anything is concluded from them."""

from enum import StrEnum

import msgspec

from tollbook.model.figure import Count
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor, Place
from tollbook.model.when import DateExpression


class MentionKind(StrEnum):
    """Kinds of mention."""

    ACTOR = "actor"
    PLACE = "place"
    DATE = "date"
    QUANTITY = "quantity"
    PERSON = "person"
    WEAPON = "weapon"
    HARM = "harm"
    EVENT = "event"
    CUE = "cue"
    LOADED = "loaded"


class Quantity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number in words or digits read as an interval.

    `number` is the plain number inside it, for the parse. `vague` marks "dozens", "several".
    `more` marks "another 20", "dozens more": the extra people alone. `ordinal`, `age`, `money`
    and the like never become a Quantity.
    """

    count: Count
    number: int
    vague: bool = False
    more: bool = False


class Cue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A word of a lexicon found in the text: the entry's id, and what the entry sets."""

    entry: str
    sets: dict[str, str] = {}


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A typed span with the rule that found it; `value` depends on the kind.

    actor: Actor. place: Place. date: DateExpression. quantity: Quantity. The others: Cue or None.
    """

    kind: MentionKind
    span: Span
    words: str
    rule: str
    quantity: Quantity | None = None
    date: DateExpression | None = None
    actor: Actor | None = None
    place: Place | None = None
    cue: Cue | None = None


class LoadedUse(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One use of a party's own word: who uses it, of whom, and a neutral label beside it.

    `user` is None where the narrator (the outlet itself) speaks; `quoted` marks words inside
    quotation marks. `guide` says which style rule flags it; the original is never rewritten.
    """

    span: Span
    words: str
    entry: str
    neutral: str
    guide: str
    user: Sourced[Actor] | None = None
    of: Sourced[Actor] | None = None
    quoted: bool = False
