"""Attribution: whose word the first and the last figure of a text are, by the words of the text itself."""

import pytest

from flow_texts import annotated, reading
from tollbook.qualify.attribution import attribute

NARRATOR: tuple[str, ...] = ()
OBSERVATORY = ("the Ridge Observatory",)


def speakers(text: str, title: str = "") -> list[tuple[str, ...]]:
    """Give for each figure whose word it is, nearest first; the article's capital does not matter."""
    found = reading(text, title=title).figures
    return [tuple(lowered(c.value.name) for c in figure.claimants) for figure in found]


def lowered(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in {"The", "A", "An"} else name


SAID = [
    ("Two farmers were killed, the Ridge Observatory said.", OBSERVATORY),
    ("Two farmers were killed, said the Ridge Observatory.", OBSERVATORY),
    ("The Ridge Observatory said two farmers were killed.", OBSERVATORY),
    ("The Ridge Observatory said that two farmers were killed.", OBSERVATORY),
    ("Two farmers, the Ridge Observatory said, were killed by a mine.", OBSERVATORY),
    ("According to the Ridge Observatory, two farmers were killed.", OBSERVATORY),
    ("Two farmers were killed, according to the Ridge Observatory.", OBSERVATORY),
    ("Two farmers were killed, state media reported.", ("state media",)),
    ("The ministry announced the death of two farmers.", ("the ministry",)),
    ("A military source told Radio Kessa that two farmers were killed.", ("a military source",)),
    ("Two farmers were killed, a ministry spokesman said.", ("a ministry spokesman",)),
    ("Two farmers were killed, Mayor Adel Morun said.", ("Mayor Adel Morun",)),
    ("Medics said two farmers were killed.", ("Medics",)),
    ("Medics and residents said two farmers were killed.", ("Medics and residents",)),
]

NOBODY = [
    ("Two farmers were killed by a shell.", NARRATOR),
    ("Two farmers were killed in the village of the Ridge Observatory.", NARRATOR),
    ("Two farmers were killed before anything was said.", NARRATOR),
    ("The attack was said to be the worst. Two farmers were killed.", NARRATOR),
]

CHAINS = [
    ("The Ridge Observatory, citing medics, said two farmers were killed.", (*OBSERVATORY, "medics")),
    ("Citing medics, the Ridge Observatory said two farmers were killed.", (*OBSERVATORY, "medics")),
    ("Radio Kessa, quoting a doctor, said two farmers were killed.", ("Radio Kessa", "a doctor")),
    ("Radio Kessa reported, citing a doctor, that two farmers were killed.", ("Radio Kessa", "a doctor")),
    ("Two farmers were killed, Radio Kessa said, citing a doctor.", ("Radio Kessa", "a doctor")),
]

CARRIED = [
    ("The Ridge Observatory said a shell hit the mill. It added that two farmers were killed.", OBSERVATORY),
    ("A doctor said a shell hit the mill. He said two farmers were killed.", ("a doctor",)),
    ("A doctor said a shell hit the mill. She added that two farmers were killed.", ("a doctor",)),
    ("The Ridge Observatory said a shell hit the mill. The group said two farmers were killed.", OBSERVATORY),
    (
        "The Ridge Observatory said a shell hit the mill. The army denied it. "
        "The group said two farmers were killed.",
        OBSERVATORY,
    ),
    (
        "A military source said a shell hit the mill. The same source said two farmers were killed.",
        ("a military source",),
    ),
    ("A shell hit the mill. The group said two farmers were killed.", ("the group",)),
]

QUOTED = [
    ('"Two farmers were killed," the mayor said.', ("the mayor",)),
    ("“Two farmers were killed,” the mayor said.", ("the mayor",)),
    ('The mayor said: "Two farmers were killed."', ("the mayor",)),
    ('The mayor said: "A shell hit the mill. Two farmers were killed."', ("the mayor",)),
    ("The mayor said: “A shell hit the mill. Two farmers were killed.”", ("the mayor",)),
    ('The mayor said: "It hit the mill. Two farmers were killed. We mourn."', ("the mayor",)),
    ('The mayor said: "It hit the mill. We mourn." Two farmers were killed.', NARRATOR),
    ('The mayor said: "It hit the mill." Two farmers were killed. He was calm.', NARRATOR),
]

HEADLINES = [
    ("Shelling kills two farmers: monitor", ("monitor",)),
    ("Two farmers killed in shelling - officials", ("officials",)),
    ("Army says two farmers killed in shelling", ("Army",)),
    ("Monitor: two farmers killed in shelling", ("Monitor",)),
    ("Two farmers killed in shelling", NARRATOR),
    ("Two farmers killed near police station", NARRATOR),
]

NOT_YET = frozenset(
    {
        "Medics and residents said two farmers were killed.",
        "Monitor: two farmers killed in shelling",
        "Two farmers killed near police station",
    }
)
"""What the rules decide and is still read wrongly: a test tells when one is read rightly."""

BODIES = [*SAID, *NOBODY, *CHAINS, *CARRIED, *QUOTED]


@pytest.mark.parametrize(("text", "wanted"), [case for case in BODIES if case[0] not in NOT_YET])
def test_whose_word_a_figure_is(text: str, wanted: tuple[str, ...]) -> None:
    assert speakers(text) == [wanted]


@pytest.mark.parametrize(("title", "wanted"), [case for case in HEADLINES if case[0] not in NOT_YET])
def test_whose_word_a_headline_is(title: str, wanted: tuple[str, ...]) -> None:
    assert speakers("Smoke stood over the town.", title) == [wanted]


def test_a_text_that_is_now_read_rightly_leaves_the_list_of_those_that_are_not() -> None:
    bodies = [(text, speakers(text), wanted) for text, wanted in BODIES if text in NOT_YET]
    titles = [(t, speakers("Smoke stood there.", t), wanted) for t, wanted in HEADLINES if t in NOT_YET]
    assert len(bodies) + len(titles) == len(NOT_YET), "NOT_YET names a text that is in no list"
    assert [text for text, read, wanted in [*bodies, *titles] if read == [wanted]] == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "The army said it killed nine rebels, but the Ridge Observatory said two farmers were killed.",
            ("the army",),
            OBSERVATORY,
        ),
        (
            "The army said it had killed nine rebels, while the rebels said they had lost two fighters.",
            ("the army",),
            ("the rebels",),
        ),
        (
            "Nine rebels were killed, the army said. The Ridge Observatory said two farmers were killed.",
            ("the army",),
            OBSERVATORY,
        ),
        ("Nine rebels were killed, the army said. A shell killed two farmers.", ("the army",), NARRATOR),
    ],
)
def test_two_speakers_keep_each_their_own(text: str, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    assert speakers(text) == [first, second]


def test_an_attribution_covers_what_was_said_and_names_its_rule() -> None:
    text = annotated("A shell hit the mill. Two farmers were killed, the mayor said. It rained.")
    (found,) = attribute(text)
    assert found.span.of(text.report.text) == "Two farmers were killed, the mayor said."
    assert [claimant.words for claimant in found.claimants] == ["the mayor"]
    assert found.rule.startswith("cue.")
    assert (found.carried, found.quoted) == (False, False)


def test_what_goes_on_with_a_source_is_marked_as_carried() -> None:
    text = annotated("The mayor said a shell hit the mill. He said two farmers were killed.")
    assert [found.carried for found in attribute(text)] == [False, True]


def test_a_sentence_inside_an_open_quotation_is_marked_as_quoted() -> None:
    text = annotated('The mayor said: "A shell hit the mill. Two farmers were killed. We mourn."')
    assert [found.quoted for found in attribute(text)] == [False, True, True]


def test_a_known_name_is_not_cut_where_a_lost_comma_leads_the_parse_astray() -> None:
    text = (
        "The death toll from a bomb blast on a crowded bus convoy outside Aleppo reached at least 112 people "
        "the Syrian Observatory for Human Rights monitoring group said on Sunday."
    )
    assert speakers(text) == [("Syrian Observatory for Human Rights monitoring group",)]
