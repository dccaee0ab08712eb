"""Hostile words made safe to show: nothing in them acts, hides or turns round what stands beside it.

The characters are those that reading names in an issue; JSON keeps them, written as escapes.
"""

import re

from tollbook.model.unseen import CONTROLS, NEEDS, NO_WIDTH, ORDER, SPELLING

_BROKEN = "\x0c\r\x85\ud800-\udfff"
_STRICT = re.compile(f"[{CONTROLS}{ORDER}{NO_WIDTH}{_BROKEN}]")
_ALL = re.compile(f"[{CONTROLS}{ORDER}{NO_WIDTH}{SPELLING}{_BROKEN}]")
_DIRECTIONS = re.compile(f"[{ORDER}{NO_WIDTH}\u061c\u200e\u200f]")
_WITHOUT = re.compile(f"[{ORDER}{NO_WIDTH}{SPELLING}]")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]{0,32}[ -/]{0,4}[@-~]")
_ESCAPED = re.compile(f"[\x7f-\x9f{ORDER}{NO_WIDTH}{SPELLING}\u2028\u2029]")


def visible(text: str) -> str:
    """Show as U+FFFD, one for one, what would not show: controls, direction overrides, signs of no width.

    Broken characters are shown so too. Joiners and marks of direction stay where a text has letters that are
    spelled with them.

    Example:
        >>> visible("12\\x1b[31m dead"), visible("They said \\u202e21\\u202c fell.")
        ('12�[31m dead', 'They said �21� fell.')
    """
    return (_STRICT if NEEDS.search(text) else _ALL).sub("\ufffd", text)


def one_line(text: str) -> str:
    """Make hostile text safe for one line of a terminal: no escapes, no controls, nothing that does not show.

    Example:
        >>> one_line("12\\x1b[31m people\\n were hu\\u200brt")
        '12 people were hurt'
    """
    unseen = _DIRECTIONS if NEEDS.search(text) else _WITHOUT
    return visible(" ".join(unseen.sub("", _ESCAPES.sub("", text)).split()))


def escaped(json: bytes) -> bytes:
    """Write in JSON as escapes what would not show or would end a line; what is read from it is the same.

    Example:
        >>> escaped('"They said \\u202e21\\u202c fell."'.encode())
        b'"They said \\\\u202e21\\\\u202c fell."'
    """
    is_plain = json.isascii() and b"\x7f" not in json
    return json if is_plain else _ESCAPED.sub(_escape, json.decode()).encode()


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
