"""Dates that hang on others of the same text: "the day before", "the same period", "since the war began".

Takes the forms found in a text, in order, and gives them back with what they hang on inside them, so
that each can be resolved on its own. Nothing is given a day here: no calendar, no report's date.
"""

import msgspec

from tollbook.annotate.calendardays import Point, find
from tollbook.annotate.words import Words
from tollbook.model.when import DateExpression

Found = tuple[int, Point]

DEEPEST = 3
HEAD_WORDS = 60
TOLD_WITHIN = 30
DAYS = frozenset({"weekday", "day", "date", "month_day", "day_of_month", "overnight", "slashed"})
OTHERS = frozenset({"hijri", "iranian"})
BESIDE = frozenset({"(", "/", ",", "-", "–"})
SPANS = frozenset({"since", "began", "month", "year", "range", "last", "this", "last_n", "lasting", "until"})
COUNTED = frozenset({"last_n", "lasting"})
SHORT = frozenset({"hour", "day"})
PAUSES = frozenset({".", "!", "?"})


def linked(words: Words, found: list[Found]) -> list[Found]:
    """Tie each form to what it hangs on; forms that hang on nothing come back as they are."""
    week, war = _covered(found), _war(words, found)
    out: list[Found] = []
    day: DateExpression | None = None
    span: DateExpression | None = None
    for number, (at, point) in enumerate(found):
        e = point.expression
        if e.form == "anchor" and e.direction == "after":
            e = _after(words, e, at, found[max(0, number - 1) : number + 2], day)
        elif e.form == "anchor":
            e = _anchored(e, day, span)
        elif e.form == "since" and e.inner is not None:
            e = _since(e, e.inner, day, war)
        elif e.form == "weekday" and e.direction is None and week is not None:
            e = _set(e, inner=week)
        elif e.form == "day_of_month" and e.direction is None:
            e = _month_of(e, day, span)
        elif e.form in OTHERS and e.day is not None and e.inner is None and number:
            e = _set(e, inner=_civil(words, at, out[-1]))
        elif e.form == "until":
            e = _begun(words, e, at, out)
        elif e.form in COUNTED:
            e = _told(words, e, at, found[max(0, number - 1) : number + 3])
        elif e.form == "counted_of" and e.inner is not None and e.inner.form == "conflict_start":
            e = _set(e, inner=_set(e.inner, inner=war))
        out.append((at, Point(e, point.end)))
        if _day_like(e):
            day = e
        elif e.form in SPANS:
            span = e
    return out


def _set(e: DateExpression, **changes: object) -> DateExpression:
    return msgspec.structs.replace(e, **changes)


def _depth(e: DateExpression | None) -> int:
    return 0 if e is None else 1 + max(_depth(e.inner), _depth(e.until))


def _day_like(e: DateExpression) -> bool:
    if e.form == "range":
        return e.inner is not None and e.inner.form in DAYS
    if e.form in OTHERS:
        return e.day is not None
    return e.form in DAYS or (e.form == "anchor" and e.inner is not None and e.unit != "span")


def _anchored(e: DateExpression, day: DateExpression | None, span: DateExpression | None) -> DateExpression:
    """Tie "the day before" to the day told last, "the same period" to the stretch told last."""
    base = span if e.unit == "span" else day
    if e.inner is not None or base is None or _depth(base) > DEEPEST:
        return e
    return _set(e, inner=base)


def _since(
    e: DateExpression, inner: DateExpression, day: DateExpression | None, war: DateExpression | None
) -> DateExpression:
    """Tie "since that day" to the day told last, "since the war began" to the start told elsewhere."""
    if inner.form == "conflict_start" and war is not None:
        return _set(e, inner=_set(inner, inner=war))
    if inner.form == "anchor":
        return _set(e, inner=_anchored(inner, day, None))
    if inner.form == "day_of_month":
        return _set(e, inner=_month_of(inner, day, None))
    return e


def _civil(words: Words, at: int, before: Found) -> DateExpression | None:
    """Find the day of the civil calendar right before one of another: "30 May 2018 (15 Ramadan 1439)"."""
    ended = before[1].end
    beside = at == ended + 1 and words.at(ended) in BESIDE and words.flows(ended) and words.flows(at)
    return before[1].expression if beside and before[1].expression.form in {"date", "slashed"} else None


def _covered(found: list[Found]) -> DateExpression | None:
    """Find the days that a digest says in its head that it covers: "3-9 July", "13 to 19 June"."""
    for at, point in found:
        e = point.expression
        if at > HEAD_WORDS:
            return None
        one, two = e.inner, e.until
        if e.form == "counted_to" and e.unit == "week" and e.count == 1 and e.direction == "to":
            return e
        if e.form != "range" or one is None or two is None or one.month != two.month:
            continue
        if one.day is not None and two.day is not None and 2 < two.day - one.day <= 6:
            return e
    return None


def _war(words: Words, found: list[Found]) -> DateExpression | None:
    """Find when the war of the text began: "the war that began in 2011", "day eight of the offensive"."""
    for at, point in found:
        e = point.expression
        if e.form in {"began", "since"} and e.inner is not None and e.inner.form != "conflict_start":
            told = range(max(0, at - 6), point.end)
            onset = e.form == "began" or any(find(words, k, "onset") for k in told)
            if onset and any(find(words, k, "conflict") for k in told):
                return e.inner
        if e.form == "nth_day" and e.direction == "on" and e.count:
            return DateExpression(form="ago", count=e.count - 1, unit="day")
    return None


def _month_of(e: DateExpression, day: DateExpression | None, span: DateExpression | None) -> DateExpression:
    """Give "the 19th" the month that was told last."""
    for base in (day, span):
        while base is not None and base.month is None:
            base = base.inner
        if base is not None and base.form in {"date", "month_day", "month"}:
            return _set(e, inner=DateExpression(form="month", month=base.month, year=base.year))
    return e


def _begun(words: Words, e: DateExpression, at: int, out: list[Found]) -> DateExpression:
    """Give "up to May 31" the start that "this year" sets in the same sentence."""
    if not out:
        return e
    before, point = out[-1]
    if point.expression.form not in {"this", "since"} or not _same_sentence(words, before, at):
        return e
    start = point.expression if point.expression.form == "this" else point.expression.inner
    return _set(e, until=start) if start is not None and _depth(start) <= DEEPEST else e


def _told(words: Words, e: DateExpression, here: int, near: list[Found]) -> DateExpression:
    """Count "past 24 hours" from the day on which it was said: "the ministry said on Saturday".

    "After 26 hours of fighting" counts back from the day on which the sentence says that it ended.
    """
    ended = words.at(here - 1) == "after"
    for at, point in near:
        apart = abs(at - here) > TOLD_WITHIN or not _same_sentence(words, min(at, here), max(at, here))
        if at == here or apart or point.expression.form != "weekday" or e.unit not in SHORT:
            continue
        on = at - 1 - (words.at(at - 1) == "on")
        if ended or find(words, on, "telling") is not None:
            return _set(e, inner=point.expression)
    return e


def _after(
    words: Words, e: DateExpression, at: int, near: list[Found], day: DateExpression | None
) -> DateExpression:
    """Tie "three days after the attack" to the main day, or "held two days after the crime" to the crime's.

    Where it opens its sentence, or its sentence names a day, the attack lay so long before that day; else,
    where a day was told in full before, what is told here came so long behind that one.
    """
    opens = at == 0 or words.at(at - 1) in PAUSES | {"was", "is", "comes", "came"} or "\n" in words.gap(at)
    alone = not any(_same_sentence(words, min(k, at), max(k, at)) for k, _ in near if k != at)
    if not opens and alone and day is not None and day.form in {"date", "month_day"} and e.count is not None:
        return _set(e, inner=day, count=-e.count, direction=None)
    return _set(e, inner=_main_day(words, at, near))


def _main_day(words: Words, here: int, near: list[Found]) -> DateExpression:
    """Find the day that "three days after the attack" counts from: the sentence's own, else the report's."""
    for at, point in near:
        named = point.expression.form in {"weekday", "date", "month_day"} and at != here
        if named and _same_sentence(words, min(at, here), max(at, here)):
            return point.expression
    return DateExpression(form="day", count=0)


def _same_sentence(words: Words, first: int, last: int) -> bool:
    return all(words.low[k] not in PAUSES and words.flows(k) for k in range(first + 1, last))
