"""Pieces: words -> the word pieces of the encoder's vocabulary, and windows of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tokenizers import Tokenizer

VOCABULARY = Path(__file__).parent / "weights" / "vocabulary.json"
START, END = 101, 102
UNKNOWN = 100
WINDOW = 448
OVERLAP = 128
LONGEST_WORD = 8
MAX_KEPT = 60_000


class Pieces:
    """The vocabulary, loaded once; the pieces of words met are kept, as a word has the same ones anywhere."""

    def __init__(self, path: Path = VOCABULARY) -> None:
        """Load the vocabulary at `path`."""
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._kept: dict[str, list[int]] = {"": []}

    def of(self, told: Sequence[str]) -> list[list[int]]:
        """Give the pieces of each word; a word told as "" has none.

        Example:
            >>> [len(pieces) for pieces in Pieces().of(["fighters", "", "died"])]
            [1, 0, 1]
        """
        if len(self._kept) > MAX_KEPT:
            self._kept = {"": []}
        kept = self._kept
        if new := [word for word in dict.fromkeys(told) if word not in kept]:
            kept |= zip(new, self._cut(new), strict=True)
        return [kept[word] for word in told]

    def _cut(self, words: Sequence[str]) -> list[list[int]]:
        out: list[list[int]] = [[] for _ in words]
        encoded = self.tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
            if word is not None and len(out[word]) < LONGEST_WORD:
                out[word].append(piece)
        return [pieces or [UNKNOWN] for pieces in out]


def windows(lengths: Sequence[int], size: int = WINDOW, overlap: int = OVERLAP) -> Iterator[tuple[int, int]]:
    """Cut words with `lengths` pieces into runs of words that fit into `size` pieces; end exclusive.

    Neighbouring runs share about `overlap` pieces.

    Example:
        >>> list(windows([1] * 10, size=8, overlap=2))
        [(0, 6), (4, 10)]
    """
    start, count = 0, len(lengths)
    while start < count:
        stop, held = start, 2
        while stop < count and held + lengths[stop] <= size:
            held += lengths[stop]
            stop += 1
        stop = max(stop, start + 1)
        yield start, stop
        if stop >= count:
            return
        back = 0
        first = stop
        while first > start + 1 and back < overlap:
            first -= 1
            back += lengths[first]
        start = first
