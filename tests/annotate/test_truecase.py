"""A text in capitals gets its ordinary case back, letter for letter, and any other text stays as it is."""

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.recased import restored
from tollbook.annotate.truecase import truecase
from tollbook.model.lettercase import in_capitals, is_capitals, is_small
from tollbook.model.names import fold
from tollbook.model.provenance import Basis, Span, Stamp
from tollbook.model.report import Report


class Few:
    """A list of four place names."""

    people: ClassVar = {"port selwyn": 90_000, "san tambril": 40_000, "lima": 7_000_000, "orsk": 200_000}

    def known(self, name: str) -> bool:
        return fold(name) in self.people

    def similar(self, name: str) -> bool:
        return False

    def population(self, name: str) -> int:
        return self.people.get(fold(name), 0)


@pytest.mark.parametrize(
    "text",
    [
        "Two guards were hurt in San Tambril.",
        "The guards met in Lima on Friday.",
        "General Ernesto Quilluay denied it.",
        "The judge, Ricardo Mejuto, was shot dead by two men.",
        "The United States and the Colombian police said so.",
        "The Farabundo Marti National Liberation Front [FMLN] said so. The FMLN struck again.",
        "The River Workers Party (RWP) called a strike, and the RWP won.",
        "It happened on 4 March, but they may march again.",
        "The U.S. ambassador left. I saw him.",
        'He said: "No one died." Nothing else was said.',
        "Mr. Soto's driver and the priests were kidnapped.",
        "The 2 bombs went off at O'Higgins square in Port Selwyn.",
        "The rebels killed three peasants and wounded a lieutenant.",
    ],
)
def test_names_come_back_and_words_stay_small(text: str) -> None:
    assert truecase(text.upper(), Few()) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TWO GUARDS WERE HURT IN THE PORT OF MARRUN, AND THE GATE WAS SHUT.", True),
        ("Two guards were hurt in the port of Marrun, and the gate was shut.", False),
        ("TWO HURT IN MARRUN: the gate of the port was shut on Monday.", False),
        ("TWO HURT", False),
        ("", False),
    ],
)
def test_only_a_text_of_some_length_in_capitals_throughout_is_told_as_one(text: str, told: bool) -> None:
    assert is_capitals(text) is told


def report(text: str) -> Report:
    """Make a report whose dateline is its first word."""
    stamp = Stamp(capture="0", text=text, knowledge="0")
    line = stamp.source(text[:4], Span(0, 4), rule="test", basis=Basis.STATED)
    return Report(id="r", capture="0", source="wire", text=text, dateline=line)


def test_a_report_in_capitals_says_so_and_its_own_words_follow() -> None:
    old = report("LIMA, 4 MAY 2031 -- TWO GUARDS WERE HURT BY A BOMB IN SAN TAMBRIL, POLICE SAID.")
    new, issues = restored(old, Few())
    assert new.text == "Lima, 4 May 2031 -- Two guards were hurt by a bomb in San Tambril, police said."
    assert new.dateline is not None
    assert (new.dateline.value, new.dateline.words) == ("Lima", "Lima")
    assert new.folded
    assert [issue.report for issue in issues] == ["r"]
    assert "capitals" in issues[0].message


def test_a_report_in_ordinary_case_is_left_alone() -> None:
    old = report("Lima, 4 May 2031 -- Two guards were hurt by a bomb in San Tambril, police said.")
    assert restored(old, Few()) == (old, [])


@given(st.text(max_size=300))
def test_no_letter_moves_whatever_the_text(text: str) -> None:
    made = truecase(text, Few())
    assert len(made) == len(text)
    assert made.lower() == text.lower()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two guards were hurt in the port of marrun, and the gate was shut.", True),
        ("Two guards were hurt in the port of Marrun, and the gate was shut.", False),
        ("TWO GUARDS WERE HURT IN THE PORT OF MARRUN, AND THE GATE WAS SHUT.", False),
        ("two hurt", False),
        ("قتل أربعة أشخاص في قصف على سوق في المدينة صباح اليوم وأصيب آخرون بجروح", False),
        ("", False),
    ],
)
def test_a_text_in_small_letters_is_told_by_its_letters(text: str, told: bool) -> None:
    assert is_small(text) is told


@given(st.text(max_size=200))
def test_capitals_keep_every_letter_in_its_place(text: str) -> None:
    assert len(in_capitals(text)) == len(text)
