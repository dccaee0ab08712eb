"""Hostile letters: broken and lying encodings, signs that hide words, lines without end."""

from hostile_rows import MAIL, TEXT, K, Row

LETTERS = [
    Row(
        "malformed UTF-8",
        "a.txt",
        lambda: "Nördlich der Brücke fielen zwei Männer für ".encode() + b"\xe2\x82 Geld.",
        (K.ENCODING, "1 broken place,"),
        kept="Brücke",
    ),
    Row(
        "overlong UTF-8 of a slash",
        "a.txt",
        lambda: b"Two fell at ..\xc0\xaf..\xc0\xafetc. " * 40,
        (K.ENCODING, ""),
        never=("../",),
    ),
    Row(
        "UTF-16 behind a mark of UTF-8",
        "a.txt",
        lambda: b"\xef\xbb\xbf" + TEXT.encode("utf-16-le"),
        (K.ENCODING, "read as utf-16-le: its mark says utf-8"),
        kept=TEXT,
    ),
    Row(
        "UTF-8 behind a mark of UTF-16",
        "a.txt",
        lambda: b"\xff\xfe" + TEXT.encode(),
        (K.ENCODING, "read as utf-8: its mark says utf-16-le"),
        kept=TEXT,
    ),
    Row(
        "UTF-16 behind a mark of the other order",
        "a.txt",
        lambda: b"\xfe\xff" + TEXT.encode("utf-16-le"),
        (K.ENCODING, "read as utf-16-le: its mark says utf-16-be"),
        kept=TEXT,
    ),
    Row(
        "UTF-7",
        "a.txt",
        lambda: b"Two fell. +ADw-script+AD4-x+ACg- " + TEXT.encode(),
        (K.ENCODING, "looks like UTF-7"),
        kept="+ADw-script",
        never=("<script",),
    ),
    Row(
        "a message that says it is in UTF-7",
        "a.eml",
        lambda: MAIL + b"Content-Type: text/plain; charset=utf-7\n\n+ADw-script+AD4- " + TEXT.encode(),
        None,
        kept=TEXT,
        never=("<script",),
    ),
    Row(
        "a direction override in a figure",
        "a.txt",
        lambda: f"Guards said \u202e21\u202c died. {TEXT}".encode(),
        (K.HIDDEN, "U\\+202E RIGHT-TO-LEFT OVERRIDE \\(1\\)"),
        kept="\u202e21\u202c",
    ),
    Row(
        "signs of no width inside a word",
        "a.txt",
        lambda: f"Guards said 21 were kil\u200bled. {TEXT}".encode(),
        (K.HIDDEN, "U\\+200B ZERO WIDTH SPACE"),
        kept="kil\u200bled",
    ),
    Row(
        "words in letters that never show",
        "a.txt",
        lambda: (TEXT + "".join(chr(0xE0000 + ord(c)) for c in "none died")).encode(),
        (K.HIDDEN, "TAG LATIN SMALL LETTER"),
        kept=TEXT,
    ),
    Row(
        "orders to the terminal",
        "a.txt",
        lambda: f"\x1b[2J\x1b]0;x\x07 {TEXT}".encode(),
        (K.HIDDEN, "U\\+001B CONTROL CHARACTER \\(2\\)"),
        kept=TEXT,
    ),
    Row("zero bytes in a text", "a.txt", lambda: b"Two\x00 fell in Marrun.", (K.BINARY, "zero bytes")),
    Row(
        "one line of three million letters",
        "a.txt",
        lambda: b"a" * 3_000_000,
        (K.TOO_LARGE, "3,000,000 characters; the limit of one report is 2,000,000"),
    ),
]
