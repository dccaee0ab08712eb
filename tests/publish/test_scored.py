"""Figures in flat form: one dict a figure, in the words of the report."""

import pytest
from example_reading import DISPATCH, dispatch

from tollbook.publish.figures import to_scored

FLAT = to_scored(dispatch())["figures"]


def test_every_figure_is_there_in_text_order_with_its_characters() -> None:
    assert [f["quote"] for f in FLAT] == [figure.quote.exact for figure in dispatch().figures]
    assert [DISPATCH[f["start"] : f["end"]] for f in FLAT] == [f["quote"] for f in FLAT]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, {"low": 131, "high": None, "status": "mixed", "claimant": "officials", "cites": None}),
        (1, {"claimant": "The Orlan Monitoring Group", "cites": "medics", "side": "Dawn Front"}),
        (1, {"place": "northern Orlan Province", "date_start": "2031-03-10", "date_end": "2031-03-14"}),
        (4, {"part_of": 5, "traits": ["child"], "outcome": "injured"}),
        (6, {"stance": "denied", "low": 20, "high": 20, "date_start": None, "part_of": None}),
        (7, {"low": 0, "high": 0, "outcome": "killed_or_injured"}),
        (8, {"name": "Idris Vann", "perpetrator": "foreign-backed terrorists"}),
        (9, {"low": None, "high": 30, "claimant": "narrator", "stance": "doubted"}),
        (11, {"part_of": 10, "scope": "period"}),
    ],
)
def test_a_figure_has_its_slots_in_the_form_of_the_guidelines(
    index: int, expected: dict[str, object]
) -> None:
    assert {key: FLAT[index][key] for key in expected} == expected
