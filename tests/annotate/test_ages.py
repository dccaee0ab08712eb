"""Ages and post codes count nobody; numbers in the same places that do count stay numbers."""

import pytest

from tollbook.annotate.dates import dates
from tollbook.annotate.quantities import quantities

CASES = [
    ("Two brothers, 30 and 31, were killed.", ["Two"]),
    ("Two adolescents, 13 and 17, died in Nel.", ["Two"]),
    ("Two boys, aged 13 and 17, were killed.", ["Two"]),
    ("Luis Z., 43, was shot.", []),
    ("Her daughter, eight, was killed.", []),
    ("A girl, 9, and her mother, thirty, died.", []),
    ("Nel, OH 44035: two were shot.", ["two"]),
    # What looks alike and counts.
    ("Their men, seven, were killed.", ["seven"]),
    ("In the villages, 30 and 31 were killed.", ["30", "31"]),
    ("Killed were 44035 persons.", ["44035 persons"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_what_is_counted(text: str, wanted: list[str]) -> None:
    found = [m.words for m in quantities(text, dates(text))]
    assert [words.split()[0] for words in found] == [words.split()[0] for words in wanted]
