"""Grammar of a clause: who does what to whom, read from the parse."""

from tollbook.model.provenance import Span
from tollbook.model.tree import NOUNS, Tree

CLIMB = frozenset({"conj", "xcomp", "advcl", "acl", "ccomp", "aux", "parataxis", "dep", "pcomp"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
MODAL = frozenset({"could", "would", "will", "should", "might", "can", "must", "shall", "to", "'ll"})


class Grammar:
    """A tree with the questions that a clause answers; tokens go by their index."""

    def __init__(self, tree: Tree) -> None:
        """Keep the tree."""
        self.tree, self.raw = tree, tree.text.report.text

    def is_verb(self, i: int) -> bool:
        """Tell whether token `i` is a verb."""
        return self.tree.token(i).pos in {"VERB", "AUX"}

    def is_possible(self, i: int) -> bool:
        """Tell whether the clause of token `i` speaks of what may, will or is meant to come about."""
        verbs = [i] if self.is_verb(i) else []
        verbs += [k for k in self.tree.up(i) if self.is_verb(k)][:1]
        for verb in verbs:
            for child in self.tree.children[verb]:
                token = self.tree.token(child)
                if token.dep in {"aux", "auxpass"} and token.text.lower() in MODAL:
                    return True
        return False

    def is_passive(self, verb: int) -> bool:
        """Tell whether a verb form is passive: "was shelled", "the town shelled by X"."""
        if self.tree.child(verb, "auxpass", "nsubjpass") is not None:
            return True
        token = self.tree.token(verb)
        return token.tag == "VBN" and token.dep in {"acl", "relcl"} and self.tree.child(verb, "aux") is None

    def doer(self, verb: int) -> int | None:
        """Give the token of who does what the verb says: its subject, or "by X" where it is passive."""
        if self.is_passive(verb):
            return self.by(verb)
        at, token = verb, self.tree.token(verb)
        found = self.tree.child(at, "nsubj")
        if found is None and token.dep == "advcl" and token.tag == "VBG":
            found = self.tree.child(token.head, "nsubj", "nsubjpass")
        for at in self.tree.up(verb) if found is None else ():
            if self.tree.token(at).pos in NOUNS and token.dep in {"acl", "relcl"}:
                found = at
                break
            passive = self.is_passive(at)
            found = self.by(at) if passive else self.tree.child(at, "nsubj")
            if found is not None or self.tree.token(at).dep not in CLIMB:
                break
        return self._antecedent(found, at if found is not None else verb)

    def patient(self, verb: int) -> int | None:
        """Give the token of whom or what the verb's deed is done to, or None."""
        if self.is_passive(verb):
            found = self.tree.child(verb, "nsubjpass")
            if found is None and self.tree.token(verb).dep in {"acl", "relcl"}:
                return self.tree.token(verb).head
            return self._antecedent(found, verb)
        return self.tree.child(verb, "dobj")

    def by(self, i: int) -> int | None:
        """Give the token behind the "by" of a verb or noun."""
        for child in self.tree.children[i]:
            token = self.tree.token(child)
            if token.text.lower() == "by" and token.dep in {"agent", "prep"}:
                return self.tree.child(child, "pobj")
        return None

    def behind(self, i: int, *words: str) -> int | None:
        """Give the noun behind one of these prepositions of token `i`."""
        for child in self.tree.children[i]:
            if self.tree.token(child).text.lower() in words:
                found = self.tree.child(child, "pobj")
                if found is not None:
                    return found
        return None

    def _antecedent(self, found: int | None, verb: int) -> int | None:
        if found is None:
            return None
        if self.tree.token(found).text.lower() in RELATIVE:
            for at in (verb, *self.tree.up(verb)):
                if self.tree.token(at).dep == "relcl":
                    return self.tree.token(at).head
        return found

    def _back(self, at: int, end: int) -> int:
        """Give `end` without the marks before it, and without a "the" that belongs to what is cut off."""
        if self.raw[at:end].lower().endswith(" the "):
            end -= 4
        while end > at and self.raw[end - 1] in " .,;:\n":
            end -= 1
        return end

    def trim(self, start: int, end: int) -> Span | None:
        """Give the span without the white space and marks at its ends, None where nothing is left."""
        while start < end and self.raw[start] in " ,.;:\n\t":
            start += 1
        while end > start and self.raw[end - 1] in " ,.;:\n\t":
            end -= 1
        return Span(start, end) if end > start else None
