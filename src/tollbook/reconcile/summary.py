"""A short neutral paragraph on an incident, made of claims alone: each clause says on whose word it stands.

The words between the values are fixed (a test lists them all); every value is one that a claim, a figure or
the report's own date holds. What a party calls another stays out: actors bear their neutral labels.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Count, Figure, Outcome, Stance, Status, Trait
from tollbook.model.incident import Account
from tollbook.model.lexicon import load
from tollbook.model.toll import PLURALS, AsideReason, Clause, Group, GroupKind, Summary, Toll
from tollbook.model.when import When
from tollbook.reconcile.naming import day
from tollbook.reconcile.persons import SUM
from tollbook.reconcile.sources import shipped, speaker
from tollbook.reconcile.statements import order

PHRASES = "ontology/event_phrases.yaml"
DONE = {
    Outcome.KILLED: "killed",
    Outcome.INJURED: "injured",
    Outcome.MISSING: "missing",
    Outcome.DETAINED: "detained",
    Outcome.ABDUCTED: "abducted",
    Outcome.DISPLACED: "displaced",
    Outcome.KILLED_OR_INJURED: "killed or injured",
}
MOST = 24
"""Clauses of a summary at most; what is left out is said by nothing else than the claims themselves."""


@cache
def phrases() -> dict[str, str]:
    """Give the phrase for each type of event."""
    return {entry.sets["event"]: entry.words[0] for entry in load(PHRASES).entries}


def summary(of: str, accounts: Iterable[Account], tolls: Sequence[Toll]) -> Summary:
    """Write the summary of incident `of`; `tolls` say which figures stand, by any policy.

    Clauses are in a fixed order: what is reported, who was harmed on whose word, what is denied, who is held
    responsible by whom, who says that it did it.
    """
    told = sorted(accounts, key=order)
    asserted = [account for account in told if account.claim.stance.value is not Stance.DENIED]
    clauses = [*_event(asserted), *_harms(told, tolls), *_denied(told, tolls), *_blame(told)]
    once: dict[str, Clause] = {}
    for clause in clauses:
        once.setdefault(clause.text, clause)
    return Summary(of=of, clauses=tuple(once.values())[:MOST])


def number(count: Count, who: Sequence[str], outcome: Outcome) -> str:
    """Say who came to a harm, with the verb; `who` are traits or a status, nothing where they are people.

    Example:
        >>> number(Count(low=14, high=None), ["civilian"], Outcome.KILLED)
        'at least 14 civilians were killed'
        >>> number(Count(low=0, high=0), [], Outcome.MISSING)
        'nobody is missing'
    """
    low, high = count.low, count.high
    is_missing = outcome is Outcome.MISSING
    if low == high == 0:
        nobody = f"none of the {_people(who, one=False)}" if who else "nobody"
        return f"{nobody} {'is' if is_missing else 'was'} {DONE[outcome]}"
    is_one = low == high == 1
    were = {True: ("are", "is"), False: ("were", "was")}[is_missing][is_one]
    about = "about " if count.approximate else ""
    if high is None:
        many = f"at least {about}{low:,}"
    elif low is None:
        many = f"at most {about}{high:,}"
    else:
        many = f"{about}{low:,}" if low == high else f"between {low:,} and {high:,}"
    return f"{many} {_people(who, one=is_one)} {were} {DONE[outcome]}"


ONE = {
    "civilian": "civilian",
    "combatant": "combatant",
    **{trait.value: trait.value.replace("_", " ") for trait in Trait},
    "elderly": "elderly person",
    "foreign": "foreigner",
}


def _people(who: Sequence[str], *, one: bool) -> str:
    words = [ONE.get(word, "person") if one else PLURALS.get(word, "people") for word in who]
    return " and ".join(words) or ("person" if one else "people")


def _event(told: Sequence[Account]) -> list[Clause]:
    """Say what is reported, where and when, by whom, for each way in which it is told."""
    ways: dict[tuple[str, str, str], list[Account]] = {}
    for account in told:
        claim = account.claim
        phrase = phrases().get(claim.event.value) if claim.event else None
        if claim.kind is not ClaimKind.EVENT or phrase is None:
            continue
        place = f" in {claim.place.value.core or claim.place.value.name}" if claim.place else ""
        ways.setdefault((phrase, place, _on(claim.when.value if claim.when else None)), []).append(account)
    ranked = sorted(ways.items(), key=lambda way: (-len({a.origin for a in way[1]}), way[0]))
    out = []
    for (phrase, place, on), accounts in ranked[:3]:
        names = _listed(dict.fromkeys(_outlet(account) for account in accounts))
        ids = tuple(dict.fromkeys(account.claim.id for account in accounts))
        out.append(Clause(text=_sentence(f"{names} reported {phrase}{place}{on}"), claims=ids))
    return out


def _on(when: When | None) -> str:
    if when is None or when.start is None or when.end is None:
        return ""
    if when.start == when.end:
        return f" on {day(when.start)}"
    return f" between {day(when.start)} and {day(when.end)}"


def _harms(told: Sequence[Account], tolls: Sequence[Toll]) -> list[Clause]:
    """Say each figure that stands, with whose word it is and which outlet carries it."""
    held = {figure.id: (figure, account) for account in told for figure in account.figures}
    out = []
    shown = (GroupKind.ALL, GroupKind.STATUS, GroupKind.TRAIT)
    for toll in sorted(tolls, key=lambda t: (list(Outcome).index(t.outcome), shown_rank(t.group), t.group)):
        if toll.group.kind not in shown:
            continue
        for each in toll.counted:
            parts = [held[name] for name in each.parts or (each.figure,) if name in held]
            if not parts:
                continue
            figures = [figure for figure, _ in parts]
            by_name = each.inferred is not None and SUM in each.inferred
            said = _named(figures) if by_name else " and ".join(_harm(figure) for figure in figures)
            claims = tuple(dict.fromkeys(account.claim.id for _, account in parts))
            text = f"{_voice(figures[0], parts[0][1])} that {said}"
            out.append(Clause(text=_sentence(text), claims=claims, figures=tuple(f.id for f in figures)))
    return out


def _named(figures: Sequence[Figure]) -> str:
    """Say how many persons with names there are at least, and who."""
    many = Count(low=len(figures), high=None)
    names = _listed(figure.name.value for figure in figures if figure.name)
    return f"{number(many, [], figures[0].outcome.value)}: {names}"


def shown_rank(group: Group) -> int:
    """Give the place of a kind of group in a summary."""
    return (GroupKind.ALL, GroupKind.STATUS, GroupKind.TRAIT, GroupKind.SIDE).index(group.kind)


def _harm(figure: Figure) -> str:
    """Say a figure as it is told: of people with its traits, else with its status."""
    who = [trait.value.value for trait in figure.traits]
    if not who and figure.status.value in (Status.CIVILIAN, Status.COMBATANT):
        who = [figure.status.value.value]
    return number(figure.count.value, who, figure.outcome.value)


def _voice(figure: Figure, account: Account) -> str:
    """Say on whose word: the claimant and the outlet that quotes it, or the outlet itself."""
    actor = speaker(figure.claimants)
    outlet, when = _outlet(account), _published(account)
    doubt = "reported, in doubt," if figure.stance.value is Stance.DOUBTED else "reported"
    if actor is None:
        return f"{outlet}{when} {doubt}"
    says = "said, in doubt," if figure.stance.value is Stance.DOUBTED else "said"
    return f"{actor.label}, quoted by {outlet}{when}, {says}"


def _denied(told: Sequence[Account], tolls: Sequence[Toll]) -> list[Clause]:
    denied = {each.figure for toll in tolls for each in toll.aside if each.reason is AsideReason.DENIED}
    out = []
    for account in told:
        for figure in account.figures:
            count = figure.count.value
            if figure.id not in denied or (count.low is None and count.high is None):
                continue
            actor = speaker(figure.claimants)
            who = f"{actor.label}, quoted by {_outlet(account)}," if actor else _outlet(account)
            text = f"{who}{'' if actor else _published(account)} denied that {_harm(figure)}"
            out.append(Clause(text=_sentence(text), claims=(account.claim.id,), figures=(figure.id,)))
    return out


def _blame(told: Sequence[Account]) -> list[Clause]:
    """Say who holds whom responsible, who denies it, and who says that it did it."""
    out = []
    for account in told:
        claim = account.claim
        who = claim.initiator.value.label if claim.initiator else None
        by = f", quoted by {_outlet(account)}{_published(account)},"
        if claim.kind is ClaimKind.ACCUSATION and claim.target and claim.stance.value is not Stance.DENIED:
            label = claim.target.value.label
            text = (
                f"{who}{by} held {label} responsible"
                if who
                else f"{_outlet(account)} reported that {label} was held responsible"
            )
        elif claim.kind is ClaimKind.DENIAL and who:
            text = f"{who}{by} denied what was said of it"
        elif claim.kind is ClaimKind.RESPONSIBILITY and who and claim.stance.value is Stance.ASSERTED:
            text = f"{who}{by} said that it was responsible"
        else:
            continue
        out.append(Clause(text=_sentence(text), claims=(claim.id,)))
    return out


def _outlet(account: Account) -> str:
    """Name the outlet: as the list of outlets does, or as printed; else by the report's id."""
    entry = shipped().find(account.outlet)
    if entry is not None and account.outlet == entry.id:
        return entry.words[0]
    return account.outlet or f"the report {account.report}"


def _published(account: Account) -> str:
    try:
        return f" ({day(date.fromisoformat(account.published[:10]))})" if account.published else ""
    except ValueError:
        return ""


def _listed(names: Iterable[str]) -> str:
    each = list(names)
    if len(each) > 4:
        return ", ".join(each[:4]) + " and others"
    return " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] + "."
