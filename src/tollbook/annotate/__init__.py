"""Stage annotate: a report -> its sentences, tokens and typed mentions, before anything is concluded."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cache

from tollbook.annotate.actors import actors
from tollbook.annotate.dates import dates
from tollbook.annotate.events import events
from tollbook.annotate.harms import harms, persons
from tollbook.annotate.parser import parse
from tollbook.annotate.places import places
from tollbook.annotate.quantities import quantities
from tollbook.annotate.sentences import sentences
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention
from tollbook.model.names import NameIndex
from tollbook.model.provenance import Span
from tollbook.model.report import Report
from tollbook.model.text import Text

CUES = ("lexicon/en/cues.yaml", "lexicon/en/qualifiers.yaml")


def annotate(report: Report, names: NameIndex, *, also: Sequence[Span] = ()) -> Text:
    """Find the mentions of a report and parse the sentences that hold any of a kind that matters.

    `names` tells which place names the gazetteer knows; `also` are spans whose sentences are parsed too.
    """
    text = report.text
    found_harms, found_events = harms(text), events(text)
    coded = {mention.span for mention in found_harms if mention.rule.startswith("harm.code_")}
    found_actors = [mention for mention in actors(text) if mention.span not in coded]
    found_dates = dates(text, month=report.printed.value.month if report.printed else None)
    numbers = quantities(text, found_dates)
    taken = [m.span for m in found_actors] + [m.span for m in found_dates]
    found_places = places(text, names, exclude=taken)
    wanted = [*also, *(m.span for m in (*found_harms, *found_events))]
    wanted += [m.span for path in CUES for m in lexicon(path).find(text)]
    cut, tokens = parse(text, sentences(report), numbers, gate=_gate(wanted), known=_ordinary(names))
    rest = [*found_actors, *found_dates, *found_places, *found_harms, *persons(text), *found_events]
    return Text(
        report=report, sentences=tuple(cut), tokens=tuple(tokens), mentions=(*numbers, *_sorted(rest))
    )


def _sorted(mentions: list[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda m: (m.span.start, -m.span.end, m.kind.value))


def _gate(wanted: list[Span]) -> Callable[[Span], bool]:
    """Let a sentence through that holds a harm, an event, an attribution, a doubt or a denial."""
    starts = sorted(span.start for span in wanted)

    def passes(sentence: Span) -> bool:
        at = bisect_left(starts, sentence.start)
        return at < len(starts) and starts[at] < sentence.end

    return passes


def _ordinary(names: NameIndex) -> Callable[[str], bool]:
    """Tell the words that a title capitalises from names: words of a lexicon, and all but known places."""
    listed = _listed()

    def known(word: str) -> bool:
        return word in listed or not names.known(word)

    return known


@cache
def _listed() -> frozenset[str]:
    paths = ("lexicon/en/harms.yaml", "lexicon/en/persons.yaml", "lexicon/en/events.yaml", *CUES)
    words = {word for path in paths for entry in lexicon(path).entries for word in entry.words}
    return frozenset(words | SMALL)


SMALL = frozenset(
    "a an the in on of at by to for from with and or as more than over least after near".split()
)
