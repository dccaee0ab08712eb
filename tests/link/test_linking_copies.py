"""Copies: one text, nearly one text, and texts that are only alike."""

from datetime import date

import pytest

from tollbook.link import Source
from tollbook.link.copies import report_copies
from tollbook.link.furniture import Furniture
from tollbook.model.incident import CopyKind

TEXT = (
    "Shells hit the market of Sareb on Tuesday morning, and 14 people were killed, the Orlan "
    "Monitoring Group "
    "said. Ambulances brought the wounded to the hospital of Tel Hadur. The governor spoke of a dark "
    "day for the "
    "town, and called on all sides to spare those who sell bread and those who buy it."
)


def report(name: str, text: str, day: int = 4) -> Source:
    return Source(id=name, text=text, published=date(2031, 3, day))


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (TEXT, CopyKind.EXACT),
        (TEXT.upper().replace(",", ""), CopyKind.EXACT),
        (TEXT.replace("Tuesday morning", "Tuesday"), CopyKind.NEAR),
        (TEXT.replace("dark day", "black day").replace("bread", "fruit"), CopyKind.NEAR),
        (
            "Shells hit a market in Sareb and killed 14, a monitoring group said; the governor "
            "called it dark.",
            None,
        ),
        (
            "Nothing of the kind happened in the town, the army said, and called the reports an invention.",
            None,
        ),
    ],
)
def test_a_text_is_known_again_and_one_that_is_only_alike_is_not_a_copy(
    other: str, kind: CopyKind | None
) -> None:
    found = report_copies([report("wire", TEXT), report("post", other, 5)])
    assert [each.kind for each in found] == ([kind] if kind else [])
    if kind:
        assert (found[0].origin, found[0].members) == ("wire", ("wire", "post"))


def test_the_first_published_is_the_origin_however_the_reports_come() -> None:
    late, early = report("a", TEXT, 6), report("z", TEXT, 4)
    assert report_copies([late, early]) == report_copies([early, late])
    assert report_copies([late, early])[0].origin == "z"


def test_short_texts_and_empty_ones_are_no_copies() -> None:
    assert (
        report_copies(
            [report("a", ""), report("b", ""), report("c", "Shells fell"), report("d", "Shells fell")]
        )
        == []
    )


def test_what_a_page_says_for_weeks_is_no_part_of_its_reports() -> None:
    page = "Sign in with your name. Get our letter every morning. "
    texts = [report("a", page + "Three died in Orsa.", 1), report("b", page + "It rained in Tel Hadur.", 28)]
    furniture = Furniture(texts)
    assert furniture.without(texts[0].text) == "Three died in Orsa."
    assert Furniture([texts[0], report("c", page, 2)]).without(texts[0].text) == texts[0].text


def test_a_claim_in_a_mould_of_every_day_keeps_what_it_says_besides() -> None:
    said = "Shells fell on the town of {} and people were hurt there, a monitor said. {}"
    texts = [
        report("a", said.format("Orsa", "A mill"), 1),
        report("b", said.format("Tel Hadur", "A quay"), 28),
    ]
    furniture = Furniture(texts)
    assert furniture.without(texts[0].text) == "A mill"
    page = "Sign in to read what our own reporters saw there today. " * 6
    pages = [report("c", page + "A mill", 1), report("d", page + "A quay", 28)]
    assert Furniture(pages).without(pages[0].text) == ""
