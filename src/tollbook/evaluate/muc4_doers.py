"""Who did it, in the words of the MUC-4 task: persons, organisations, and how sure the report is of them."""

import re
from collections.abc import Iterable, Sequence

from tollbook.evaluate import muc4_words as words
from tollbook.evaluate.muc4_keys import Filler
from tollbook.evaluate.muc4_phrases import plain
from tollbook.evaluate.muc4_pieces import Piece
from tollbook.model.reading import Reading
from tollbook.model.reference import Actor, ActorKind

STATES = frozenset([ActorKind.STATE_FORCES, ActorKind.GOVERNMENT])
ARMED = frozenset([ActorKind.REBEL_GROUP, ActorKind.MILITIA, ActorKind.CRIMINAL_GROUP])
NO_GROUP = frozenset(
    "FACT ARMED FORCES SECURITY POLITICAL URBAN MARXIST LEFTIST RIGHTIST SOLDIERS TROOPS".split()
)
OFFICES = re.compile(r"\b(?:police|authorit\w+|government|carabineros)\b", re.IGNORECASE)
TAIL = re.compile(
    r"\s+(?:guerr?illas?|rebels?|terrorists?|members?|units?|forces|groups?|commandos?|commandoes|urban|"
    r"cells?|"
    r"columns?|helicopters?|planes?|troops|soldiers|officers|patrols?|fighters|leaders?|militants?|"
    r"general command)$",
    re.IGNORECASE,
)
FORCE = (
    r"((?:[A-Z][a-z]+ )?(?:(?:high command of the |fascist )?(?:armed|security) forces|army|air force|"
    r"national guard|treasury police|military|government))"
)
OF_FORCES = re.compile(
    rf"\b(?:by|against) (?:the |members of the |elements of the |units of the |soldiers of the |"
    rf"sectors of the )?{FORCE}\b"
)
FORCES_DID = re.compile(
    rf"\b{FORCE}(?:'s)?(?: (?:soldiers|troops|units|members|planes|helicopters|officers|patrols?))?"
    r"(?: (?:has|have|had|was|were|is|are|also|today|yesterday|indiscriminately|brutally|savagely|"
    r"allegedly)){0,3} "
    r"(?:kill|murder|assassinat|massacr|bomb|kidnap|captur|tortur|machine-?gun|straf|involved|responsib|"
    r"implicat|"
    r"commit|carried out|perpetrat|guilty)\w*"
)
BEFORE, AFTER = 200, 300
NEAR = 1000
"""Characters from the incident within which a group that nobody links to it is still taken for the doer."""

SENTENCE = re.compile(r"[^.!?]{1,1500}[.!?]?")

Slots = dict[str, tuple[Filler, ...] | None]


def doers(group: Sequence[Piece], said: str, reading: Reading, *, on_civilians: bool) -> Slots:
    """Give the slots of who did it of one incident.

    `said` holds the incident's sentences; `on_civilians` tells that those harmed are no soldiers or police.
    """
    actors = [actor for piece in group for actor in piece.doers]
    text = reading.report.text
    near = " ".join(text[max(0, p.sentence.start - BEFORE) : p.sentence.end + AFTER] for p in group)
    people = persons(actors, said) or told(near)
    groups = [name for actor in actors if (name := _group_of(actor))]
    if not groups:
        groups = _forces(said, people) if on_civilians else []
    if not groups:
        groups = _named_near(reading, group)
    chosen = list(dict.fromkeys(re.sub(r"^(?:THE|AN?)\s+", "", name) for name in groups))[:2]
    state = (
        any(words.STATE.search(name) for name in chosen)
        if chosen
        else bool(people and words.SOLDIERS.search(people[0]))
    )
    out: Slots = {"perpetrator": tuple(Filler((name,)) for name in people[:1])}
    out["category"] = (Filler(("STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT",)),)
    out["organisation"] = tuple(Filler((name,)) for name in chosen)
    out["confidence"] = tuple(Filler((confidence(name, said, near, text),), (name,)) for name in chosen)
    return out


def persons(actors: Iterable[Actor], said: str) -> list[str]:
    """Give the persons who did it: of the linked actors first, else who stands in the incident's sentences.

    Example:
        >>> persons([], "Two hooded men shot the mayor in a terrorist attack.")
        ['TWO HOODED MEN']
    """
    out = [plain(found[0]).upper() for actor in actors if (found := words.DOERS.search(plain(actor.name)))]
    out += told(said)
    out += [plain(found[0]).upper() for found in words.DOERS.finditer(said)]
    return list(dict.fromkeys(out))


def told(said: str) -> list[str]:
    """Give the persons who are said to have done something: "by armed men", "gunmen opened fire"."""
    found = (one for pattern in (words.BY_DOERS, words.DOERS_DID) for one in pattern.finditer(said))
    return [plain(one[1]).upper() for one in found]


def _group_of(actor: Actor) -> str:
    if actor.kind in STATES and OFFICES.search(actor.name):
        return ""
    known = actor.registry or actor.kind in STATES or actor.kind in ARMED
    return organisation(plain(actor.name)) if known else ""


def _forces(said: str, people: Sequence[str]) -> list[str]:
    """Give the army or another force of the state that the text says did it, or is accused of it."""
    if people and words.REBELS.search(people[0]):
        return []
    soldiers = bool(people) and bool(words.SOLDIERS.search(people[0]))
    found = [one[1] for one in FORCES_DID.finditer(said)]
    found += [one[1] for one in OF_FORCES.finditer(said)]
    if not found and soldiers:
        found = [one[1] for one in re.finditer(rf"\b{FORCE}\b", said)]
    return [organisation(plain(one)) for one in found[:1]]


def _named_near(reading: Reading, group: Sequence[Piece]) -> list[str]:
    """Give the armed group named nearest to the incident, for where none is said to have done it."""
    start = group[0].sentence.start
    named = [
        (abs(mention.span.start - start), name)
        for mention in reading.mentions
        if mention.actor and mention.actor.registry and mention.actor.kind in ARMED
        if (name := organisation(plain(mention.words)))
    ]
    return [name for distance, name in sorted(named)[:1] if distance <= NEAR]


def organisation(name: str) -> str:
    """Give an organisation's name without the people who act for it and without its short form.

    Example:
        >>> organisation("members of the Shining Path terrorist group"), organisation("terrorists")
        ('SHINING PATH', '')
    """
    bare = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", name)
    bare = re.sub(r"^.*\b(?:of|from) the\s+", "", bare) if words.MEMBERS.match(bare) else bare
    while found := TAIL.search(bare):
        bare = bare[: found.start()]
    known = words.STATE.search(bare) or any(letter.isupper() for letter in bare)
    upper = bare.upper().strip(" \"'.,[")
    plainly = upper in NO_GROUP or words.REBELS.fullmatch(bare) or words.PEOPLES.fullmatch(bare)
    return upper if known and not plainly else ""


def confidence(name: str, said: str, near: str, text: str) -> str:
    """Give how sure a report is of an organisation: by the incident's sentences, and by those that name it.

    Example:
        >>> confidence("ELN", "A bomb went off.", "", "A bomb went off. The ELN claimed responsibility.")
        'CLAIMED OR ADMITTED'
    """
    cited = [one for one in SENTENCE.findall(text) if name.lower() in one.lower()]
    if any(words.CLAIMED.search(one) for one in (near, *cited)):
        return "CLAIMED OR ADMITTED"
    if words.OURS.search(near):
        return "CLAIMED OR ADMITTED"
    doubted = [one for one in cited if words.ACCUSED.search(one) and words.MEANT.search(one)]
    if words.ACCUSED.search(said) or doubted:
        by = words.AUTHORITY.search(" ".join([said, *doubted]))
        return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by else "SUSPECTED OR ACCUSED"
    return "REPORTED AS FACT"
