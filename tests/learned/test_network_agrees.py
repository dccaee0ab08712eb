"""The heads on numpy give what the trained network gives. Needs torch, which only training installs."""

import sys
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is not installed; it is needed for training alone")
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))


def test_the_heads_on_numpy_agree_with_the_network() -> None:
    from tollbook_training.network import WIDTH, Network
    from tollbook_training.scores import bias

    from tollbook.learned.flags import ROLES, TELLS
    from tollbook.learned.heads import Heads

    torch.manual_seed(3)
    network = Network(layers=1).eval()
    heads = Heads({name: value.numpy() for name, value in network.heads.state_dict().items()})
    words = torch.randn(30, WIDTH)
    runs, tells = [(2, 4), (10, 10)], torch.zeros(2, len(TELLS))
    with torch.no_grad():
        wanted = network.heads.figures(words[1:], runs, tells)
        found = heads.figures(words[1:].numpy(), runs, tells.numpy())
        np.testing.assert_allclose(found, wanted.numpy(), atol=1e-4)
        choices = [{"claimant": (5, 6), "place": None}, dict.fromkeys(ROLES)]
        weighed = bias(network.heads, runs, choices, 0, 29)
        pointed = network.heads.pointers(wanted, words, weighed)
        np.testing.assert_allclose(
            heads.pointers(found, words.numpy(), runs, choices), pointed.numpy(), atol=1e-4
        )
