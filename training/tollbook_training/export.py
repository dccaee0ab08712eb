"""Export: a trained network -> the files that the package carries: encoder, heads, card."""

import hashlib
import json
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from tollbook.learned.flags import FLAGS
from tollbook.learned.model import CARD, ENCODER, HEADS, VOCABULARY
from tollbook_training.joined import UNFUSED, join
from tollbook_training.network import Network

LENGTH = 16


def export(
    network: Network, home: Path, version: str, keep: float, calibration: dict[str, tuple[float, float]]
) -> None:
    """Write the encoder as ONNX with 8-bit weights, the heads as 16-bit numbers, and the card."""
    home.mkdir(parents=True, exist_ok=True)
    network.eval()
    plain = home / "plain.onnx"
    example = (
        torch.ones(2, LENGTH, dtype=torch.long),
        torch.ones(2, LENGTH),
        torch.zeros(2, LENGTH, len(FLAGS)),
    )
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        network.encoder,
        example,
        str(plain),
        input_names=["pieces", "mask", "flags"],
        output_names=["vectors"],
        dynamic_axes=dict.fromkeys(("pieces", "mask", "flags", "vectors"), axes),
        opset_version=17,
        dynamo=False,
    )
    ready = home / "ready.onnx"
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        str(ready), str(home / ENCODER), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )
    join(home / ENCODER)
    plain.unlink()
    ready.unlink()
    weights = {name: value.numpy().astype(np.float16) for name, value in network.heads.state_dict().items()}
    np.savez_compressed(home / HEADS, **weights)
    write_card(home, version, keep, calibration)


def write_card(home: Path, version: str, keep: float, calibration: dict[str, tuple[float, float]]) -> None:
    """Write the card of the model in `home`, with the hashes of its files."""
    files = {
        name: hashlib.sha256((home / name).read_bytes()).hexdigest() for name in (ENCODER, HEADS, VOCABULARY)
    }
    said = {
        "version": version,
        "files": files,
        "keep": keep,
        "unfused": UNFUSED,
        "calibration": calibration,
    }
    (home / CARD).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
