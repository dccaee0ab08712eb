"""Joined: an exported encoder -> the same, each layer's attention as one step, and without a mask.

A window is read alone, so nothing in it is masked; adding the mask's zeros to all pairs of pieces took time.
The one step goes over the pairs block by block, so that they need not all be held at once (Dao and others
2022).
"""

from pathlib import Path

import onnx
from onnx import helper

from tollbook.errors import InputError
from tollbook_training.network import HEADS, LAYERS

MASK = "mask"
UNFUSED = ("SkipLayerNormFusion",)
"""What onnxruntime would join, but runs faster apart: sum and norm of a layer."""


def join(path: Path, layers: int = LAYERS) -> None:
    """Rewrite the encoder in the file `path`; its weights and their names stay.

    Raises:
        InputError: where the file is no encoder as `tollbook train-reader` exports it.
    """
    model = onnx.load(str(path))
    graph = model.graph
    nodes = list(graph.node)
    made = {name: at for at, node in enumerate(nodes) for name in node.output}
    for layer in range(layers):
        given = [f"/layers.{layer}/{part}/Add_output_0" for part in ("query", "key", "value")]
        seen = f"/layers.{layer}/Reshape_3_output_0"
        if missing := [name for name in (*given, seen) if name not in made]:
            raise InputError(f"{path} has no {missing[0]}", "name an encoder that this version exports")
        nodes[made[seen]] = helper.make_node(
            "MultiHeadAttention",
            given,
            [seen],
            name=f"/layers.{layer}/attention",
            domain="com.microsoft",
            num_heads=HEADS,
        )
    kept = _needed(nodes, {item.name for item in graph.output})
    named = {name for node in kept for name in node.input}
    weights = [item for item in graph.initializer if item.name in named]
    inputs = [item for item in graph.input if item.name != MASK]
    for field, items in ((graph.node, kept), (graph.initializer, weights), (graph.input, inputs)):
        del field[:]
        field.extend(items)
    onnx.save(model, str(path))


def _needed(nodes: list[onnx.NodeProto], wanted: set[str]) -> list[onnx.NodeProto]:
    """Give the nodes that the `wanted` outputs hang on, in their order."""
    out: list[onnx.NodeProto] = []
    for node in reversed(nodes):
        if wanted & set(node.output):
            wanted = wanted | set(node.input)
            out.append(node)
    return out[::-1]
