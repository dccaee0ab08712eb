"""Every entry of the knowledge holds on its own example, and keeps away from its counter-example."""

import unicodedata
from datetime import date

import pytest

from tollbook import checks
from tollbook.checks import Filed, entries, example_faults, id_faults
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry

EVERY = entries()


@pytest.mark.parametrize("filed", EVERY, ids=[f"{filed.file}:{filed.entry.id}" for filed in EVERY])
def test_an_entry_holds_on_its_example_and_not_on_its_counter_example(filed: Filed) -> None:
    assert example_faults(filed) == []


def test_no_id_stands_twice_in_a_kind_and_every_link_leads_to_an_actor() -> None:
    assert id_faults(EVERY) == []


def test_every_kind_of_file_has_a_schema() -> None:
    assert {filed.kind for filed in EVERY} <= set(lexicon.schemas())


def filed(example: str, counter: str | None = None, kind: str = "actor_check") -> Filed:
    entry = Entry(
        id="x", words=("shells",), source="own", date=date(2026, 11, 25), example=example, counter=counter
    )
    return Filed("x.yaml", kind, entry)


@pytest.mark.parametrize(
    ("example", "counter", "fault"),
    [
        ("Two [rockets] fell.", None, "x.yaml: entry 'x': the example wants 'rockets', found is nothing"),
        ("Two [shells fell].", None, "x.yaml: entry 'x': the example wants 'shells fell', found is 'shells'"),
        (
            "Two [shells] fell.",
            "Eggs have shells.",
            "x.yaml: entry 'x': found 'shells' in the counter-example",
        ),
    ],
)
def test_a_broken_example_is_told_with_file_entry_and_what_was_found(
    example: str, counter: str | None, fault: str
) -> None:
    assert example_faults(filed(example, counter)) == [fault]


def test_an_example_that_marks_nothing_is_a_fault() -> None:
    (fault,) = example_faults(filed("Two shells fell."))
    assert "marks nothing" in fault


def test_an_id_given_twice_is_told_with_both_files() -> None:
    one, other = filed("[shells]"), Filed("y.yaml", "actor_check", filed("[shells]").entry)
    assert id_faults([one, other]) == ["y.yaml: entry 'x' stands already in x.yaml"]


def test_a_link_to_an_unknown_actor_is_told() -> None:
    entry = Entry(
        id="old-front",
        words=("Old Front",),
        source="own",
        date=date(2026, 11, 25),
        sets={"label": "Old Front", "type": "rebel_group", "renamed_to": "no-such-front"},
    )
    assert id_faults([Filed("a.yaml", "actor", entry)]) == [
        "a.yaml: entry 'old-front': renamed_to 'no-such-front' is no actor"
    ]


def test_a_word_is_explained_by_every_entry_that_knows_it() -> None:
    found = {(filed.file, filed.entry.id) for filed in checks.explain("regime")}
    assert ("lexicon/en/loaded.yaml", "loaded.regime") in found
    assert ("lexicon/en/actor_words.yaml", "modifier.regime") in found
    assert checks.explain("no such word at all") == []


def test_an_actor_that_took_another_name_hands_over_to_one_that_was_there() -> None:
    actors = {filed.entry.id: filed.entry for filed in EVERY if filed.kind == "actor"}
    for entry in actors.values():
        later, last = entry.get("renamed_to"), entry.get("until")
        if later:
            assert last, entry.id
            start, end = actors[later].get("from") or last, actors[later].get("until")
            assert int(start[:4]) - int(last[:4]) <= 1, entry.id
            assert end is None or last <= end, entry.id


def test_the_registry_is_wide_enough_to_be_of_use() -> None:
    actors = [filed.entry for filed in EVERY if filed.kind == "actor"]
    assert len(actors) >= 1000
    for kind in (
        "rebel_group",
        "militia",
        "state_forces",
        "coalition",
        "monitor",
        "media",
        "aid",
        "international",
    ):
        assert sum(entry.get("type") == kind for entry in actors) >= 15, kind
    countries = {code for entry in actors for code in entry.sets.get("country", "").split()}
    assert len(countries) >= 100


def test_registry_dates_can_be_read() -> None:
    from tollbook.resolve.actor_links import first_day

    for item in EVERY:
        if item.kind == "actor":
            for key in ("from", "until"):
                text = item.entry.get(key)
                assert text is None or first_day(text), item.entry.id


@pytest.mark.parametrize(
    ("theatre", "script"),
    [
        ("syria", "ARABIC"),
        ("iraq", "ARABIC"),
        ("yemen", "ARABIC"),
        ("israel_palestine_lebanon", "HEBREW"),
        ("ukraine_russia", "CYRILLIC"),
        ("sudan", "ARABIC"),
        ("eastern_congo", None),
        ("sahel", "ARABIC"),
        ("somalia", "ARABIC"),
        ("nigeria", "ARABIC"),
        ("myanmar", "MYANMAR"),
        ("afghanistan_pakistan", "ARABIC"),
        ("haiti", None),
        ("ethiopia", "ETHIOPIC"),
    ],
)
def test_every_theatre_has_a_file_with_its_groups_and_their_own_script(
    theatre: str, script: str | None
) -> None:
    found = lexicon.load(f"actors/{theatre}.yaml").entries
    assert len(found) >= 20
    assert any(entry.get(key) for entry in found for key in ("part_of", "split_from", "renamed_to"))
    letters = {unicodedata.name(c, "").split()[0] for e in found for w in e.words for c in w if c.isalpha()}
    assert script is None or script in letters


def test_every_type_of_actor_has_its_codes() -> None:
    from tollbook.model.actor_codes import inter, sector
    from tollbook.model.reference import ActorKind

    codes = {kind: (inter(kind), sector(kind)) for kind in ActorKind}
    assert codes[ActorKind.REBEL_GROUP] == (2, "REB")
    assert codes[ActorKind.COMMUNAL_MILITIA] == (4, "UAF")
    assert codes[ActorKind.UNKNOWN] == (None, "UNK")
    assert all(code is None or 1 <= code <= 8 for code, _ in codes.values())
