"""Figures: what each sentence of figure_sentences.py states, and laws that hold for them in any order."""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import pytest
from figure_sentences import HEADLINES, KINDS, NO_FIGURE, NOT_YET
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_texts import reading
from tollbook.errors import InvariantError
from tollbook.model.figure import Count, Figure, Outcome
from tollbook.model.provenance import Sourced

MARK = re.compile(r"\[([^\[\]]+)\]")
WANTED = re.compile(
    r"(?P<outcome>[a-z_]+) (?:(?P<low>\d+)(?P<open>\+)?|\.\.(?P<most>\d+)|(?P<from>\d+)-(?P<to>\d+))"
    r"(?: in #(?P<whole>\d))?"
)


Case = tuple[str, ...]


class Stated(NamedTuple):
    words: str
    outcome: Outcome
    persons: tuple[int | None, int | None]
    part_of: str | None


Reader = Callable[[str], list[Stated]]


def stated(marked: str, wanted: tuple[str, ...]) -> list[Stated]:
    """Read the expectation; a mark without a value, or a value that cannot be read, is a fault."""
    words = MARK.findall(marked)
    assert len(words) == len(wanted), f"{len(words)} marks and {len(wanted)} values: {marked}"
    out = []
    for quote, value in zip(words, wanted, strict=True):
        found = WANTED.fullmatch(value)
        assert found, f"cannot read {value!r}"
        if found["most"]:
            count: tuple[int | None, int | None] = (None, int(found["most"]))
        elif found["from"]:
            count = (int(found["from"]), int(found["to"]))
        else:
            count = (int(found["low"]), None if found["open"] else int(found["low"]))
        whole = words[int(found["whole"]) - 1] if found["whole"] else None
        out.append(Stated(quote, Outcome(found["outcome"]), count, whole))
    return out


def plain(marked: str) -> str:
    return MARK.sub(r"\1", marked)


def read(text: str, title: str = "") -> list[Stated]:
    found = reading(text, title=title).figures
    words = {figure.id: figure.quote.exact for figure in found}
    return [shown(figure, words) for figure in found]


def shown(figure: Figure, words: dict[str, str]) -> Stated:
    count = figure.count.value
    whole = words[figure.part_of] if figure.part_of else None
    return Stated(figure.quote.exact, figure.outcome.value, (count.low, count.high), whole)


def headline(title: str) -> list[Stated]:
    """Read a headline above a text that states nobody."""
    return read("Smoke stood over the town in the morning.", title)


CASES = [(case, read) for case in KINDS] + [(case, headline) for case in HEADLINES]
CASES += [((sentence,), read) for sentence in NO_FIGURE]


def is_right(case: Case, how: Reader) -> bool:
    marked, *wanted = case
    return how(plain(marked)) == stated(marked, tuple(wanted))


@pytest.mark.parametrize(
    ("case", "how"), [pytest.param(*c, id=c[0][0]) for c in CASES if c[0][0] not in NOT_YET]
)
def test_a_sentence_states_these_people_and_no_others(case: Case, how: Reader) -> None:
    marked, *wanted = case
    assert how(plain(marked)) == stated(marked, tuple(wanted))


def test_a_sentence_that_is_now_read_rightly_leaves_the_list_of_those_that_are_not() -> None:
    listed = [(case, how) for case, how in CASES if case[0] in NOT_YET]
    assert len(listed) == len(NOT_YET), "NOT_YET names a sentence that is in no list"
    assert [case[0] for case, how in listed if is_right(case, how)] == []


ANY_SENTENCE = st.sampled_from([plain(case[0]) for case in KINDS] + NO_FIGURE)


@settings(max_examples=40, deadline=None)
@given(st.lists(ANY_SENTENCE, min_size=1, max_size=6, unique=True), st.sampled_from([" ", "\n\n"]))
def test_laws_of_figures_in_any_order_of_sentences(sentences: list[str], between: str) -> None:
    text = between.join(sentences)
    found = reading(text).figures
    ids = [figure.id for figure in found]
    assert len(set(ids)) == len(ids)
    assert [f.span.start for f in found] == sorted(f.span.start for f in found)
    for figure in found:
        assert figure.span.of(text) == figure.quote.exact
        count = figure.count.value
        assert count.low is None or count.high is None or count.low <= count.high
        assert count.low is not None or count.high is not None
        assert figure.part_of is None or figure.part_of in set(ids) - {figure.id}
        for value in sourced(figure):
            assert value.provenance.span is None or value.provenance.span.of(text) == value.words


def sourced(record: msgspec.Struct) -> Iterator[Sourced[Any]]:
    """Give every sourced value of a record."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Sourced):
                yield item


@given(st.integers(0, 10**6) | st.none(), st.integers(0, 10**6) | st.none())
def test_a_count_never_has_its_low_above_its_high(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        with pytest.raises(InvariantError, match="low above its high"):
            Count(low=low, high=high)
    else:
        assert (Count(low=low, high=high).low, Count(low=low, high=high).high) == (low, high)
