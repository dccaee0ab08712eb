"""The flow on two small reports, and its laws: the same text gives the same reading, time and again."""

import gc
import json
from contextlib import AbstractContextManager, nullcontext

import msgspec
import pytest

from flow_texts import DAY, reader, reading, report
from tollbook import Reader
from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Outcome, Scope, Stance, Status
from tollbook.model.reading import Reading

TITLE = "Shelling of Aleppo kills 12: monitor"
SHELLING = (
    "At least 12 residents, including three children, were killed and 30 others were wounded when rebels "
    "shelled Aleppo on Wednesday, the Ridge Observatory said. It added that two rebels were killed.\n\n"
    "The rebels denied that they had shelled the city. More than 300 people have been killed in the province "
    "since January, according to the mayor."
)
FERRY = (
    "Nine fishermen drowned off the coast of Latakia on Thursday. Three more are missing. "
    '"Nobody warned them," Mayor Adel Morun said.'
)


@pytest.fixture(scope="module")
def shelling() -> Reading:
    return reading(SHELLING, title=TITLE, name="shelling")


@pytest.fixture(scope="module")
def ferry() -> Reading:
    return reading(FERRY, name="ferry")


def test_the_figures_of_a_report(shelling: Reading) -> None:
    read = [
        (f.quote.exact, f.outcome.value, f.count.value.low, f.count.value.high, f.status.value)
        for f in shelling.figures
    ]
    assert read == [
        ("kills 12", Outcome.KILLED, 12, 12, Status.UNKNOWN),
        ("At least 12 residents", Outcome.KILLED, 12, None, Status.CIVILIAN),
        ("three children", Outcome.KILLED, 3, 3, Status.CIVILIAN),
        ("30 others", Outcome.INJURED, 30, 30, Status.CIVILIAN),
        ("two rebels", Outcome.KILLED, 2, 2, Status.COMBATANT),
        ("More than 300 people", Outcome.KILLED, 301, None, Status.UNKNOWN),
    ]


def test_whose_word_each_figure_is(shelling: Reading) -> None:
    said = [[c.value.name for c in figure.claimants] for figure in shelling.figures]
    observatory = ["the Ridge Observatory"]
    assert said == [["monitor"], observatory, observatory, observatory, observatory, ["the mayor"]]


def test_where_when_and_of_what_scope(shelling: Reading) -> None:
    first, last = shelling.figures[1], shelling.figures[-1]
    assert first.place is not None
    assert first.when is not None
    assert first.place.value.best is not None
    assert (first.place.words, first.place.value.best.country) == ("Aleppo", "SY")
    assert (first.when.words, first.when.value.start) == ("Wednesday", DAY.replace(day=5))
    assert (first.scope.value, last.scope.value) == (Scope.INCIDENT, Scope.PERIOD)


def test_a_part_points_to_its_whole(shelling: Reading) -> None:
    assert shelling.figures[2].part_of == shelling.figures[1].id


def test_claims_hold_the_figures_and_the_denial(shelling: Reading) -> None:
    known = {figure.id for figure in shelling.figures}
    assert known >= {figure for claim in shelling.claims for figure in claim.figures}
    denials = [c for c in shelling.claims if c.kind is ClaimKind.DENIAL or c.stance.value is Stance.DENIED]
    assert [c.initiator and c.initiator.words for c in denials] == ["The rebels"]


def test_a_short_report_without_sources(ferry: Reading) -> None:
    read = [(f.quote.exact, f.outcome.value, f.count.value.low, f.claimants) for f in ferry.figures]
    assert read == [
        ("Nine fishermen", Outcome.KILLED, 9, ()),
        ("Three more", Outcome.MISSING, 3, ()),
    ]


def test_reading_again_gives_the_same_to_the_byte(shelling: Reading) -> None:
    first = msgspec.json.encode(shelling)
    assert msgspec.json.encode(reading(SHELLING, title=TITLE, name="shelling")) == first
    reading(FERRY, name="ferry")
    assert msgspec.json.encode(reading(SHELLING, title=TITLE, name="shelling")) == first
    other = Reader(rules_only=True)
    assert msgspec.json.encode(other.read(report(SHELLING, title=TITLE, name="shelling"))) == first


def test_the_learned_reader_reads_the_same_again_to_the_byte() -> None:
    first = msgspec.json.encode(Reader().read(report(SHELLING, title=TITLE, name="shelling")))
    assert msgspec.json.encode(Reader().read(report(SHELLING, title=TITLE, name="shelling"))) == first


def test_reading_leaves_the_memory_of_the_program_it_is_used_in_alone() -> None:
    before = gc.get_freeze_count()
    reading(FERRY)
    assert gc.get_freeze_count() == before


def test_what_training_is_given_is_read_by_one_thread_too(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[int] = []

    def one_thread() -> AbstractContextManager[None]:
        limits.append(1)
        return nullcontext()

    monkeypatch.setattr("tollbook.one_thread", one_thread)
    reader().seen(report(FERRY))
    assert limits == [1]


def test_ids_do_not_depend_on_values(shelling: Reading) -> None:
    other = SHELLING.replace("12 residents", "98 residents").replace("wounded", "injured")
    assert len(other) == len(SHELLING)
    changed = reading(other, title=TITLE, name="shelling")
    assert changed.figures[1].count.value.low == 98
    assert [f.id for f in changed.figures] == [f.id for f in shelling.figures]
    assert [c.id for c in changed.claims] == [c.id for c in shelling.claims]


def test_ids_depend_on_the_report_and_on_where_the_words_stand(shelling: Reading) -> None:
    elsewhere = reading(SHELLING, title=TITLE, name="elsewhere")
    later = reading("It rained. " + SHELLING, title=TITLE, name="shelling")
    ids = {figure.id for figure in shelling.figures}
    assert ids.isdisjoint(figure.id for figure in elsewhere.figures)
    moved = [figure.id for figure in later.figures[1:]]
    assert ids.isdisjoint(moved)
    assert len(moved) == len(shelling.figures) - 1


def test_a_later_date_moves_the_days_and_nothing_else(shelling: Reading) -> None:
    later = reading(SHELLING, title=TITLE, day=DAY.replace(day=14), name="shelling")

    def without_days(read: Reading) -> list[object]:
        figures = [msgspec.structs.replace(figure, when=None) for figure in read.figures]
        return json.loads(msgspec.json.encode(figures))  # type: ignore[no-any-return]  # JSON is untyped

    assert without_days(later) == without_days(shelling)
    assert later.figures[1].when is not None
    assert later.figures[1].when.value.start == DAY.replace(day=12)


def test_a_report_in_a_language_without_words_gives_an_empty_reading() -> None:
    read = reader().read(msgspec.structs.replace(report(SHELLING), language="de"))
    assert (read.figures, read.claims, read.mentions) == ((), (), ())
    assert read.versions.parser
