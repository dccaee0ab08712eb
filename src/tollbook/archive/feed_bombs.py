"""Feed bombs: the bytes of a feed -> why they are not parsed, or None; looked at before any parser is."""

import re

LARGEST, TAGS, HEAD = 32 * 1024 * 1024, 500_000, 8192
"""The most bytes of a feed, tags in it, and bytes before its first element."""
FIRST = re.compile(rb"<\x00?\w")


def bomb(content: bytes) -> str | None:
    """Say why a feed is made to do harm, or may: entities of its own, a head without end, too many tags.

    Zero bytes are looked over, so that UTF-16 hides nothing.

    Example:
        >>> bomb(b'<!DOCTYPE x [<!ENTITY ha "ha"><!ENTITY ho "&ha;&ha;">]><rss>&ho;</rss>')
        'it declares entities of its own, as entity bombs do'
        >>> bomb(b"<rss><channel><title>Watch</title></channel></rss>") is None
        True
    """
    if len(content) > LARGEST:
        return f"it is larger than {LARGEST:,} bytes"
    first = FIRST.search(content)
    if first and first.start() > HEAD:
        return f"its first element stands behind {first.start():,} bytes of something else"
    if content.count(b"<") > TAGS:
        return f"it has more than {TAGS:,} tags"
    if b"<!ENTITY" in content or (b"\x00" in content and b"<!ENTITY" in content.replace(b"\x00", b"")):
        return "it declares entities of its own, as entity bombs do"
    return None
