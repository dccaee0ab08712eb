"""Who tells of a blast or condemns it is not held responsible for it, unless the words say so."""

from typing import Any

import msgspec
import pytest

from flow_texts import reading, report
from tollbook import Reader, learned
from tollbook.issues import IssueKind
from tollbook.learned.decode import Judged, judge
from tollbook.learned.doer import DISPUTED, LOSES, TELLS, no_doer
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
        # Who only condemns, mourns or investigates is not blamed by these words.
        ("Nine people died in the raid. The US military condemned it.", "Nine people", "US", None),
        ("The US military condemned the attack that killed nine.", "nine", "US", None),
        ("Hamas condemned the Israeli air strike that killed nine.", "nine", "Hamas", None),
        ("The Front mourned the deaths of nine people.", "nine people", "The Front", None),
        ("The navy has opened an inquiry into the raid, in which nine died.", "nine", "The navy", None),
        ("Nine people died. The navy is investigating the raid.", "Nine people", "The navy", None),
        # The attack is its own, it is told to have killed beside, or it condemns something else.
        (
            "The navy is investigating its strike that killed nine people.",
            "nine people",
            "The navy",
            "The navy",
        ),
        ("The Front condemned the raid and killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front condemned the raid, killing nine people.", "nine people", "The Front", "The Front"),
        ("The Front condemned the raid. They killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front condemned the raid. It had shot nine people.", "nine people", "The Front", "The Front"),
        ("The Front, which condemned the raid, killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front killed nine and condemned the raid.", "nine", "The Front", "The Front"),
        ("The Front shot nine men. The Front denounced the raid.", "nine men", "The Front", "The Front"),
        (
            "Nine men died. The Front denounced the raid and said it shot them.",
            "Nine men",
            "The Front",
            "The Front",
        ),
        ("Nine men died. The Front denounced a plot.", "Nine men", "The Front", "The Front"),
        (
            "The army condemned the raid in which nine men died by its fire.",
            "nine men",
            "The army",
            "The army",
        ),
        # Who denies having done it is the one who is said to have done it.
        (
            "The Front denied shelling the market, where nine people died.",
            "nine people",
            "The Front",
            "The Front",
        ),
        (
            "Nine people died in the raid, which the Front has denied.",
            "Nine people",
            "the Front",
            "the Front",
        ),
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


def test_a_doer_whom_the_words_do_not_bear_out_becomes_an_issue_and_who_told_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def sure_of_hamas(*given: Any) -> tuple[list[Judged], list[Judged]]:
        kept, aside = judge(*given)
        for item in kept:
            item.roles["perpetrator"] = ((0, 0), 0.9)
        return kept, aside

    monkeypatch.setattr(learned, "judge", sure_of_hamas)
    reading = Reader().read(report("Hamas said an explosion killed five people in Rafah."))
    (figure,) = reading.figures
    assert figure.perpetrator is None
    assert [who.words for who in figure.claimants] == ["Hamas"]
    (issue,) = [i for i in reading.issues if i.kind is IssueKind.SET_ASIDE]
    assert issue.span == figure.span
    assert "'Hamas'" in issue.message


def test_a_byline_or_masthead_is_not_who_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def sure_of_the_first_word(*given: Any) -> tuple[list[Judged], list[Judged]]:
        kept, aside = judge(*given)
        for item in kept:
            item.roles["claimant"] = ((0, 0), 0.9)
        return kept, aside

    monkeypatch.setattr(learned, "judge", sure_of_the_first_word)
    plain = report("Moravec. An explosion killed five people in Rafah.")
    byline = msgspec.structs.replace(plain, furniture=(Span(0, 8),))
    (told,), (untold,) = (Reader().read(each).figures for each in (plain, byline))
    assert [who.words for who in told.claimants] == ["Moravec"]
    assert untold.claimants == ()


@pytest.mark.parametrize(
    ("words", "doer", "did_it"),
    [
        # It condemned or rejected something else, or was condemned.
        ("The Taliban rejected the truce and attacked an army base, killing nine soldiers.", "Taliban", True),
        ("The militia, which has denied links to Iran, killed nine soldiers.", "militia", True),
        ("The Taliban, which denies girls schooling, executed two men.", "Taliban", True),
        ("Israel has denied aid to the enclave and its shelling killed nine people.", "Israel", True),
        ("The junta, denounced abroad, killed nine protesters.", "junta", True),
        ("The Front, condemned for an earlier raid, killed nine people.", "Front", True),
        # It denies having done it, or investigates what it did.
        ("Israel denied targeting the school, where nine people were killed.", "Israel", True),
        ("The army denied killing nine civilians.", "army", True),
        (
            "The Syrian government denied its forces shelled the market, killing nine.",
            "Syrian government",
            True,
        ),
        ("The army disputed claims it shot the nine protesters.", "army", True),
        ("M23 rebels deny the massacre of 131 civilians.", "M23 rebels", True),
        (
            "The US-led coalition is investigating its air strike that killed nine civilians.",
            "US-led coalition",
            True,
        ),
        (
            "The coalition opened an investigation into its strike that killed nine civilians.",
            "coalition",
            True,
        ),
        # It condemned the attack of others.
        ("The US military condemned the attack that killed nine.", "The US military", False),
        ("Hamas condemned the Israeli air strike that killed nine.", "Hamas", False),
    ],
)
def test_who_denies_or_rejects_keeps_what_it_did_and_who_condemns_did_not_do_it(
    words: str, doer: str, *, did_it: bool
) -> None:
    figure = next(quote for quote in ("nine", "two men", "131") if quote in words)
    page, who, at = _page(words, figure, doer)
    assert (no_doer(page, at, [], None, who) is None) == did_it


@pytest.mark.parametrize(
    "words",
    [
        "The rebels have denied the government access to the town, where their shells killed nine.",
        "The rebels rejected the peace deal on Monday. Hours later they killed nine soldiers.",
    ],
)
def test_who_denies_others_their_way_or_rejects_a_deal_may_be_the_doer(words: str) -> None:
    page, who, at = _page(words, "nine", "The rebels")
    assert no_doer(page, at, [who], None, who) is None


def test_its_own_strike_is_read_by_the_rules_also_where_it_investigates_it() -> None:
    words = "The US-led coalition is investigating its air strike that killed nine civilians."
    (figure,) = Reader(rules_only=True).read(report(words)).figures
    assert figure.perpetrator is not None
    assert figure.perpetrator.words == "US-led coalition"


@pytest.mark.parametrize(
    ("words", "doer"),
    [
        ("The junta shelled Rafah, killing five people.", "junta"),
        ("Terrorists shot dead nine villagers.", "Terrorists"),
    ],
)
def test_the_issue_quotes_the_doer_as_written(words: str, doer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tollbook.learned.merge.no_doer", lambda *_: TELLS)
    (issue,) = [i for i in Reader().read(report(words)).issues if "who did it could be" in i.message]
    assert f"{doer}'" in issue.message


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


def test_who_is_accused_by_others_and_denies_it_is_not_the_doer_of_a_neutral_number() -> None:
    text = (
        "Shells killed six people in El Fasher on Tuesday, the fire brigade said. "
        "The governor blamed the Rapid Support Forces. The RSF denied it."
    )
    read = Reader().read(report(text))
    assert [f.perpetrator for f in read.figures] == [None]
    assert any("denies it" in issue.message for issue in read.issues)


@pytest.mark.parametrize(
    ("words", "figure", "doer"),
    [
        (
            "A bomb killed nine people. The mayor blamed the Front. Farmers, who rejected it, fled.",
            "nine people",
            "the Front",
        ),
        (
            "A bomb killed nine people. The mayor blamed the Front. The group denied access to the town.",
            "nine people",
            "the Front",
        ),
        (
            "The army blamed the Front. The group, which has denied it, has killed 300 people this year.",
            "300 people",
            "the Front",
        ),
    ],
)
def test_who_denies_something_else_or_is_somebody_else_takes_no_doer_away(
    words: str, figure: str, doer: str
) -> None:
    page, who, at = _page(words, figure, doer)
    assert no_doer(page, at, [], None, who) is None


@pytest.mark.parametrize(
    "answer",
    [
        "who denied it",
        "which denied involvement. He left",
        "and the group rejected the charge",
        "and it denied this",
    ],
)
def test_a_denial_of_the_accusation_takes_the_doer_away(answer: str) -> None:
    words = f"A bomb killed nine people. The mayor blamed the Front, {answer}."
    page, who, at = _page(words, "nine people", "the Front")
    assert no_doer(page, at, [], None, who) == DISPUTED


def test_who_makes_a_claim_is_not_read_as_the_doer_of_what_it_tells() -> None:
    text = "Claims by police that the three men killed had been armed were false, a witness said."
    assert [f.perpetrator for f in Reader().read(report(text)).figures] == [None]
