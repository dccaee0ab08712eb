"""Hostile pages, feeds and Markdown: entities, scripts, tags and front matter that are made to do harm."""

from hostile_rows import MAIL, PAGE, TEXT, K, Row

ENTITIES = b'<!DOCTYPE x [<!ENTITY ha "ha"><!ENTITY ho "&ha;&ha;&ha;&ha;"><!ENTITY hi "&ho;&ho;&ho;">]>'
ACTIVE = (
    b"<html><body onload='steal()'><script>steal()</script><article>"
    b"<p onclick='steal()'>" + TEXT.encode() + b" The mayor came.</p>"
    b"<p>More stood <a href='javascript:steal()'>in the note</a>"
    b" and <a href='data:text/html,steal()'>here</a>.</p>"
    b"<img src='https://track.example/dot.gif' width=1><iframe src='https://track.example/f'></iframe>"
    b"<svg onload='steal()'></svg><style>@import 'https://track.example/c'</style><object data='x'></object>"
    b"<form action='https://track.example/p'><input name=a></form></article></body></html>"
)
HARMFUL = ("steal", "track.example", "javascript:", "data:", "onclick", "<")

MARKUP = [
    Row(
        "an entity bomb in a page",
        "a.html",
        lambda: ENTITIES + PAGE.replace(b"home", b"&hi;"),
        (K.NOT_UNDERSTOOD, "declares entities of its own.*ha, ho, hi"),
        kept=TEXT,
        never=("haha",),
    ),
    Row(
        "an entity bomb in a feed",
        "a.xml",
        lambda: b"<?xml version='1.0'?>" + ENTITIES + b"<rss><channel><title>&hi;",
        (K.NOT_UNDERSTOOD, "declares entities of its own"),
    ),
    Row(
        "an entity bomb in XML",
        "a.xml",
        lambda: b"<?xml version='1.0'?>" + ENTITIES + b"<x>&hi;</x>",
        (K.NOT_UNDERSTOOD, "declares entities of its own"),
        kept="&hi;",
        never=("haha",),
    ),
    Row(
        "an entity that reads a file",
        "a.html",
        lambda: b"<!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>" + PAGE.replace(b"home", b"&f;"),
        (K.NOT_UNDERSTOOD, "declares entities"),
        kept=TEXT,
        never=("root:",),
    ),
    Row(
        "a page 100,000 tags deep",
        "a.html",
        lambda: b"<html><body>" + b"<div>" * 100_000 + TEXT.encode(),
        (K.MALFORMED, "nested 100,00. deep"),
    ),
    Row(
        "a page with scripts, handlers and tracking pictures",
        "a.html",
        lambda: ACTIVE,
        None,
        kept=TEXT,
        never=HARMFUL,
    ),
    Row(
        "a bulletin with scripts, handlers and tracking pictures",
        "a.eml",
        lambda: MAIL + b"Content-Type: text/html\n\n" + ACTIVE,
        None,
        kept=TEXT,
        never=HARMFUL,
    ),
    Row(
        "a page larger than is read",
        "a.html",
        lambda: b"<html><body>" + b"<p>Two fell." * 800_000,
        (K.TOO_LARGE, "page of .* characters; the limit is 8,000,000"),
    ),
    Row(
        "Markdown of half a million stars",
        "a.md",
        lambda: b"*a " * 200_000 + TEXT.encode(),
        (K.MALFORMED, "too tangled"),
        kept=TEXT,
    ),
    Row(
        "Markdown nested beyond reason",
        "a.md",
        lambda: b"> " * 50_000 + TEXT.encode(),
        (K.MALFORMED, "too tangled"),
        kept=TEXT,
    ),
    Row(
        "front matter that multiplies",
        "a.md",
        lambda: (
            b"---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n---\n"
            + TEXT.encode()
        ),
        None,
        kept=TEXT,
    ),
    Row(
        "front matter that asks for a program",
        "a.md",
        lambda: b"---\ntitle: !!python/object/apply:os.system ['id']\n---\n" + TEXT.encode(),
        (K.MALFORMED, "front matter is no YAML"),
        kept=TEXT,
    ),
]
