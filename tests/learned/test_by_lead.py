"""Entries of a list have the source that its lead names, and the place that their own line names."""

from flow_texts import report
from tollbook import Reader


def test_every_entry_of_a_list_has_the_source_that_its_lead_names() -> None:
    text = (
        "Today's toll by SOHR:\n• 4 civilians, including a child, killed by regime shelling on Sarmin\n"
        "• 2 regime soldiers killed by snipers in Kafr Nabl\n• 1 civilian killed by a mine in Deir ez-Zor\n"
        "• 3 SDF fighters wounded in an ISIS attack"
    )
    figures = Reader().read(report(text)).figures
    assert [[who.words for who in f.claimants] for f in figures] == [["SOHR"]] * 5
    assert "claimant.by_lead" in {who.provenance.rule for f in figures for who in f.claimants}


def test_people_of_a_list_have_the_source_of_the_list() -> None:
    people = "- Omar Saadi (22), missing\n- Karim Haddara (34), missing\n- Ivan Ruvo (41), rescued"
    figures = Reader().read(report(f"Crew list, as given by the port:\n{people}")).figures
    assert len(figures) > 1
    assert {tuple(who.words for who in f.claimants) for f in figures} == {("the port",)}


def test_an_entry_is_at_the_place_that_its_line_names() -> None:
    text = (
        "Residents of the town gave these figures for the week, which the army did not confirm:\n"
        "- 4 civilians killed by shelling in Sarmin\n- 2 soldiers killed by snipers in Kafr Nabl\n"
        "- 1 farmer killed by a mine near Homs"
    )
    figures = Reader().read(report(text)).figures
    assert [f.place and f.place.words for f in figures] == ["Sarmin", "Kafr Nabl", "Homs"]


def test_the_second_of_a_list_of_names_and_ages_is_not_lost() -> None:
    people = "- Omar Saadi, 22\n- Karim Haddara, 34\n- Ivan Ruvo"
    text = (
        f"Four people died in the fire, the police said. The dead were\n{people}\nThey were buried on Sunday."
    )
    figures = Reader().read(report(text)).figures
    assert [f.name.value for f in figures if f.name][:2] == ["Omar Saadi", "Karim Haddara"]
