"""The lexicons that claims are read with: each entry finds its example and not its counter-example."""

import pytest

from tollbook.annotate.events import STATEMENTS
from tollbook.extract.claims_words import OBJECTS, PARTIES, VERBS
from tollbook.model import lexicon


@pytest.mark.parametrize("path", [STATEMENTS, OBJECTS, VERBS, PARTIES])
def test_every_entry_finds_its_example_and_nothing_in_its_counter_example(path: str) -> None:
    lex = lexicon.lexicon(path)
    for entry in lex.entries:
        assert entry.example
        assert entry.counter
        text, spans = lexicon.marked(entry.example)
        assert [m.span for m in lex.find(text) if m.entry is entry] == spans, entry.id
        assert [m for m in lex.find(entry.counter) if m.entry is entry] == [], entry.id


def test_every_statement_word_belongs_to_one_entry() -> None:
    words = [w.lower() for e in lexicon.load(STATEMENTS).entries for w in e.words]
    assert sorted({w for w in words if words.count(w) > 1}) == []
