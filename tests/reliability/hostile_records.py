"""Hostile records, tables and messages: nested, repeated, broken or long beyond reason."""

from hostile_rows import MAIL, MEGABYTE, TEXT, K, Row

MANY = b"Content-Type: multipart/mixed; boundary=b\n\n"


def nested(depth: int) -> bytes:
    return MAIL + b"".join(
        b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(depth)
    )


RECORDS = [
    Row(
        "JSON nested without end",
        "a.json",
        lambda: b'{"text": "a", "x": ' + b"[" * 500_000,
        (K.MALFORMED, "nested too deeply"),
    ),
    Row(
        "a list of 300,000 empty records",
        "a.json",
        lambda: b'[{"text": "%s"},' % TEXT.encode() + b"{}," * 300_000 + b"{}]",
        (K.TOO_MANY, "300,002 items, of which the first 100,000"),
        kept=TEXT,
    ),
    Row(
        "a number of a million digits in a record",
        "a.json",
        lambda: b'{"text": "Two fell.", "id": ' + b"9" * MEGABYTE + b"}",
        (K.MALFORMED, "broken JSON"),
    ),
    Row(
        "a title of a million letters",
        "a.json",
        lambda: b'{"text": "%s", "title": "%s"}' % (TEXT.encode(), b"a " * 500_000),
        (K.MALFORMED, "title has 1,000,000 characters, and was left out"),
        kept=TEXT,
    ),
    Row(
        "zero characters in a record",
        "a.json",
        lambda: b'{"text": "%s\\u0000"}' % TEXT.encode(),
        (K.MALFORMED, "1 zero characters, each now shown as"),
        kept=TEXT,
        never=("\x00",),
    ),
    Row(
        "5,000 records of one id",
        "a.jsonl",
        lambda: b'{"id": "a", "text": "Two fell."}\n' * 5000,
        (K.MALFORMED, "the id 'a' stands more than once"),
        kept="Two fell.",
    ),
    Row(
        "5,000 lines that are no records",
        "a.jsonl",
        lambda: b'{"id": \n' * 5000,
        (K.TOO_MANY, "4,000 troubles of the same file are not listed"),
    ),
    Row(
        "a line longer than is read",
        "a.jsonl",
        lambda: b'{"text": "' + b"a" * 5 * MEGABYTE + b'"}\n{"text": "%s"}\n' % TEXT.encode(),
        (K.TOO_LARGE, "line 1 is larger than"),
        kept=TEXT,
        limit=MEGABYTE,
    ),
    Row(
        "a table with a cell of a megabyte",
        "a.csv",
        lambda: b'id,text\na1,"' + b"Two fell. " * 300_000 + b'"\n',
        (K.TOO_LARGE, "characters; the limit of one report is"),
    ),
    Row(
        "a table with a million cells in a row",
        "a.csv",
        lambda: b"id,text\n" + b"," * MEGABYTE + b"\n" + f'a,"{TEXT}"\n'.encode(),
        (K.MALFORMED, "row 1 has 1,?048,?577 cells"),
        kept=TEXT,
    ),
    Row(
        "a table whose head is larger than its rows",
        "a.csv",
        lambda: b"id,text," + b"x" * 19_000 + b"\n" + b"\na" * 5000,
        (K.MALFORMED, "so much longer than its rows that reading ended"),
    ),
    Row(
        "a mailbox message of 40,000 parts",
        "a.eml",
        lambda: MAIL + MANY + b"--b\n\nTwo fell.\n" * 40_000,
        (K.TOO_MANY, "more than 2,000 parts"),
    ),
    Row(
        "a message nested thousands deep",
        "a.eml",
        lambda: nested(5000),
        (K.TOO_MANY, "more than 2,000 parts"),
    ),
    Row(
        "messages in messages",
        "a.eml",
        lambda: (MAIL + b"Content-Type: message/rfc822\n\n") * 3000,
        (K.MALFORMED, "cannot be taken apart"),
    ),
    Row(
        "a sender made of quotation marks",
        "a.eml",
        lambda: b"From: " + b'"(' * 3000 + b"a@b\nSubject: x\nMIME-Version: 1.0\n\n" + TEXT.encode(),
        None,
        kept=TEXT,
    ),
    Row(
        "a message dated in the year 10**20",
        "a.eml",
        lambda: MAIL + b"Date: Mon, 3 Mar 100000000000000000000 09:00:00 +0000\n\n" + TEXT.encode(),
        (K.UNRESOLVED_DATE, "date given beside the text is none"),
        kept=TEXT,
    ),
]
