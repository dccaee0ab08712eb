"""Own day: a figure whose sentence names a weekday is not dated by that of the sentence beside it."""

from datetime import date

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.own_day import is_compared, own_day
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Span

SUNDAY = date(2031, 3, 9)
STRIKE = " The army said Saturday's strike killed five."


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (
            "The court on Monday tried three men for the murder of nine people. "
            "They were killed in Saturday's attack.",
            1,
        ),
        ("Mourners on Wednesday prayed for nine people. They were shot in their homes on Monday.", 3),
        ("Parliament on Wednesday debated the killing of nine students. Soldiers shot them on Monday.", 3),
        ("A video posted on Wednesday shows nine dead soldiers. They were killed in Monday's ambush.", 3),
        ("Nine people were in a critical condition on Wednesday. They were injured in Monday's blast.", 3),
        ("Relatives on Thursday collected the bodies of nine men. The police shot them on Tuesday.", 4),
        ("The mayor paid tribute on Thursday to nine dead firefighters. They died in Monday's strike.", 3),
        ("Two people died in the town on Friday. The army said Saturday's strike killed five.", 7),
    ],
)
def test_the_day_of_a_funeral_trial_or_visit_is_not_that_of_the_harm(words: str, day: int) -> None:
    first = Reader().read(report(words, day=date(2031, 3, 7))).figures[0]
    assert first.when is not None
    assert first.when.value.start == date(2031, 3, day)


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
        # So it is by an active verb, and in the town.
        ("Two people died in the town on Friday." + STRIKE, "Saturday", "Friday"),
        ("A raid killed two people in Harl on Friday." + STRIKE, "Saturday", "Friday"),
        ("Two people were shot dead in Harl on Friday." + STRIKE, "Saturday", "Friday"),
        # A trial, a funeral, a prayer, a debate or a visit dates no harm, whatever the next sentence says.
        ("The court on Friday tried men for the murder of two people." + STRIKE, "Saturday", None),
        ("The funeral of two people on Friday drew thousands." + STRIKE, "Saturday", None),
        (
            "The funeral of two people on Friday drew thousands. The two died in Saturday's bombing.",
            "Saturday",
            None,
        ),
        ("Mourners on Friday prayed for two people." + STRIKE, "Saturday", None),
        ("Parliament on Friday debated the killing of two people." + STRIKE, "Saturday", None),
        ("Parliament on Friday debated the raid that killed two people." + STRIKE, "Saturday", None),
        ("A video posted on Friday shows the death of two people." + STRIKE, "Saturday", None),
        ("Two people were in a critical condition on Friday." + STRIKE, "Saturday", None),
        ("Relatives on Friday collected the bodies of two people." + STRIKE, "Saturday", None),
        ("The mayor paid tribute on Friday to two people." + STRIKE, "Saturday", None),
        ("Friday's burial of two people was quiet." + STRIKE, "Saturday", None),
        ("Two people killed in the raid were mourned on Friday." + STRIKE, "Saturday", None),
        # The other sentence goes on about the same people.
        ("Two people died in hospital on Friday. They were hit in Saturday's strike.", "Saturday", None),
        ("Two people were killed on Friday. The two were hit in Saturday's strike.", "Saturday", None),
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


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("They were the first strikes on the city since 2016, and killed 16 people.", True),
        ("It was the worst attack in the capital since October: nine people died.", True),
        ("Nine people have died in strikes since October.", False),
        ("The first strike killed nine. Since October 40 people have died.", False),
    ],
)
def test_a_day_that_is_only_compared_with_is_nobodys(text: str, compared: bool) -> None:
    page = Reader(rules_only=True).seen(report(text))[0]
    [since] = [m.span for m in page.text.of(MentionKind.DATE)]
    assert is_compared(page.text, since) is compared
