"""A total that runs on ("since 2017") dates the figures of its own sentence, not those before it."""

from datetime import date

from flow_texts import reading

WAR = "More than 4,000 people have been killed since the conflict began in 2017."


def days(text: str, *, title: str = "", day: date | None = None) -> dict[str, str | None]:
    read = reading(text, title=title, day=day)
    return {f.quote.exact: f.when.value.reading if f.when else None for f in read.figures}


def test_in_a_report_without_a_date_the_war_does_not_date_what_happened_on_a_weekday() -> None:
    text = f"Rebels killed six soldiers on Tuesday evening. Nine villagers were wounded on Wednesday. {WAR}"
    found = days(text, title="Rebels kill six in ambush on army convoy near the river")
    assert found.pop("More than 4,000 people") == "since"
    assert set(found.values()) == {None}


def test_after_the_war_a_weekday_that_cannot_be_resolved_keeps_it_away_too() -> None:
    found = days(f"{WAR} On Tuesday rebels killed six soldiers.")
    assert found == {"More than 4,000 people": "since", "six soldiers": None}


def test_a_headline_that_tells_the_same_total_has_its_time() -> None:
    found = days(WAR, title="More than 4,000 killed in the long war")
    assert set(found.values()) == {"since"}
