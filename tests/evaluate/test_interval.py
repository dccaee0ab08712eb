"""One interval from a short narrative: the general rules, each by texts that differ in little."""

import pytest

from tollbook.evaluate.data import readings, reports
from tollbook.evaluate.interval import Interval, killed
from tollbook.evaluate.result import Options
from tollbook.evaluate.strikes import stated

CASES = [
    ("A rocket killed six people in Orsk.", (6, 6)),
    ("Between six and nine people were killed in Orsk.", (6, 9)),
    ("At least six people were killed in Orsk.", (6, 6)),
    ("Up to nine people were killed in Orsk.", (9, 9)),
    ("Up to nine people, including two children, were killed in Orsk.", (2, 9)),
    ("Nine people, including two children, were killed in Orsk.", (9, 9)),
    ("Two women and a child were killed in Orsk.", (3, 3)),
    ("Four guards were killed in Orsk. Two cooks were wounded.", (4, 4)),
    ("Five guards were killed in Orsk. Another two people were killed nearby.", (7, 7)),
    ("Four people were killed in Orsk, a doctor said. The mayor said six people were killed.", (4, 6)),
    ("Nine people were killed in Orsk, bringing the toll of the week to 41.", (9, 9)),
    ("An early count of 30 people killed in Orsk was lowered to eight deaths.", (8, 8)),
    ("Six guards were killed in Orsk. Guards were killed too, a doctor said.", (6, 6)),
    (
        "People were killed in Orsk. Counts differed: two people were killed, or six people were killed.",
        (2, 6),
    ),
    ("No one was killed in Orsk.", (0, 0)),
    ("A bridge in Orsk was hit.", None),
]


@pytest.fixture(scope="module")
def read() -> dict[str, Interval | None]:
    """Every text of the cases read by the rules alone, by its number."""
    records = [{"id": str(n), "text": text, "published": "2031-03-04"} for n, (text, _) in enumerate(CASES)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOLLBOOK_READER", "rules")
        found = list(readings(reports(records), Options(jobs=1)))
    return {one.report.id: killed(one.figures, one.report.text) for one in found}


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for text, _ in CASES])
def test_the_figures_of_one_event_make_one_interval(number: int, read: dict[str, Interval | None]) -> None:
    assert read[str(number)] == CASES[number][1]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nobody knows.", set()),
        ("no one or 2 died", {0, 1, 2}),
        ("twenty-one", {20, 21}),
        ("1,200 people", {1200}),
    ],
)
def test_numbers_that_stand_in_a_text(text: str, numbers: set[int]) -> None:
    assert stated(text) == numbers
