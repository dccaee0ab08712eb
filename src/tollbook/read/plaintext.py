"""Plain text and Markdown: decoded text -> content.

Plain text keeps every character but for line ends, which become "\\n". Markdown becomes the words that a
reader sees; blocks are set apart by blank lines, so that no sentence runs from one into the next.
"""

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import yaml

from tollbook.issues import Issue, IssueKind
from tollbook.read.content import Content

if TYPE_CHECKING:
    from markdown_it.token import Token

FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|$)", re.S)
BRACKETS_LIMIT = 5000
EMPHASIS_LIMIT = 20_000
NESTING_LIMIT = 10_000
FAILS = (ValueError, RecursionError, TypeError, AttributeError, ArithmeticError, LookupError)
LARGEST_INT = 256
TITLES = ("title", "headline")
DATES = ("date", "published", "pubdate")
OUTLETS = ("outlet", "source", "publisher", "site")


def plain(text: str, **beside: Any) -> Content:
    r"""Make content of plain text: line ends become "\n", nothing else changes.

    Example:
        >>> plain("Two fell.\r\nOne fled.").text
        'Two fell.\nOne fled.'
    """
    clean = text.replace("\r\n", "\n").replace("\r", "\n")
    return Content(text=clean, folded=clean != text, **beside)


def markdown(text: str, source: str) -> Content:
    """Make content of Markdown: its words without marks, title and date out of its front matter.

    A text with more than 5,000 square brackets, 20,000 marks of emphasis, or nested beyond reason is read as
    plain text, with an issue, because such texts are made to be slow.

    Example:
        >>> content = markdown("---\\ntitle: Two fell\\n---\\n# Two *fell*\\n\\nIn [Marrun](x).", "a.md")
        >>> content.title, content.text
        ('Two fell', 'Two fell\\n\\nIn Marrun.')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, body, notes = _front(text, source)
    blocks = _blocks(body)
    if blocks is None:
        message = f"{source} has Markdown too tangled to read and was taken as plain text"
        notes.append(
            Issue(kind=IssueKind.MALFORMED, source=source, message=message, todo="simplify its brackets")
        )
        return plain(body, notes=tuple(notes))
    heading = next((words for tag, words in blocks[:3] if tag == "h1"), None)
    return Content(
        text="\n\n".join(words for _, words in blocks),
        title=_first(front, TITLES) or heading,
        published=_first(front, DATES),
        outlet=_first(front, OUTLETS),
        beside="front_matter" if _first(front, TITLES) or not heading else "heading",
        folded=True,
        notes=tuple(notes),
    )


def has_front(text: str) -> bool:
    """Tell whether a text opens with front matter: lines of "key: value" between two rules."""
    found = FRONT.match(text.replace("\r\n", "\n")[:21000])
    return found is not None and bool(re.match(r"[A-Za-z_][\w-]{0,40}:(?:[ \t]|\n|$)", found[1]))


def _front(text: str, source: str) -> tuple[dict[str, Any], str, list[Issue]]:
    found = FRONT.match(text)
    if not found or not has_front(text):
        return {}, text, []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        front = yaml.load(found[1], Loader=loader)  # noqa: S506
    except (yaml.YAMLError, *FAILS) as error:
        why = (str(error).splitlines() or [type(error).__name__])[0][:200]
        message = f"{source}: its front matter is no YAML: {why}"
        issue = Issue(
            kind=IssueKind.MALFORMED, source=source, message=message, todo="mend the lines between the ---"
        )
        return {}, text[found.end() :], [issue]
    fields = front.items() if isinstance(front, dict) else ()
    keys = {key.lower(): value for key, value in fields if isinstance(key, str)}
    return keys, text[found.end() :], []


def _first(front: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        value = front.get(key)
        if isinstance(value, int) and value.bit_length() > LARGEST_INT:
            continue
        if value is not None and not isinstance(value, (dict, list, set, bytes)) and str(value).strip():
            return str(value).strip()[:1000]
    return None


def _blocks(body: str) -> list[tuple[str, str]] | None:
    """Give the blocks of a Markdown text: tag and words; None where it is too tangled."""
    if body.count("[") > BRACKETS_LIMIT or body.count("*") + body.count("_") > EMPHASIS_LIMIT:
        return None
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": NESTING_LIMIT}).enable("table")
    try:
        tokens = parser.parse(body)
    except RecursionError:
        return None
    out: list[tuple[str, str]] = []
    tag = ""
    for token in tokens:
        if token.nesting == 1:
            tag = token.tag
        elif token.type == "inline":
            out.append((tag, _inline(token.children or [])))
        elif token.type in ("fence", "code_block"):
            out.append(("code", token.content))
        elif token.type == "html_block":
            out.append(("html", _Words.of(token.content)))
    return [(tag, words.strip()) for tag, words in out if words.strip()]


def _inline(tokens: "list[Token]") -> str:
    words = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" " if token.type == "softbreak" else "\n")
        elif token.type == "image":
            words.append(_inline(token.children or []))
        elif token.type == "html_inline" and token.content.startswith("<br"):
            words.append("\n")
    return "".join(words)


class _Words(HTMLParser):
    """The words of a piece of HTML inside Markdown, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= self.hidden > 0 and tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        return "".join(parser.words)
