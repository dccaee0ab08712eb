"""'Another two' come on top of what stands before them, unless they follow another part."""

import pytest

from flow_texts import report
from tollbook import Reader


@pytest.mark.parametrize(
    ("text", "on_top"),
    [
        ("Five guards were killed in Orsk. Another two people were killed nearby.", "Another two people"),
        (
            "Six drivers were wounded in Orsk. A further three drivers were wounded in Lenz.",
            "A further three",
        ),
    ],
)
def test_people_who_come_on_top_are_no_part_of_those_before(text: str, on_top: str) -> None:
    figures = Reader().read(report(text)).figures
    [more] = [f for f in figures if f.quote.exact.startswith(on_top)]
    assert more.part_of is None
