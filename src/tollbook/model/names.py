"""What the finding of places asks of a list of names, and how a name is folded for comparison."""

import re
import unicodedata
from functools import lru_cache
from typing import Protocol

from anyascii import anyascii

APOSTROPHES = re.compile(r"['’‘ʼʿʾ`´ʹʺ′]")
GAP = re.compile(r"[^\w]+")
ARABIC_FORMS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": None})


class NameIndex(Protocol):
    """A list of place names that can be asked; a gazetteer is one, a set of names in a test another."""

    def known(self, name: str) -> bool:
        """Tell whether a place bears this name, its case, accents and hyphens aside."""

    def similar(self, name: str) -> bool:
        """Tell whether a place bears this name in another spelling."""

    def population(self, name: str) -> int:
        """Give the population of the largest place of this name in persons; 0 where none is known.

        An area of which none is recorded may count as a million: what is asked is how widely known.
        """


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """Fold a name so that case, accents, apostrophes and hyphens do not matter.

    Example:
        >>> fold("Al-Ḩasakah"), fold("Ma’arrat an Nu'mān"), fold("أدلب")
        ('al hasakah', 'maarrat an numan', 'ادلب')
    """
    if name.isascii():
        folded = name.casefold()
    else:
        parts = unicodedata.normalize("NFKD", name.translate(ARABIC_FORMS))
        plain = "".join(c for c in parts if not unicodedata.combining(c))
        latin = all(ord(c) < 0x0300 or 0x1E00 <= ord(c) < 0x2100 for c in plain)
        folded = (anyascii(plain) if latin else plain).casefold()
    return GAP.sub(" ", APOSTROPHES.sub("", folded)).replace("_", " ").strip()
