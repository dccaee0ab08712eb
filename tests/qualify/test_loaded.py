"""Loaded words: flagged with a neutral label, in whose mouth, of whom; names and plain words are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.actors import actors
from tollbook.model.figure import Stance
from tollbook.model.mention import LoadedUse
from tollbook.model.provenance import Span
from tollbook.model.reference import Actor
from tollbook.model.report import Report
from tollbook.model.text import Attribution, Sentence, SentenceRole, Text
from tollbook.qualify.loaded import loaded, quotations, uses
from tollbook.qualify.swaps import swap, swap_words, swapped


def text_of(said: str) -> Text:
    """A text of one sentence that was not parsed."""
    report = Report(id="r", capture="c", source="s", text=said)
    whole = Sentence(span=Span(0, len(said)), role=SentenceRole.BODY, paragraph=0, first=0, last=0)
    return Text(report=report, sentences=(whole,), tokens=(), mentions=tuple(actors(said)))


def found(said: str, attributions: tuple[Attribution, ...] = ()) -> tuple[LoadedUse, ...]:
    return loaded(text_of(said), attributions)


def one(said: str) -> LoadedUse:
    (use,) = found(said)
    return use


@pytest.mark.parametrize(
    ("said", "words", "neutral"),
    [
        ("Takfiri terrorists withdrew.", "Takfiri terrorists", "armed group (unnamed)"),
        (
            "Foreign-backed Takfiri terrorists left.",
            "Foreign-backed Takfiri terrorists",
            "armed group (unnamed)",
        ),
        ("HTS terrorists withdrew.", "HTS terrorists", "HTS members"),
        ("The terror insurgency went on.", "terror insurgency", "armed insurgency"),
        ("Four men were martyred.", "martyred", "killed"),
        ("It spoke of aggression.", "aggression", "military action"),
        ("Syrian regime forces left.", "Syrian regime forces", "Syrian government forces"),
        ("Nine people were slaughtered.", "slaughtered", "killed"),
        ("The army liberated the hill.", "liberated", "captured"),
    ],
)
def test_a_loaded_word_has_a_neutral_label_and_a_rule(said: str, words: str, neutral: str) -> None:
    use = one(said)
    assert (use.words, use.neutral) == (words, neutral)
    assert use.guide


@pytest.mark.parametrize(
    "said",
    [
        "Nine soldiers were killed.",
        "The ceremony was held at the Martyrs' Hall.",
        "The ceremony was held at the Martyrs’ Hall.",
        "The al-Aqsa Martyrs Brigades withdrew.",
        "A counter-terrorism law was passed.",
        "The team was eliminated in the cup.",
        "The village lies east of the river.",
        "Sniffer dogs found two bodies.",
        "A visa regime began.",
        "Rain can undermine the wall.",
    ],
)
def test_names_and_plain_words_are_no_uses(said: str) -> None:
    assert found(said) == ()


def test_undermining_wants_sovereignty_after_it_in_the_same_sentence() -> None:
    assert one("They undermine Syria's sovereignty.").words == "undermine Syria's sovereignty"
    assert found("They undermine the wall. Its sovereignty is plain.") == ()


def attribution(said: str, words: str, name: str) -> Attribution:
    at = said.index(words)
    text = text_of(said)
    who = text.stamp().source(Actor(name=name, label=name), Span(0, 3), rule="test")
    return Attribution(span=Span(at, at + len(words)), claimants=(who,), stance=Stance.ASSERTED, rule="test")


def test_the_user_is_the_claimant_whose_words_these_are_else_the_narrator() -> None:
    said = "The militants fled, the mayor said. Terrorists came back."
    whose = found(said, (attribution(said, "The militants fled", "the mayor"),))
    assert [use.user.value.name if use.user else None for use in whose] == ["the mayor", None]


@pytest.mark.parametrize(
    ("said", "user"),
    [
        ("The Syrian army described the raid as an act of aggression.", "Syrian army"),
        ("Moscow accused rebels of a provocation.", "Moscow"),
        ("The raid was an act of aggression.", None),
    ],
)
def test_who_names_or_blames_is_the_user(said: str, user: str | None) -> None:
    use = found(said)[-1]
    assert (use.user.value.name if use.user else None) == user


@pytest.mark.parametrize(
    ("said", "of"),
    [
        ("Israeli aggression went on.", "Israeli forces"),
        ("HTS terrorists withdrew.", "HTS members"),
        ("Aggression went on.", None),
    ],
)
def test_of_whom_is_the_actor_under_the_word_or_just_before_it(said: str, of: str | None) -> None:
    use = one(said)
    assert (use.of.value.label if use.of else None) == of


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ('He called it "a terrorist operation".', True),
        ("He called it “a terrorist operation”.", True),
        ("He called it a terrorist operation.", False),
        ('He "left". It was a terrorist operation.', False),
    ],
)
def test_words_inside_quotation_marks_are_marked_as_quoted(said: str, quoted: bool) -> None:
    assert one(said).quoted is quoted


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    assert quotations('He said "we saw it.\n\nThe army left.') == []


@pytest.mark.parametrize(
    ("said", "swapped_text"),
    [
        ("Terrorists fired on regime forces.", "Fighters fired on government forces."),
        ("Nine were martyred.", "Nine were killed."),
        ("THE TERRORISTS LEFT", "THE FIGHTERS LEFT"),
        ("The army liberated the hill.", "The army entered the hill."),
        ("They met at Martyrs' Hall.", "They met at Martyrs' Hall."),
        ("Nine soldiers were killed.", "Nine soldiers were killed."),
    ],
)
def test_words_are_swapped_for_neutral_ones_of_the_same_form(said: str, swapped_text: str) -> None:
    assert swap(said) == swapped_text


def test_swapping_twice_changes_nothing_more() -> None:
    for neutral in swap_words().values():
        assert swap(swap(neutral)) == swap(neutral)


WORDS = st.sampled_from(
    [
        "Terrorists",
        "the",
        "regime",
        "martyred",
        "HTS",
        "nine",
        "“",
        "”",
        '"',
        "men",
        "Takfiri",
        "aggression",
        "\n\n",
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_swapped_places_hold_the_swapped_words_and_the_rest_is_untouched(said: str) -> None:
    new, places = swapped(said)
    old_at = new_at = 0
    for place in places:
        assert said[old_at : place.old.start] == new[new_at : place.new.start]
        assert swap_words()[place.old.of(said).lower()] == place.new.of(new).lower()
        old_at, new_at = place.old.end, place.new.end
    assert said[old_at:] == new[new_at:]


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_uses_quote_the_text_in_order(said: str) -> None:
    if not said:
        return
    spans = [use.span for use in found(said)]
    assert spans == sorted(spans)
    assert all(use.words == use.span.of(said) for use in found(said))


def test_every_entry_has_a_rule_of_style_and_a_date() -> None:
    for match in uses("terrorists martyrs regime aggression"):
        assert match.entry.sets["guide"]
        assert match.entry.date <= date(2026, 11, 25)
