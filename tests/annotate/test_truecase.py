"""A text in capitals gets its ordinary case back, letter for letter, and any other text stays as it is."""

from typing import ClassVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.recased import restored
from tollbook.annotate.truecase import truecase
from tollbook.model.lettercase import in_capitals, is_capitals, is_small
from tollbook.model.lexicon import lower
from tollbook.model.names import fold
from tollbook.model.provenance import Basis, Provenance, Span, Stamp
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
        ("two guards of the UN were hurt in the port of marrun and the gate was shut.", True),
        (
            "@TheWatch: two guards of the port were hurt in marrun on monday, see https://example.org/AbCd",
            True,
        ),
        ("two guards were hurt in the port of Marrun, and the gate was shut by the Army.", False),
        ("40 of the guards were hurt in the port and in the yard behind. A porter was hurt too.", False),
        ("two guards were hurt in the port and in the yard behind. a porter was hurt too.", True),
        ("თბილისი, ორი ადამიანი დაშავდა აფეთქების შედეგად, განაცხადა პოლიციამ დღეს", False),
        ("two hurt", False),
        ("قتل أربعة أشخاص في قصف على سوق في المدينة صباح اليوم وأصيب آخرون بجروح", False),
        ("", False),
    ],
)
def test_a_text_in_small_letters_is_told_by_its_letters(text: str, told: bool) -> None:
    assert is_small(text) is told


@given(st.text(max_size=200))
def test_capitals_keep_every_letter_in_its_place_and_are_no_other_letter(text: str) -> None:
    raised = in_capitals(text)
    assert len(raised) == len(text)
    assert lower(raised) == lower(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "a strike by IS killed four fighters near san tambril on friday, and nobody else was hurt.",
            "A strike by IS killed four fighters near San Tambril on Friday, and nobody else was hurt.",
        ),
        (
            "two police officers were killed in ığdır on monday, the police said in san tambril.",
            "Two police officers were killed in ığdır on Monday, the police said in San Tambril.",
        ),
        (
            "lima (reuters) - two guards were killed in the city (orsk) on monday, police told reuters.",
            "Lima (Reuters) - Two guards were killed in the city (Orsk) on Monday, police told Reuters.",
        ),
        (
            "un says 20 guards were hurt in san tambril, and the us said on friday that it was none of us.",
            "UN says 20 guards were hurt in San Tambril, and the US said on Friday that it was none of us.",
        ),
        (
            "us says two guards were hurt in san tambril. he told us so. us officials did not tell us.",
            "US says two guards were hurt in San Tambril. He told us so. US officials did not tell us.",
        ),
        (
            "40-plus guards and a 12-strong crew were hurt in san tambril. a porter was hurt too.",
            "40-plus guards and a 12-strong crew were hurt in San Tambril. A porter was hurt too.",
        ),
        (
            "see https://t.co/aBc for the two guards who were hurt in san tambril, said @sohr today.",
            "See https://t.co/aBc for the two guards who were hurt in San Tambril, said @sohr today.",
        ),
    ],
)
def test_small_letters_get_the_case_of_names_and_keep_what_stood_in_capitals(text: str, wanted: str) -> None:
    assert restored(report(text), Few())[0].text == wanted


def test_a_title_that_came_beside_the_text_keeps_its_case() -> None:
    old = report("two guards were hurt\n\nby a bomb in san tambril on friday two guards were hurt.")
    title = (
        msgspec.structs.replace(old.dateline, value="Two Guards Were Hurt", provenance=given_beside(old))
        if old.dateline
        else None
    )
    assert restored(msgspec.structs.replace(old, title=title), Few())[0].title == title


def given_beside(old: Report) -> Provenance:
    assert old.dateline is not None
    return msgspec.structs.replace(old.dateline.provenance, rule="given.record", span=Span(0, 20))
