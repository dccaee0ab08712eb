"""The teacher: a larger encoder with the same heads, from which the small network learns.

The encoder is MPNet's (Song and others 2020) in its base size, begun from the published weights of
all-mpnet-base-v2. It reads kinds of text that it was not trained on better than the small one, takes five
times as long, and is never part of the package.
"""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from tollbook.errors import InputError
from tollbook.learned.flags import FLAGS
from tollbook.learned.pieces import VOCABULARY
from tollbook_training.losses import probabilities
from tollbook_training.network import Heads
from tollbook_training.runs import Runs
from tollbook_training.scores import Scores, score
from tollbook_training.windows import Window, nothing_hidden

BASE = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
WEIGHTS, WORDS = "model.safetensors", "vocab.txt"
WIDTH, HEADS, LAYERS, INNER, PIECES, PLACES = 768, 12, 12, 3072, 30527, 514
BEFORE, BUCKETS, FARTHEST = 2, 32, 128
SPECIAL = {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>", "[MASK]": "<mask>"}
NAMES = {
    "attention.attn.q": "query",
    "attention.attn.k": "key",
    "attention.attn.v": "value",
    "attention.attn.o": "joined",
    "attention.LayerNorm": "norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "norm_outer",
}


class TeacherLayer(nn.Module):
    """One encoder layer; attention gets a bias by how far words are apart."""

    def __init__(self) -> None:
        """Make the weights."""
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm, self.norm_outer = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Attend, then transform; `bias` is added to the attention."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        seen = F.scaled_dot_product_attention(
            split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=bias
        )
        x = self.norm(x + self.drop(self.joined(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm_outer(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class TeacherEncoder(nn.Module):
    """Pieces of the small network's vocabulary and flags -> a vector for each piece."""

    def __init__(self, words: Path) -> None:
        """Make the weights; `words` is the vocabulary that the published weights belong to."""
        super().__init__()
        self.word, self.position = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.far = nn.Embedding(BUCKETS, HEADS)
        self.flag = nn.Linear(len(FLAGS), WIDTH, bias=False)
        nn.init.normal_(self.flag.weight, std=0.02)
        self.norm, self.drop = nn.LayerNorm(WIDTH, eps=1e-5), nn.Dropout(0.1)
        self.layers = nn.ModuleList(TeacherLayer() for _ in range(LAYERS))
        self.short = False
        self.register_buffer("pieces", _pieces(words), persistent=False)

    def forward(self, pieces: Tensor, mask: Tensor, flags: Tensor) -> Tensor:
        """Take pieces (batch, length), mask of the same shape, flags (batch, length, FLAGS)."""
        length = pieces.shape[1]
        with torch.autocast("cpu", torch.bfloat16, enabled=self.short):
            table: Tensor = self.get_buffer("pieces")
            place = self.position.weight[BEFORE : BEFORE + length]
            x = self.drop(self.norm(self.word(table[pieces]) + place[None] + self.flag(flags)))
            far = self.far(buckets(length)).permute(2, 0, 1)[None]
            bias = far.float() + ((1.0 - mask) * -1e4)[:, None, None, :]
            bias = bias.to(torch.bfloat16) if self.short else bias
            for layer in self.layers:
                x = layer(x, bias)
            return x.float()

    def start(self, path: Path) -> None:
        """Begin from published weights (safetensors)."""
        from safetensors.torch import load_file

        there = load_file(str(path))
        here = {
            "word.weight": there["embeddings.word_embeddings.weight"],
            "position.weight": there["embeddings.position_embeddings.weight"],
            "norm.weight": there["embeddings.LayerNorm.weight"],
            "norm.bias": there["embeddings.LayerNorm.bias"],
            "far.weight": there["encoder.relative_attention_bias.weight"],
        }
        for layer in range(LAYERS):
            for old, new in NAMES.items():
                for part in ("weight", "bias"):
                    here[f"layers.{layer}.{new}.{part}"] = there[f"encoder.layer.{layer}.{old}.{part}"]
        result = self.load_state_dict(here, strict=False)
        assert result.missing_keys == ["flag.weight"], result


class Teacher(nn.Module):
    """Encoder and heads of the larger network."""

    def __init__(self, home: Path) -> None:
        """Make both, begun from the published weights in the folder `home`.

        Raises:
            InputError: where `home` lacks the published weights or their vocabulary.
        """
        super().__init__()
        for name in (WEIGHTS, WORDS):
            if not (home / name).is_file():
                raise InputError(f"{home} holds no {name}", "name the folder of all-mpnet-base-v2")
        seen = hashlib.sha256((home / WEIGHTS).read_bytes()).hexdigest()
        if seen != BASE:
            raise InputError(
                f"{WEIGHTS} has the hash {seen[:12]}, the published weights have {BASE[:12]}",
                "name a folder with the published weights of all-mpnet-base-v2",
            )
        self.encoder, self.heads = TeacherEncoder(home / WORDS), Heads(WIDTH)
        self.encoder.start(home / WEIGHTS)
        self.encoder.word.weight.requires_grad_(False)


def judged(
    teacher: Teacher,
    windows: Sequence[Window],
    chosen: Sequence[Runs],
    tell: Callable[[str], None] = print,
) -> list[Scores]:
    """Let a trained teacher judge the chosen runs of every window: its probabilities, window by window."""
    out = []
    for n, (window, mine) in enumerate(zip(windows, chosen, strict=True)):
        with torch.no_grad():
            [said] = score(teacher, [window], [mine], nothing_hidden([window]))
        out.append(probabilities(said))
        if (n + 1) % 500 == 0:
            tell(f"the teacher read {n + 1} of {len(windows)} windows")
    return out


def buckets(length: int) -> Tensor:
    """Give the number of the bias for each pair of places: near ones by themselves, far ones together.

    The numbering is that of T5 (Raffel and others 2020), half of it for words ahead.

    Example:
        >>> buckets(3).tolist()
        [[0, 17, 18], [1, 0, 17], [2, 1, 0]]
    """
    place = torch.arange(length)
    ahead = place[None] - place[:, None]
    half, apart = BUCKETS // 2, ahead.abs()
    exact = half // 2
    grown = torch.log(apart.float().clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)
    far = torch.minimum(exact + grown.long(), torch.full_like(apart, half - 1))
    return (ahead > 0).long() * half + torch.where(apart < exact, apart, far)


def _pieces(words: Path) -> Tensor:
    """Give for each piece of the small network's vocabulary its number in the teacher's."""
    here = json.loads(VOCABULARY.read_text(encoding="utf-8"))["model"]["vocab"]
    lines = words.read_text(encoding="utf-8").splitlines()
    there = {word: n for n, word in enumerate(lines)}
    table = torch.full((max(here.values()) + 1,), there["[UNK]"], dtype=torch.long)
    for word, n in here.items():
        table[n] = there.get(SPECIAL.get(word, word), there["[UNK]"])
    return table
