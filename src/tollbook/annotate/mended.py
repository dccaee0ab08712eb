"""Misread characters mended: text of a scan -> the same text, of the same length, with digits as digits.

Scans confuse O with 0 and l or I with 1: "5O wounded", "l8 dead", "JuIy", "ki1led". Only what stands
between digits, or between small letters, is changed, one character for one, so that offsets hold. A number
shows a digit within 33 characters: looking farther would take long where thousands of them stand in a row.
"""

import re

NUMBER = re.compile(r"(?<![^\W_])(?=[\dOolI,.]{0,32}\d)[\dOol][\dOolI]*(?:[,.][\dOolI]{3})*(?![^\W_])")
IN_WORD = re.compile(r"(?<=[a-z])[1I]{1,2}(?=[a-z])|(?<=[a-z])I{1,2}(?![^\W_])")
DIGITS = str.maketrans("OolI", "0011")


def mended(text: str) -> str:
    """Give `text` with the digits and letters that a scan misread put right, character for character.

    Example:
        >>> mended("Since JuIy 1,O50 were ki1led and l8 hurt; the O2 hall stood.")
        'Since July 1,050 were killed and 18 hurt; the O2 hall stood.'
    """
    numbers = NUMBER.sub(_number, text)
    return IN_WORD.sub(lambda m: "l" * len(m[0]), numbers)


def _number(found: re.Match[str]) -> str:
    said = found[0]
    letters = sum(not c.isdecimal() for c in said if c not in ",.")
    if not letters or len(said) < 2 or (said[0] in "O" and len(said) < 3):
        return said
    return said.translate(DIGITS)
