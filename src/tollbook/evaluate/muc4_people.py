"""People harmed, in the words of the MUC-4 task: name, description, kind, number and what became of them."""

import re
from collections.abc import Iterable

import msgspec

from tollbook.evaluate import muc4_words as words
from tollbook.model.claim import Claim
from tollbook.model.figure import Count, Figure, Outcome

QUANTITY = re.compile(
    r"^(?:at least|about|around|some|more than|over|nearly|almost|approximately|another|other|the|a|an|"
    r"several|many|various|these|those|his|her|their|no|its|[\d,]+|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|dozens of|hundreds of|scores of|thousands of|'s)\s+",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"^(?:(?:former|retired|mr|mrs|ms|dr|general|col|colonel|lieutenant|lt|captain|major|sergeant|father|"
    r"monsignor|archbishop|bishop|judge|president|minister|senator|governor|mayor|deputy|ambassador|engineer|"
    r"reverend|attorney|professor|brigadier|division|army|police|priest|priests|leader|candidate|journalist|defense|"
    r"foreign|presidential|jesuit|jesuits|commander|party|the|and)\.?\s+)+",
    re.IGNORECASE,
)
APPOSITION = re.compile(r"\s*,\s+((?:the |an? )?[a-z][^,.;()]{2,70})[,.;]")
NUMERAL = re.compile(
    r"\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
EFFECTS = {Outcome.KILLED: "DEATH", Outcome.INJURED: "INJURY", Outcome.KILLED_OR_INJURED: "INJURY"}
UNTOLD = frozenset(["others", "casualties", "reports"])
MOST = 8


class Victim(msgspec.Struct, frozen=True):
    """A person or group who came to harm: the task's words for them."""

    name: str
    description: str
    kind: str
    number: str
    effect: str

    @property
    def of(self) -> tuple[str, ...]:
        """What the other slots refer to: the name, else the description."""
        return (self.name or self.description,)


def plain(phrase: str) -> str:
    """Give a phrase on one line, without the marks round it."""
    return " ".join(phrase.split()).strip(" ,'\"[]")


def bare(phrase: str) -> str:
    """Give a phrase without the articles and numbers that begin it.

    Example:
        >>> bare("at least three hill peasants")
        'hill peasants'
    """
    phrase = plain(phrase)
    while found := QUANTITY.match(phrase):
        phrase = phrase[found.end() :]
    return phrase


def victims(figure: Figure, text: str) -> list[Victim]:
    """Give the people of a figure; none where they are rebels or not described."""
    outcome, quote = figure.outcome.value, plain(figure.span.of(text))
    effect = EFFECTS.get(outcome, "")
    if figure.name:
        whole = plain(figure.name.value)
        name = TITLE.sub("", whole)
        before = quote[: quote.find(name)] if name in quote else whole[: len(whole) - len(name)]
        after = APPOSITION.match(text, figure.span.end)
        role = bare(before) or (bare(after[1]) if after else "")
        return [Victim(name.upper(), role.upper(), words.person_kind(role), "1", effect)] if name else []
    description = bare(quote)
    if not description or words.REBELS.search(description) or description.lower() in UNTOLD:
        return []
    return [
        Victim(
            "",
            description.upper(),
            words.person_kind(description),
            _number(figure.count.value, quote),
            effect,
        )
    ]


def taken(claim: Claim) -> list[Victim]:
    """Give the people that a claim of a kidnapping says were taken."""
    whole = bare(claim.target.words) if claim.target else ""
    name = TITLE.sub("", whole)
    if (
        not whole
        or words.REBELS.search(whole)
        or (not words.first(words.PEOPLE, whole) and not name[:1].isupper())
    ):
        return []
    if name[:1].isupper() and len(name.split()) < 5:
        role = whole[: len(whole) - len(name)].strip()
        return [Victim(name.upper(), role.upper(), words.person_kind(role), "1", "")]
    number = "PLURAL" if whole.split()[0].endswith("s") else "1"
    return [Victim("", whole.upper(), words.person_kind(whole), number, "")]


def victim_of(noun: str, phrase: str) -> list[Victim]:
    """Give the people of "the murder of X"; an attack must name somebody, or it may be one on a thing."""
    effect = "DEATH" if noun.startswith(("murder", "assassin", "kill", "slay", "massacre", "death")) else ""
    whole = bare(phrase)
    name = TITLE.sub("", whole)
    named = (
        name[:1].isupper() and " " in name and all(w[:1].isupper() or w in ("de", "la") for w in name.split())
    )
    if not whole or words.REBELS.search(whole):
        return []
    if named:
        role = whole[: len(whole) - len(name)].strip()
        return [Victim(name.upper(), role.upper(), words.person_kind(role), "1", effect)]
    if not effect or not (words.first(words.PEOPLE, whole) or words.CIVILIANS.search(whole)):
        return []
    number = "PLURAL" if whole.lower().endswith(("s", "people", "men", "women")) else "1"
    return [Victim("", whole.upper(), words.person_kind(whole), number, effect)]


def _number(count: Count, quote: str) -> str:
    low, high = count.low, count.high
    if not NUMERAL.search(quote):
        return "1" if low == high == 1 else "PLURAL"
    about = "~" if count.approximate else ""
    if low is not None and low == high:
        return f"{about}{low}"
    return f"{low}-{high if high is not None else ''}" if low is not None else "PLURAL"


def distinct(victims: Iterable[Victim]) -> list[Victim]:
    """Leave out a victim told of again: by a part of the name, or by the same words."""
    out: list[Victim] = []
    for victim in victims:
        last = victim.name.split()[-1:] if victim.name else []
        same = [
            i
            for i, other in enumerate(out)
            if (last and last == other.name.split()[-1:])
            or (not victim.name and not other.name and victim.description == other.description)
        ]
        if not same:
            out.append(victim)
        elif len(victim.name) > len(out[same[0]].name):
            out[same[0]] = msgspec.structs.replace(
                victim, description=victim.description or out[same[0]].description
            )
    return out[:MOST]
