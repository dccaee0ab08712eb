"""Words of events and weapons, and the kind that a piece of text speaks of."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.events import EVENTS, WEAPONS, event_type, event_types, events
from tollbook.model import lexicon
from tollbook.model.mention import MentionKind

DATA = Path(os.environ.get("TOLLBOOK_DATA", Path(__file__).parents[3] / "shared"))


def words(text: str, kind: MentionKind) -> list[str]:
    return [m.words for m in events(text) if m.kind is kind]


@pytest.mark.parametrize("path", [EVENTS, WEAPONS])
def test_every_entry_finds_its_example_and_nothing_in_its_counter_example(path: str) -> None:
    lex = lexicon.lexicon(path)
    for entry in lex.entries:
        assert entry.example
        assert entry.counter
        text, spans = lexicon.marked(entry.example)
        assert [m.span for m in lex.find(text) if m.entry is entry] == spans, entry.id
        assert [m for m in lex.find(entry.counter) if m.entry is entry] == [], entry.id


def test_every_word_belongs_to_one_entry_alone() -> None:
    for path in (EVENTS, WEAPONS):
        owners = Counter(w for e in lexicon.load(path).entries for w in {w.lower() for w in e.words})
        assert [w for w, n in owners.items() if n > 1] == []


def test_there_are_six_event_types_and_twenty_five_sub_event_types() -> None:
    entries = event_types().entries
    assert len(entries) == len({e.words[0] for e in entries}) == 25
    assert len({e.get("type") for e in entries}) == 6


def test_every_kind_but_none_has_a_word() -> None:
    said = {e.get("event") for e in lexicon.load(EVENTS).entries} - {None}
    known = {e.words[0] for e in event_types().entries}
    assert said <= known
    assert known - said == {"Government regains territory", "Non-state actor overtakes territory"}


@pytest.mark.parametrize(
    ("text", "event", "weapon"),
    [
        ("Two air strikes hit a mill near Bor.", ["air strikes"], ["air strikes"]),
        ("Helicopters dropped barrel bombs on Tal Sefa.", ["barrel bombs"], ["Helicopters", "barrel bombs"]),
        ("A suicide car bomb went off at the gate.", ["suicide car bomb", "went off"], ["suicide car bomb"]),
        ("The heart attack came at noon.", [], []),
        ("Police fired stun grenades.", ["stun grenades"], ["stun grenades"]),
        ("He threw a grenade.", ["grenade"], ["grenade"]),
        ("A cardiac arrest, not an arrest.", ["arrest"], []),
        ("Nurses went on strike.", [], []),
        ("The strike hit a depot.", ["strike"], []),
        ("A think tank met; a tank burned.", [], ["tank"]),
    ],
)
def test_words_are_found_and_their_namesakes_are_not(text: str, event: list[str], weapon: list[str]) -> None:
    assert words(text, MentionKind.EVENT) == event
    assert words(text, MentionKind.WEAPON) == weapon


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Warplanes bombed the Dolna market.", "Air/drone strike"),
        ("Mortars landed on the Kero quarter after shelling at dawn.", "Shelling/artillery/missile attack"),
        ("Medics treated victims of a chlorine attack.", "Chemical weapon"),
        ("A roadside bomb exploded beside a bus.", "Remote explosive/landmine/IED"),
        ("A suicide bomber blew himself up.", "Suicide bomb"),
        ("Police fired tear gas at a protest in Almo.", "Protest with intervention"),
        ("Hundreds marched in Almo.", "Peaceful protest"),
        ("Soldiers retook the town of Ondra.", "Government regains territory"),
        ("Rebels seized the town of Ondra.", "Non-state actor overtakes territory"),
        ("The two sides signed a ceasefire.", "Agreement"),
        ("Gunmen abducted four teachers.", "Abduction/forced disappearance"),
        ("The harvest was good.", None),
    ],
)
def test_a_piece_of_text_speaks_of_one_kind(text: str, kind: str | None) -> None:
    assert event_type(text) == kind


@given(st.text(max_size=200))
def test_mentions_quote_their_characters_in_any_text(text: str) -> None:
    for mention in events(text):
        assert mention.span.of(text) == mention.words


@pytest.mark.data
def test_kinds_of_snippets_are_found_better_than_by_quick_patterns() -> None:
    path = DATA / "data" / "case2021" / "snippets.tsv"
    if not path.exists():
        pytest.skip(f"{path} is absent; set TOLLBOOK_DATA to the folder of the measuring sets")
    kinds = {"AIR_STRIKE": "Air/drone strike", "SUIC_BOMB": "Suicide bomb", "GRENADE": "Grenade"}
    with path.open(encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t") if r["SubType"] in kinds]
    right = sum(event_type(r["EventSnippet"]) == kinds[r["SubType"]] for r in rows)
    assert right / len(rows) > 0.8
