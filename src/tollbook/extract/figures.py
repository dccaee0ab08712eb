"""Figures: mentions -> stated numbers of people who came to a harm, with all their slots.

This reader finds figures by rule. It stands behind one function, `figures`, so that another reader can
take its place; candidates, government and slots are modules of their own.
"""

from collections.abc import Sequence

from tollbook.errors import InvariantError
from tollbook.extract.candidates import STRONG, Form, candidates
from tollbook.extract.cells import cells
from tollbook.extract.doers import carried, perpetrator
from tollbook.extract.govern import Governed, govern
from tollbook.extract.index import Index
from tollbook.extract.where import ResolveDate, Where
from tollbook.extract.wholes import with_wholes
from tollbook.extract.whom import name, side, status, traits
from tollbook.model.figure import Figure, Outcome, Stance, Status
from tollbook.model.provenance import Quote, Sourced, Span, Stamp, anchor_id
from tollbook.model.shares import share
from tollbook.model.text import Attribution, Qualifier, Text, attribution_at
from tollbook.model.tree import Tree

PERSON_RULES = frozenset(
    {
        "govern.passive_subject",
        "govern.subject",
        "govern.object",
        "govern.conjunct",
        "govern.of",
        "govern.participle",
        "govern.complement",
    }
)
NOUN_RULES = PERSON_RULES | {
    "govern.list",
    "govern.included",
    "govern.own_noun",
    "govern.among",
    "govern.copula",
    "govern.taken",
    "govern.label",
}


def figures(
    text: Text,
    attributions: tuple[Attribution, ...],
    qualifiers: tuple[Qualifier, ...],
    *,
    resolve_date: ResolveDate,
) -> tuple[Figure, ...]:
    """Read the figures of a text, in text order; `part_of` holds ids of other figures given back.

    `resolve_date` reads a date expression against the report's date, or gives None.
    """
    tree = Tree(text)
    index = Index(text, tree)
    governed = [g for g in govern(tree, index, candidates(text, tree, index)) if _stands(g)]
    where = Where(text, index, resolve_date)
    stamp = text.stamp()
    ids = {id(g.candidate): anchor_id(text.report.id, "figure", _span(g, tree)) for g in governed}
    victims: dict[int, list[Span]] = {}
    for item in governed:
        victims.setdefault(tree.token(item.candidate.head).sentence, []).append(item.candidate.span)
    out: list[Figure] = []
    before: list[tuple[Governed, Sourced[Status]]] = []
    for item in governed:
        said = status(index, stamp, item, before)
        before.append((item, said))
        span = _span(item, tree)
        attribution = attribution_at(attributions, span)
        claimants = attribution.claimants if attribution else ()
        avoid = [c.provenance.span for c in claimants if c.provenance.span]
        avoid += victims[tree.token(item.candidate.head).sentence]
        doer = perpetrator(index, stamp, item, avoid)
        when = where.when(item)
        scope = where.scope(item, when)
        whole = item.whole
        outcome = _outcome(item)
        counted = share(item.candidate.count, item.candidate.rule, whole.count.low if whole else None)
        out.append(
            Figure(
                id=ids[id(item.candidate)],
                report=text.report.id,
                span=span,
                quote=Quote.of(text.report.text, span),
                outcome=stamp.source(outcome, item.harm.span, rule=f"{item.harm.rule}:{item.rule}"),
                count=stamp.source(counted, item.candidate.span, rule=item.candidate.rule),
                status=said,
                scope=scope,
                stance=_stance(stamp, item, qualifiers),
                claimants=claimants,
                side=side(index, stamp, item, doer),
                traits=traits(index, stamp, item),
                name=name(stamp, item),
                perpetrator=doer,
                place=where.place(item, scope),
                when=when,
                part_of=ids.get(id(whole)) if whole else None,
            )
        )
    tabled, short = cells(text, attributions, resolve_date)
    out = [figure for figure in out if not any(cell.overlaps(figure.span) for cell in short)]
    out = [*carried(text, with_wholes(sorted(out, key=lambda figure: figure.span.start))), *tabled]
    return tuple(sorted(out, key=lambda figure: figure.span.start))


def _outcome(item: Governed) -> Outcome:
    """Give the outcome that the harm word's entry sets; there is no outcome by default.

    Raises:
        InvariantError: where a harm mention came without its entry.
    """
    if item.harm.cue is None:
        raise InvariantError(f"the harm word {item.harm.words!r} at {item.harm.span.start} has no entry")
    return Outcome(item.harm.cue.sets["outcome"])


def _stands(item: Governed) -> bool:
    """Tell whether the way to the harm is sure enough for the candidate's form."""
    if item.candidate.form in STRONG:
        return True
    return item.rule in (PERSON_RULES if item.candidate.form is Form.NAME else NOUN_RULES)


def _span(item: Governed, tree: Tree) -> Span:
    """Give the quote: the number with its noun, or with the harm word where no noun stands."""
    candidate = item.candidate
    if candidate.head == candidate.first and candidate.noun is None and abs(item.verb - candidate.first) == 1:
        verb = tree.token(item.verb).span
        return Span(min(verb.start, candidate.span.start), max(verb.end, candidate.span.end))
    return candidate.span


def _stance(stamp: Stamp, item: Governed, qualifiers: Sequence[Qualifier]) -> Sourced[Stance]:
    """Tell what is asserted from what is doubted or denied; denial goes before doubt."""
    span = item.candidate.span
    covering = [q for q in qualifiers if q.span.overlaps(span) and q.span.start <= span.start]
    if not covering:
        return stamp.source(Stance.ASSERTED, span, rule="stance.asserted")
    chosen = min(covering, key=lambda q: q.stance is not Stance.DENIED)
    return stamp.source(chosen.stance, chosen.cue, rule=chosen.rule)
