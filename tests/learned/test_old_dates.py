"""A date with its year in the figure's own sentence stays, however long before the report it lies."""

from datetime import date

import pytest

from tollbook import Reader
from tollbook.model.report import Report


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("On 3 April 2014, gunmen killed 12 people in Orsha, a monitor said.", date(2014, 4, 3)),
        ("In April 2014 shelling killed 30 people in Orsha.", date(2014, 4, 1)),
        ("A court heard that gunmen killed nine villagers in Orsha on 3 April 2014.", date(2014, 4, 3)),
    ],
)
def test_a_date_with_its_year_is_kept(reader: Reader, sentence: str, day: date) -> None:
    text = f"KESSA, 12 March 2018 - {sentence}"
    report = Report(id="r", capture="0", source="wire", text=text, language="en")
    (figure,) = reader.read(report).figures
    assert figure.when is not None
    assert figure.when.value.start == day
