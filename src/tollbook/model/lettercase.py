"""The case of a text: whether it is in capitals throughout, or in small letters, and its capitals."""

LEAST, SHARE = 40, 0.9
FEW = 0.005
"""A text in small letters has hardly any capital: fewer than one letter in 200."""


def is_capitals(text: str) -> bool:
    """Tell whether nearly all letters of a text of some length are capitals.

    Example:
        >>> is_capitals("TWO GUARDS WERE HURT IN THE PORT OF MARRUN, AND THE GATE WAS SHUT.")
        True
        >>> is_capitals("TWO HURT: the gate of the port of Marrun was shut on Monday evening.")
        False
    """
    upper, small = _letters(text)
    return upper >= LEAST and upper >= SHARE * (upper + small)


def is_small(text: str) -> bool:
    """Tell whether a text of some length has next to no capital.

    Example:
        >>> is_small("two guards were hurt in the port of marrun, and the gate was shut.")
        True
        >>> is_small("Two guards were hurt in the port, and the gate was shut.")
        False
    """
    upper, small = _letters(text)
    return small >= LEAST and upper < FEW * small


def in_capitals(text: str) -> str:
    """Give a text in capitals, letter for letter; one that has no single capital ("ß") stays as it is.

    Example:
        >>> in_capitals("two hurt at Großau")
        'TWO HURT AT GROßAU'
    """
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def _letters(text: str) -> tuple[int, int]:
    return sum(map(str.isupper, text)), sum(map(str.islower, text))
