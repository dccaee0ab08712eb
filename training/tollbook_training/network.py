"""The network: a six-layer encoder over word pieces and flags, and heads for figures, slots and links.

The encoder is BERT's (Devlin et al. 2019) in the size of MiniLM (Wang et al. 2020), begun from published
weights. Heads: a tag of each word, a verdict on each proposed span (its outcome or none), the figure's
slots, pointers to the words of its roles (word 0 stands for "none"), and links to the figure's whole.
What the rules chose enters as flags on words, as numbers beside a figure and as a bias on pointers.
"""

import math
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from tollbook.learned.flags import FLAGS, OUTCOMES, PAIRS, ROLES, SCOPES, STANCES, STATUSES, TELLS, TRAITS

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
FIGURE, POINTER = 256, 96


class Layer(nn.Module):
    """One encoder layer."""

    def __init__(self) -> None:
        """Make the weights."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_outer = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Attend, then transform; `mask` is added to the attention."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask
        )
        x = self.norm(x + self.drop(self.joined(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm_outer(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Pieces and flags -> a vector for each piece."""

    def __init__(self, layers: int = LAYERS) -> None:
        """Make the weights."""
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.flag = nn.Linear(len(FLAGS), WIDTH, bias=False)
        nn.init.normal_(self.flag.weight, std=0.02)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.short = False

    def forward(self, pieces: Tensor, mask: Tensor, flags: Tensor) -> Tensor:
        """Take pieces (batch, length), mask of the same shape, flags (batch, length, FLAGS).

        With `short` set and in training, products are of 16-bit numbers (bfloat16); weights stay as they are.
        """
        with torch.autocast("cpu", torch.bfloat16, enabled=self.short and self.training):
            return self._vectors(pieces, mask, flags).float()

    def _vectors(self, pieces: Tensor, mask: Tensor, flags: Tensor) -> Tensor:
        position = self.position.weight[: pieces.shape[1]]
        x = self.drop(self.norm(self.word(pieces) + position[None] + self.kind + self.flag(flags)))
        added = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, added)
        return x

    def start(self, path: Path) -> None:
        """Begin from published weights (safetensors)."""
        from safetensors.torch import load_file

        there = load_file(str(path))
        here = {
            "word.weight": there["embeddings.word_embeddings.weight"],
            "position.weight": there["embeddings.position_embeddings.weight"],
            "kind": there["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": there["embeddings.LayerNorm.weight"],
            "norm.bias": there["embeddings.LayerNorm.bias"],
        }
        names = {
            "attention.self.query": "query",
            "attention.self.key": "key",
            "attention.self.value": "value",
            "attention.output.dense": "joined",
            "attention.output.LayerNorm": "norm",
            "intermediate.dense": "inner",
            "output.dense": "outer",
            "output.LayerNorm": "norm_outer",
        }
        for layer in range(len(self.layers)):
            for old, new in names.items():
                for part in ("weight", "bias"):
                    here[f"layers.{layer}.{new}.{part}"] = there[f"encoder.layer.{layer}.{old}.{part}"]
        result = self.load_state_dict(here, strict=False)
        assert result.missing_keys == ["flag.weight"], result


class Heads(nn.Module):
    """Vectors of words -> tags, figures, slots, pointers and links."""

    def __init__(self, width: int = WIDTH) -> None:
        """Make the weights, for vectors of `width` numbers."""
        super().__init__()
        self.tag = nn.Linear(width, 1 + 2 * len(OUTCOMES))
        self.figure = nn.Linear(3 * width + len(TELLS), FIGURE)
        self.verdict = nn.Linear(FIGURE, 1 + len(OUTCOMES))
        self.status, self.stance = nn.Linear(FIGURE, len(STATUSES)), nn.Linear(FIGURE, len(STANCES))
        self.scope, self.trait = nn.Linear(FIGURE, len(SCOPES)), nn.Linear(FIGURE, len(TRAITS))
        self.days, self.none = nn.Linear(FIGURE, 3), nn.Linear(FIGURE, 2)
        self.asks = nn.Linear(FIGURE, 2 * POINTER * len(ROLES))
        self.answers = nn.Linear(width, 2 * POINTER)
        self.chosen = nn.Parameter(torch.ones(len(ROLES), 3))
        self.near = nn.Parameter(torch.zeros(len(ROLES), 2))
        self.part, self.whole = nn.Linear(FIGURE, POINTER), nn.Linear(FIGURE, POINTER)
        self.nowhole = nn.Linear(FIGURE, 1)
        self.pair_inner, self.pair = nn.Linear(len(PAIRS), 24), nn.Linear(24, 1)
        self.drop = nn.Dropout(0.1)

    def figures(self, words: Tensor, runs: list[tuple[int, int]], tells: Tensor) -> Tensor:
        """Make a vector for each run of words; `words` (count, WIDTH), `tells` (runs, TELLS)."""
        first = words[torch.tensor([a for a, _ in runs])]
        last = words[torch.tensor([b for _, b in runs])]
        mean = torch.stack([words[a : b + 1].mean(0) for a, b in runs])
        joined = torch.cat([first, last, mean, tells], -1)
        return self.drop(F.gelu(self.figure(joined), approximate="tanh"))

    def pointers(self, figures: Tensor, words: Tensor, bias: Tensor) -> Tensor:
        """Score every word as first and last word of every role: (figures, ROLES, 2, words + 1).

        `words` begins with the vector that stands for "none"; `bias` (figures, ROLES, 2, words + 1)
        holds what the rules chose and how near each word is, already weighed.
        """
        asks = self.asks(figures).view(len(figures), len(ROLES), 2, POINTER)
        answers = self.answers(words).view(-1, 2, POINTER)
        return torch.einsum("frsp,wsp->frsw", asks, answers) / math.sqrt(POINTER) + bias

    def links(self, figures: Tensor, pairs: Tensor) -> Tensor:
        """Score every figure as whole of every other: (figures, 1 + figures), the first for "none"."""
        meet = self.part(figures) @ self.whole(figures).T / math.sqrt(POINTER)
        extra = self.pair(F.gelu(self.pair_inner(pairs), approximate="tanh"))[..., 0]
        return torch.cat([self.nowhole(figures), meet + extra], -1)


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, layers: int = LAYERS) -> None:
        """Make both."""
        super().__init__()
        self.encoder, self.heads = Encoder(layers), Heads()
