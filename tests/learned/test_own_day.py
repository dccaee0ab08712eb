"""Own day: a figure whose sentence names a weekday is not dated by that of the sentence beside it."""

from datetime import date

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.own_day import own_day
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span

SUNDAY = date(2031, 3, 9)
STRIKE = " The army said Saturday's strike killed five."


@pytest.mark.parametrize(
    ("words", "other", "own"),
    [
        ("Two people died in hospital on Friday." + STRIKE, "Saturday", "Friday"),
        ("Friday's raid killed two people." + STRIKE, "Saturday", "Friday"),
        # Nobody tells of a strike before it comes.
        ("Two people died of their wounds, officials said Friday." + STRIKE, "Saturday", "Friday"),
        # What was told on Sunday may have happened on Saturday.
        ("Two people died, officials said Sunday. They were hit in a strike on Saturday.", "Saturday", None),
        # The day of the talks, or of the freedom that came later, is not that of the harm.
        ("Two people died as they left the talks on Friday." + STRIKE, "Saturday", None),
        ("One guard and two people were freed on Friday." + STRIKE, "Saturday", None),
        # The weekday beside the figure is of something else, or there are two.
        ("Two people died in a raid after Friday's talks." + STRIKE, "Saturday", None),
        ("Two people died, one on Thursday and one on Friday." + STRIKE, "Saturday", None),
        ("Two people died in hospital." + STRIKE, "Saturday", None),
    ],
)
def test_the_weekday_of_its_own_sentence_dates_a_figure(words: str, other: str, own: str | None) -> None:
    flow = Reader()
    text = flow.seen(report(words, day=SUNDAY))[0].text
    read = flow.days(text.report, text.mentions)
    days = [
        text.stamp().source(when, m.span, rule="dates.weekday")
        for m in text.of(MentionKind.DATE)
        if m.date and (when := read(m.date))
    ]
    (chosen,) = [day for day in days if day.words.startswith(other)]
    at = words.index("two people" if "two people" in words else "Two people")
    found = own_day(text, days, Span(at, at + 10), chosen)
    assert (found.words.removesuffix("'s") if found else None) == own
