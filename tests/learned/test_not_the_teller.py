"""Who tells of a blast is not held responsible for it, unless the words say so."""

import pytest

from flow_texts import report
from tollbook import Reader
from tollbook.learned.whose import not_the_teller
from tollbook.model.provenance import Basis, Span
from tollbook.model.reference import Actor


@pytest.mark.parametrize(
    ("words", "figure", "teller", "doer"),
    [
        ("Hamas said an explosion killed five people.", "five people", "Hamas", None),
        ("A blast killed nine people, the Front said.", "nine people", "the Front", None),
        ("The Front said its drone strike killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front claimed the blast that killed nine people.", "nine people", "The Front", "The Front"),
        ("The Front said nine people were killed.", "nine people", "The Front", "The Front"),
    ],
)
def test_who_tells_of_a_blast_did_not_do_it(words: str, figure: str, teller: str, doer: str | None) -> None:
    text = Reader().seen(report(words))[0].text
    at, start = text.report.text.index(teller), text.report.text.index(figure)
    who = text.stamp().source(
        Actor(name=teller, label=teller),
        Span(at, at + len(teller)),
        rule="learned.perpetrator",
        basis=Basis.INFERRED,
    )
    found = not_the_teller(text, Span(start, start + len(figure)), [who], None, who)
    assert (found.words if found else None) == doer


def test_nobody_is_the_doer_of_the_losses_of_their_own() -> None:
    text = Reader().seen(report("The Front said it lost nine men."))[0].text
    start = text.report.text.index("nine men")
    at = text.report.text.index("The Front")
    who = text.stamp().source(
        Actor(name="The Front", label="The Front"),
        Span(at, at + 9),
        rule="learned.perpetrator",
        basis=Basis.INFERRED,
    )
    assert not_the_teller(text, Span(start, start + 8), [who], who, who) is None
