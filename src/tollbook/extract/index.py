"""What stands where: mentions by token and by sentence, made once per text so that look-ups are short."""

from bisect import bisect_left, bisect_right

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Sentence, Text
from tollbook.model.tree import Tree


class Index:
    """Which mention each token belongs to, and which mentions each sentence holds."""

    def __init__(self, text: Text, tree: Tree) -> None:
        """Map tokens to harm words, person nouns, actors, places and dates."""
        self.text, self.tree = text, tree
        self.starts = [sentence.span.start for sentence in text.sentences]
        self.by_sentence: dict[tuple[MentionKind, int], list[Mention]] = {}
        for mention in text.mentions:
            key = (mention.kind, self.number(mention.span.start))
            self.by_sentence.setdefault(key, []).append(mention)
        self.harm = self._map(MentionKind.HARM)
        self.person = self._map(MentionKind.PERSON)
        self.actor = self._map(MentionKind.ACTOR)
        self.place = self._map(MentionKind.PLACE)
        self.date = self._map(MentionKind.DATE)

    def number(self, at: int) -> int:
        """Give the number of the sentence that character `at` lies in, or the last one before it."""
        return max(bisect_right(self.starts, at) - 1, 0)

    def sentence(self, token: int) -> Sentence:
        """Give the sentence of a token."""
        return self.text.sentences[self.tree.token(token).sentence]

    def words(self, token: int) -> str:
        """Give the text of a token's sentence."""
        return self.sentence(token).span.of(self.text.report.text)

    def near(self, kind: MentionKind, token: int) -> list[Mention]:
        """Give the mentions of a kind in a token's sentence, in text order."""
        return self.by_sentence.get((kind, self.tree.token(token).sentence), [])

    def inside(self, kind: MentionKind, span: Span) -> list[Mention]:
        """Give the mentions of a kind that overlap `span`, in text order."""
        first, last = self.number(span.start), self.number(span.end - 1)
        found = [m for n in range(first, last + 1) for m in self.by_sentence.get((kind, n), [])]
        return [m for m in found if m.span.overlaps(span)]

    def _map(self, kind: MentionKind) -> dict[int, Mention]:
        out: dict[int, Mention] = {}
        starts = [token.span.start for token in self.tree.tokens]
        for mention in self.text.of(kind):
            k = max(bisect_left(starts, mention.span.start) - 1, 0)
            while k < len(starts) and starts[k] < mention.span.end:
                if mention.span.overlaps(self.tree.token(k).span):
                    out[k] = mention
                k += 1
        return out
