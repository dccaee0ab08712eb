"""Loaded words: which words of a party a report uses, in whose mouth, of whom, with a neutral label."""

import re
from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, Lexicon, Match
from tollbook.model.mention import LoadedUse, Mention, MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Attribution, Text, attribution_at

PATH = "lexicon/en/loaded.yaml"
WITHIN = 8
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTES = {"“": "”", "«": "»", "„": "”", '"': '"'}
LONGEST_QUOTE = 1500
PATIENT = ("dobj", "obj", "nsubjpass", "nsubj:pass", "pobj")


@cache
def _words() -> Lexicon:
    return lexicon.lexicon(PATH)


def uses(text: str) -> list[Match]:
    """Find the loaded words in `text`, one match per entry: for the checks and for `loaded`.

    A word that wants another one after it ("undermine" with "sovereignty") covers both.

    Example:
        >>> text = "They undermine the country's sovereignty."
        >>> [match.span.of(text) for match in uses(text)]
        ["undermine the country's sovereignty"]
    """
    out: list[Match] = []
    for match in _words().find(text):
        wanted = match.entry.get("with")
        if wanted is None:
            out.append(match)
            continue
        end = _following(text, match.span.end, wanted)
        if end is not None:
            out.append(Match(match.entry, Span(match.span.start, end)))
    return out


def _following(text: str, at: int, wanted: str) -> int | None:
    """Find where `wanted` ends within the next words of the same sentence."""
    for count, word in enumerate(WORD.finditer(text, at)):
        if count >= WITHIN or any(c in ".!?\n" for c in text[at : word.start()]):
            return None
        if word[0].lower() == wanted:
            return word.end()
    return None


def quotations(text: str) -> list[Span]:
    """Find what stands inside quotation marks, paragraph by paragraph.

    Example:
        >>> text = 'He called it "a large operation".'
        >>> [span.of(text) for span in quotations(text)]
        ['a large operation']
    """
    out: list[Span] = []
    opened: tuple[int, str] | None = None
    for at, char in enumerate(text):
        if opened is not None and (char == opened[1] or at - opened[0] > LONGEST_QUOTE):
            if char == opened[1] and at > opened[0]:
                out.append(Span(opened[0], at))
            opened = None
        elif opened is not None and char == "\n" and text[at : at + 2] == "\n\n":
            opened = None
        elif opened is None and char in QUOTES:
            opened = (at + 1, QUOTES[char])
    return out


def _runs(text: str) -> list[list[Match]]:
    """Join words of one phrase: "foreign-backed" + "Takfiri" + "terrorists"."""
    out: list[list[Match]] = []
    for match in uses(text):
        last = out[-1][-1] if out else None
        near = last is not None and text[last.span.end : match.span.start] in (" ", "-")
        if near and last is not None and _leads(last.entry) and match.entry.get("form") != "verb":
            out[-1].append(match)
        else:
            out.append([match])
    return out


def _leads(entry: Entry) -> bool:
    return entry.get("form") == "adjective" or entry.get("class") == "naming"


def loaded(text: Text, attributions: tuple[Attribution, ...]) -> tuple[LoadedUse, ...]:
    """Find each use of a loaded word: its neutral label, the rule of style, who says it of whom.

    `user` is the nearest claimant whose words these are, None for the narrator. Words inside
    quotation marks are marked as quoted. A name that holds such a word is a name, no use.
    """
    said = text.report.text
    actors = text.of(MentionKind.ACTOR)
    quotes = quotations(said)
    out: list[LoadedUse] = []
    for run in _runs(said):
        span = Span(run[0].span.start, run[-1].span.end)
        actor = next((m for m in actors if m.span.overlaps(span)), None)
        if actor is not None and _is_name(actor, span, said):
            continue
        deciding = _deciding(run)
        names = deciding.get("class") == "naming"
        wide = _widened(span, actor) if names else span
        attribution = attribution_at(attributions, span)
        quoted = any(q.holds(span) for q in quotes) or bool(attribution and attribution.quoted)
        of = _of(text, span, actor, actors)
        neutral = deciding.sets["neutral"]
        if names and actor is not None and actor.actor is not None and actor.span.holds(span):
            neutral = actor.actor.label
        out.append(
            LoadedUse(
                span=wide,
                words=wide.of(said),
                entry=deciding.id,
                neutral=neutral,
                guide=deciding.sets["guide"],
                user=attribution.claimants[0] if attribution and attribution.claimants else None,
                of=of,
                quoted=quoted,
            )
        )
    return _distinct(out)


def _deciding(run: list[Match]) -> Entry:
    """Give the entry that decides a run: its last noun or phrase, else its last word."""
    nouns = [match.entry for match in run if match.entry.get("form") in ("noun", "phrase")]
    return (nouns or [match.entry for match in run])[-1]


def _is_name(actor: Mention, span: Span, text: str) -> bool:
    """Tell whether the words are part of a name: the neutral label keeps them."""
    label = actor.actor.label.lower() if actor.actor else ""
    return actor.span.holds(span) and span.of(text).lower().rstrip("'’") in label


def _widened(span: Span, actor: Mention | None) -> Span:
    """Take in the group that a loaded noun is about: "HTS terrorists", "Syrian regime forces"."""
    if actor is None or not actor.span.overlaps(span) or len(actor.words.split()) > 6:
        return span
    return Span(min(span.start, actor.span.start), max(span.end, actor.span.end))


def _of(text: Text, span: Span, actor: Mention | None, actors: list[Mention]) -> Sourced[Actor] | None:
    """Say of whom: the actor under the words, the one just before them, or the one done to."""
    if actor is None:
        actor = next((m for m in actors if 0 < span.start - m.span.end <= 1), None)
    if actor is None:
        actor = _governed(text, span, actors)
    if actor is None or actor.actor is None:
        return None
    value: Sourced[Actor] = text.stamp().source(actor.actor, actor.span, rule=actor.rule)
    return value


def _governed(text: Text, span: Span, actors: list[Mention]) -> Mention | None:
    """Find the actor that the loaded word is done to, by the parse."""
    inside = [i for i, token in enumerate(text.tokens) if token.span.overlaps(span)]
    for index in inside:
        for token in text.tokens:
            if token.dep in PATIENT and text.tokens[token.head] is text.tokens[index]:
                found = next((m for m in actors if m.span.overlaps(token.span)), None)
                if found is not None:
                    return found
    return None


def _distinct(found: list[LoadedUse]) -> tuple[LoadedUse, ...]:
    """Drop a use that lies inside the widened span of another one."""
    wider = [use.span for use in found]
    return tuple(use for use in found if not any(s.holds(use.span) and s != use.span for s in wider))


class Swap(msgspec.Struct, frozen=True):
    """One word swapped: its characters in the old text and in the new one."""

    old: Span
    new: Span


@cache
def swap_words() -> dict[str, str]:
    """Give the table of loaded words and neutral words of the same form, in small letters.

    Example:
        >>> swap_words()["terrorists"]
        'fighters'
    """
    table: dict[str, str] = {}
    for entry in _words().entries:
        for pair in (entry.get("swap") or "").split(";"):
            word, equals, neutral = pair.partition("=")
            if equals:
                table[word.strip().lower()] = neutral.strip()
    return table


def swap(text: str) -> str:
    """Swap loaded words for neutral ones of the same form; capitals follow the word swapped.

    Example:
        >>> swap("Terrorists fired; nine were martyred at Martyrs' Hall.")
        "Fighters fired; nine were killed at Martyrs' Hall."
    """
    return swapped(text)[0]


def swapped(text: str) -> tuple[str, list[Swap]]:
    """Swap as `swap` does, and tell where each swapped word stood and stands.

    Example:
        >>> new, places = swapped("Two terrorists fled.")
        >>> new, places[0].new.of(new)
        ('Two fighters fled.', 'fighters')
    """
    table = swap_words()
    out: list[str] = []
    places: list[Swap] = []
    at = length = 0
    for match in _words().find(text):
        neutral = table.get(match.span.of(text).lower().replace("’", "'"))
        if neutral is None:
            continue
        word = _like(match.span.of(text), neutral)
        out += [text[at : match.span.start], word]
        length += match.span.start - at
        places.append(Swap(match.span, Span(length, length + len(word))))
        length += len(word)
        at = match.span.end
    return "".join([*out, text[at:]]), places


def _like(model: str, word: str) -> str:
    """Give `word` the capitals of `model`."""
    if len(model) > 1 and model == model.upper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
