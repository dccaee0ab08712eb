"""How well an incident is supported: confirmed, fair, weak, contested or discounted, with the reasons.

Source: the grades that Airwars publishes, in our words (docs/explanation/grades.md says where ours differ).
"""

from collections.abc import Iterable, Sequence
from functools import cache

from tollbook.model.claim import ClaimKind
from tollbook.model.figure import Stance, Status
from tollbook.model.incident import Account
from tollbook.model.lexicon import load
from tollbook.model.names import fold
from tollbook.model.provenance import Sourced
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.toll import Grade, GradeLevel
from tollbook.reconcile.independence import independent
from tollbook.reconcile.sources import ARMED, Outlets, shipped, source_of
from tollbook.reconcile.statements import Stated, order

Reason = tuple[str, tuple[str, ...]]
BYSTANDERS = frozenset(
    {
        ActorKind.MONITOR,
        ActorKind.MEDIA,
        ActorKind.AID,
        ActorKind.INTERNATIONAL,
        ActorKind.CIVILIANS,
        ActorKind.PROTESTERS,
    }
)
"""Kinds of actor that are no party to fighting."""
OF_STATES = frozenset({ActorKind.STATE_FORCES, ActorKind.GOVERNMENT, ActorKind.EXTERNAL})


def grade(of: str, accounts: Iterable[Account], heard: Stated, *, outlets: Outlets | None = None) -> Grade:
    """Grade the incident `of` by its accounts; `heard` is what they state once copies are folded.

    Belligerents are known by the kind of actor, partisan outlets by the list of outlets.
    """
    told = sorted(accounts, key=order)
    admitted, blamed, denied = _admissions(told), _blamed(told), _denials(told)
    support = _support(told, heard, outlets or shipped())
    discounted = _discounted(heard)
    if discounted:
        return Grade(of=of, level=GradeLevel.DISCOUNTED, reasons=(discounted, *support.reasons))
    if admitted:
        return Grade(of=of, level=GradeLevel.CONFIRMED, reasons=(*admitted, *support.reasons))
    if len(blamed) > 1 or (blamed and denied):
        reasons = [(f"held responsible: {label}", ids) for label, ids in blamed.values()]
        return Grade(of=of, level=GradeLevel.CONTESTED, reasons=(*reasons, *denied, *support.reasons))
    level = GradeLevel.FAIR if support.is_fair else GradeLevel.WEAK
    reasons = [(f"held responsible, and nobody else: {label}", ids) for label, ids in blamed.values()]
    return Grade(of=of, level=level, reasons=(*support.reasons, *reasons))


def party_key(actor: Actor) -> str:
    """Give what makes two actors one party: the state of its forces, the registry's id, or the camp alone.

    "The army", where nothing says whose, is of a state; an armed group without a name is of none.
    """
    if actor.kind in OF_STATES:
        return f"state:{actor.country}" if actor.country else STATE
    return f"actor:{actor.registry}" if actor.registry else GROUP


STATE, GROUP = "a state", "an armed group"
NOBODY = "a party that the words do not name"
GRAMMAR = "lexicon/en/grammar.yaml"


@cache
def pointing() -> frozenset[str]:
    """Give the words, folded, that point to a party and name none: "each other", "the attackers"."""
    entries = [entry for entry in load(GRAMMAR).entries if entry.sets["role"] == "points"]
    return frozenset(fold(words) for entry in entries for words in entry.words)


def _admissions(told: Sequence[Account]) -> list[Reason]:
    """Find where somebody who can be a party says that they did it."""
    found: dict[str, tuple[str, list[str]]] = {}
    for account in told:
        claim = account.claim
        doer = claim.initiator.value if claim.initiator else None
        if doer is None or doer.kind in BYSTANDERS or claim.stance.value is not Stance.ASSERTED:
            continue
        speaker = claim.claimants[0].value if claim.claimants else None
        itself = speaker is not None and _one(speaker, doer)
        if claim.kind is ClaimKind.EVENT and _is_guess(claim.initiator):
            continue
        if (claim.kind is ClaimKind.RESPONSIBILITY and (itself or speaker is None)) or (
            claim.kind is ClaimKind.EVENT and itself and claim.event is not None and doer.kind in ARMED
        ):
            found.setdefault(f"{party_key(doer)} {doer.label}", (doer.label, []))[1].append(claim.id)
    return [(f"{label} says that it did it", tuple(ids)) for label, ids in found.values()]


def _is_guess(doer: Sourced[Actor] | None) -> bool:
    """Tell whether a doer was taken from context: nobody admits what no words of theirs say."""
    return doer is not None and doer.provenance.rule.startswith("learned.")


def _one(speaker: Actor, doer: Actor) -> bool:
    """Tell whether who speaks is who acts: of one party that is known, or by the same words."""
    key = party_key(doer)
    return fold(speaker.label) == fold(doer.label) or (
        key not in (STATE, GROUP) and party_key(speaker) == key
    )


def _blamed(told: Sequence[Account]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give each party that somebody holds responsible, with the claims that do.

    A party without a name is left out where a party of its camp is named: it may be that one. Words that
    only point ("each accused the other") name none, and are left out where anybody is named.
    """
    found: dict[str, tuple[str, list[str]]] = {}

    def hold(who: Sourced[Actor] | None, claim: str, *, accused: bool) -> None:
        if who is None or who.value.kind in BYSTANDERS:
            return
        key, label = party_key(who.value), who.value.label
        if who.value.registry is None and fold(label) in pointing():
            key, label = NOBODY, NOBODY
        if not accused and (key in (STATE, GROUP, NOBODY) or who.value.kind is ActorKind.UNKNOWN):
            return
        ids = found.setdefault(key, (label, []))[1]
        if claim not in ids:
            ids.append(claim)

    for account in told:
        claim = account.claim
        if claim.stance.value is Stance.DENIED:
            continue
        if claim.kind is ClaimKind.ACCUSATION:
            hold(claim.target, claim.id, accused=True)
        for figure in account.figures:
            if figure.stance.value is not Stance.DENIED:
                hold(figure.perpetrator, claim.id, accused=False)
    if len(found) > 1:
        found.pop(NOBODY, None)
    for camp, named in ((STATE, "state:"), (GROUP, "actor:")):
        if any(key.startswith(named) for key in found):
            found.pop(camp, None)
    return {key: (label, tuple(ids)) for key, (label, ids) in found.items()}


def _denials(told: Sequence[Account]) -> list[Reason]:
    out: list[Reason] = []
    for account in told:
        claim = account.claim
        who = claim.initiator or (claim.claimants[0] if claim.claimants else None)
        if claim.kind is ClaimKind.DENIAL and who is not None and who.value.kind not in BYSTANDERS:
            out.append((f"denied by {who.value.label}", (claim.id,)))
    return out


def _discounted(heard: Stated) -> Reason | None:
    """Say why nobody outside the fighting was harmed, where every account has it so."""
    harmed = [s for s in heard.statements if s.figure.count.value.high != 0 and not s.doubted]
    ids = tuple(dict.fromkeys(s.claim for s in heard.statements))
    if harmed and all(s.figure.status.value is Status.COMBATANT for s in harmed):
        return "every figure is of combatants", ids
    if heard.statements and not harmed and not any(s.doubted for s in heard.statements):
        return "every account that gives a figure says that nobody was harmed", ids
    return None


class _Support:
    """How many independent sources there are, in reasons."""

    def __init__(self, reasons: list[Reason], *, is_fair: bool) -> None:
        self.reasons = reasons
        self.is_fair = is_fair


def _support(told: Sequence[Account], heard: Stated, outlets: Outlets) -> _Support:
    """Count independent sources, of the figures where there are any, else of the claims."""
    voices = {(s.source.key, s.origin): (s.source, s.claim) for s in heard.statements if not s.doubted}
    if not voices:
        for account in told:
            claim = account.claim
            if claim.stance.value is Stance.ASSERTED:
                source = source_of(
                    claim.claimants, outlet=account.outlet, origin=account.origin, outlets=outlets
                )
                voices.setdefault((source.key, account.origin), (source, claim.id))
    many = independent(voices)
    ids = tuple(dict.fromkeys(claim for _, claim in voices.values()))
    parties = {source.party for source, _ in voices.values()}
    if many > 1 and len(parties) == 1 and None not in parties:
        return _Support([("all its sources speak for one party", ids)], is_fair=False)
    if many > 1:
        return _Support([(f"{many} independent sources", ids)], is_fair=True)
    words = "one independent source" if many else "no account asserts it"
    return _Support([(words, ids)], is_fair=False)
