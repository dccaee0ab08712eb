"""Alike: the host of an address -> the letters in it that look like those of another script.

A name is taken label by label, in the letters that people see. Named are labels that mix scripts which no
language mixes, and labels all of whose letters look like Latin ones. Such a name may be honest; it is told,
so that a person looks. Source of the method: Unicode Technical Standard 39 (mixed-script and whole-script
confusables); the table of letters is our own observation.
"""

import unicodedata
from urllib.parse import urlsplit

LOOK_LATIN = {
    "CYRILLIC": "асԁеһіјӏоріԛѕԝхуѵ" + "АВЕЅІЈКМНОРСТХУ",
    "GREEK": "αικνορτυχγ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ARMENIAN": "օսհոզցյք",
}
TOGETHER = (
    {"LATIN"},
    {"LATIN", "CJK", "HIRAGANA", "KATAKANA"},
    {"LATIN", "CJK", "BOPOMOFO"},
    {"LATIN", "CJK", "HANGUL"},
)
"""Scripts that one language writes together."""
SHOWN = 4


def alike(address: str) -> str | None:
    """Say which letters of an address's host look like others, None where none do.

    Example:
        >>> alike("https://ex\u0430mple.org/a")
        "'ex\u0430mple' mixes CYRILLIC and LATIN: U+0430 CYRILLIC SMALL LETTER A"
        >>> alike("https://xn--exmple-4nf.org")
        "'ex\u0430mple' mixes CYRILLIC and LATIN: U+0430 CYRILLIC SMALL LETTER A"
        >>> alike("https://пример.example"), alike("https://日本のnews.example"), alike("https://a.example")
        (None, None, None)
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
    return next((told for label in host.split(".") if (told := _label(_seen(label)))), None)


def _seen(label: str) -> str:
    """Give a label in the letters that people see."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label


def _label(label: str) -> str | None:
    by: dict[str, list[str]] = {}
    for sign in label:
        if sign.isalpha():
            by.setdefault(unicodedata.name(sign, "UNKNOWN").split()[0].split("-")[0], []).append(sign)
    shown = label[:60]
    if len(by) > 1 and not any(set(by) <= scripts for scripts in TOGETHER):
        least = min(by, key=lambda script: (script == "LATIN", len(by[script])))
        return f"{shown!r} mixes {' and '.join(sorted(by))}: {_named(by[least])}"
    for script, letters in LOOK_LATIN.items():
        if set(by) == {script} and set(by[script]) <= set(letters):
            return f"{shown!r} looks like Latin letters and is {script}: {_named(by[script])}"
    return None


def _named(signs: list[str]) -> str:
    names = [f"U+{ord(sign):04X} {unicodedata.name(sign, 'UNKNOWN')}" for sign in dict.fromkeys(signs)]
    return ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
