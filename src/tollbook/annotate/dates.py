"""Dates: text -> mentions of days, weeks, months and years, as forms that no calendar has met yet.

A form says how the words are to be read ("weekday", "since", "last_n") and holds their parts;
`resolve.dates` turns it into days once the report's date is known. Words stand in
`knowledge/lexicon/en/dates.yaml`.
"""

from functools import cache

from tollbook.annotate.calendardays import Point, day_number, find, plays
from tollbook.annotate.datepoints import VAGUE, point
from tollbook.annotate.dateranges import between, days_of_month, point_or_range
from tollbook.annotate.numerals import number, number_words
from tollbook.annotate.words import Phrases, Words
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.when import DateExpression

CLAUSE_MOST = 10
STOPS = frozenset({".", ";", ":", ",", "(", ")", '"', "“", "”"})
OPENERS = frozenset(
    {"since", "until", "till", "by", "between", "from", "the", "a", "an", "at", "before", "in"}
)


def dates(text: str) -> list[Mention]:
    """Find the date expressions of `text`, in text order, none overlapping another.

    Spans leave "on", "in" and "the" outside, and hold "since", "until", "between", "from".

    Example:
        >>> [(m.words, m.date.form) for m in dates("Since Wednesday, shells fell. Two died in July 2016.")]
        [('Since Wednesday', 'since'), ('July 2016', 'month')]
    """
    words = Words(text)
    starts, out, at = _starts(), [], 0
    while at < len(words):
        word = words.low[at]
        found = _expression(words, at) if word[0].isdecimal() or word in starts else None
        if found is None:
            at += 1
            continue
        span = Span(words.start[at], words.end[found.end - 1])
        out.append(
            Mention(
                kind=MentionKind.DATE,
                span=span,
                words=span.of(text),
                rule=f"dates.{found.expression.form}",
                date=found.expression,
            )
        )
        at = found.end
    return out


@cache
def _starts() -> frozenset[str]:
    return Phrases.load("dates").firsts | number_words() | OPENERS | VAGUE


def _expression(words: Words, at: int) -> Point | None:
    """Read the longest expression that starts at the word `at`."""
    word = words.at(at)
    if word == "since":
        return _since(words, at)
    if word in {"until", "till", "by"}:
        return _until(words, at)
    if word in {"between", "from"}:
        return between(words, at)
    for read in (_began, _age_of_war, _nth_day, _ago, days_of_month, point_or_range, _day_part):
        found = read(words, at)
        if found is not None:
            return found
    return None


def _since(words: Words, at: int) -> Point | None:
    """Read "since Wednesday", "since a truce began on 27 February", "since the start of the war"."""
    start = at + 1 + (words.at(at + 1) == "the")
    inner = _age_of_war(words, start) or _ago(words, start) or point(words, start) or point(words, at + 1)
    if inner is not None:
        return Point(DateExpression(form="since", inner=inner.expression), inner.end)
    onset = conflict = False
    last = at
    for k in range(at + 1, min(at + 1 + CLAUSE_MOST, len(words))):
        word = words.low[k]
        if word in STOPS or word[0].isdecimal() or not words.flows(k):
            break
        if word in {"in", "on", "of"}:
            skip = words.at(k + 1) == "the"
            dated = point(words, k + 1 + skip) or point(words, k + 1)
            if dated is not None:
                return Point(DateExpression(form="since", inner=dated.expression), dated.end)
        if plays("onset", word) and not onset:
            onset, last = True, k
        elif (war := find(words, k, "conflict")) is not None and not conflict:
            conflict, last = True, war.end - 1
    if not (onset and conflict):
        return None
    last += words.at(last) == "broke" and words.at(last + 1) == "out"
    inner_ = DateExpression(form="conflict_start")
    return Point(DateExpression(form="since", inner=inner_), last + 1)


def _until(words: Words, at: int) -> Point | None:
    """Read "until Friday", "by Thursday evening": an end without a start."""
    start = at + 1 + (words.at(at + 1) == "the")
    inner = point(words, start) or point(words, at + 1)
    kinds = {"weekday", "day", "month_day", "date", "month", "year", "third", "this", "last", "range"}
    if inner is None or inner.expression.form not in kinds or (inner.expression.form == "range"):
        return None
    direction = "by" if words.at(at) == "by" else None
    return Point(DateExpression(form="until", inner=inner.expression, direction=direction), inner.end)


def _began(words: Words, at: int) -> Point | None:
    """Read "began in March 2011": from then on."""
    verb = find(words, at, "began")
    if verb is None:
        return None
    start = verb.end + (words.at(verb.end) in {"in", "on"})
    start += words.at(start) == "the"
    inner = point(words, start) if words.flows(start) else None
    if inner is None or inner.expression.form not in {
        "year",
        "month",
        "date",
        "month_day",
        "weekday",
        "third",
        "season",
    }:
        return None
    return Point(DateExpression(form="began", inner=inner.expression), inner.end)


def _age_of_war(words: Words, at: int) -> Point | None:
    """Read "six-year-old war", "five-year civil war" and "sixth year" of one: from that year on."""
    count = number(words, at) if words.at(at) not in {"a", "an"} else None
    if count is not None and words.hyphen(count.end) and words.at(count.end + 1) == "year":
        end = count.end + 2
        old = words.hyphen(end) and words.at(end + 1) == "old"
        end += 2 * old
        for k in range(end, end + 3):
            war = find(words, k, "conflict") if words.flows(k) else None
            if war is not None:
                return Point(DateExpression(form="war_age", count=count.value), war.end)
            if not words.at(k)[:1].isalpha():
                break
    nth = _ordinal(words, at)
    if nth is not None and words.at(at + 1) == "year" and words.at(at - 1) in {"its", "the", "into"}:
        near = [words.at(k) for k in (*range(max(0, at - 8), at), *range(at + 2, at + 6))]
        if any(plays("conflict", near_word) for near_word in near):
            return Point(DateExpression(form="war_age", count=nth - 1), at + 2)
    return None


def _ordinal(words: Words, at: int) -> int | None:
    found = find(words, at, "ordinal")
    return int(found.entry.sets["value"]) if found is not None else None


def _nth_day(words: Words, at: int) -> Point | None:
    """Read "third day running", "third day of fighting"; a feast's days stay unresolved."""
    nth, end = _ordinal(words, at), at + 1
    if nth is None:
        digits = day_number(words, at)
        if digits is None or digits[1] != at + 2:
            return None
        nth, end = digits
    running = find(words, end, "running")
    end = running.end if running is not None else end
    if words.at(end) != "day" or not words.flows(end):
        return None
    end += 1
    after = find(words, end, "running")
    if after is not None and words.at(end) in {"running", "in"}:
        return Point(DateExpression(form="nth_day", count=nth, direction="running"), after.end)
    if any(find(words, k, "feast") for k in range(end, end + 4)):
        return Point(DateExpression(form="feast", part="day"), end)
    if running is not None or (words.at(at - 2) == "for" and words.at(at - 1) in {"the", "a"}):
        return Point(DateExpression(form="nth_day", count=nth, direction="running"), end)
    if words.at(end) == "of" and words.at(at - 1) in {"the", "a", "its"}:
        return Point(DateExpression(form="nth_day", count=nth, direction="on"), end)
    return None


def _ago(words: Words, at: int) -> Point | None:
    """Read "three days ago", "a week earlier", "recent days", "weeks ago"."""
    count: int | None
    if words.at(at) == "recent":
        unit = find(words, at + 1, "unit")
        return Point(DateExpression(form="recent", unit=unit.entry.sets["unit"]), unit.end) if unit else None
    if words.at(at) in {"a", "an"} and words.at(at + 1) not in VAGUE and number(words, at) is None:
        count, start = 1, at + 1
    elif words.at(at) in VAGUE or (words.at(at + 1) in VAGUE and words.at(at) == "a"):
        couple = "couple" in {words.at(at), words.at(at + 1)}
        start = at + 1 + (words.at(at) == "a")
        start += words.at(start) == "of"
        count = 2 if couple else None
    elif find(words, at, "unit") is not None:
        count, start = None, at
    else:
        found = number(words, at)
        if found is None:
            return None
        count, start = found.value, found.end
    unit = find(words, start, "unit") if words.flows(start) else None
    if unit is None:
        return None
    name, link = unit.entry.sets["unit"], words.at(unit.end)
    if link == "ago" and words.flows(unit.end):
        if count is None:
            return Point(DateExpression(form="recent", unit=name), unit.end + 1)
        return Point(DateExpression(form="ago", count=count, unit=name), unit.end + 1)
    if link in {"earlier", "later"} and count is not None and words.flows(unit.end):
        return Point(
            DateExpression(form="anchor", count=-count if link == "earlier" else count, unit=name),
            unit.end + 1,
        )
    return None


def _day_part(words: Words, at: int) -> Point | None:
    """Read a part of the day that names no day: "at dawn", "in the morning"."""
    if words.at(at) not in {"at", "before", "in"}:
        return None
    start = at + 1 + (words.at(at + 1) == "the") if words.at(at) != "at" else at + 1
    start += words.at(start) == "early"
    found = find(words, start, "part")
    if found is None or (words.at(at) == "in" and words.at(at + 1) != "the"):
        return None
    if words.at(found.end) in {"of", "on"} and point(words, start) is not None:
        return None
    return Point(DateExpression(form="day_part", part=found.entry.get("part")), found.end)
