"""A loaded word of one who speaks is no doer of what another says."""

import pytest
from msgspec.structs import replace

from flow_texts import annotated
from tollbook.extract import claims, figures
from tollbook.issues import IssueKind
from tollbook.model.figure import Figure
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Text
from tollbook.qualify import attribute, in_own_words, loaded, told_in_own_words


def _doer(text: Text, rule: str = "learned.perpetrator") -> Sourced[Actor]:
    """Give "terrorists" as the doer that is guessed in a text."""
    at = text.report.text.index("terrorists")
    return text.stamp().source(
        Actor(name="terrorists", label="terrorists"),
        Span(at, at + len("terrorists")),
        rule=rule,
        basis=Basis.INFERRED,
    )


def _read(said: str, rule: str = "learned.perpetrator") -> tuple[Figure, int]:
    """Read a text's first figure, with "terrorists" guessed as doer, and count the issues of its voices."""
    text = annotated(said)
    attributions = attribute(text)
    first = figures(text, attributions, (), resolve_date=lambda _: None)[0]
    (found,), issues = in_own_words(
        [replace(first, perpetrator=_doer(text, rule))], loaded(text, attributions), text.report
    )
    assert all(issue.kind is IssueKind.SET_ASIDE for issue in issues)
    return found, len(issues)


OFFICE = "The harbour office said that nine farmers were killed. "


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        # The ministry's word does not go into the office's figure.
        (OFFICE + "The ministry said that terrorists shelled the landing.", False),
        # The office's own word, and the report's, stay.
        (OFFICE + "The harbour office said that terrorists shelled the landing.", True),
        (OFFICE + "The terrorists shelled the landing for an hour.", True),
    ],
)
def test_whose_loaded_word_names_the_doer(said: str, kept: bool) -> None:
    figure, issues = _read(said)
    assert (figure.perpetrator is not None) is kept
    assert issues == (0 if kept else 1)


def test_what_a_rule_reads_beside_the_number_stays() -> None:
    figure, issues = _read(
        OFFICE + "The ministry said that terrorists shelled the landing.", rule="perpetrator.subject"
    )
    assert figure.perpetrator is not None
    assert issues == 0


@pytest.mark.parametrize(("teller", "kept"), [("The ministry", False), ("The harbour office", True)])
def test_the_claim_of_a_figure_takes_no_other_doer_than_the_figure(teller: str, kept: bool) -> None:
    said = OFFICE + f"{teller} said that terrorists shelled the landing."
    text = annotated(said)
    attributions = attribute(text)
    first = figures(text, attributions, (), resolve_date=lambda _: None)[0]
    made = claims(text, attributions, (replace(first, perpetrator=_doer(text)),), lambda _: None)
    (mine,) = [claim for claim in made if first.id in claim.figures]
    assert mine.initiator is not None
    (told,) = told_in_own_words([mine], loaded(text, attributions))
    assert (told.initiator is not None) is kept
