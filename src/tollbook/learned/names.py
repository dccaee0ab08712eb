"""Names: what the encoder read as a victim's name -> that of one person.

Its two ends are chosen apart, so that a name may run over another: "Ahmad Khalil, 34; his son Omar".
"""

import re

from tollbook.model.lexicon import lexicon
from tollbook.model.provenance import Span

APART = re.compile(r"[;:()]|\n[ \t]*(?:\n|[-*•]|\d)|, ?(?=\d)|\d[\d,]*")
"""What no name holds. A comma may ("Khalil, Ahmad"), and so may the end of a line in wrapped prose."""
PERSONS = "lexicon/en/persons.yaml"
OWN = re.compile(
    r"(?<![.\w])(?:[^\W\d_a-z][\w'’-]{1,30}(?: |\Z)){1,4}(?<! )(?=\Z|[ ,(])|[^\W\d_a-z][\w'’-]{1,30}\Z"
)
"""A name among the figure's own words, which goes before one read elsewhere."""
MORE = re.compile(r"(?: (?:(?:bin|ibn|abu|al|el|de|van|von|der) )?[^\W\d_a-z][\w'’-]{1,30}){1,3}")
CAPITAL = re.compile(r"[^\W\d_a-z]")


def one_name(text: str, name: Span, figure: Span) -> Span:
    """Give the characters of the one name that is the figure's, where those read run over another.

    Example:
        >>> said = "Ahmad Khalil, 34; his son Omar, 9"
        >>> one_name(said, Span(0, 30), Span(18, 33)).of(said)
        'Omar'
        >>> one_name(said, Span(0, 12), Span(0, 16)).of(said)
        'Ahmad Khalil'
        >>> said = "Corporal Amadou Diallo, Private Moussa Keita"
        >>> one_name(said, Span(9, 44), Span(24, 44)).of(said)
        'Private Moussa Keita'
    """
    own = OWN.search(text, figure.start, figure.end) if not name.overlaps(figure) else None
    is_whole = own is not None and (" " in own[0] or (own.end() == figure.end and own[0][-1] != "s"))
    if own is not None and is_whole and not lexicon(PERSONS).find(own[0]):
        return Span(own.start(), own.end())
    if figure.holds(name) and (more := MORE.match(text, name.end, figure.end)) is not None:
        name = Span(name.start, more.end())
    if not APART.search(text, name.start, name.end):
        runs_over = name.start < figure.start < name.end and text[figure.start].isupper()
        return Span(figure.start, name.end) if runs_over else name
    pieces, at = [], name.start
    for found in APART.finditer(text, name.start, name.end):
        pieces.append((at, found.start()))
        at = found.end()
    for start, end in [*pieces, (at, name.end)]:
        capital = CAPITAL.search(text, start, end)
        if capital is not None and figure.start <= capital.start() < figure.end:
            return Span(capital.start(), start + len(text[start:end].rstrip(" ,")))
    return name
