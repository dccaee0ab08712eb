"""Dates with one end: words -> "since Wednesday", "until Friday", "as of Monday", "began in 2011" as forms.

What opens such a stretch stands in `knowledge/lexicon/en/dates.yaml` (roles "onset", "conflict", "began",
"as_of", "so_far", "held").
"""

from tollbook.annotate.calendardays import Point, find, plays
from tollbook.annotate.datecounts import age_of_war, ago
from tollbook.annotate.dateparts import day_of_month, part_of
from tollbook.annotate.datepoints import point
from tollbook.annotate.words import Words
from tollbook.model.when import DateExpression

CLAUSE_MOST = 16
HELD_WITHIN = 6
STOPS = frozenset({".", ";", ":", ",", "(", ")", '"', "“", "”"})
ENDS = frozenset(
    {"weekday", "day", "month_day", "date", "month", "year", "third", "this", "last", "counted_of"}
)
STARTS = frozenset({"year", "month", "date", "month_day", "weekday", "third", "season"})
DAYS = frozenset({"date", "month_day", "weekday"})
DATED = frozenset({"date", "month_day", "month", "year", "day_of_month"})
ONWARD = frozenset({"on", "onward", "onwards", "now", ")"})


def since(words: Words, at: int) -> Point | None:
    """Read "since Wednesday", "since a truce began on 27 February", "since the start of the war".

    "Not seen since Friday" and "the worst since 1986" date the day itself, not a total that runs on.
    """
    found = _since(words, at)
    if found is None:
        return None
    if words.at(at + 1) == "the" and words.at(at + 2) == "end" and found.expression.inner is not None:
        return Point(_directed(found.expression, "end"), found.end)
    for k in range(max(0, at - HELD_WITHIN), at):
        if STOPS & set(words.low[k:at]) or not words.flows(at):
            continue
        if find(words, k, "held") is not None or find(words, k, "superlative") is not None:
            return Point(_directed(found.expression, "held"), found.end)
    return found


def _directed(e: DateExpression, direction: str) -> DateExpression:
    return DateExpression(form=e.form, inner=e.inner, until=e.until, direction=direction)


def _since(words: Words, at: int) -> Point | None:
    start = at + 1 + (words.at(at + 1) == "the")
    inner = (
        age_of_war(words, start)
        or part_of(words, start)
        or ago(words, start)
        or point(words, start)
        or point(words, at + 1)
        or day_of_month(words, start)
    )
    if inner is not None:
        return Point(DateExpression(form="since", inner=inner.expression), inner.end)
    onset = conflict = False
    last = at
    for k in range(at + 1, min(at + 1 + CLAUSE_MOST, len(words))):
        word = words.low[k]
        ends = word in STOPS and not (word == "," and words.at(k + 1) == "on" and onset and conflict)
        if ends or not words.flows(k):
            break
        counted = ago(words, k) if onset or conflict else None
        if counted is not None:
            return Point(DateExpression(form="since", inner=counted.expression), counted.end)
        if word[0].isdecimal():
            break
        dated = _dated_in(words, k, onset=onset)
        if dated is not None:
            return Point(DateExpression(form="since", inner=dated.expression), dated.end)
        if plays("onset", word) and not onset:
            onset, last = True, k
        elif (war := find(words, k, "conflict")) is not None and not conflict:
            conflict, last = True, war.end - 1
    if not (onset and conflict):
        return None
    last += words.at(last) == "broke" and words.at(last + 1) == "out"
    return Point(DateExpression(form="since", inner=DateExpression(form="conflict_start")), last + 1)


def _dated_in(words: Words, at: int, *, onset: bool) -> Point | None:
    """Read "in March 2011", "on 8 October", "last week" at the word `at` of a clause."""
    if words.at(at) in {"in", "on", "of"}:
        skip = words.at(at + 1) == "the"
        return point(words, at + 1 + skip) or point(words, at + 1)
    if onset and find(words, at, "direction") is not None:
        found = point(words, at)
        return found if found and found.expression.form in {"last", "this", "weekday", "month"} else None
    return None


def until(words: Words, at: int) -> Point | None:
    """Read "until Friday", "by Thursday evening", "as of Saturday": an end without a start."""
    opener = find(words, at, "as_of")
    behind = opener.end if opener is not None else at + 1
    start = behind + (words.at(behind) == "the")
    inner = part_of(words, start) or point(words, start) or point(words, behind) or day_of_month(words, start)
    if inner is None or inner.expression.form not in ENDS | {"day_of_month", "anchor"}:
        return None
    direction = "by" if words.at(at) == "by" else "before" if words.at(at) == "before" else None
    return Point(DateExpression(form="until", inner=inner.expression, direction=direction), inner.end)


def before(words: Words, at: int) -> Point | None:
    """Read "before 15 April" as an end; a weekday or a part of a day behind "before" stays on its own."""
    found = until(words, at)
    inner = found.expression.inner if found is not None else None
    return found if inner is not None and inner.form in {"date", "month_day"} else None


def onward(words: Words, at: int) -> Point | None:
    """Read "from 7 July on", "cumulative (from 7 July)", "from 6 March to date", as "since" is read."""
    inner = point(words, at + 1 + (words.at(at + 1) == "the"))
    if inner is None or inner.expression.form not in DATED:
        return None
    so_far = find(words, inner.end, "so_far")
    if so_far is not None:
        return Point(DateExpression(form="since", inner=inner.expression), so_far.end)
    if words.at(inner.end) not in ONWARD or (words.at(inner.end) == ")" and words.at(at - 1) != "("):
        return None
    end = inner.end + (words.at(inner.end) != ")")
    return Point(DateExpression(form="since", inner=inner.expression), end)


def after(words: Words, at: int) -> Point | None:
    """Read "after 7 October" where the clause goes on to count: "those held after 7 October has risen"."""
    inner = point(words, at + 1)
    if inner is None or inner.expression.form not in {"date", "month_day"}:
        return None
    if words.at(inner.end) not in {"has", "have", "had", "alone"} or not words.flows(inner.end):
        return None
    return Point(DateExpression(form="since", inner=inner.expression), inner.end)


def so_far(words: Words, first: Point) -> Point:
    """Read what follows a month or year: "August so far", "2025 to date" run to the report's date."""
    tail = find(words, first.end, "so_far") if words.flows(first.end) else None
    if tail is None or first.expression.form not in {"month", "year"}:
        return first
    return Point(DateExpression(form="since", inner=first.expression), tail.end)


def began(words: Words, at: int) -> Point | None:
    """Read "began in March 2011", "a conflict which started with marches in 2011": from then on.

    What is soon over ("gunfire erupted Wednesday") gives the day alone, where a day is named.
    """
    verb = find(words, at, "began")
    if verb is None:
        return None
    start = verb.end + (words.at(verb.end) in {"in", "on"})
    start += words.at(start) == "the"
    inner = point(words, start) if words.flows(start) else None
    if inner is None:
        inner = _began_far(words, at, verb.end)
    if inner is None or inner.expression.form not in STARTS:
        return None
    if inner.expression.form in DAYS and plays("burst", words.at(at - 1)):
        return None
    return Point(DateExpression(form="began", inner=inner.expression), inner.end)


def _began_far(words: Words, at: int, end: int) -> Point | None:
    """Read "began with protests in 2011" where a conflict stands right before the verb."""
    wars = (find(words, k, "conflict") for k in range(max(0, at - HELD_WITHIN), at))
    if not any(war is not None and words.flows(at) for war in wars):
        return None
    for k in range(end, min(end + CLAUSE_MOST, len(words))):
        word = words.low[k]
        if word in STOPS or word[0].isdecimal() or not words.flows(k):
            return None
        if word == "in":
            found = point(words, k + 1)
            if found is not None:
                return found if found.expression.form in {"year", "month"} else None
    return None
