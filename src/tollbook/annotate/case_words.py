"""Words for true case: the parser's dictionary of English, given names, titles, and known names."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from tollbook.annotate.parser import pipeline
from tollbook.model import lexicon
from tollbook.model.lexicon import lower

NAMES = ("actors/", "outlets/", "places/countries", "places/demonyms", "places/regions")
ORDINARY = ("harms", "persons", "events", "weapons", "cues", "qualifiers", "actor_words", "verbs")
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july september "
    "october november december english spanish french german russian arabic chinese christian catholic "
    "jesuit jesuits jewish muslim protestant marxist god".split()
)
MONTHS = frozenset("march may august jan feb mar apr jun jul aug sep sept oct nov dec".split())
PARTICLES = frozenset("de del la las los el al san santa santo sao da do dos y e von van bin abu ibn".split())
TITLES = frozenset(
    "mr mrs ms dr general colonel lieutenant captain major sergeant corporal admiral commander president "
    "minister senator governor mayor father monsignor archbishop bishop judge ambassador deputy king queen "
    "col lt capt gen maj sgt brig prince pope sheikh secretary comrade inspector commissioner engineer "
    "attorney professor".split()
)
PLACING = frozenset("in near at from to outside around toward towards via across between inside".split())
HEADS = frozenset(
    "front army movement party group union command organization organisation federation association alliance "
    "forces coordinator institute university committee council league confederation brigade brigades "
    "assembly ministry company corporation commission congress police agency center centre society".split()
)


@cache
def dictionary() -> tuple[frozenset[str], frozenset[str]]:
    """Give the English words that are no mere nouns, and the nouns, among which names stand as well."""
    from spacy.lang.en.stop_words import STOP_WORDS

    lookups = pipeline().get_pipe("lemmatizer").lookups
    index, strings = lookups.get_table("lemma_index"), pipeline().vocab.strings
    plain: set[str] = set(STOP_WORDS) | PLACING
    nouns: set[str] = set()
    for part in ("adj", "verb", "adv", "noun"):
        key = strings[part]
        found = nouns if part == "noun" else plain
        found.update(index.get(key, ()))
        found.update(lookups.get_table("lemma_exc").get(key, {}))
    for name in ORDINARY:
        for entry in lexicon.load(f"lexicon/en/{name}.yaml").entries:
            plain.update(word for form in entry.words for word in form.split() if word.islower())
    return frozenset(plain), frozenset(nouns)


@cache
def known_names() -> lexicon.Lexicon:
    """Give the entries of actors, outlets, states and demonyms that have a name with a capital."""
    entries = []
    for path in lexicon.files():
        if path.startswith(NAMES):
            for entry in lexicon.load(path).entries:
                forms = tuple(form for form in entry.words if form != form.lower() and len(form) > 1)
                entries += [msgspec.structs.replace(entry, words=forms, unless=())] if forms else []
    return lexicon.Lexicon(entries)


@cache
def function() -> frozenset[str]:
    """Give the function words of English."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


@cache
def given() -> frozenset[str]:
    """Give the given names, in small letters."""
    return frozenset(
        lower(word) for e in lexicon.load("lexicon/en/given_names.yaml").entries for word in e.words
    )


ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ied", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ist", ""),
    ("ists", ""),
    ("est", ""),
    ("iest", "y"),
    ("er", ""),
    ("ier", "y"),
)


def stems(word: str) -> Iterator[str]:
    """Give `word` and what is left of it without the endings of plural, tense and degree.

    Example:
        >>> list(stems("bombed"))
        ['bombed', 'bomb', 'bombe']
    """
    yield word
    bare = re.sub(r"['’]s?$", "", word)
    if bare != word:
        yield bare
    for end, instead in ENDINGS:
        if bare.endswith(end) and len(bare) - len(end) >= 2:
            stem = bare[: -len(end)] + instead
            yield stem
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
