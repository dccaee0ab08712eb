"""Victims: what is told of one person beside a name is no second person, and an age is no number.

"Tomas Veder, a teacher" and "his wife Mariam, 38" are one each; in "his children Sara, 9, and Ilyas, 6" the
six is the age of one of the children.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model.figure import Count, Figure, Status
from tollbook.model.lexicon import lexicon
from tollbook.model.meeting import Meeting
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Span
from tollbook.model.roles import CONTEXT, one_of, role
from tollbook.model.text import Text

_WORD = r"[^\W\d_a-z][\w'’-]{1,30}"
_RUN = rf"{_WORD}(?: (?:(?:bin|ibn|abu|al|el|de|van|von|der) )?{_WORD}){{0,4}}"
AGED = re.compile(rf"(?P<name>{_RUN})(?P<by>, (?:aged )?| \()\Z")
BEHIND = re.compile(r"\)|[,;.]|\s|\Z")
NUMBER = re.compile(r"\d{1,3}")
OF_ONE = re.compile(r"(?:a|an|the|his|her|their)\b", re.IGNORECASE)
ROW = re.compile(r"[:,]?(?: ?\(?\d{1,3}\)?,?)? ?(?:and |& )?(?:- |– )?")
"""Between two of a row of names: a comma, an age, "and"."""
WITH_AGE = re.compile(rf"(?:[\w'’.-]+ ){{0,3}}{_WORD}, (?P<age>\d{{1,3}})")
WAS = re.compile(r", (?:an?|the|his|her) [^,.;\d]{2,40}, ")
"""Between a name and an age: ", a bookkeeper, "."""
BETWEEN = re.compile(r",? (?:\d{1,3}-year-old )?")
NAMES, NUMBERS = "lexicon/en/given_names.yaml", "lexicon/en/numbers.yaml"
NAMED, ONE, PLURAL = "numbers.named_person", "numbers.one_person", "numbers.plural"
OLDEST, REACH, NEAR = 110, 80, 6
OTHERS = frozenset({MentionKind.PLACE, MentionKind.ACTOR, MentionKind.DATE})


def one_each(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures of a text, in text order, with one for each person who is named or told of by name."""
    others = Meeting(mention for mention in text.mentions if mention.kind in OTHERS)
    aged = [_aged(text, figures, n, others) for n in range(len(figures))]
    out: list[Figure] = []
    for figure in (figure for figure in aged if figure is not None):
        last = out[-1] if out else None
        if last is not None and figure.name is not None and last.span.overlaps(figure.span):
            continue
        joined = _joined(text.report.text, last, figure) if last else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(figure)
    return _grouped(text.report.text, [_without_others_name(n, out) for n in range(len(out))])


def _without_others_name(n: int, figures: Sequence[Figure]) -> Figure:
    """Take away the name that stands in the words of another figure beside this one, and not in its own."""
    figure = figures[n]
    at = figure.name.provenance.span if figure.name else None
    if at is None or figure.span.overlaps(at):
        return figure
    near = (*figures[max(0, n - NEAR) : n], *figures[n + 1 : n + 1 + NEAR])
    taken = any(other.span.holds(at) and other.outcome.value is figure.outcome.value for other in near)
    return msgspec.structs.replace(figure, name=None) if taken else figure


def _grouped(words: str, figures: Sequence[Figure]) -> list[Figure]:
    """Tie those named right behind "his children" to them: they are the children."""
    out: list[Figure] = []
    group: Figure | None = None
    for figure in figures:
        last = out[-1] if out else None
        goes_on = last is not None and ROW.fullmatch(words, last.span.end, figure.span.start) is not None
        if group is not None and goes_on and _is_name(figure):
            if figure.part_of is None and figure.outcome.value is group.outcome.value:
                figure = msgspec.structs.replace(figure, part_of=group.id)
        else:
            is_group = figure.count.provenance.rule == PLURAL and _of_kin(figure)
            group = figure if is_group else None
        out.append(figure)
    return out


def _aged(text: Text, figures: Sequence[Figure], n: int, others: Meeting[Mention]) -> Figure | None:
    """Give the person whose age a bare number is, None where that person is a figure; others as they are."""
    figure, words = figures[n], text.report.text
    if _is_own_age(figure) and not others.meeting(figure.span):
        one = text.stamp().source(Count(low=1, high=1), figure.span, rule=NAMED)
        return msgspec.structs.replace(figure, count=one)
    if n and _is_name(figures[n - 1]) and WAS.fullmatch(words, figures[n - 1].span.end, figure.span.start):
        return None if NUMBER.fullmatch(figure.quote.exact) else figure
    if not NUMBER.fullmatch(figure.quote.exact) or int(figure.quote.exact) > OLDEST:
        return figure
    at = figure.span
    found = AGED.search(words, max(0, at.start - REACH), at.start)
    if found is None or not BEHIND.match(words, at.end):
        return figure
    name = Span(*found.span("name"))
    if others.meeting(name) or not _is_person(text, figures, n, found["name"], found["by"]):
        return figure
    near = figures[max(0, n - 2) : n]
    if any(other.span.overlaps(name) for other in near):
        return None
    span = Span(name.start, at.end + (words[at.end : at.end + 1] == ")"))
    whole = next((f for f in reversed(near) if f.count.provenance.rule == PLURAL and _of_kin(f)), None)
    stamp = text.stamp()
    return msgspec.structs.replace(
        figure,
        span=span,
        quote=Quote.of(words, span),
        count=stamp.source(Count(low=1, high=1), name, rule=NAMED),
        name=stamp.source(name.of(words), name, rule="name.aged", basis=Basis.INFERRED),
        part_of=whole.id if whole else figure.part_of,
    )


def _is_own_age(figure: Figure) -> bool:
    """Tell whether the number of a quote is the age behind a name: "Warren P. Gudger, 45"."""
    found = WITH_AGE.fullmatch(figure.quote.exact)
    count = figure.count.value
    return found is not None and count.low == count.high == int(found["age"]) and count.low <= OLDEST


def _is_person(text: Text, figures: Sequence[Figure], n: int, name: str, by: str) -> bool:
    """Tell whether a name before a number is a person's: by given name, form, or kin in its sentence."""
    if lexicon(NAMES).find(name) or (by.startswith(",") and " " in name):
        return True
    sentence = next((s.span for s in text.sentences if s.span.holds(figures[n].span)), None)
    near = [f for f in figures[max(0, n - 4) : n + 3] if sentence and sentence.holds(f.span)]
    return any(f.name is not None or _of_kin(f) for f in near if f is not figures[n])


def _of_kin(figure: Figure) -> bool:
    """Tell whether the words of a figure are kin: "her sons", "his wife"."""
    said = re.findall(r"[a-z]+", figure.quote.exact.lower())
    kin = role("relation", CONTEXT)
    return any(word in kin or word.removesuffix("s") in kin or word == "children" for word in said)


def _joined(words: str, first: Figure, second: Figure) -> Figure | None:
    """Give two figures as one where they are one person, told by name and by what that person is, or None."""
    if first.outcome.value is not second.outcome.value or first.count.value != Count(low=1, high=1):
        return None
    if second.count.value != Count(low=1, high=1):
        return None
    between = words[first.span.end : second.span.start]
    apposed = second.count.provenance.rule == ONE and OF_ONE.match(second.quote.exact)
    is_one = apposed and between == ", " and second.quote.exact[0] in "aA"
    if _is_name(first) and is_one and not _and_another().match(words, second.span.end):
        return _with_status(first, second)
    if first.count.provenance.rule == ONE and _is_name(second) and BETWEEN.fullmatch(between):
        span = Span(first.span.start, second.span.end)
        named = msgspec.structs.replace(second, span=span, quote=Quote.of(words, span), id=first.id)
        return _with_status(named, first)
    return None


@cache
def _and_another() -> re.Pattern[str]:
    """Match what shows that a row of people goes on: "Ahmad Khalil, a nurse and two children"."""
    numbers = one_of(role("small", NUMBERS) | role("tens", NUMBERS))
    return re.compile(rf" and (?:an?|the|his|her|their|its|another|some|several|\d|[A-Z]|{numbers}\b)")


def _is_name(figure: Figure) -> bool:
    at = figure.name.provenance.span if figure.name else None
    return at is not None and figure.span.overlaps(at)


def _with_status(named: Figure, told: Figure) -> Figure:
    """Give somebody named the status and the traits of the words beside the name, where it has none."""
    is_known = named.status.value is not Status.UNKNOWN
    traits = {trait.value: trait for trait in (*told.traits, *named.traits)}
    return msgspec.structs.replace(
        named, status=named.status if is_known else told.status, traits=tuple(traits.values())
    )
