"""Makes what readings are made of by quoting words of a text, for the readings that tests are shown."""

from typing import Any, TypeVar

from tollbook.model.claim import Claim, ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, Stamp, anchor_id
from tollbook.model.reading import Versions

T = TypeVar("T")
VERSIONS = Versions(extractor="tollbook 0.1.0", knowledge="0a1b2c3d4e5f", parser="none", gazetteer="none")


class Maker:
    """Makes sourced values of one text by quoting its words."""

    def __init__(self, text: str, report: str, capture: str = "ab" * 32) -> None:
        self.text = text
        self.report = report
        self.capture = capture
        self.stamp = Stamp(capture=capture, text=text, knowledge=VERSIONS.knowledge)

    def span(self, words: str, nth: int = 0) -> Span:
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return Span(at, at + len(words))

    def of(
        self,
        value: T,
        words: str,
        rule: str,
        *,
        basis: Basis = Basis.STATED,
        nth: int = 0,
        note: str | None = None,
    ) -> Sourced[T]:
        return self.stamp.source(value, self.span(words, nth), rule=rule, basis=basis, note=note)

    def mention(self, kind: MentionKind, words: str, nth: int = 0, **more: Any) -> Mention:
        span = self.span(words, nth)
        return Mention(kind=kind, span=span, words=words, rule=f"{kind.value}.example", **more)

    def figure(
        self,
        words: str,
        outcome: Outcome,
        low: int | None,
        high: int | None,
        *,
        status: Status = Status.UNKNOWN,
        stance: Stance = Stance.ASSERTED,
        scope: Scope = Scope.INCIDENT,
        approximate: bool = False,
        **more: Any,
    ) -> Figure:
        span = self.span(words)
        return Figure(
            id=anchor_id(self.report, "figure", span),
            report=self.report,
            span=span,
            quote=Quote.of(self.text, span),
            outcome=self.of(outcome, words, "harms.example"),
            count=self.of(Count(low=low, high=high, approximate=approximate), words, "numbers.example"),
            status=self.of(status, words, "status.noun"),
            scope=self.of(scope, words, "scope.default", basis=Basis.ASSUMED),
            stance=self.of(stance, words, "stance.cue"),
            **more,
        )

    def claim(self, kind: ClaimKind, words: str, *, stance: Stance = Stance.ASSERTED, **more: Any) -> Claim:
        span = self.span(words)
        return Claim(
            id=anchor_id(self.report, "claim", span),
            report=self.report,
            kind=kind,
            span=span,
            quote=Quote.of(self.text, span),
            stance=self.of(stance, words, "stance.cue"),
            **more,
        )
