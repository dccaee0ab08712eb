"""MUC-4 texts and answer keys: the corpus' files -> messages and templates.

The form of the files is that of the task documents which come with the corpus: numbered slots, fillers of
one slot below each other, alternatives of one filler divided by slashes, a question mark before what may
be left out, a colon before what a filler belongs to, a hyphen for nothing, an asterisk for "not
applicable".
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tollbook.errors import InputError

SLOTS = {
    2: "date",
    3: "location",
    4: "type",
    5: "stage",
    6: "instrument",
    7: "instrument_type",
    8: "category",
    9: "perpetrator",
    10: "organisation",
    11: "confidence",
    12: "target",
    13: "target_type",
    14: "target_number",
    15: "target_nation",
    16: "target_effect",
    17: "target_total",
    18: "victim_name",
    19: "victim",
    20: "victim_type",
    21: "victim_number",
    22: "victim_nation",
    23: "victim_effect",
    24: "victim_total",
}
PLAIN = frozenset({"date", "location"})  # a colon in these belongs to the value
LINE = re.compile(r"^\s?(\d{1,2})\.\s+[A-Z][A-Z :]*?[A-Z](?:\s{2,}(.*)|\s*)$")
PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|([/:?()])|([^"/:?()]+)')
HEAD = re.compile(r"^(?:DEV-MUC3|TST\d-MUC[34])-\d{4}[ \t]*(?:\([A-Z,. ]+\))?[ \t]*$", re.MULTILINE)
IDENTIFIER = re.compile(r"[A-Z0-9]+-MUC\d-\d{4}")


class Filler(msgspec.Struct, frozen=True):
    """One filler: the forms that are right for it, what it belongs to, and whether it may be missing."""

    forms: tuple[str, ...]
    of: tuple[str, ...] = ()
    optional: bool = False


class Template(msgspec.Struct, frozen=True):
    """One incident: its fillers by slot; a slot of None does not apply to its kind and is not scored."""

    message: str
    slots: dict[str, tuple[Filler, ...] | None]
    optional: bool = False

    def fillers(self, slot: str) -> tuple[Filler, ...]:
        """Give the fillers of `slot`, none where it is empty or does not apply."""
        return self.slots.get(slot, ()) or ()


def filler(words: str, slot: str = "") -> Filler | None:
    """Read one line of fillers, or None where it holds none.

    Example:
        >>> filler('? DEATH / INJURY: "GUARDS" / "TWO GUARDS"')
        Filler(forms=('DEATH', 'INJURY'), of=('GUARDS', 'TWO GUARDS'), optional=True)
        >>> filler("- 04 MAR 31", "date").forms
        ('- 04 MAR 31',)
    """
    words = words.strip()
    if words in {"", "-", "*"}:
        return None
    if slot in PLAIN:
        optional = words.startswith("?")
        parts = [part.strip() for part in re.split(r"\s/\s", words.lstrip("? "))]
        forms = [
            part[1:-1].strip() if part.startswith("(") and part.endswith(")") else part for part in parts
        ]
        return Filler(tuple(f for f in forms if f not in {"", "-"}), (), optional or "-" in forms)
    groups: list[list[str]] = [[]]
    optional = False
    for quoted, mark, bare in PIECE.findall(words):
        if mark == ":" and len(groups) == 1:
            groups.append([])
        elif mark == "?":
            optional = optional or len(groups) == 1
        elif quoted or bare.strip():
            groups[-1].append((quoted or bare).replace('\\"', '"').strip())
    forms = groups[0]
    kept = tuple(form for form in forms if form != "-")
    if not kept:
        return None
    return Filler(kept, tuple(groups[1]) if len(groups) > 1 else (), optional or len(kept) < len(forms))


def templates(text: str) -> dict[str, list[Template]]:
    """Read an answer key: templates by message, an empty list for a message that tells of no incident.

    Raises:
        InputError: where the text holds no message at all.
    """
    out: dict[str, list[Template]] = {}
    for message, number, slots in _blocks(text):
        found = out.setdefault(message, [])
        if number.startswith("*"):
            continue
        read: dict[str, tuple[Filler, ...] | None] = {}
        for slot, lines in slots.items():
            if lines and lines[0].strip() == "*":
                read[slot] = None
            else:
                read[slot] = tuple(made for line in lines if (made := filler(line, slot)))
        found.append(Template(message, read, "OPTIONAL" in number))
    if not out:
        raise InputError(
            "the answer key holds no message", "check that it has lines such as '0.  MESSAGE: ID'"
        )
    return out


def _blocks(text: str) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Give each template's message, its number as written, and the lines of its slots."""
    message, number, slot = "", "*", ""
    slots: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith(";"):
            continue
        head = LINE.match(line)
        if head is None:
            if slot and line.startswith(" ") and line.strip():
                slots[slot].append(line)
            continue
        at, rest = int(head[1]), head[2] or ""
        if at == 0:
            if message:
                yield message, number, slots
            named = IDENTIFIER.search(rest)
            message, number, slot, slots = named[0] if named else rest.strip(), "*", "", {}
        elif at == 1:
            number = rest.strip()
        elif at in SLOTS:
            slot = SLOTS[at]
            slots[slot] = [rest]
    if message:
        yield message, number, slots


def messages(text: str) -> dict[str, str]:
    """Read a file of texts: each message's text by its id, without the line that names it.

    Example:
        >>> messages("TST2-MUC4-0001\\n\\n   TWO GUARDS DIED.\\n")
        {'TST2-MUC4-0001': 'TWO GUARDS DIED.'}
    """
    heads = list(HEAD.finditer(text))
    out: dict[str, str] = {}
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        lines = [line.strip() for line in text[head.end() : end].strip().splitlines()]
        named = IDENTIFIER.search(head[0])
        if named:
            out[named[0]] = "\n".join(lines)
    return out


def corpus(folder: Path) -> tuple[dict[str, str], dict[str, list[Template]]]:
    """Read the texts and keys of one part of the corpus (a folder with `key-*` files beside the texts).

    Raises:
        InputError: where the folder has no keys or no texts.
    """
    keys: dict[str, list[Template]] = {}
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        text = path.read_text("latin-1")
        if path.name.startswith("key-"):
            keys |= templates(text)
        else:
            texts |= messages(text)
    if not keys or not texts:
        raise InputError(
            f"{folder} holds no texts with answer keys", "give the folder of one part: dev, tst1, tst2"
        )
    return texts, keys
