"""Who tells of a blast or condemns it is not held responsible for it, unless the words say so."""

import pytest

from flow_texts import reading, report
from tollbook import Reader
from tollbook.issues import IssueKind
from tollbook.learned.doer import LOSES, no_doer
from tollbook.learned.seen import Seen
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor


@pytest.mark.parametrize(
    ("words", "figure", "teller", "doer"),
    [
        ("Hamas said an explosion killed five people.", "five people", "Hamas", None),
        ("A blast killed nine people, the Front said.", "nine people", "the Front", None),
        ("The Front said its drone strike killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front claimed the blast that killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front said nine people were killed.", "nine people", "The Front", "The Front"),
        # Who condemns, mourns, denies or investigates is not blamed by these words.
        ("Nine people died in the raid. The US military condemned it.", "Nine people", "US", None),
        ("Nine people died in the raid, which the Front has denied.", "Nine people", "the Front", None),
        ("Nine people died. The navy is investigating the raid.", "Nine people", "The navy", None),
        # Who denies having done it is the one who is said to have done it.
        ("The Front denied a report that it killed nine people.", "nine people", "The Front", "The Front"),
        # The attack of the named party is condemned by others.
        ("Nine people died in the Front's raid condemned by all.", "Nine people", "the Front", "the Front"),
        ("Nine people died. The Front attack denied a truce.", "Nine people", "The Front", "The Front"),
    ],
)
def test_who_tells_of_it_or_condemns_it_did_not_do_it(
    words: str, figure: str, teller: str, doer: str | None
) -> None:
    page, who, at = _page(words, figure, teller)
    assert (None if no_doer(page, at, [who], None, who) else who.words) == doer


def test_nobody_is_the_doer_of_the_losses_of_their_own() -> None:
    page, who, at = _page("The Front said it lost nine men.", "nine men", "The Front")
    assert no_doer(page, at, [who], who, who) == LOSES


def test_a_doer_whom_the_words_do_not_bear_out_becomes_an_issue_and_who_told_stays() -> None:
    reading = Reader().read(report("Hamas said an explosion killed five people in Rafah."))
    (figure,) = reading.figures
    assert figure.perpetrator is None
    assert [who.words for who in figure.claimants] == ["Hamas"]
    (issue,) = [i for i in reading.issues if i.kind is IssueKind.SET_ASIDE]
    assert issue.span == figure.span
    assert "'Hamas'" in issue.message


def test_who_condemns_an_attack_is_not_read_as_its_doer_by_a_rule() -> None:
    (figure,) = reading("The US military condemned the attack, in which nine people were killed.").figures
    assert figure.perpetrator is None


def _page(words: str, figure: str, teller: str) -> tuple[Seen, Sourced[Actor], Span]:
    """Read a text, with `teller` guessed as doer, and give where its figure stands."""
    page = Reader().seen(report(words))[0]
    at, start = words.index(teller), words.index(figure)
    who = page.text.stamp().source(
        Actor(name=teller, label=teller),
        Span(at, at + len(teller)),
        rule="learned.perpetrator",
        basis=Basis.INFERRED,
    )
    return page, who, Span(start, start + len(figure))
