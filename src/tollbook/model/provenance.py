"""Where a value comes from: its words, its characters, the rule that read it."""

import hashlib
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from tollbook.errors import InvariantError
from tollbook.version import EXTRACTOR

T = TypeVar("T")
CONTEXT = 32


class Span(msgspec.Struct, frozen=True, order=True):
    """A piece of a report's clean text: characters from `start` to `end`, end exclusive.

    Raises:
        InvariantError: where the end does not lie behind the start, or the start is negative.

    Example:
        >>> Span(4, 9).of("The siege of the town")
        'siege'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise InvariantError(f"a span from {self.start} to {self.end} holds no text")

    def of(self, text: str) -> str:
        """Give the words of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> "Span":
        """Give the span moved by `by` characters."""
        return Span(self.start + by, self.end + by)


class Basis(StrEnum):
    """How a value was come by: said in so many words, drawn from other words, or by convention."""

    STATED = "stated"
    INFERRED = "inferred"
    ASSUMED = "assumed"


class Provenance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The way back to the evidence: capture hash, characters, rule, versions.

    `span` is None only for what came beside the text (a field of a JSON line, an option of the
    command): then `rule` says so.
    """

    capture: str
    span: Span | None
    rule: str
    extractor: str
    knowledge: str


class Sourced(msgspec.Struct, Generic[T], frozen=True, kw_only=True, omit_defaults=True):
    """A value read from text, with the words it was read from; no value exists without them.

    `score` is None where a rule decided; a model gives its calibrated probability. `note` says why a
    reading was preferred where there was more than one.
    """

    value: T
    words: str
    basis: Basis
    provenance: Provenance
    score: float | None = None
    note: str | None = None


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for every value of one report: its text, capture and the versions that read it.

    Example:
        >>> stamp = Stamp(capture="ab12", text="Three died", knowledge="0a1b")
        >>> stamp.source(3, Span(0, 5), rule="numbers.words").words
        'Three'
    """

    capture: str
    text: str
    knowledge: str
    extractor: str = EXTRACTOR

    def source(
        self,
        value: T,
        span: Span,
        *,
        rule: str,
        basis: Basis = Basis.STATED,
        score: float | None = None,
        note: str | None = None,
    ) -> Sourced[T]:
        """Make `value` a sourced one: its words are those under `span`, its rule is named."""
        provenance = Provenance(
            capture=self.capture,
            span=span,
            rule=rule,
            extractor=self.extractor,
            knowledge=self.knowledge,
        )
        return Sourced(
            value=value,
            words=span.of(self.text),
            basis=basis,
            provenance=provenance,
            score=score,
            note=note,
        )


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A text-quote selector: exact words with what stands before and after (W3C Web Annotation).

    Example:
        >>> Quote.of("at least 65 fighters died", Span(9, 20)).prefix
        'at least '
    """

    exact: str
    prefix: str
    suffix: str

    @classmethod
    def of(cls, text: str, span: Span) -> "Quote":
        """Take the quote of `span` with up to 32 characters of context on both sides."""
        before = text[max(0, span.start - CONTEXT) : span.start]
        return cls(exact=span.of(text), prefix=before, suffix=text[span.end : span.end + CONTEXT])


def anchor_id(report: str, kind: str, span: Span) -> str:
    """Make the id of a claim or figure from report, kind and anchor span, never from its values.

    Example:
        >>> anchor_id("r1", "figure", Span(0, 5)) == anchor_id("r1", "figure", Span(0, 5))
        True
    """
    seed = "\x1f".join((report, kind, str(span.start), str(span.end)))
    return f"{kind}-{hashlib.sha256(seed.encode()).hexdigest()[:12]}"
