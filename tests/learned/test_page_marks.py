"""Page marks: what a captured page numbers of itself is no figure of the learned reader's either."""

import pytest

from flow_texts import report
from tollbook import Reader

TOLD = "A man was killed in Nel on Monday, police said."


@pytest.mark.parametrize("mark", ["Page 1 of 1\n", "Page 1 of 1 ", "Image 3 of 10\n\n", "1 of 12\n\n"])
def test_a_page_number_before_the_first_sentence_is_nobody_killed(mark: str) -> None:
    read = Reader().read(report(mark + TOLD))
    assert [figure.quote.exact for figure in read.figures] == ["A man"]


def test_a_share_alone_in_its_sentence_stays_a_figure() -> None:
    read = Reader().read(report("Twelve men were held in Nel on Monday. Of them 2 of 12 were killed."))
    assert any(figure.quote.exact.startswith("2") for figure in read.figures)
