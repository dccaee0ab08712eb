"""Each person who is named is one, with one age, and what is told beside the name is no second person."""

import pytest

from flow_texts import report
from tollbook import Reader


def victims(text: str) -> list[tuple[str, int | None]]:
    """Read a text: the last word of each figure before an age, and how many it is at least."""
    figures = Reader().read(report(text)).figures
    return [(f.quote.exact.split(",")[0].split()[-1], f.count.value.low) for f in figures]


def names(text: str) -> list[str]:
    """Read a text: the names of the victims."""
    return [f.name.value for f in Reader().read(report(text)).figures if f.name]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "They buried Hamid Musa, 44, and his children Sara, 9, and Ilyas, 6, killed in the shelling.",
            [("Musa", 1), ("children", 2), ("Sara", 1), ("Ilyas", 1)],
        ),
        (
            "They buried Yusuf Dalek, 41, and his wife Mariam, 38, who were killed in Monday's strike.",
            [("Dalek", 1), ("Mariam", 1)],
        ),
        (
            "Also killed in the strike were Rahel Ost, a widow who sold eggs, and Tomas Veder, a teacher.",
            [("Ost", 1), ("Veder", 1)],
        ),
        (
            "The bombing killed Ahmad Khalil, a nurse and two children.",
            [("Khalil", 1), ("nurse", 1), ("children", 2)],
        ),
        ("A nurse and a teacher were killed.", [("nurse", 1), ("teacher", 1)]),
    ],
)
def test_each_person_named_is_one(text: str, wanted: list[tuple[str, int | None]]) -> None:
    assert victims(text) == wanted


def test_children_named_behind_his_children_are_parts_of_them() -> None:
    text = "They buried Hamid Musa, 44, and his children Sara, 9, and Ilyas, 6, killed in Monday's shelling."
    figures = Reader().read(report(text)).figures
    said = {f.id: f.quote.exact for f in figures}
    assert [said[f.part_of] for f in figures if f.part_of] == ["his children", "his children"]


def test_a_name_is_that_of_its_own_figure() -> None:
    assert names("They buried Mirko, his wife Lida and their two sons on Friday.") == ["Mirko", "Lida"]
    text = "Killed were Lt. Col. Ahmed Faruq, Maj. Samir Nasser and five enlisted men."
    assert names(text) == ["Ahmed Faruq", "Samir Nasser"]


def test_what_somebody_was_gives_the_status_of_the_one_named() -> None:
    text = "Also killed in the strike were Rahel Ost, a widow who sold eggs, and Tomas Veder, a teacher."
    assert [f.status.value.value for f in Reader().read(report(text)).figures] == ["civilian", "civilian"]


@pytest.mark.parametrize(
    "text",
    [
        "The army regretted any loss of civilian life in the strike on the clinic.",
        "The army said it was investigating and expressed regret for any civilian deaths.",
    ],
)
def test_harm_only_regretted_is_neither_stated_nor_denied(text: str) -> None:
    assert victims(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Forty men were killed and as many wounded in the raid on the port.", [40, 40]),
        ("The bureau counts 216 killed since June; the mission has documented half as many.", [216, 108]),
        ("Thirty-one drowned, and at least as many are missing off the port.", [31, 31]),
        ("About thirty-odd gendarmes were killed in the raid on the port.", [30]),
        ("The number of dead was not above 200, the mayor said on Friday.", [None]),
    ],
)
def test_numbers_told_by_other_numbers_are_counted(text: str, wanted: list[int | None]) -> None:
    assert [low for _, low in victims(text)] == wanted


def test_the_age_of_a_dead_bookkeeper_counts_nobody() -> None:
    text = "Among the dead of the quarry lay Zura Eltiyeva, a bookkeeper, 52, and her son."
    assert max(low or 0 for _, low in victims(text)) <= 2
