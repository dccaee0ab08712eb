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
    # Places, days and deeds have no age, however many numbers follow them.
    ("In two villages, 24 and 31 were killed on Monday.", ["two", "24", "31"]),
    ("In two villages, 24 and 31, most of them women, were killed.", ["two", "24", "31", "most"]),
    ("In both camps, 14 and 9 were hurt.", ["14", "9"]),
    ("In two attacks, 24 and 31 died.", ["two", "24", "31"]),
    ("Across two days, 24 and 31 were wounded.", ["24", "31"]),
    ("Of three buses, 11, 12 and 9 died.", ["three", "11", "12", "9"]),
    # A body and an office have none, and "of" whose men gives nobody's home.
    ("According to the Syrian Observatory, 21 of Assad's soldiers were killed.", ["21"]),
    ("According to the Syrian Observatory, 21, among them a nurse, were killed.", ["21"]),
    ("Said General Harl, 21 of Nel's men were killed.", ["21"]),
    ("Said Otto Harl, 21 of Nel's men were killed.", ["21"]),
    ("According to the Red Crescent, 21 and 30 were killed.", ["21", "30"]),
    ("According to the Red Crescent, 21 and 30, among them a nurse, were killed.", ["21", "30"]),
    ("The Rev. Otto Harl, 43, was killed.", []),
    ("Otto Harl, 21 of Nel was shot.", []),
    # What a page says of itself counts nobody; a share that is told does.
    ("Page 1 of 1\nTwo girls died.", ["Two"]),
    ("Page 1 of 1 Two girls died.", ["Two"]),
    ("Two girls died.\nPage 2 of 5", ["Two"]),
    ("Photo 3 of 10", []),
    ("1 of 12\nTwo girls died.", ["Two"]),
    ("Two girls died.\n\n1 / 12\n\nTheir brother lives.", ["Two"]),
    ("2 of 12 died.", ["2", "12"]),
    ("The video shows it: 3 of 10 men were shot.", ["3", "10"]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_what_is_counted(text: str, wanted: list[str]) -> None:
    found = [m.words for m in quantities(text, dates(text))]
    assert [words.split()[0] for words in found] == [words.split()[0] for words in wanted]
