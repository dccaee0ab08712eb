"""The parse as a tree: walk from a token to its governors, children and noun phrase."""

from bisect import bisect_left
from collections.abc import Iterator

from tollbook.model.provenance import Span
from tollbook.model.text import Text, Token

NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
INSIDE = frozenset(
    "det compound amod nummod nmod poss case quantmod predet punct advmod neg prep pobj npadvmod".split()
)
LOOSE = frozenset("relcl acl appos advcl conj cc punct".split())


class Tree:
    """A text's tokens with their children, made once per text."""

    def __init__(self, text: Text) -> None:
        """Index the children of each token."""
        self.text = text
        self.tokens = text.tokens
        self.starts = [token.span.start for token in text.tokens]
        self.children: list[list[int]] = [[] for _ in text.tokens]
        for i, token in enumerate(text.tokens):
            if token.head != i:
                self.children[token.head].append(i)

    def token(self, i: int) -> Token:
        """Give token number `i`."""
        return self.tokens[i]

    def up(self, i: int) -> Iterator[int]:
        """Give the governors of token `i`, nearest first, up to the root."""
        seen = {i}
        while (head := self.tokens[i].head) != i and head not in seen:
            seen.add(head)
            yield head
            i = head

    def subtree(self, i: int) -> list[int]:
        """Give the tokens that `i` governs, itself too, in text order."""
        out, todo = [], [i]
        while todo:
            at = todo.pop()
            out.append(at)
            todo += self.children[at]
        return sorted(out)

    def phrase(self, i: int) -> Span:
        """Give the noun phrase of token `i`: without relative clauses, appositions and conjuncts."""
        keep, todo = [], [i]
        while todo:
            at = todo.pop()
            keep.append(at)
            todo += [c for c in self.children[at] if self.tokens[c].dep not in LOOSE]
        keep.sort()
        first = i
        while first - 1 in keep:
            first -= 1
        last = i
        while last + 1 in keep:
            last += 1
        while first < i and self.tokens[first].pos in {"PUNCT", "CCONJ"}:
            first += 1
        while last > i and self.tokens[last].pos in {"PUNCT", "CCONJ"}:
            last -= 1
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def child(self, i: int, *deps: str) -> int | None:
        """Give the first child of `i` that stands in one of these relations, or None."""
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def conjuncts(self, i: int) -> list[int]:
        """Give `i` and everything joined to it by "and", "or" or commas, in text order."""
        out, todo = [], [i]
        while todo:
            at = todo.pop()
            out.append(at)
            todo += [c for c in self.children[at] if self.tokens[c].dep == "conj"]
        return sorted(out)

    def at(self, span: Span) -> list[int]:
        """Give the tokens that lie inside `span`."""
        first, stop = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [i for i in range(first, stop) if self.tokens[i].span.end <= span.end]
