"""Words of events, weapons and statements in a text, and the kind of event that a piece of text speaks of."""

import re
from bisect import bisect_left
from collections import Counter

from tollbook.model import lexicon
from tollbook.model.lexicon import Lexicon, Match
from tollbook.model.mention import Cue, Mention, MentionKind
from tollbook.model.provenance import Span

EVENTS = "lexicon/en/events.yaml"
WEAPONS = "lexicon/en/weapons.yaml"
STATEMENTS = "lexicon/en/statements.yaml"
SUBJECTS = "lexicon/en/subjects.yaml"
EVENT_TYPES = "ontology/event_types.yaml"
RULES = {MentionKind.EVENT: "event", MentionKind.WEAPON: "weapon", MentionKind.CUE: "statement"}
NEAR = 60
"""Characters between a weapon and the word of its taking."""
TAKEN = 5
WEIGHT = {"strong": 4, "plain": 2, "weak": 1}
PROTESTS = ("Peaceful protest", "Protest with intervention", "Excessive force against protesters")
WANTS = {
    "Disrupted weapons use": re.compile(
        r"\b(?:seiz|confiscat|recover|discover|found\b|unearth|defus|intercept|shot down|haul)", re.IGNORECASE
    ),
    "Headquarters or base established": re.compile(
        r"\b(?:set up|establish|build\b|built\b|building a|construct|open(?:s|ed) a)", re.IGNORECASE
    ),
} | dict.fromkeys(
    ("Excessive force against protesters", "Protest with intervention", "Violent demonstration"),
    re.compile(r"\b(?:protest|demonstrat|rally\b|rallies|march)", re.IGNORECASE),
)
"""What else must stand in a passage for words of a subject to count: taking, setting up, a protest."""
STATE = re.compile(r"\b(?:army|troops|government|soldiers|military|regime|security|forces)\b", re.IGNORECASE)
SOLDIERS = re.compile(
    r"\b(?:army|troops|soldiers?|military|fighters|checkpoint|base|patrol|convoy)\b", re.IGNORECASE
)


def event_types() -> Lexicon:
    """Give the sub-event types, each entry's first word its label and `sets` its groupings.

    Example:
        >>> event_types().by_id["armed_clash"].get("type")
        'Battles'
    """
    return lexicon.lexicon(EVENT_TYPES)


def events(text: str) -> list[Mention]:
    """Find the words of events, weapons and statements in `text`, in text order.

    Spans count characters of `text`, end exclusive. A mention's cue says what its entry sets: the
    sub-event type of an event word, the plain name of a weapon, the kind of a statement ("accused",
    "have intensified"; a mention of kind cue).

    Example:
        >>> [(m.kind.value, m.words) for m in events("Shelling and a drone strike hit the port.")]
        [('event', 'Shelling'), ('weapon', 'Shelling'), ('event', 'drone strike'), ('weapon', 'drone')]
    """
    found = [_mention(MentionKind.EVENT, match, text) for match in lexicon.lexicon(EVENTS).find(text)]
    found += [_mention(MentionKind.WEAPON, match, text) for match in lexicon.lexicon(WEAPONS).find(text)]
    found += [_mention(MentionKind.CUE, match, text) for match in lexicon.lexicon(STATEMENTS).find(text)]
    found.sort(key=lambda m: (m.span.start, m.kind.value))
    return found


def _mention(kind: MentionKind, match: Match, text: str) -> Mention:
    entry = match.entry
    return Mention(
        kind=kind,
        span=match.span,
        words=match.span.of(text),
        rule=f"{RULES[kind]}.{entry.id}",
        cue=Cue(entry=entry.id, sets=entry.sets),
    )


def event_type(text: str) -> str | None:
    """Give the sub-event type that a piece of `text` speaks of most, None where its words name none.

    Every word adds its weight to its kind; a word without a kind of its own ("attack", "seized") adds
    to the kind that the actors named before it suggest. Of equal kinds the one named first stands.

    Example:
        >>> event_type("A suicide bomber struck a checkpoint, and an explosion followed.")
        'Suicide bomb'
        >>> event_type("The minister opened a bridge.") is None
        True
    """
    scores = _scores(text)
    _settle_protests(scores)
    return max(scores, key=lambda kind: scores[kind]) if scores else None


def passage_type(text: str) -> str | None:
    """Give what a passage as a whole speaks of: a sub-event type, or a subject outside conflict.

    The subjects are disaster, accident, diplomacy, organised crime, and who is blamed or claims the deed
    ("Attribution"). Blame outweighs the deed only where it is said before the deed is named.

    Example:
        >>> passage_type("An earthquake struck the town and nine people were killed.")
        'Natural disaster'
        >>> passage_type("Police found a rifle and detonators under the floor.")
        'Disrupted weapons use'
    """
    scores = _scores(text)
    first = min((m.span.start for m in events(text) if m.kind is MentionKind.EVENT), default=len(text))
    for match in lexicon.lexicon(SUBJECTS).find(text):
        subject, weight = match.entry.sets["subject"], WEIGHT[match.entry.sets["weight"]]
        if subject == "Attribution":
            weight = 2 * weight if match.span.start < first else 1
        elif subject in WANTS and not WANTS[subject].search(text):
            continue
        scores[subject] += weight
    scores["Disrupted weapons use"] += TAKEN if _weapons_taken(text) else 0
    _settle_protests(scores)
    scores = +scores
    return max(scores, key=lambda kind: scores[kind]) if scores else None


def _weapons_taken(text: str) -> bool:
    """Tell whether a weapon and a word of taking or finding stand close to each other in one sentence."""
    weapons = [m.span for m in events(text) if m.kind is MentionKind.WEAPON]
    weapons += [m.span for m in lexicon.lexicon(SUBJECTS).find(text) if m.entry.id == "weapons-taken"]
    weapons.sort()
    for word in WANTS["Disrupted weapons use"].finditer(text):
        at = bisect_left(weapons, Span(word.start(), word.end()))
        for span in weapons[max(0, at - 1) : at + 1]:
            between = text[min(word.end(), span.end) : max(word.start(), span.start)][: NEAR + 1]
            if len(between) <= NEAR and not any(mark in between for mark in ".;!?\n"):
                return True
    return False


def _scores(text: str) -> Counter[str]:
    """Add up the weights of the kinds that the words of `text` speak for."""
    scores: Counter[str] = Counter()
    soldiers = SOLDIERS.search(text) is not None
    for mention in events(text):
        sets = mention.cue.sets if mention.cue else {}
        if mention.kind is MentionKind.CUE:
            continue
        if mention.kind is MentionKind.WEAPON:
            if "event" in sets:
                scores[sets["event"]] += 1
            continue
        kind = sets.get("event") or _by_context(
            sets.get("generic"), text, mention.span.start, soldiers=soldiers
        )
        if kind:
            scores[kind] += WEIGHT[sets["weight"]]
    return scores


def _by_context(generic: str | None, text: str, start: int, *, soldiers: bool) -> str | None:
    """Guess the kind of "attack" or "seized" from the party words that stand before it."""
    if generic == "capture":
        state = STATE.search(text, max(0, start - 90), start)
        return "Government regains territory" if state else "Non-state actor overtakes territory"
    if generic == "attack":
        return "Armed clash" if soldiers else "Attack"
    return None


def _settle_protests(scores: Counter[str]) -> None:
    """Give a passage on a protest to one kind of it: the violent one, else the one that force makes of it."""
    peaceful, forced, beaten = PROTESTS
    violent = "Violent demonstration"
    if scores[violent] and (scores[peaceful] or scores[forced]):
        scores[violent] += sum(scores.pop(kind, 0) for kind in (peaceful, forced))
        return
    if not scores[peaceful]:
        return
    violence = scores["Armed clash"] + scores["Looting/property destruction"] + scores["Mob violence"]
    if violence and not scores[forced] + scores[beaten]:
        scores[violent] += violence + scores.pop(peaceful)
        return
    for kind in (beaten, forced):
        if scores[kind]:
            scores[kind] += scores.pop(peaceful)
            return
