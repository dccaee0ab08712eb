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
    ("Juan de la Torre, 35, was killed.", []),
    ("Rosa B. Marn, 58, of Nel, was shot.", []),
    ("The dead man is Otto Harl Jr., 19.", []),
    ("Ada Linn-Moor, 20; and Ben Holt, 30.", []),
    ('In court over the death of Ty "Easy" Tomm, 40, of Nel.', []),
    ("The man - Will R. Holt, 51 - appeared.", []),
    ("Lena M. and Kara S. Holt, 21 and 22, of Nel, died.", []),
    ("His brother Amado, 15, was hurt.", []),
    ("He killed Holt, 80, who had founded it.", []),
    ("Police say Otto L. Harl Jr., 21 of Nel, was shot.", []),
    ("Holt, 36, was killed in the lobby.", []),
    ("Three women, 21, 32, and 49, and two men, 30 and 42 were hurt.", ["Three", "two"]),
    ("Two victims, 17 and 23 years old, were hit.", ["Two"]),
    ("An 8 yo girl and a 5 y/o boy were hit.", []),
    ("Image 3 of 10 Two girls died.", ["Two"]),
    # What looks alike and counts.
    ("In Port Selwyn, 12, among them a nurse, were killed.", ["12"]),
    ("Overall, 36, all women, were killed.", ["36"]),
    ("Two villages, 30 people and 42 goats were lost.", ["Two", "30", "42"]),
    ("In two villages, 30 and 42 people were killed.", ["two", "30", "42"]),
    ("Three of 10 girls died.", ["Three", "10"]),
    ("In Port Selwyn, 12 of them died; in Nel, 30, who fled, live.", ["12", "30"]),
    ("Their men, seven, were killed.", ["seven"]),
    ("In the villages, 30 and 31 were killed.", ["30", "31"]),
    ("Killed were 44035 persons.", ["44035 persons"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_what_is_counted(text: str, wanted: list[str]) -> None:
    found = [m.words for m in quantities(text, dates(text))]
    assert [words.split()[0] for words in found] == [words.split()[0] for words in wanted]
