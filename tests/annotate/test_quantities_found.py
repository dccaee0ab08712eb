"""Which numbers of a text are found as numbers of persons, in any text: those that count nobody are not."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.quantities import quantities
from tollbook.model.mention import MentionKind


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("It began in 2011.", []),
        ("A baker of 31 was shot.", []),
        ("A group of 31 was shot.", ["31"]),
        ("His apprentice, 16, was shot.", []),
        ("Her sons, 17 and 19, were taken.", []),
        ("Her sons and 19 others were taken.", ["19"]),
        ("About 80 per cent of the shops are shut.", []),
        ("24 dead -> 36 dead", ["24", "36"]),
        ("They met in the O2 hall.", []),
        ("In 2016, 30 died.", ["30"]),
        ("It fell on 27 November and 9/11.", []),
        ("On October 2, 20 died.", ["20"]),
        ("It began at 10:30, at 5 pm and at 0530 GMT.", []),
        ("They slept until four in the morning.", []),
        ("A boy aged 12 died.", []),
        ("A 12-year-old boy died.", []),
        ("A 24-year old died.", []),
        ("Ahmad Sawan, 24, died.", []),
        ("A boy of ten died.", []),
        ("A family of six died.", ["six"]),
        ("Children under five died.", []),
        ("About 65 percent fled, 40% and 30 per cent.", []),
        ("It cost $40 million, 5 million dollars and €3m.", []),
        ("The wall is 20 km long and 3 metres high.", []),
        ("They seized 40 kilograms of powder.", []),
        ("A 122mm rocket, a 155 mm shell and an 82-mm mortar.", []),
        ("The third and the 1st and the twenty-first convoy.", []),
        ("The M5, Route 60, the Su-24 and a T-72.", []),
        ("Resolution 2254 was read.", []),
        ("The 46th Brigade and Regiment 46 moved.", []),
        ("Flight 655 fell.", []),
        ("It lasted six hours and several days.", []),
        ("Hundreds of metres of road were lost.", []),
        ("Dozens of villagers were lost.", ["Dozens of"]),
        ("The six-year-old war and the four-day truce.", []),
        ("The toll rose from 20 to 30.", ["20", "30"]),
        ("Killed: from 20 to 30.", ["from 20 to 30"]),
        ("They lost 3-2 in the cup.", []),
        ("He handed over nine suspects.", ["nine"]),
        ("Over nine suspects were held.", ["Over nine"]),
        ("The toll went up to 89.", ["89"]),
        ("They no longer fight.", []),
        ("There is no doubt.", []),
        ("Some time later they left.", []),
        ("Some of them left.", ["Some"]),
        ("They looked at one another.", []),
        ("He settled scores.", []),
        ("Shells killed scores.", ["scores"]),
        ("The most serious wounds were dressed.", []),
        ("How many left?", []),
        ("They killed 20 at least 30 were hurt.", ["20", "at least 30"]),
        ("Killed 5, wounded 12.", ["5", "12"]),
        ("1. Two men died.\n2. Three men died.", ["Two", "Three"]),
        ("See page 40.", []),
        ("The dead number 40.", ["40"]),
        ("They hit both military and civil sites.", []),
        ("They hit both men.", ["both"]),
    ],
)
def test_numbers_that_count_nobody(sentence: str, words: list[str]) -> None:
    assert [mention.words for mention in quantities(sentence)] == words


PIECES = st.sampled_from(
    [
        "at",
        "least",
        "more",
        "than",
        "over",
        "up",
        "to",
        "between",
        "and",
        "from",
        "to",
        "or",
        "20",
        "30",
        "1,200",
        "300",
        "000",
        "2016",
        "dozens",
        "hundreds",
        "of",
        "thousands",
        "a",
        "an",
        "half",
        "dozen",
        "two",
        "twenty",
        "-",
        "+",
        ",",
        ".",
        "(",
        ")",
        "%",
        "km",
        "people",
        "killed",
        "another",
        "several",
        "some",
        "no",
        "one",
        "none",
        "most",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=25), st.sampled_from(["", " ", "\n"]))
def test_offsets_return_the_words_in_any_text(pieces: list[str], link: str) -> None:
    text = link.join(pieces)
    end = 0
    for mention in quantities(text):
        assert mention.kind is MentionKind.QUANTITY
        assert mention.span.of(text) == mention.words
        assert mention.span.start >= end
        assert mention.quantity is not None
        end = mention.span.end


def test_ten_thousand_numbers_are_all_found() -> None:
    text = " ".join(f"At least {n} men died." for n in range(3000, 13000))
    assert len(quantities(text)) == 10000


@pytest.mark.data
def test_most_figures_of_the_measuring_sets_hold_their_number() -> None:
    folder = Path(os.environ.get("TOLLBOOK_DATA") or Path(__file__).parents[3] / "shared") / "gold"
    if not (folder / "train_gold.jsonl").exists():
        pytest.skip(f"no measuring data in {folder}: set TOLLBOOK_DATA to the folder that holds it")
    reports = {r["id"]: r["text"] for r in _lines(folder / "train_reports.jsonl")}
    right = wanted = 0
    for record in _lines(folder / "train_gold.jsonl"):
        text = reports[record["id"]]
        found = quantities(text)
        for figure in record["figures"]:
            if not any(c.isdigit() for c in figure["quote"]) or "%" in figure["quote"]:
                continue
            start = text.find(figure["quote"])
            end = start + len(figure["quote"])
            inside = [
                m.quantity.count for m in found if m.quantity and m.span.start < end and start < m.span.end
            ]
            wanted += 1
            right += any((c.low, c.high) == (figure["low"], figure["high"]) for c in inside)
    assert right / wanted > 0.97


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The victim, 36, died at the scene.", []),
        ("Two men, 24 and 31, were shot.", ["Two"]),
        ("Three students, 17, 19 and 22, were stabbed.", ["Three"]),
        ("Of the victims, 36 died at the scene.", ["36"]),
        ("Two men, 24 women and 31 children were killed.", ["Two", "24", "31"]),
        ("The wounded soldiers, 24 and 31 of them civilians by now, left.", ["24", "31"]),
    ],
)
def test_numbers_between_commas_behind_a_person_are_ages(text: str, counted: list[str]) -> None:
    assert [mention.words for mention in quantities(text)] == counted
