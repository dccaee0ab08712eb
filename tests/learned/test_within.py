"""Within: the party that a figure's own words name as that of the people counted."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.whose import whose
from tollbook.learned.within import party_within, without_people
from tollbook.model.provenance import Basis, Span
from tollbook.model.reference import Actor


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("[Eleven government fighters] and 17 others were killed.", "government fighters"),
        ("It killed [18 members of the Syrian Democratic Forces] there.", "Syrian Democratic Forces"),
        ("It killed [18 members] of the Syrian Democratic Forces there.", "Syrian Democratic Forces"),
        ("There fell [16 fighters of the Islamic State].", "Islamic State"),
        ("There fell [20 Hezbollah members].", "Hezbollah members"),
        ("There fell [nine Ukrainian soldiers].", "Ukrainian soldiers"),
        ("There fell [16 fighters of the Front of the Companions].", "Front of the Companions"),
        ("There fell [at least nine Hezbollah members].", "Hezbollah members"),
        ("There fell [another seven people] of a local armed group.", "local armed group"),
        ("There fell [another seven victims] of a local armed group.", None),
        ("There fell [another seven people] of the village.", None),
        ("There fell [at least two cadets] loyal to Marshal Amadi.", "Marshal Amadi"),
        ("There fell [three militants] belonging to Jaish al-Nasr.", "Jaish al-Nasr"),
        ("There died [four fighters of the Haddara family].", None),
        ("There died [two soldiers of Turkish descent].", None),
        ("There died [nine herders killed by soldiers of the Brown Column].", None),
        ("There died [two soldiers of the Brown Column's wives].", None),
        ("There died [a gunner of the Third Column].", "Third Column"),
        ("There died [two commanders of the White Helmets].", None),
        ("There died [two soldiers of Aleppo].", None),
        (
            "There died [nine fighters of the Democratic Front for the Liberation of Zembla].",
            "Democratic Front for the Liberation of Zembla",
        ),
        ("There died [dozens of fighters of the Third Column].", "Third Column"),
        ("There died [nine wives of soldiers of the Third Column].", None),
        ("There died [nine herders accused of being fighters of the Third Column].", None),
        ("There died [two members of Parliament].", None),
        (
            "It killed [six members] of the Kurdish internal security force known as the Blue Caps.",
            "Kurdish internal security force",
        ),
        ("It killed [six relatives] of the Kurdish internal security force.", None),
        ("It killed [six members] of families in the army camp.", None),
        ("There died [the pilot of the Cessna].", None),
        ("There died [a leader of the Third Column].", "Third Column"),
        ("There died [nine people] from the rebel-held town.", None),
        ("There died [nine people] of the militia leader's family.", None),
        ("There died [nine fighters of Chechen background].", None),
        ("There died [nine soldiers of God].", None),
        ("There died [six rebels belonging to the Hutu tribe].", None),
        ("There died [15 hostages of the Islamic State].", None),
        ("There died [two Taliban attack victims].", None),
        ("There died [three Turkish men].", None),
        ("There died [three police officers].", None),
        ("There died [several foreign fighters].", None),
        ("There died [nine soldiers].", None),
        ("There died [nine herders killed by government soldiers].", None),
        ("There died [two government soldiers' wives].", None),
    ],
)
def test_the_words_of_a_figure_name_its_party(sentence: str, party: str | None) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    page = Reader(rules_only=True).seen(report(sentence.replace("[", "").replace("]", "")))[0]
    found = party_within(page.text, Span(start, end))
    assert (found.value.name if found else None) == party


def test_a_party_in_the_words_goes_before_one_read_elsewhere() -> None:
    text = "Hezbollah fought near Marrun, where eleven government fighters were killed."
    page = Reader(rules_only=True).seen(report(text))[0]
    enemy, at = Actor(name="Hezbollah", label="Hezbollah"), Span(0, 9)
    read = page.text.stamp().source(enemy, at, rule="learned.side", basis=Basis.INFERRED)
    figure = Span(text.index("eleven"), text.index(" were"))
    side = whose(page.text, figure, (), read)
    assert side is not None
    assert (side.value.name, side.provenance.rule) == ("government fighters", "side.within")


def test_a_party_is_named_without_the_word_for_its_people() -> None:
    text = "Thirteen were killed; all were fighters of the so-called Islamic State."
    page = Reader(rules_only=True).seen(report(text))[0]
    at = Span(text.index("fighters"), text.index("."))
    read = page.text.stamp().source(
        Actor(name="x", label="Islamic State"), at, rule="learned.side", basis=Basis.INFERRED
    )
    assert without_people(page.text, read).value.name == "Islamic State"
