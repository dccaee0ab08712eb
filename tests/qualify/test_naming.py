"""Claimants are named by the whole of the words that name them, and by no words of anybody else."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.model.provenance import Span
from tollbook.model.report import Report
from tollbook.qualify.naming import widened


def whole(marked: str) -> str:
    """Widen the words in square brackets."""
    start, end = marked.index("["), marked.index("]")
    text = marked.replace("[", "").replace("]", "")
    return widened(Span(start, end - 1), text).of(text)


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("the [Harm Ledger director] Tarek Selwyn told reporters", "Harm Ledger director Tarek Selwyn"),
        ("the [Harm Ledger director] told Tarek Selwyn", "Harm Ledger director"),
        ("said [Tarek Selwyn], director of the Harm Ledger", "Tarek Selwyn, director of the Harm Ledger"),
        ("said [Tarek Selwyn], who heads the Harm Ledger", "Tarek Selwyn"),
        ("About [the student housing everyone] agrees that four died", "everyone"),
        ("[Everyone in the village] agrees that four died", "Everyone in the village"),
        ("[Peoples of everyone's Front] says that four died", "Peoples of everyone's Front"),
        (
            "said Tarek Selwyn [director of the Harm Ledger] on Friday",
            "Tarek Selwyn director of the Harm Ledger",
        ),
        ("said on Friday [director of the Harm Ledger]", "director of the Harm Ledger"),
        ("on Friday Harm Ledger head [Tarek Selwyn] said", "Harm Ledger head Tarek Selwyn"),
        ("near Kessa [Tarek Selwyn] said", "Tarek Selwyn"),
        ("the [Kessa Union of Nurses] (KUN) said", "Kessa Union of Nurses (KUN)"),
        ("the [Kessa Union of Nurses] (in a note) said", "Kessa Union of Nurses"),
        ("the [rescue corps] known as the Grey Scarves said", "rescue corps known as the Grey Scarves"),
        ("the [rescue corps] is known to say", "rescue corps"),
        ("[Governor] said. Mara Quill left", "Governor"),
        ("said [the village head], U Maung Kyi, who listed nine", "the village head, U Maung Kyi"),
        ("said the village head, [U Maung Kyi], who listed nine", "the village head, U Maung Kyi"),
        ("[The army's spokesman], Major Ivo Lanner, said so", "The army's spokesman, Major Ivo Lanner"),
        ("The army's spokesman, [Major Ivo Lanner], said so", "The army's spokesman, Major Ivo Lanner"),
        ("[A spokesman] for the Front, Abu Selim, said so", "A spokesman for the Front, Abu Selim"),
        ("[A spokesman for the Front], Abu Selim, said so", "A spokesman for the Front, Abu Selim"),
        ("a spokesman for the Front, [Abu Selim], said so", "a spokesman for the Front, Abu Selim"),
        ("[The governor], Tarek Selwyn said, was away", "The governor"),
        ("[The governor], the Kessa Monitor and others said so", "The governor"),
        ("[The governor], Kessa Rights Watch, and others said so", "The governor"),
        ("The governor was away, [Tarek Selwyn] said", "Tarek Selwyn"),
        ("They shot the governor, and [Tarek Selwyn] said so", "Tarek Selwyn"),
        ("met the governor, [Kessa Rights Watch] said", "Kessa Rights Watch"),
        ("[the ministry], Ivo Lanner, said", "the ministry"),
    ],
)
def test_a_naming_is_kept_whole_and_ends_where_it_ends(marked: str, wanted: str) -> None:
    assert whole(marked) == wanted


def test_a_figures_claimant_is_named_with_office_and_name() -> None:
    text = 'Nine people died near the port. "Three were children," Harm Ledger director Tarek Selwyn said.'
    report = Report(id="r", capture="0", source="wire", text=text, language="en")
    figures = Reader().read(report).figures
    said = {c.value.name for f in figures for c in f.claimants}
    assert said == {"Harm Ledger director Tarek Selwyn"}


def test_who_was_harmed_is_no_part_of_who_speaks() -> None:
    text = "A suspect was shot dead on Tuesday after wounding an officer, Commissioner Dan Ruvo said."
    report = Report(id="r", capture="0", source="wire", text=text, language="en")
    assert {c.words for f in Reader().read(report).figures for c in f.claimants} == {"Commissioner Dan Ruvo"}


def test_widening_keeps_the_words_and_stays_in_the_text() -> None:
    text = "A " * 200 + "Kessa chief Tarek " + "B " * 200
    for start in range(390, 430, 3):
        span = Span(start, start + 7)
        assert widened(span, text).holds(span)


def test_everyone_is_shown_as_everyone_alone() -> None:
    read = Reader().read(report("About the student housing everyone says that four people died."))
    said = [who.value for figure in read.figures for who in figure.claimants]
    said += [who.value for claim in read.claims for who in claim.claimants]
    assert {(who.name, who.label) for who in said} == {("everyone", "everyone")}
