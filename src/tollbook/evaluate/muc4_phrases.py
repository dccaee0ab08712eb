"""Phrases for people in dispatches: bare words, the name within them, whether they tell of people."""

import re

from tollbook.evaluate import muc4_words as words

QUANTITY = re.compile(
    r"^(?:at least|about|around|some|more than|over|nearly|almost|approximately|another|other|the|a|an|"
    r"more|all|"
    r"several|many|various|these|those|his|her|their|our|my|no|its|both|few|a few|[\d,]+(?![-\w])|one|"
    r"two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve|dozens of|hundreds of|scores of|thousands of|total of|of|"
    r"(?:killed|wounded|injured) (?=\w+$)|dead (?=\w)|'s)(?!-)\s*\b",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"^(?:(?:former|retired|mr|mrs|ms|dr|general|col|colonel|lieutenant|lt|captain|major|sergeant|father|"
    r"monsignor|archbishop|bishop|judge|president|minister|senator|governor|mayor|deputy|ambassador|"
    r"engineer|"
    r"reverend|attorney|professor|brigadier|division|army|police|priest|priests|leader|candidate|"
    r"journalist|defense|"
    r"foreign|presidential|jesuit|jesuits|commander|party|the|and)\.?\s+)+",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"^(?:mr|mrs|ms|dr|miss|general|col|colonel|lieutenant|lt|captain|major|sergeant|father|fathers|"
    r"monsignor|"
    r"archbishop|bishop|sister|sisters|judge|president|minister|senator|governor|mayor|deputy|"
    r"ambassador|engineer|"
    r"reverend|attorney|professor|priests?|leaders?|candidate|journalists?|commander|director|secretary|"
    r"chief|"
    r"jesuits?|daughter|son|wife|husband|brother|widow|mother|businessm[ae]n|rector|congressm[ae]n|"
    r"councilm[ae]n|magistrate|lawyer|policem[ae]n|teacher|student|doctor|manager|reporter|peasant|"
    r"citizens?)"
    r"[.,]?$",
    re.IGNORECASE,
)
LINK = frozenset(["de", "del", "la", "las", "los", "y", "von", "van", "der", "da"])
TAIL = re.compile(r"\s+(?:of|from|in|at|who|was|were|on)\s.*$")
ALSO = re.compile(
    r"\b(?:passengers?|crew|drivers?|chauffeurs?|wi(?:fe|ves)|husband|sons?|daughters?|brothers?|"
    r"sisters?|fathers?|"
    r"mothers?|famil(?:y|ies)|relatives|minors?|boys?|girls?|m[ae]n|child|babies|baby|maid|cook|employees?|"
    r"technicians?|engineers?|missionar(?:y|ies)|clergym[ae]n|residents?|inhabitants?|members?|dead|"
    r"wounded|injured|"
    r"victims?|passers-?by|nationals|tourists?|industrialists?|ranchers?|farmers?|miners?|advisers?|"
    r"professors?|"
    r"rectors?|marines?|lay workers?|companions?|friends?|population|refugees?|youths?|relative|"
    r"americans?|italians|spaniards?|germans?|nicaraguans|salvadorans|colombians|chileans|peruvians|"
    r"hondurans|"
    r"lawyers?|commission|delegation|patrol|rescuers?|firem[ae]n|fishermen|nurses?|bystanders?|chief|"
    r"hostages|maids|pedestrians|prostitutes|adults?|militants?|paramilitary|spectators|prisoners?|"
    r"demonstrators?|"
    r"(?!murders|numbers|orders|quarters|others|papers)\w{4,}(?:ers|ists|ees|ians|men)|commander|"
    r"presidents?|individuals?|subjects?|mission|cameram[ae]n|"
    r"photographers?|correspondents?)\b",
    re.IGNORECASE,
)


def plain(phrase: str) -> str:
    """Give a phrase on one line, without the marks round it."""
    return " ".join(phrase.split()).strip(" ,'\"[]")


def bare(phrase: str) -> str:
    """Give a phrase without the articles and numbers that begin it.

    Example:
        >>> bare("at least three hill peasants")
        'hill peasants'
    """
    phrase = plain(phrase)
    while found := QUANTITY.match(phrase):
        phrase = phrase[found.end() :].lstrip(" ,")
    return phrase


def tells_of_people(phrase: str) -> bool:
    """Tell whether a phrase without a name has a word for people in it.

    Example:
        >>> tells_of_people("bus passengers"), tells_of_people("in the clashes")
        (True, False)
    """
    return bool(words.first(words.PEOPLE, phrase) or words.CIVILIANS.search(phrase) or ALSO.search(phrase))


def named(phrase: str) -> list[tuple[str, str]]:
    """Split a phrase into names with the role of each; none where it holds no full name.

    Example:
        >>> named("Nusa province governor Ana Maria Soto")
        [('Ana Maria Soto', 'Nusa province governor')]
        >>> named("Pedro Lima and Juan de la Cruz of Tambril")
        [('Pedro Lima', ''), ('Juan de la Cruz', '')]
    """
    out: list[tuple[str, str]] = []
    before = ""
    for part in re.split(r",?\s+and\s+|,\s+", plain(phrase)):
        found = part.split()
        last = max((i for i, word in enumerate(found) if ROLE.match(word)), default=-1)
        name = TAIL.sub("", " ".join(found[last + 1 :])).strip(" ,")
        role = bare(" ".join(found[: last + 1]).strip(" ,"))
        if is_name(name):
            out.append((name, role or before))
            before = ""
        elif not out and tells_of_people(part):
            before = bare(part)
    return out


def is_name(phrase: str) -> bool:
    """Tell whether a phrase is a full name: two to six words with capitals, and little words between."""
    found = phrase.split()
    return (
        1 < len(found) <= 6
        and all(word[:1].isupper() or word in LINK for word in found)
        and found[0] not in LINK
        and not tells_of_people(phrase)
    )
