"""What stands before and behind the name of a place, and what that says of it."""

import re

import msgspec

from tollbook.annotate.place_words import Word, demonyms, levels, vocabulary
from tollbook.model.reference import PlaceRelation

HELD = ("-held", "-controlled", "-occupied", "-run", "-besieged", "-dominated", "-ruled", "-majority")
MARK = re.compile(r"[ ]{0,8}\d{1,3}[.)][ ]{1,3}")
LONGEST_GAP = 14  # characters between two places of a list
LISTS = frozenset(["", "and", "or", "and the", "the", "&", "and in", "or in", "as well as", "and near"])


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before a name: how it says "place", and what it says of the place.

    `kind`: "before" (a word of kind: "the town of"), "strong" ("in"), "near", "several" ("across"),
    "listed" (goes on with a list of places), "weak" ("from"), or empty.
    """

    kind: str = ""
    relation: PlaceRelation = PlaceRelation.IN
    direction: str | None = None
    unit: str | None = None


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """What stands behind a name and belongs to it, up to the word `end`."""

    end: int
    unit: str | None = None
    direction: str | None = None
    countryside: bool = False


def joined(words: list[Word], at: int) -> bool:
    """Tell whether word `at` exists and follows the one before without a mark between them."""
    return 0 < at < len(words) and words[at].joined


def kind_word(words: list[Word], at: int) -> bool:
    """Tell whether word `at` says a kind of place: "province", "airport", "countryside"."""
    return any(words[at].low in vocabulary(role) for role in ("unit", "facility", "countryside"))


def names_next(words: list[Word], at: int) -> bool:
    """Tell whether the kind at word `at` is of the name behind it: "the Osvaran town of Kadra"."""
    if not joined(words, at) or words[at].capital or levels().get(words[at].low) != "populated_place":
        return False
    return joined(words, at + 2) and words[at + 1].low == "of" and words[at + 2].capital


def facility_end(words: list[Word], end: int) -> int:
    """Give the word after "military airport", "Road", "refugee camp"; `end` itself where there is none."""
    site = end
    for at in range(end, end + 3):
        means = vocabulary("facility").get(words[at].low) if joined(words, at) else None
        if means is None:
            break
        if means == "site":
            site = at + 1
    return site


def behind(words: list[Word], end: int) -> Tail:
    """Read the words of kind behind a name: "province", "northern countryside", "military airport"."""
    after = facility_end(words, end)
    if after > end:
        return Tail(end=after, unit=words[after - 1].low)
    loose = words[end - 1].possessive or words[end - 1].low.endswith("s")
    if end >= len(words) or not (words[end].joined or loose):
        return Tail(end=end)
    turn, at = None, end
    if words[at].low in vocabulary("direction") and joined(words, at + 1):
        turn, at = vocabulary("direction")[words[at].low], at + 1
    if words[at].low in vocabulary("countryside"):
        return Tail(end=at + 1, direction=turn, countryside=True)
    if (
        turn is None
        and words[at].joined
        and words[at].low in vocabulary("unit")
        and not names_next(words, at)
    ):
        return Tail(end=at + 1, unit=words[at].low)
    return Tail(end=end)


def body_follows(words: list[Word], end: int) -> bool:
    """Tell whether a name is part of a body's name: "Aleppo Brigade", "Damascus Health Directorate"."""
    for at in range(end, end + 3):
        if not joined(words, at) or not words[at].capital:
            return False
        if words[at].low in vocabulary("body"):
            return True
    return False


def kind_after(words: list[Word], end: int) -> bool:
    """Tell whether a word of kind follows a name: "X district", "X airport", "X, a village"."""
    unit = joined(words, end) and words[end].low in vocabulary("unit") and not names_next(words, end)
    return unit or facility_end(words, end) > end


def explained(text: str, words: list[Word], end: int) -> bool:
    """Tell whether the text goes on to say that a name is a place: "X, a village south of Y", "X a town"."""
    if end + 1 >= len(words) or text[words[end - 1].end : words[end].start] not in (", ", " "):
        return False
    if words[end].low not in ("a", "an", "the"):
        return False
    for at in range(end + 1, end + 5):
        if not joined(words, at):
            return False
        if words[at].low in levels():
            return at + 1 >= len(words) or not words[at + 1].joined or not words[at + 1].capital
    return False


def located(text: str, words: list[Word], end: int) -> bool:
    """Tell whether the text goes on to say where a name lies: "X in Y", "X, south of Y"."""
    if end + 1 >= len(words) or text[words[end - 1].end : words[end].start] not in (", ", " "):
        return False
    turn = words[end].low in vocabulary("direction") and joined(words, end + 2) and words[end + 1].low == "of"
    at = end + 2 if turn else end + 1
    if not turn and words[end].low not in ("in", "near", "outside"):
        return False
    while joined(words, at) and words[at].low in vocabulary("direction"):
        at += 1
    return joined(words, at) and words[at].capital


def opens_line(text: str, words: list[Word], at: int, end: int) -> bool:
    """Tell whether a name opens a line or sentence and a mark parts it off: "SUR (Diyarbakir).", "Daro:"."""
    before = text[words[at - 1].end : words[at].start] if at else "\n"
    behind_it = text[words[end - 1].end : words[end - 1].end + 3].lstrip(" ")[:1]
    new_line = "\n" in before or "*" in before or ". " in before
    return (new_line and behind_it in (":", "(")) or ("\n" in before and behind_it in (",", "-", "–", "—"))


def fills_cell(text: str, words: list[Word], at: int, end: int) -> bool:
    """Tell whether a name alone fills a cell of a table's line: "| Homs | 2 |", "Homs" and a tab."""
    first, last = words[at].start, words[end - 1].end
    before, behind = text[max(0, first - 4) : first].rstrip(" ")[-1:], text[last : last + 4].lstrip(" ")[:1]
    return before in ("", "|", "\t", "\n") and behind in ("|", "\t") and "\n" not in text[first:last]


def opens_entry(text: str, words: list[Word], at: int, end: int) -> bool:
    """Tell whether a name alone stands between an entry's mark and a full stop: "1. Sarmin. Air strike"."""
    line = text.rfind("\n", 0, words[at].start) + 1
    marked = MARK.fullmatch(text[line : words[at].start]) is not None
    return marked and text[words[end - 1].end : words[end - 1].end + 1] == "."


def ahead(words: list[Word], at: int, *, listed: bool, second: bool, place_before: bool) -> Frame:
    """Read what stands before the name that begins at word `at`.

    `listed`: the name goes on with a list of places; `second`: it is the second of "between X and Y";
    `place_before`: a place in the possessive stands right before it.
    """
    index, unit, direction = at, None, None
    while index > max(0, at - 5) and (words[index].joined or words[index - 1].possessive):
        low = words[index - 1].low
        if low in vocabulary("direction"):
            direction = direction or vocabulary("direction")[low]
        elif low in levels() and index == at:
            unit = low
        elif not (low in vocabulary("filler") or low in demonyms() or low.endswith(HELD)):
            break
        index -= 1
    fallback = Frame(kind="listed" if listed else "", direction=direction, unit=unit)
    if place_before and index == at:
        return Frame(kind="strong", direction=direction, unit=unit)
    if index == 0 or not words[index].joined:
        return fallback
    if second and not direction:
        return Frame(kind="strong", relation=PlaceRelation.BETWEEN)
    return _preposition([w.low for w in words[max(0, index - 3) : index]], fallback)


def _preposition(phrase: list[str], fallback: Frame) -> Frame:
    """Read the one or two words that stand before a name and its adjectives."""
    two, one = " ".join(phrase[-2:]), phrase[-1]
    unit, direction = fallback.unit, fallback.direction
    compass = vocabulary("direction").get(phrase[-2]) if len(phrase) > 1 else None
    if one == "of" and compass:
        return Frame(kind="near", relation=PlaceRelation.DIRECTION, direction=compass, unit=unit)
    means = vocabulary("before").get(two)
    if not means and one == "of" and len(phrase) > 1 and phrase[-2] in levels():
        means = "unit"
    if means == "countryside":
        return Frame(kind="before", relation=PlaceRelation.COUNTRYSIDE, direction=direction)
    if means == "part":
        return Frame(kind="weak", relation=PlaceRelation.PART, direction=direction or compass)
    if means:
        return Frame(kind="before", direction=direction, unit=phrase[-2] if phrase[-2] in levels() else None)
    if one == "between":
        return Frame(kind="strong", relation=PlaceRelation.BETWEEN, direction=direction, unit=unit)
    if two in vocabulary("near") or one in vocabulary("near"):
        return Frame(kind="near", relation=PlaceRelation.NEAR, direction=direction, unit=unit)
    if one in vocabulary("several"):
        return Frame(kind="several", relation=PlaceRelation.SEVERAL, direction=direction, unit=unit)
    if one in vocabulary("strong"):
        return Frame(kind="strong", direction=direction, unit=unit)
    if fallback.kind:
        return fallback
    return Frame(kind="weak" if one in vocabulary("weak") else "", direction=direction, unit=unit)


def goes_on(text: str, words: list[Word], last: int, at: int) -> bool:
    """Tell whether word `at` goes on with a list whose latest place ended before word `last`."""
    if last <= 0 or at < last:
        return False
    first, end = words[last - 1].end, words[at].start
    gap = text[first:end] if end - first <= LONGEST_GAP else "\n\n"
    return "\n\n" not in gap and gap.lower().strip(" ,\n") in LISTS
