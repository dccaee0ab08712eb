"""Telling: a weekday behind a word for telling dates no harm where an earlier day of the event is told."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.telling import days_of_events


@pytest.mark.parametrize(
    ("words", "days"),
    [
        (
            "Two men were killed on Wednesday. Nine others were wounded, the mayor said on Friday.",
            ["Wednesday", "Wednesday"],
        ),
        (
            "Two men were killed on Wednesday. Nine others were wounded in a raid on Friday.",
            ["Wednesday", "Friday"],
        ),
        # What lies more than four days before may be another event, and an only day is all there is.
        (
            "Two men were killed on Saturday. Nine others were wounded, the mayor said on Friday.",
            ["Saturday", "Friday"],
        ),
        ("Nine men were wounded at Orsk, the mayor said on Friday.", ["Friday"]),
        # A day that belongs to what stands behind it, and a part of a day, are of the event.
        (
            "Two men were killed on Wednesday. Residents reported Friday shelling that left nine wounded.",
            ["Wednesday", "Friday"],
        ),
        (
            "Two men were killed on Wednesday. The mayor said Friday night nine people were wounded.",
            ["Wednesday", "Friday night"],
        ),
        # The strike behind the word for telling is of that day.
        (
            "Two men were killed on Wednesday. The army said a strike on Friday killed nine others.",
            ["Wednesday", "Friday"],
        ),
    ],
)
def test_the_day_of_the_telling_gives_way_to_that_of_the_event(words: str, days: list[str]) -> None:
    page = Reader().seen(report(words))[0]
    found = days_of_events(page.text, [ruled.figure for ruled in page.ruled])
    assert [figure.when and figure.when.words for figure in found] == days
    assert all(figure.when and figure.when.note for figure in found[1:] if figure.when and days[1] == days[0])
