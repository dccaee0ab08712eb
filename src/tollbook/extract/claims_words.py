"""The lexicons that claims are read with, by the roles that their words play."""

from functools import cache

from tollbook.model.lexicon import lexicon

QUALIFIERS = "lexicon/en/qualifiers.yaml"
OBJECTS = "lexicon/en/objects.yaml"
CUES = "lexicon/en/cues.yaml"
PERSONS = "lexicon/en/persons.yaml"
VERBS = "lexicon/en/verbs.yaml"
PARTIES = "lexicon/en/parties.yaml"


@cache
def words_for(path: str, role: str) -> frozenset[str]:
    """Give the words that a lexicon lists for a role."""
    entries = lexicon(path).entries
    return frozenset(word for entry in entries if entry.sets["role"] == role for word in entry.words)


def roles_of(words: str) -> set[str]:
    """Give the roles that plain party words give: "government troops" are of a state."""
    return {match.entry.sets["role"] for match in lexicon(PARTIES).find(words)}
