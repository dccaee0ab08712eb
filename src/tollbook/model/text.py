"""Text with structure: sentences and tokens, with offsets into the report's clean text."""

from enum import StrEnum

import msgspec

from tollbook.model import lexicon
from tollbook.model.figure import Stance
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Sourced, Span, Stamp
from tollbook.model.reference import Actor
from tollbook.model.report import Report


class SentenceRole(StrEnum):
    """Where in a report a sentence stands."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"
    FURNITURE = "furniture"


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence: its characters, its tokens (indices, end exclusive; equal while unparsed)."""

    span: Span
    role: SentenceRole
    paragraph: int
    first: int
    last: int

    @property
    def parsed(self) -> bool:
        """Tell whether the sentence passed the gate and has tokens."""
        return self.last > self.first


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """One token of a parsed sentence; a whole quantity ("between 20 and 30") is one token.

    `text` is as written in the report, `lemma`, `pos`, `tag`, `dep` are the parser's, `head` is the
    index of the governing token (its own at the root) and `quantity` the index in `Text.mentions`.
    """

    span: Span
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""
    quantity: int | None = None


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its sentences, tokens and mentions: what the later stages read."""

    report: Report
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]

    def of(self, kind: MentionKind) -> list[Mention]:
        """Give the mentions of one kind, in text order."""
        return [mention for mention in self.mentions if mention.kind is kind]

    def stamp(self) -> Stamp:
        """Give the stamp that makes this report's values sourced."""
        return Stamp(capture=self.report.capture, text=self.report.text, knowledge=lexicon.version())


class Attribution(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whose word a piece of text is: the characters covered, and the claimants, nearest first.

    No claimants: the narrator. `stance` is denied or doubted where the attributing words say so
    ("denied that", "reportedly"). `rule` is the cue's entry id, or why the source carries over.
    """

    span: Span
    claimants: tuple[Sourced[Actor], ...]
    stance: Stance
    rule: str
    carried: bool = False
    quoted: bool = False


class Qualifier(msgspec.Struct, frozen=True, kw_only=True):
    """Words that doubt or deny a piece of text: the characters covered, and the cue's entry id."""

    span: Span
    stance: Stance
    rule: str
    cue: Span


def attribution_at(attributions: tuple[Attribution, ...], span: Span) -> Attribution | None:
    """Give the narrowest attribution that covers `span`, or None (then the narrator speaks)."""
    covering = [a for a in attributions if a.span.holds(span)]
    return min(covering, key=lambda a: a.span.end - a.span.start, default=None)
