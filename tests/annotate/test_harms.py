"""Words of harm and nouns for people: what a word says, and where the same word says nothing of the kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.harms import harms, persons
from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Mention, MentionKind


def said(found: list[Mention], key: str) -> list[tuple[str, str]]:
    out = []
    for mention in found:
        assert mention.cue is not None
        out.append((mention.words, mention.cue.sets.get(key, "-")))
    return out


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two died", [("died", "killed")]),
        ("Two drowned", [("drowned", "killed")]),
        ("Two were martyred", [("martyred", "killed")]),
        ("Two were neutralised", [("neutralised", "killed")]),
        ("Two were NEUTRALIZED", [("NEUTRALIZED", "killed")]),
        ("Two were shot dead", [("shot dead", "killed")]),
        ("Two lost their lives", [("lost their lives", "killed")]),
        ("Two were wounded", [("wounded", "injured")]),
        ("Two were hurt", [("hurt", "injured")]),
        ("Two are missing", [("missing", "missing")]),
        ("Two were arrested", [("arrested", "detained")]),
        ("Two were captured", [("captured", "detained")]),
        ("Two were kidnapped", [("kidnapped", "abducted")]),
        ("Two were taken hostage", [("taken hostage", "abducted")]),
        ("Two families fled", [("fled", "displaced")]),
        ("Two families were driven from their homes", [("driven from their homes", "displaced")]),
        ("There were casualties", [("casualties", "killed_or_injured")]),
        ("Two were killed or wounded", [("killed or wounded", "killed_or_injured")]),
        ("Two were killed, two wounded", [("killed", "killed"), ("wounded", "injured")]),
    ],
)
def test_what_a_word_of_harm_says(text: str, wanted: list[tuple[str, str]]) -> None:
    assert said(harms(text), "outcome") == wanted


@pytest.mark.parametrize(
    ("harm", "none"),
    [
        ("Two died in the fire", "The fire died down"),
        ("Two were arrested", "The arrest warrant is old"),
        ("The martyrs were buried", "The Martyrs' Square was closed"),
        ("Two were killed", "A skilled worker came"),
        ("Death came", "The death penalty was debated"),
        ("Two are missing", "A missing link was found"),
        ("Lives were lost", "She lives in Marrun"),
        ("The army lost two men", "The army lost ground"),
        ("Two were shot", "A drone was shot down"),
        ("The raid claimed two lives", "The rebels claimed responsibility"),
        ("Two bodies lay there", "The governing body met"),
    ],
)
def test_the_same_word_elsewhere_says_no_harm(harm: str, none: str) -> None:
    assert harms(harm) != []
    assert harms(none) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("two farmers", "civilian"),
        ("two children", "civilian"),
        ("two medics", "civilian"),
        ("two journalists", "civilian"),
        ("two displaced people", "civilian"),
        ("two soldiers", "combatant"),
        ("two policemen", "combatant"),
        ("two militants", "combatant"),
        ("two terrorists", "combatant"),
        ("two people", "unknown"),
        ("two men", "unknown"),
    ],
)
def test_what_a_noun_says_of_the_people(text: str, status: str) -> None:
    assert [value for _, value in said(persons(text), "status")] == [status]


@pytest.mark.parametrize(
    ("text", "trait"),
    [
        ("two girls", "child"),
        ("two women", "woman"),
        ("an elderly man", "elderly"),
        ("two nurses", "medic"),
        ("two reporters", "journalist"),
        ("two aid workers", "aid_worker"),
        ("a commander", "commander"),
        ("two farmers", "-"),
    ],
)
def test_the_trait_that_a_noun_says(text: str, trait: str) -> None:
    assert [value for _, value in said(persons(text), "trait")] == [trait]


def test_a_mention_names_its_kind_its_entry_and_its_characters() -> None:
    text = "A nurse died."
    (person,), (harm,) = persons(text), harms(text)
    assert (person.kind, person.span.of(text)) == (MentionKind.PERSON, "nurse")
    assert (harm.kind, harm.span.of(text), harm.rule) == (MentionKind.HARM, "died", "harm.die")
    assert harm.cue is not None
    assert harm.cue.entry == harm.rule


WORDS = [w for e in lexicon("lexicon/en/harms.yaml").entries for w in (*e.words, *e.unless)]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=12).map(" ".join))
def test_mentions_return_their_words_and_never_overlap(text: str) -> None:
    for found in (harms(text), persons(text)):
        at = 0
        for mention in found:
            assert mention.span.of(text) == mention.words
            assert mention.span.start >= at
            at = mention.span.end


def test_codes_of_armies_say_a_harm_at_a_number_alone() -> None:
    found = [(m.words, m.cue.sets["outcome"]) for m in harms("Friday: 12 KIA, 9 WIA and 3 MIA.") if m.cue]
    assert found == [("KIA", "killed"), ("WIA", "injured"), ("MIA", "missing")]
    found = [(m.words, m.cue.sets["outcome"]) for m in harms("Friday: KIA: 12, WIA 9; MIA: 1,003.") if m.cue]
    assert found == [("KIA", "killed"), ("WIA", "injured"), ("MIA", "missing")]
    assert not harms("The KIA and Mia Torre met in the town; KIA cars stood there.")
    assert not harms("The KIA 3rd Battalion and KIA 5 miles on")
