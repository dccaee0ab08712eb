"""Figures: mentions -> stated numbers of people who came to a harm, with all their slots.

This reader finds figures by rule. It stands behind one function, `figures`, so that another reader can
take its place; candidates, government and slots are each a module of their own.
"""

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from tollbook.extract.candidates import Candidate, Form, Index, candidates
from tollbook.extract.govern import Governed, govern, voice
from tollbook.extract.slots import ResolveDate, Slots, two_sided
from tollbook.model.figure import Count, Figure, Outcome, Status
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.text import Attribution, Qualifier, Text, attribution_at
from tollbook.model.tree import Tree

NAMED = frozenset({"govern.passive_subject", "govern.subject", "govern.object", "govern.conjunct", "govern.of"})
DIRECT = frozenset(
    {
        "govern.passive_subject",
        "govern.subject",
        "govern.object",
        "govern.of",
        "govern.participle",
        "govern.list",
        "govern.conjunct",
        "govern.included",
        "govern.own_noun",
        "govern.among",
    }
)


def figures(
    text: Text,
    attributions: tuple[Attribution, ...],
    qualifiers: tuple[Qualifier, ...],
    *,
    resolve_date: ResolveDate,
) -> tuple[Figure, ...]:
    """Read the figures of a text, in text order; `part_of` holds ids of other figures given back."""
    tree = Tree(text)
    index = Index(text, tree)
    found = candidates(text, tree, index)
    governed = [g for g in govern(tree, index, found) if _stands(g)]
    slots = Slots(text, tree, index, resolve_date)
    ids = {id(g.candidate): anchor_id(text.report.id, "figure", _span(g, tree)) for g in governed}
    out: list[Figure] = []
    before: list[tuple[Governed, Sourced[Status]]] = []
    for item in governed:
        status = slots.status(item, before)
        before.append((item, status))
        out.append(_figure(text, tree, item, status, slots, attributions, qualifiers, ids, found, governed))
    out.sort(key=lambda f: f.span.start)
    return tuple(carried(text, out))


def carried(text: Text, found: list[Figure]) -> list[Figure]:
    """Give a figure without a doer the one said of the figure just before, where the text goes on with it.

    Two sentences are the farthest that this reaches; where a sentence tells of two-sided fighting, or of
    another place, nothing is carried.
    """
    out: list[Figure] = []
    starts = [s.span.start for s in text.sentences]
    for figure in found:
        before = out[-1] if out else None
        if before and figure.perpetrator is None and before.perpetrator is not None:
            gap = bisect_right(starts, figure.span.start) - bisect_right(starts, before.span.start)
            sentence = text.sentences[bisect_right(starts, figure.span.start) - 1]
            same = (figure.place and figure.place.words) == (before.place and before.place.words)
            if gap <= 2 and same and not two_sided(sentence.span.of(text.report.text)):
                doer = before.perpetrator
                carried_doer = msgspec.structs.replace(doer, basis=Basis.INFERRED, note="said of the figure before")
                figure = msgspec.structs.replace(figure, perpetrator=carried_doer)
        out.append(figure)
    return out


def _stands(item: Governed) -> bool:
    if item.candidate.form in {Form.NUMBER, Form.NONE, Form.SHARE}:
        return True
    if item.candidate.form is Form.NAME:
        return item.rule in NAMED
    return item.rule in DIRECT


def _span(item: Governed, tree: Tree) -> Span:
    """Give the quote: the number with its noun, or with the harm word where no noun stands."""
    candidate = item.candidate
    if candidate.head == candidate.first and candidate.noun is None and abs(item.verb - candidate.first) == 1:
        verb = tree.token(item.verb).span
        return Span(min(verb.start, candidate.span.start), max(verb.end, candidate.span.end))
    return candidate.span


def share(item: Governed, container: Candidate | None) -> Count:
    """Give the count of a figure; "most of" a stated number is more than half of its least.

    Example: most of 39 or more is 20 or more; a third of 30 is 10 or more.
    """
    count, whole = item.candidate.count, container.count.low if container else None
    if item.candidate.form is not Form.SHARE or whole is None or whole < 2:
        return count
    kind = item.candidate.rule.removeprefix("numbers.share.")
    parts = SHARES.get(kind)
    if parts is None:
        return count
    above, of = parts
    low = whole * above // of + 1 if kind in {"most", "more_than_half"} else -(-whole * above // of)
    return Count(low=max(low, 1), high=None, approximate=True)


SHARES = {
    "most": (1, 2),
    "more_than_half": (1, 2),
    "half": (1, 2),
    "third": (1, 3),
    "two_thirds": (2, 3),
    "quarter": (1, 4),
    "three_quarters": (3, 4),
    "fifth": (1, 5),
}


def _figure(
    text: Text,
    tree: Tree,
    item: Governed,
    status: Sourced[Status],
    slots: Slots,
    attributions: tuple[Attribution, ...],
    qualifiers: tuple[Qualifier, ...],
    ids: dict[int, str],
    found: Sequence[Candidate],
    governed: Sequence[Governed],
) -> Figure:
    span = _span(item, tree)
    stamp = text.stamp()
    attribution = attribution_at(attributions, span)
    claimants = attribution.claimants if attribution else ()
    when = slots.when(item)
    side = slots.side(item)
    number = tree.token(item.candidate.head).sentence
    avoid = [c.provenance.span for c in claimants if c.provenance.span] + [item.candidate.span]
    avoid += [g.candidate.span for g in governed if tree.token(g.candidate.head).sentence == number]
    outcome = item.harm.cue.sets["outcome"] if item.harm.cue else "killed"
    container = found[item.container] if item.container is not None else None
    count = share(item, container)
    return Figure(
        id=ids[id(item.candidate)],
        report=text.report.id,
        span=span,
        quote=Quote.of(text.report.text, span),
        outcome=stamp.source(Outcome(outcome), item.harm.span, rule=f"{item.harm.rule}:{item.rule}"),
        count=stamp.source(count, item.candidate.span, rule=item.candidate.rule),
        status=status,
        scope=slots.scope(item, when),
        stance=slots.stance(item, qualifiers),
        claimants=claimants,
        side=side,
        traits=slots.traits(item),
        name=slots.name(item),
        perpetrator=slots.perpetrator(item, avoid),
        place=slots.place(item),
        when=when,
        part_of=ids.get(id(container)) if container is not None else None,
    )


__all__ = ["figures", "voice"]
