"""What is a date in a sentence and what is not: near-minimal pairs, and laws that hold for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.annotate.dates import dates
from tollbook.model import lexicon
from tollbook.model.mention import MentionKind


def found(text: str) -> list[str]:
    return [mention.words for mention in dates(text)]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("They left in March.", ["March"]),
        ("March to the capital, he told them.", []),
        ("The rebels march on the capital.", []),
        ("The offensive of March 2016 failed.", ["March 2016"]),
        ("Thousands joined the March of Return.", []),
        ("Shells may kill 20 men.", []),
        ("Shells killed 20 men in May.", ["May"]),
        ("At least 20 may have died.", []),
        ("At Least 20 May Have Died", []),
        ("The clash of 20 May in Ostra.", ["20 May"]),
        ("It fell on the third of May.", ["third of May"]),
        ("It fell on the twenty-first of May 2031.", ["twenty-first of May 2031"]),
        ("A third of June was lost to rain.", ["June"]),
        ("MAY 20 PEOPLE REST IN PEACE", []),
        ("The strike of May 20 killed two.", ["May 20"]),
        ("Theresa May spoke.", []),
        ("The Sunday Times wrote of it.", []),
        ("It fell on Sunday, the Times wrote.", ["Sunday"]),
        ("The Bloody Sunday inquiry closed.", []),
        ("Every Friday they gather.", []),
        ("They gathered on Friday.", ["Friday"]),
        ("On Fridays they gather.", []),
        ("He lives on 6 October Street.", []),
        ("He died on 6 October in the street.", ["6 October"]),
        ("Friday's attack killed two.", ["Friday"]),
        ("Last week's attack killed two.", ["Last week"]),
        ("In October 12 people died.", ["October"]),
        ("On October 12 people fled.", ["October 12"]),
        ("About 2000 people fled.", []),
        ("The war of 2000 emptied it.", ["2000"]),
        ("Rebels held 2012 men.", []),
        ("Rebels came in 2012.", ["2012"]),
        ("Shells fell in 2011 and 2012.", ["2011", "2012"]),
        ("The toll rose to 1950 on Monday.", ["Monday"]),
        ("The fall of the town came early.", []),
        ("The town was taken in fall 2015.", ["fall 2015"]),
        ("The springs of the valley ran dry.", []),
        ("He sat by the gate in the sun.", []),
        ("The second division was dated 9/11.", []),
        ("Since the army killed 20 people, many have fled.", []),
        ("Since the army came on Friday, many have fled.", ["Since the army came on Friday"]),
        ("They have met since 2 May.", ["since 2 May"]),
        ("He may, since he can.", []),
        ("Two days of clashes left the town empty.", ["Two days of clashes"]),
        ("Two days of rain left the town empty.", []),
        ("Two days ago the town was empty.", ["Two days ago"]),
        ("At last the road opened.", []),
        ("The last of the wounded were carried out.", []),
        ("An august assembly met.", []),
        ("OSTRA, Oct 5 (Plain Wire) - Two died.", ["Oct 5"]),
        ("Ostra, June 19: two died.", ["June 19"]),
        ("It began on June 19 at 10:30.", ["began on June 19"]),
        ("Gunfire erupted Wednesday night in Nel.", ["Wednesday night"]),
        ("A brawl broke out on June 19.", ["June 19"]),
        ("A fight broke out on June 19.", ["broke out on June 19"]),
        ("The shooting began in October and 300 died.", ["began in October"]),
        ("The dispute began in 2011 and has killed 400.", ["began in 2011"]),
        ("Fighting broke out on June 19.", ["broke out on June 19"]),
        ("He was to wed in the spring.", ["spring"]),
        ("He was taken on Wed. 2 October.", ["Wed. 2 October"]),
        ("It was the third day of Eid.", ["third day", "Eid"]),
        ("The third man was a guard.", []),
    ],
)
def test_what_is_a_date(sentence: str, words: list[str]) -> None:
    assert found(sentence) == words


def test_case_and_lost_commas_change_nothing() -> None:
    text = "On Wednesday, 27 November 2024 shells fell; since October 2, 2016 the road is shut."
    stripped = text.replace(",", "").upper()
    assert [m.date for m in dates(text)] == [m.date for m in dates(stripped)]
    assert len(dates(text)) == 2


PIECES = st.sampled_from(
    [
        "since",
        "until",
        "between",
        "from",
        "the",
        "and",
        "to",
        "of",
        "on",
        "in",
        "2",
        "27",
        "2016",
        "1999",
        "May",
        "march",
        "October",
        "friday",
        "last",
        "this",
        "past",
        "two",
        "days",
        "ago",
        "early",
        "mid",
        "-",
        ",",
        ".",
        "/",
        ":",
        "'s",
        "overnight",
        "week",
        "month",
        "year",
        "morning",
        "third",
        "day",
        "running",
        "war",
        "began",
        "a",
        "few",
        "recent",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=25), st.sampled_from(["", " ", "\n"]))
def test_offsets_return_the_words_in_any_text(pieces: list[str], link: str) -> None:
    text = link.join(pieces)
    end = 0
    for mention in dates(text):
        assert mention.kind is MentionKind.DATE
        assert mention.span.of(text) == mention.words
        assert mention.span.start >= end
        assert mention.date is not None
        end = mention.span.end


def test_a_long_run_of_openers_is_read_without_deep_nesting() -> None:
    assert dates("early " * 5000) == []
    assert len(dates("since early Friday " * 2000)) == 2000


@pytest.mark.parametrize("entry", lexicon.load("lexicon/en/dates.yaml").entries, ids=lambda e: e.id)
def test_examples_hold(entry: lexicon.Entry) -> None:
    text, spans = lexicon.marked(entry.example or "")
    one = lexicon.Lexicon([entry])
    assert [match.span for match in one.find(text)] == spans
    assert one.find(entry.counter or "") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("- 17.11 ambush\n- 20.11 a sniper", ["17.11", "20.11"]),
        ("- 20.11 a sniper\n- 17.11 ambush", ["20.11", "17.11"]),
        ("17.11 ambush\n20.11 a sniper\n31.10 quiet", ["17.11", "20.11"]),
        ("07.30 drones\n09.10 shells kill 4\n18.45 fog\n21.10 all quiet", []),
        ("17.11 ambush\n20.11 a sniper\n12.00 quiet", []),
        ("21.10 drones\n09.10 shells\n23.10 all quiet", []),
        ("17.11 ambush\n20.11 a sniper\n45.11 quiet\n46.11 quiet", []),
    ],
)
def test_lines_that_begin_with_days_and_lines_that_begin_with_hours(text: str, days: list[str]) -> None:
    assert [mention.words for mention in dates(text)] == days


def test_numbers_of_sections_are_no_days_of_a_month_far_from_the_report() -> None:
    text = "3.12 Figures\n4.12 Notes"
    assert dates(text, month=5) == []
    assert [mention.words for mention in dates(text, month=12)] == ["3.12", "4.12"]
    assert [mention.words for mention in dates(text, month=1)] == ["3.12", "4.12"]
