"""Stage qualify: whose word a piece of text is, what is doubted or denied, which words are loaded."""

from tollbook.qualify.attribution import attribute
from tollbook.qualify.hedging import qualifiers
from tollbook.qualify.loaded import loaded
from tollbook.qualify.naming import in_full
from tollbook.qualify.swaps import neutral
from tollbook.qualify.voices import in_own_words, told_in_own_words

__all__ = ["attribute", "in_full", "in_own_words", "loaded", "neutral", "qualifiers", "told_in_own_words"]
