"""The credit of one filler of MUC-4 against one of the key: 1, a half, or 0, by the kind of the slot."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from tollbook.evaluate.muc4_keys import Filler

STRINGS = frozenset({"perpetrator", "organisation", "target", "victim_name", "victim", "instrument"})
NUMBERS = frozenset({"target_number", "target_total", "victim_number", "victim_total"})
PARENTS = {
    "ARSON": ("ATTACK",),
    "BOMBING": ("ATTACK",),
    "KIDNAPPING": ("ATTACK",),
    "HIJACKING": ("ATTACK",),
    "ROBBERY": ("ATTACK",),
    "FORCED WORK STOPPAGE": ("ATTACK",),
    "SUSPECTED OR ACCUSED BY AUTHORITIES": ("SUSPECTED OR ACCUSED",),
    "NO INJURY OR DEATH": ("NO INJURY", "NO DEATH"),
    "MACHINE GUN": ("GUN",),
    "MORTAR": ("GUN",),
    "HANDGUN": ("GUN",),
    "RIFLE": ("GUN",),
    "BOMB": ("EXPLOSIVE",),
    "VEHICLE BOMB": ("BOMB", "EXPLOSIVE"),
    "DYNAMITE": ("BOMB", "EXPLOSIVE"),
    "MINE": ("BOMB", "EXPLOSIVE"),
    "AERIAL BOMB": ("BOMB", "EXPLOSIVE"),
    "GRENADE": ("EXPLOSIVE",),
    "MOLOTOV COCKTAIL": ("EXPLOSIVE",),
    "PROJECTILE": ("EXPLOSIVE",),
    "MISSILE": ("PROJECTILE", "EXPLOSIVE"),
    "ROCKET": ("PROJECTILE", "EXPLOSIVE"),
}
SMALL = frozenset(
    "A AN THE HIS HER THEIR ITS OF AND OR TO FOR SOME ANOTHER OTHER SEVERAL ONE TWO THREE".split()
)
AFTER = frozenset("OF IN FROM WHO WHICH THAT AT ON WITH FOR BY WHERE UNDER AGAINST".split())
WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
BRACKETED = re.compile(r"\[[^\[\]]*\]")


def words_of(form: str) -> tuple[str, ...]:
    """Give the words of a form that count: upper case, without brackets, articles and small numbers."""
    found = [w.upper() for w in WORD.findall(BRACKETED.sub(" ", form))]
    kept = [w for w in found if w not in SMALL or w in AFTER]
    while kept and kept[0] in AFTER:
        kept.pop(0)
    return tuple(kept) or tuple(found)


def _head(words: Sequence[str]) -> str:
    stop = next((i for i, word in enumerate(words) if word in AFTER and i), len(words))
    return words[stop - 1] if stop else ""


def string_credit(key: str, response: str) -> float:
    """Give the credit of a string from the text: 1, 0.5 or 0.

    Correct: the same words, or the key's words in one piece within a longer phrase of the same head
    (modifiers do no harm). Partly correct: the same head word, or one's words all among the other's.

    Example:
        >>> string_credit("PEASANTS", "THE SALVADORAN PEASANTS"), string_credit("JESUIT PRIESTS", "PRIESTS")
        (1.0, 0.5)
    """
    want, got = words_of(key), words_of(response)
    if not want or not got:
        return 0.0
    if want == got:
        return 1.0
    within = any(got[i : i + len(want)] == want for i in range(len(got) - len(want) + 1))
    if within and _head(want) == _head(got):
        return 1.0
    loose = set(want) <= set(got) or set(got) <= set(want)
    return 0.5 if _head(want) == _head(got) or loose else 0.0


def set_credit(key: str, response: str) -> float:
    """Give the credit of a filler from a fixed list: a half where one is the general kind of the other."""
    if key == response:
        return 1.0
    kin = response in PARENTS.get(key, ()) or key in PARENTS.get(response, ())
    return 0.5 if kin else 0.0


def number_credit(key: str, response: str) -> float:
    """Give the credit of a number: a half where only the mark of "about" or of an open end differs."""
    if key == response:
        return 1.0
    return 0.5 if key.strip("~-") == response.strip("~-") else 0.0


def date_credit(key: str, response: str) -> float:
    """Give the credit of a date: a half where one end of the two ranges is the same day."""
    want, got = " ".join(key.split()), " ".join(response.split())
    if want == got or want.replace("- ", "-") == got.replace("- ", "-"):
        return 1.0
    ends = [{end.strip() for end in form.split("-") if end.strip()} for form in (want, got)]
    return 0.5 if ends[0] & ends[1] else 0.0


def location_credit(key: str, response: str) -> float:
    """Give the credit of a place: a half where country is right and the rest differs.

    Example:
        >>> location_credit("PERU: LIMA (CITY)", "PERU"), location_credit("PERU", "CHILE")
        (0.5, 0.0)
    """
    want, got = ([part.strip() for part in form.split(":")] for form in (key, response))
    if sorted(want) == sorted(got):
        return 1.0
    return 0.5 if want[0] == got[0] else 0.0


def credit_of(slot: str) -> Callable[[str, str], float]:
    """Give the rule of credit for a slot."""
    if slot in STRINGS:
        return string_credit
    if slot in NUMBERS:
        return number_credit
    return {"date": date_credit, "location": location_credit}.get(slot, set_credit)


def filler_credit(slot: str, key: Filler, response: Filler) -> float:
    """Give the credit of one filler against one of the key; a wrong reference halves it."""
    return _filler_credit(slot, key, response)


@cache
def _filler_credit(slot: str, key: Filler, response: Filler) -> float:
    rule = credit_of(slot)
    best = max((rule(k, r) for k in key.forms for r in response.forms), default=0.0)
    if best == 1.0 and key.of and response.of:
        same = any(k == r or string_credit(k, r) for k in key.of for r in response.of)
        return 1.0 if same else 0.5
    return best
