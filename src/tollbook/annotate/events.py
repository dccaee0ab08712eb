"""Words of events, weapons and statements in a text, and the kind of event that a piece of text speaks of."""

import re
from collections import Counter

from tollbook.model import lexicon
from tollbook.model.lexicon import Lexicon, Match
from tollbook.model.mention import Cue, Mention, MentionKind

EVENTS = "lexicon/en/events.yaml"
WEAPONS = "lexicon/en/weapons.yaml"
STATEMENTS = "lexicon/en/statements.yaml"
EVENT_TYPES = "ontology/event_types.yaml"
RULES = {MentionKind.EVENT: "event", MentionKind.WEAPON: "weapon", MentionKind.CUE: "statement"}
WEIGHT = {"strong": 4, "plain": 2, "weak": 1}
PROTESTS = ("Peaceful protest", "Protest with intervention", "Excessive force against protesters")
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
    scores: Counter[str] = Counter()
    for mention in events(text):
        sets = mention.cue.sets if mention.cue else {}
        if mention.kind is MentionKind.CUE:
            continue
        if mention.kind is MentionKind.WEAPON:
            if "event" in sets:
                scores[sets["event"]] += 1
            continue
        kind = sets.get("event") or _by_context(sets.get("generic"), text, mention.span.start)
        if kind:
            scores[kind] += WEIGHT[sets["weight"]]
    _settle_protests(scores)
    return max(scores, key=lambda kind: scores[kind]) if scores else None


def _by_context(generic: str | None, text: str, start: int) -> str | None:
    """Guess the kind of "attack" or "seized" from the party words that stand before it."""
    if generic == "capture":
        state = STATE.search(text, max(0, start - 90), start)
        return "Government regains territory" if state else "Non-state actor overtakes territory"
    if generic == "attack":
        return "Armed clash" if SOLDIERS.search(text) else "Attack"
    return None


def _settle_protests(scores: Counter[str]) -> None:
    """Move the weight of a plain protest to the kind that force against it makes of it."""
    if not scores["Peaceful protest"] or scores["Violent demonstration"]:
        return
    force = scores["Excessive force against protesters"] + scores["Protest with intervention"]
    violence = scores["Armed clash"] + scores["Looting/property destruction"] + scores["Mob violence"]
    if violence and not force:
        scores["Violent demonstration"] += violence + scores.pop("Peaceful protest")
        return
    for kind in reversed(PROTESTS[1:]):
        if scores[kind]:
            scores[kind] += scores.pop("Peaceful protest")
            return
