"""The set `event-location`: sentences with one event word each, and the places where that event happened.

Each line of sentences.jsonl has `text`, `tokens` with character offsets and `spans` of tokens, one labelled
VERB and any number LOCATION; more than two in five have none. Scores count tokens of places over all
sentences; `exact` is the share of sentences with just the right tokens; `none` is that of sentences rightly
told to have no place, as a class of its own; `with_none` counts "no place" as one token more.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tollbook import Reader
from tollbook.errors import InputError
from tollbook.evaluate.data import found, lines
from tollbook.evaluate.rates import Counts, measured, prf, share
from tollbook.evaluate.result import Options, Result
from tollbook.model.provenance import Span
from tollbook.model.report import Report

UNSEEN = 5
"""Every fifth text, by a hash of it, is left out when the weights are fitted."""


class Row(NamedTuple):
    """A sentence: its text, its tokens' characters, its event word and the tokens of the places."""

    text: str
    tokens: tuple[Span, ...]
    word: Span
    gold: frozenset[int]

    @property
    def report(self) -> Report:
        """The sentence as a report of its own."""
        return Report(id="sentence", capture="0" * 64, source="sentence", text=self.text, language="en")


def measure(path: Path, options: Options) -> Result:
    """Score the places read for the event word of each sentence of the set."""
    file = found(path, "sentences.jsonl")
    reader = Reader()
    each: list[Counts] = []
    shown: list[str] = []
    for row in rows(file):
        if options.limit and len(each) == options.limit:
            break
        read: set[int] = set()
        for place, _ in reader.event_places(row.report, row.word):
            read |= tokens_of(row, place.span)
        each.append(count(row, frozenset(read)))
        options.step(row)
        if options.show and _is_shown(options.show, row.gold, read):
            shown.append(_line(row, read))
    if not each:
        raise InputError(f"{file} holds no sentence with an event word", "give the set's own file")
    scores, intervals = measured(each, rates, options)
    return Result(
        scores=scores,
        intervals=intervals,
        counts={
            "sentences": len(each),
            "without a place": sum(item["none gold"] for item in each),
            "sentences not fitted on": sum(item["unseen"] for item in each),
        },
        files=(file,),
        shown=tuple(shown),
        notes=(
            "The weights were fitted on four fifths of the published sentences: for those, only the scores "
            "under `unseen` are of sentences that were not seen.",
        ),
    )


def rows(file: Path) -> Iterator[Row]:
    """Read the sentences that have an event word; a line of another form is left out."""
    for line in lines(file):
        made = row(line)
        if made is not None:
            yield made


def row(line: dict[str, Any]) -> Row | None:
    """Read one line of the set, None where it has no event word or its tokens do not fit."""
    text, spans = str(line.get("text") or ""), line.get("spans") or []
    try:
        tokens = tuple(
            Span(token["start"], max(token["end"], token["start"] + 1)) for token in line["tokens"]
        )
        verbs = [(span["token_start"], span["token_end"]) for span in spans if span["label"] == "VERB"]
        places = [(span["token_start"], span["token_end"]) for span in spans if span["label"] == "LOCATION"]
        gold = frozenset(i for first, last in places for i in range(first, last + 1))
        word = Span(tokens[verbs[0][0]].start, tokens[verbs[0][1]].end) if verbs else None
    except (KeyError, TypeError, IndexError) as error:
        raise InputError(
            f"a sentence is not of the set's form: {error!r}", "give the set's own file"
        ) from error
    return Row(text, tokens, word, gold) if word and text.strip() else None


def tokens_of(row: Row, span: Span) -> frozenset[int]:
    """Give the tokens of a place: those of its name, without the words of direction or kind around it.

    The set marks "Idlib" in "eastern Idlib province"; where no word has a capital or a digit, all are given.
    """
    inside = [i for i, token in enumerate(row.tokens) if token.overlaps(span)]
    named = [i for i in inside if _is_name(row.tokens[i].of(row.text))]
    return frozenset(i for i in inside if named[0] <= i <= named[-1]) if named else frozenset(inside)


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def is_unseen(text: str) -> bool:
    """Tell whether a text is left out when the weights are fitted."""
    return zlib.crc32(" ".join(text.split()).encode()) % UNSEEN == 0


def count(row: Row, read: frozenset[int]) -> Counts:
    """Count one sentence, once among all and, where it was not fitted on, once among those."""
    one = {
        "hit": len(read & row.gold),
        "read": len(read),
        "gold": len(row.gold),
        "exact": read == row.gold,
        "all": 1,
        "none hit": not read and not row.gold,
        "none read": not read,
        "none gold": not row.gold,
    }
    counts: Counts = Counter({name: int(value) for name, value in one.items()})
    if is_unseen(row.text):
        counts["unseen"] = 1
        counts.update({f"unseen {name}": int(value) for name, value in one.items()})
    return counts


def rates(counts: Counts) -> dict[str, float]:
    """Make rates of counts: over all sentences, and over those that were not fitted on."""
    out: dict[str, float] = {}
    for group, start in (("", ""), ("unseen.", "unseen ")):
        if not counts[f"{start}all"]:
            continue
        hit, read, gold = (counts[f"{start}{name}"] for name in ("hit", "read", "gold"))
        none = [counts[f"{start}none {name}"] for name in ("hit", "read", "gold")]
        both = (a + b for a, b in zip((hit, read, gold), none, strict=True))
        out |= prf(f"{group}token", hit, read, gold)
        out[f"{group}exact"] = share(counts[f"{start}exact"], counts[f"{start}all"])
        out |= prf(f"{group}none", *none)
        out |= prf(f"{group}with_none", *both)
    return out


def _is_shown(show: str, gold: frozenset[int], read: set[int]) -> bool:
    if show == "missed":
        return bool(gold - read)
    return bool(read - gold) if show == "extra" else read != gold


def _line(row: Row, read: set[int]) -> str:
    def said(tokens: set[int] | frozenset[int]) -> str:
        return " ".join(row.tokens[i].of(row.text) for i in sorted(tokens)) or "none"

    return f"{row.word.of(row.text)}: read {said(read)}, coded {said(row.gold)}: {' '.join(row.text.split())}"
