"""Keys of names that are written in Arabic, Persian, Hebrew or Cyrillic letters.

Cyrillic writes its vowels, so such a name is put into Latin letters and gets the key by spelling. Arabic,
Persian and Hebrew leave most vowels out: their names meet the Latin ones in what is left of both when vowels
go. That is little, so this key needs three consonants at least and scores lowest.
"""

import re

from anyascii import anyascii

from tollbook.model.names import fold
from tollbook.resolve.gazetteer.names import skeleton

SHORTEST_SPELLING, SHORTEST_CONSONANTS = 3, 3
SPELLING_MARK, CONSONANT_MARK = "~", "^"
CYRILLIC = re.compile(r"[\u0400-\u052F][\u0400-\u052F ]*")
UNVOWELLED = re.compile(r"[\u0590-\u05FF\u0600-\u06FF\u0750-\u077F\uFB1D-\uFDFF\uFE70-\uFEFC]")
VOWELS = re.compile(r"[aiuw]")
# Letters that the spellings of news do not keep apart share a Latin letter; those not named here are vowels.
CONSONANTS = {
    "ب": "b", "ت": "t", "ث": "d", "ج": "j", "ح": "h", "خ": "h", "د": "d", "ذ": "d", "ر": "r", "ز": "d",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "d", "غ": "h", "ف": "f", "ق": "k", "ك": "k",
    "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "پ": "f", "چ": "sh", "ژ": "j", "گ": "g",
    "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ז": "d", "ח": "h", "ט": "t", "כ": "k", "ך": "k", "ל": "l",
    "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "פ": "f", "ף": "f", "צ": "s", "ץ": "s", "ק": "k",
    "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip


def spelling(name: str, folded: str) -> str:
    """Give the key by spelling of a name in Latin or Cyrillic letters; empty for others and short ones.

    Example:
        >>> spelling("Авдеевка", "авдеевка") == spelling("Avdiivka", "avdiivka")
        True
    """
    if not folded.isascii():
        if not CYRILLIC.fullmatch(folded):
            return ""
        name = anyascii(folded)
    key = skeleton(name)
    return SPELLING_MARK + key if len(key) >= SHORTEST_SPELLING else ""


def consonants(name: str) -> str:
    """Give the key by consonants of a name in Arabic, Hebrew or Latin letters; empty where it is too short.

    Example:
        >>> consonants("معرة النعمان") == consonants("Maaret al-Numan") == consonants("Ma'arrat an Nu'mān")
        True
        >>> consonants("Hama"), consonants("Київ")
        ('', '')
    """
    folded = fold(name)
    if folded.isascii():
        key = VOWELS.sub("", skeleton(name).replace("td", "s").replace("ts", "s").replace("p", "f"))
    elif UNVOWELLED.search(folded):
        key = "".join(_word(word) for word in folded.split())
    else:
        return ""
    return CONSONANT_MARK + key if len(key) >= SHORTEST_CONSONANTS else ""


def _word(word: str) -> str:
    if word.startswith("ال") and len(word) > 3:
        word = word[2:]
    if len(word) > 2 and word[-1] in "هה":
        word = word[:-1]  # -ah and -eh, which the Latin key drops too
    return "".join(CONSONANTS.get(letter, "") for letter in word)
