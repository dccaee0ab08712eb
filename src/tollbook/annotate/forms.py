"""Forms: tagged and parsed words -> lemma and part of speech, asked of the pipeline once per word and kept.

Almost every rule by which the pipeline tells them looks at one word, its tag and its tie to the head alone,
so what was found for these three holds in any sentence. The few rules that look at two words are watched
for; a sentence in which one of them applies is told in full.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

MAX_KEPT = 60_000

Key = tuple[str, int, int]
"""A word as written, and the pipeline's numbers of its tag and its tie to the head."""


class Form(NamedTuple):
    """What is said of one word wherever it has this tag and this tie."""

    lemma: str
    pos: str
    tag: str
    dep: str


class Forms:
    """Tells the forms of words, by the attribute ruler and the lemmatizer of a pipeline."""

    STEPS = ("attribute_ruler", "lemmatizer")

    def __init__(self, nlp: Any) -> None:
        """Take the two steps from `nlp`, which is then to be run without them."""
        from spacy.matcher import Matcher

        self._vocab = nlp.vocab
        self._steps = [nlp.get_pipe(name) for name in self.STEPS]
        self._pairs = Matcher(nlp.vocab)
        wide = [p for rule in self._steps[0].patterns for p in rule["patterns"] if len(p) > 1]
        self._pairs.add("pairs", wide)
        self._kept: dict[Key, Form] = {}

    def of(self, sentences: Sequence[Sequence[str]], docs: Sequence[Any]) -> list[list[Form]]:
        """Give the forms of the words of sentences, each with its tagged and parsed document."""
        from spacy.attrs import DEP, TAG

        if len(self._kept) > MAX_KEPT:
            self._kept = {}
        kept = self._kept  # other threads may begin anew meanwhile
        numbers = [doc.to_array([TAG, DEP]).tolist() for doc in docs]
        keys = [
            [(word, tag, dep) for word, (tag, dep) in zip(words, told, strict=True)]
            for words, told in zip(sentences, numbers, strict=True)
        ]
        alone = [not self._pairs(doc) for doc in docs]
        self._learn(kept, {key: None for told, one in zip(keys, alone, strict=True) if one for key in told})
        return [
            [kept[key] for key in keys_] if single else self._told(doc)
            for keys_, doc, single in zip(keys, docs, alone, strict=True)
        ]

    def _learn(self, kept: dict[Key, Form], keys: dict[Key, None]) -> None:
        """Tell the forms of words not met before, all in one document, and keep them in `kept`."""
        from spacy.tokens import Doc

        new = [key for key in keys if key not in kept]
        if not new:
            return
        name = self._vocab.strings
        words, tags, deps = (list(column) for column in zip(*new, strict=True))
        doc = Doc(
            self._vocab, words=words, tags=[name[tag] for tag in tags], deps=[name[dep] for dep in deps]
        )
        if self._pairs(doc) and len(new) > 1:
            for key in new:
                self._learn(kept, {key: None})
            return
        kept |= zip(new, self._told(doc), strict=True)

    def _told(self, doc: Any) -> list[Form]:
        for step in self._steps:
            doc = step(doc)
        return [Form(t.lemma_.lower(), t.pos_, t.tag_, t.dep_) for t in doc]


def heads(doc: Any) -> list[int]:
    """Give the head of each word of a document, counted from its first word."""
    from spacy.attrs import HEAD

    steps = doc.to_array([HEAD]).astype(np.int64).reshape(-1)
    found: list[int] = (np.arange(len(doc)) + steps).tolist()
    return found
