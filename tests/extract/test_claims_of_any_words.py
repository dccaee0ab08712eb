"""Claims of events in any order of words: quotes stand in the text, no figure is lost or invented."""

from claim_texts import claims_of
from hypothesis import given, settings
from hypothesis import strategies as st

WORDS = (
    "the",
    "army",
    "rebels",
    "attacked",
    "shelled",
    "in",
    "Orsk",
    "on",
    "Monday",
    "12",
    "dozens",
    "of",
    "villagers",
    "were",
    "killed",
    "wounded",
    "accused",
    "Norvania",
    "Khedria",
    "denied",
    "that",
    "claimed",
    "responsibility",
    "for",
    ",",
    ".",
    "strikes",
    "have",
    "intensified",
    "since",
    "October",
    "said",
    "no",
    "and",
    "by",
    "a",
    "reportedly",
    "described",
    "as",
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_any_order_of_words_gives_claims_whose_quotes_stand_in_the_text(tokens: list[str]) -> None:
    text = " ".join(tokens)
    found = claims_of(text)
    assert [c.id for c in found] == list(dict.fromkeys(c.id for c in found))
    for claim in found:
        assert claim.span.of(text) == claim.quote.exact
        for value in (claim.about, claim.initiator, claim.target, claim.place, claim.when):
            if value and value.provenance.span:
                assert value.provenance.span.of(text) == value.words


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_a_figure_belongs_to_one_claim_at_most_and_none_is_invented(tokens: list[str]) -> None:
    found = [i for claim in claims_of(" ".join(tokens)) for i in claim.figures]
    assert len(found) == len(set(found))
