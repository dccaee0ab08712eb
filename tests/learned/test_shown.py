"""Words that the encoder was not shown: no figure is read in them, and no slot points to them."""

import numpy as np

from flow_texts import report
from tollbook import Reader
from tollbook.learned.decode import _tags
from tollbook.learned.encoder import View, views
from tollbook.learned.model import model
from tollbook.learned.seen import Seen

FAR = (
    "Seven villagers were killed in Salma. Rain fell. The market was closed. Bread was dear. "
    "The school opened at nine. The bus to the coast ran late."
)


def page() -> Seen:
    return Reader(rules_only=True).seen(report(FAR))[0]


def test_sentences_far_from_any_harm_are_not_shown_and_each_word_says_so() -> None:
    seen, reader = page(), model()
    (view,) = views(seen, reader.pieces, reader.run)
    shown = {seen.told[n] for n in range(view.start, view.stop) if view.shown[n - view.start]}
    assert {"villagers", "killed"} <= shown
    assert not {"bus", "coast"} & shown


def test_a_word_that_was_not_shown_has_no_tag_whatever_its_neighbour_has() -> None:
    seen, reader = page(), model()
    (view,) = views(seen, reader.pieces, reader.run)
    villagers = seen.told.index("villagers")
    vectors = np.repeat(view.vectors[villagers + 1][None], len(view.vectors), axis=0)
    tags = _tags(seen, [View(view.start, view.stop, vectors, view.shown)], reader.heads)
    assert tags[villagers, 0] < 0.5
    assert tags[seen.told.index("coast"), 0] == 1.0
