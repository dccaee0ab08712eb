"""The files that a package or an export carries -> a network to train further.

The encoder's 8-bit weights are turned back into numbers (number minus zero point, times scale: the reverse of
the linear quantisation of Jacob and others 2018). What rounding took is lost, so the network reads almost as
the exported one; a few epochs of further training make up for it. Word vectors never change in training, so
they are taken from the published weights as they are.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from tollbook.errors import InputError
from tollbook.learned.model import ENCODER, HEADS
from tollbook_training.network import Network

PRODUCT = "MatMulInteger"


def unpacked(home: Path, base: Path) -> Network:
    """Give the network whose export lies in the folder `home`; word vectors come from `base`.

    Raises:
        InputError: where the files do not hold all weights of the network.
    """
    network = Network()
    network.encoder.start(base)
    graph = onnx.load(str(home / ENCODER)).graph
    held = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    state = {
        name: torch.tensor(value) for name, value in held.items() if name in network.encoder.state_dict()
    }
    for node in graph.node:
        if node.op_type == PRODUCT:
            # The output "/layers.0/query/MatMul_..." comes of the weight "layers.0.query.weight".
            name = node.output[0].strip("/").rsplit("/", 1)[0].replace("/", ".") + ".weight"
            state[name] = weights(held, node.input[1])
    missing = set(network.encoder.state_dict()) - set(state) - {"word.weight"}
    if missing:
        raise InputError(
            f"{home / ENCODER} lacks {len(missing)} weights, {min(missing)} among them",
            "name a folder that this version of `tollbook train-reader` wrote",
        )
    network.encoder.load_state_dict(state, strict=False)
    with np.load(home / HEADS, allow_pickle=False) as there:
        network.heads.load_state_dict({k: torch.tensor(v.astype(np.float32)) for k, v in there.items()})
    return network.eval()


def weights(held: Mapping[str, NDArray[np.generic]], quantised: str) -> Tensor:
    """Turn one matrix of 8-bit weights, columns scaled each by itself, into a layer's weight (out, in).

    Example:
        >>> held = {"a_quantized": np.array([[2, -1]], np.int8), "a_scale": np.array([0.5, 0.25]),
        ...         "a_zero_point": np.array([0, 1], np.int8)}
        >>> weights(held, "a_quantized").tolist()
        [[1.0], [-0.5]]
    """
    stem = quantised.removesuffix("_quantized")
    number = held[quantised].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
    return torch.tensor((number * held[f"{stem}_scale"].astype(np.float32)).T.copy())
