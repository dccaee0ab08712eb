"""People harmed, in the words of the MUC-4 task: name, description, kind, number and what became of them."""

import re
from collections.abc import Iterable

import msgspec

from tollbook.evaluate import muc4_words as words
from tollbook.evaluate.muc4_phrases import TITLE, bare, named, plain, tells_of_people
from tollbook.model.claim import Claim
from tollbook.model.figure import Count, Figure, Outcome

APPOSITION = re.compile(r"\s*,\s+((?:the |an? )?[a-z][^,.;()]{2,70})[,.;]")
ROLE_BEFORE = re.compile(
    r"(?<![\w.'-])(?:(?!(?:of|in|on|by|and|the|that|an?|to|for|with|when|who|was|were|is|are|as|be|been|"
    r"have|had|"
    r"has|killed|murdered|wounded|against|at|from)\s)[A-Za-z][\w'-]*\s+){1,6}$"
)
VERB = re.compile(r"\s+(?:who|that|which|have|has|had|was|were|is|are|and|when|while)\b.*$", re.DOTALL)
NUMERAL = re.compile(
    r"\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
HARMED = re.compile(r"\b(dead|wounded|injured)\b", re.IGNORECASE)
EFFECTS = {Outcome.KILLED: "DEATH", Outcome.INJURED: "INJURY", Outcome.KILLED_OR_INJURED: "INJURY"}
GENERAL = frozenset(["victims", "others", "dead", "wounded", "injured"])
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


def victims(figure: Figure, text: str) -> list[Victim]:
    """Give the people of a figure; none where they are rebels or not described."""
    outcome, quote = figure.outcome.value, plain(figure.span.of(text))
    effect = EFFECTS.get(outcome, "")
    if figure.name:
        return _named(figure, quote, text, effect)
    description = bare(quote)
    if not description or not tells_of_people(description):
        near = HARMED.search(text[figure.span.start : figure.span.end + 25])
        description = near[1].lower() if near else ""
    if not description or words.REBELS.search(description):
        return []
    if split := named(description):
        return [Victim(n.upper(), r.upper(), words.person_kind(r), "1", effect) for n, r in split]
    number = _number(figure.count.value, quote)
    return [Victim("", description.upper(), words.person_kind(description), number, effect)]


def _named(figure: Figure, quote: str, text: str, effect: str) -> list[Victim]:
    whole = plain(figure.name.value) if figure.name else ""
    split = named(whole)
    name = TITLE.sub("", split[0][0] if split else whole)
    before = quote[: quote.find(name)] if name in quote else whole[: max(whole.find(name), 0)]
    after = APPOSITION.match(text, figure.span.end)
    role = bare(before)
    if not tells_of_people(role):
        role = bare(VERB.sub("", plain(after[1]))) if after else ""
        role = role if tells_of_people(role) else ""
    out = [Victim(name.upper(), role.upper(), words.person_kind(role), "1", effect)] if name else []
    out += [Victim(n.upper(), r.upper(), words.person_kind(r), "1", effect) for n, r in split[1:]]
    return out


def taken(claim: Claim) -> list[Victim]:
    """Give the people that a claim of a kidnapping says were taken."""
    return _people(bare(claim.target.words) if claim.target else "", "")


def victim_of(noun: str, phrase: str) -> list[Victim]:
    """Give the people of "the murder of X"; an attack must name somebody, or it may be one on a thing."""
    effect = "DEATH" if noun.startswith(("murder", "assassin", "kill", "slay", "massacre", "death")) else ""
    found = _people(bare(phrase), effect)
    return [victim for victim in found if effect or victim.name]


def _people(whole: str, effect: str) -> list[Victim]:
    if not whole or words.REBELS.search(whole):
        return []
    if split := named(whole):
        return [Victim(n.upper(), r.upper(), words.person_kind(r), "1", effect) for n, r in split]
    if not tells_of_people(whole):
        return []
    number = "PLURAL" if whole.lower().endswith(("s", "people", "men", "women", "children")) else "1"
    return [Victim("", whole.upper(), words.person_kind(whole), number, effect)]


def _number(count: Count, quote: str) -> str:
    low, high = count.low, count.high
    if not NUMERAL.search(quote):
        return "1" if low == high == 1 else "PLURAL"
    about = "~" if count.approximate else ""
    if low is not None and low == high:
        return f"{about}{low}"
    return f"{low}-{high if high is not None else ''}" if low is not None else "PLURAL"


def distinct(found: Iterable[Victim]) -> list[Victim]:
    """Leave out a victim told of again: by a part of the name, or by the same noun."""
    out: list[Victim] = []
    for victim in found:
        at = next((i for i, other in enumerate(out) if same(victim, other)), None)
        if at is None:
            out.append(victim)
        elif len(victim.name) > len(out[at].name) or _says_more(victim, out[at]):
            kept = msgspec.structs.replace(
                victim,
                name=max(victim.name, out[at].name, key=len),
                description=victim.description or out[at].description,
                effect=victim.effect or out[at].effect,
            )
            out[at] = msgspec.structs.replace(kept, kind=words.person_kind(kept.description))
    told = [one for one in out if one.name or one.description.lower() not in GENERAL]
    return told[:MOST]


def with_role(victim: Victim, text: str) -> Victim:
    """Give a named victim the role that the text names elsewhere, before the name or behind it.

    Example:
        >>> soto = Victim("ANA SOTO", "", "CIVILIAN", "1", "DEATH")
        >>> with_role(soto, "The bomb killed former judge Ana Soto.").description
        'FORMER JUDGE'
    """
    if victim.description or not victim.name:
        return victim
    name = r"\s+".join(re.escape(part) for part in victim.name.split())
    for found in re.finditer(rf"(?i:\b{name}\b)", text):
        before = ROLE_BEFORE.search(text[max(0, found.start() - 80) : found.start()])
        after = APPOSITION.match(text, found.end())
        for phrase in (before[0] if before else "", VERB.sub("", plain(after[1])) if after else ""):
            role = bare(phrase)
            last = role.split(" of ")[0].split()[-1:]
            fits = last and tells_of_people(last[0]) and not last[0].endswith(("s", "men"))
            if fits and not words.REBELS.search(role):
                kind = words.person_kind(role)
                return msgspec.structs.replace(victim, description=role.upper(), kind=kind)
    return victim


def same(one: Victim, other: Victim) -> bool:
    """Tell whether two victims are one: names of which one holds the other, or one noun for both."""
    if one.name and other.name:
        a, b = set(one.name.split()), set(other.name.split())
        return a <= b or b <= a or one.name.split()[-1] == other.name.split()[-1]
    if one.name or other.name:
        return False
    return noun_of(one.description) == noun_of(other.description)


def noun_of(description: str) -> str:
    """Give the noun of a description: the last word before "of", "from" and the like.

    Example:
        >>> noun_of("INJURED PASSENGERS"), noun_of("DAUGHTER OF THE MAYOR")
        ('PASSENGERS', 'DAUGHTER')
    """
    head = re.split(r"\s+(?:OF|FROM|WHO|IN|AT|ON|WITH|AND)\s", description.upper(), maxsplit=1)[0]
    return head.split()[-1] if head.split() else ""


def _says_more(victim: Victim, other: Victim) -> bool:
    return bool(victim.name and other.name and len(victim.description) > len(other.description)) or (
        not victim.name and len(victim.description) > len(other.description)
    )
