"""Tollbook: from dispatches to sourced claims. The flow, on one page.

archive -> read -> annotate -> resolve -> qualify -> extract -> learned -> publish. A stage knows the
records of `tollbook.model` and its own knowledge; this page alone knows the order. Mentions are resolved
as soon as they are found, so that every later record already carries its references.

Example:
    >>> from tollbook import Reader, reports
    >>> for report in reports(["samples/north-west-syria-2024"]):        # doctest: +SKIP
    ...     print(len(Reader().read(report).figures))
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from tollbook.issues import Issue, IssueKind
from tollbook.model.figure import Figure
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading, Versions
from tollbook.model.report import Report
from tollbook.model.text import Text
from tollbook.threads import one_thread
from tollbook.version import EXTRACTOR, __version__

if TYPE_CHECKING:
    from tollbook.learned.doer import Dropped
    from tollbook.learned.seen import Seen
    from tollbook.model.when import DateExpression, When

    ResolveDate = Callable[[DateExpression], When | None]

__all__ = ["Reader", "__version__", "event_type", "read_paths", "reports", "swap"]

Progress = Callable[[str, float], None]


class Reader:
    """Reads reports; gazetteer, parser and learned reader are loaded at the first report and kept."""

    def __init__(self, progress: Progress | None = None, *, rules_only: bool = False) -> None:
        """Keep `progress(what, share)`, which is told of a gazetteer being built.

        With `rules_only`, or TOLLBOOK_READER=rules in the environment, the learned reader is left out, and
        figures are those of the rules alone.
        """
        from tollbook.learned.model import is_left_out
        from tollbook.resolve.gazetteer import open_gazetteer

        self.gazetteer = open_gazetteer(progress)
        self.rules_only = rules_only or is_left_out()

    def read(self, report: Report) -> Reading:
        """Take a report's figures, claims, loaded words and findings, each with its words and rule.

        The report is read in neutral words, and what was read is carried back to the words as written.
        A report in a language without a lexicon gives an empty reading; `reports` has told its issue.
        """
        if report.language not in {"en", None}:
            return self._unread(report)
        with one_thread():
            return self._read(report)

    def _read(self, report: Report) -> Reading:
        from tollbook.annotate.recased import restored
        from tollbook.extract import claims, findings
        from tollbook.learned import AsWritten, told_neutrally
        from tollbook.qualify import in_full, in_own_words, loaded, told_in_own_words
        from tollbook.resolve.since_own import since_of_own

        report, cased = restored(report, self.gazetteer)
        plain, moves = swap(report.text)
        page, issues = self._seen(told_neutrally(report, plain, moves))
        text, attributions = page.text, page.attributions
        when = self.days(report, text.mentions)
        found, aside, dropped = self._weighed(page, when)
        found = since_of_own(found, text)
        said = claims(text, attributions, found, when)
        issues = [*issues, *_overlong(text), *aside]
        if moves:
            way = AsWritten(report.text, moves)
            ids = way.ids(found)
            found, said = way.back(found, ids), way.back(said, ids)
            text, attributions = way.text(text, report), way.back(attributions)
            issues, dropped = [way.back(issue) for issue in issues], [way.back(item) for item in dropped]
        uses = loaded(text, attributions)
        found, guessed = in_own_words(in_full(found, text, found), uses, report)
        return Reading(
            report=report,
            mentions=text.mentions,
            figures=found,
            claims=told_in_own_words(in_full(said, text, found), uses),
            loaded=uses,
            findings=findings(report.id, found),
            issues=(*cased, *issues, *(item.issue(report) for item in dropped), *guessed),
            versions=self._versions,
        )

    def seen(self, report: Report) -> "tuple[Seen, list[tuple[Span, Span]]]":
        """Read a report in neutral words by the rules alone: what the encoder and its training are given.

        The pairs say where each loaded word stood in the report, and where its neutral words stand.
        """
        from tollbook.annotate.recased import restored
        from tollbook.learned import told_neutrally

        with one_thread():
            report, _ = restored(report, self.gazetteer)
            text, moves = swap(report.text)
            return self._seen(told_neutrally(report, text, moves))[0], moves

    def days(self, report: Report, mentions: Sequence[Mention] = ()) -> "ResolveDate":
        """Give the reading of date expressions against a report's date, and the day at its places."""
        from tollbook.resolve.zones import dates_of

        return dates_of(report, mentions)

    def _weighed(
        self, page: "Seen", when: "ResolveDate"
    ) -> "tuple[tuple[Figure, ...], list[Issue], list[Dropped]]":
        from tollbook.extract import things
        from tollbook.learned import weigh
        from tollbook.learned.model import model

        if self.rules_only:
            return tuple(ruled.figure for ruled in page.ruled), [], []
        return weigh(page, model(), when, things(page.text))

    def _seen(self, report: Report) -> "tuple[Seen, list[Issue]]":
        from tollbook.annotate import annotate
        from tollbook.extract import figures
        from tollbook.learned.seen import seen
        from tollbook.qualify import attribute, neutral, qualifiers

        text, issues = self._resolve(annotate(report, self.gazetteer))
        attributions, doubts = attribute(text), qualifiers(text)
        found = figures(text, attributions, doubts, resolve_date=self.days(report, text.mentions))
        return seen(text, found, attributions, doubts, neutral(report.text)), issues

    def event_places(self, report: Report, word: Span) -> list[tuple[Mention, float]]:
        """Give the places where the event that `word` tells of happened, each with its probability.

        `word` counts characters of the report's text; the likeliest place comes first, often there is none.
        """
        from tollbook.annotate import annotate
        from tollbook.extract.event_place import event_places
        from tollbook.model.tree import Tree

        with one_thread():
            text = annotate(report, self.gazetteer, also=[word])
        return [(found.place, found.score) for found in event_places(text, Tree(text), word)]

    def versions(self) -> Versions:
        """Name what makes a reading: extractor, knowledge, parser, gazetteer, learned reader."""
        from tollbook.annotate.parser import version as parser
        from tollbook.learned.model import card, home
        from tollbook.model import lexicon

        return Versions(
            extractor=EXTRACTOR,
            knowledge=lexicon.version(),
            parser=parser(),
            gazetteer=self.gazetteer.version,
            reader="rules alone" if self.rules_only else card(home()).version,
        )

    @cached_property
    def _versions(self) -> Versions:
        return self.versions()

    def _resolve(self, text: Text) -> tuple[Text, list[Issue]]:
        from tollbook.resolve import resolve_actors, resolve_places

        report = text.report
        actors, issues = resolve_actors(text.of(MentionKind.ACTOR), report.date, report=report.id)
        places, more = resolve_places(
            text.of(MentionKind.PLACE),
            self.gazetteer,
            text=report.text,
            dateline=report.dateline.words if report.dateline else None,
            source=report.source,
            report=report.id,
        )
        resolved = {(m.kind, m.span): m for m in (*actors, *places)}
        mentions = tuple(_chosen(m, resolved) for m in text.mentions)
        done = Text(report=report, sentences=text.sentences, tokens=text.tokens, mentions=mentions)
        return done, [*issues, *more]

    def _unread(self, report: Report) -> Reading:
        return Reading(
            report=report,
            mentions=(),
            figures=(),
            claims=(),
            loaded=(),
            findings=(),
            issues=(),
            versions=self._versions,
        )


def _overlong(text: Text) -> list[Issue]:
    """Say where a text has more sentences than are parsed at most: the rest was searched for words only."""
    from tollbook.annotate.parser import MAX_PARSED

    if sum(sentence.parsed for sentence in text.sentences) < MAX_PARSED:
        return []
    last = max((s for s in text.sentences if s.parsed), key=lambda s: s.span.start)
    return [
        Issue(
            kind=IssueKind.TOO_MANY,
            source=text.report.source,
            report=text.report.id,
            message=f"only the first {MAX_PARSED:,} sentences with something to read were parsed",
            todo="split the file into its reports; no figure is read behind the span named",
            span=last.span,
            seen=f"{len(text.sentences):,} sentences",
        )
    ]


def _chosen(mention: Mention, resolved: dict[tuple[MentionKind, Span], Mention]) -> Mention:
    return resolved.get((mention.kind, mention.span), mention)


def reports(
    paths: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    columns: str | None = None,
) -> Iterator[Report | Issue]:
    """Read files, folders and "-" into reports; whatever gives none comes back as an issue.

    `columns` says which columns of a table are a report's fields ("text=body,published=date").
    """
    from tollbook.archive import captures
    from tollbook.model import lexicon
    from tollbook.read import read_all

    found = captures(paths, stdin=stdin, columns=columns)
    return read_all(found, published=published, outlet=outlet, knowledge=lexicon.version())


def read_paths(
    paths: Sequence[str],
    *,
    published: date | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Iterator[Reading | Issue]:
    """Read files, folders and "-" into readings, one after the other."""
    reader = Reader(progress)
    for item in reports(paths, published=published, outlet=outlet, stdin=stdin):
        yield item if isinstance(item, Issue) else reader.read(item)


def event_type(text: str) -> str | None:
    """Name what a passage speaks of most: a sub-event type, or a subject outside conflict, or None.

    Example:
        >>> event_type("Shells fell on the port.")
        'Shelling/artillery/missile attack'
    """
    from tollbook.annotate.events import passage_type

    return passage_type(text)


def swap(text: str, *, other_side: bool = False) -> tuple[str, list[tuple[Span, Span]]]:
    """Put neutral words, or another party's, in the place of loaded ones; tells where each stood and stands.

    Example:
        >>> swap("Terrorists fired.")[0], swap("Terrorists fired.", other_side=True)[0]
        ('Fighters fired.', 'Mujahideen fired.')
    """
    from tollbook.qualify.swaps import other_words, swap_words, swapped

    new, places = swapped(text, other_words() if other_side else swap_words())
    return new, [(place.old, place.new) for place in places]
