"""Stage link: accounts, decisions and weights -> copy groups and incidents.

A pure function: the same accounts in any order give the same incidents. Copies are found first; pairs of
claims that share a block are compared and scored; groups are made by average link under the decisions of
people; a denial or accusation without a place of its own joins the claim before it in its report; groups keep
the ids of the incidents that they were.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence

import msgspec
import numpy as np

from tollbook.issues import Issue
from tollbook.link.blocking import decided, pairs
from tollbook.link.clusters import LARGE, Floats, Ints, Rules, cluster, components, unscored
from tollbook.link.columns import Columns, columns
from tollbook.link.copies import claimant_copies, report_copies
from tollbook.link.counted import Counts, bodies, part
from tollbook.link.described import contained, described
from tollbook.link.following import followed
from tollbook.link.gathering import gathered
from tollbook.link.identity import named
from tollbook.link.items import SATELLITES, Item, Source, is_core, items
from tollbook.link.knowledge import Weights, general_groups, shipped
from tollbook.link.meeting import met
from tollbook.link.scoring import scores
from tollbook.link.settled import held
from tollbook.model.decision import Decision
from tollbook.model.incident import Account, CopyGroup, CopyKind, Incident

__all__ = ["Linked", "Source", "Weights", "contained", "grouped", "link", "shipped", "table_of"]

LONG_ENOUGH = 40
"""Characters of wording from which the same words are taken for a copy."""
REACH = 600
"""Characters after a claim within which a denial or accusation is taken to be about it."""


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """What linking gives: incidents, copy groups, where incidents that are gone went, and issues.

    `unlinked` counts the accounts that are in no incident (trends, states of things, descriptions). `table`
    holds what was compared; claims that say the same have one row, `rows` names the claims of each.
    """

    incidents: tuple[Incident, ...]
    copies: tuple[CopyGroup, ...]
    gone: dict[str, str | None]
    issues: tuple[Issue, ...]
    unlinked: int
    table: Columns
    rows: tuple[tuple[str, ...], ...]


def link(
    accounts: Sequence[Account],
    sources: Mapping[str, Source],
    *,
    decisions: Sequence[Decision] = (),
    former: Mapping[str, Sequence[str]] = {},
    used: Container[str] = (),
    weights: Weights | None = None,
    counts: Counts | None = None,
    new: Collection[str] = (),
    meet: Sequence[tuple[str, str]] = (),
) -> Linked:
    """Link accounts to incidents; `former` holds the claims of each incident as it was, `used` all ids given.

    Where accounts have the text of their report in `sources`, its wording is compared, and copies are found.
    Where they are a part of a book, `counts` are those over all of it, in which the claims `new` are not yet;
    `meet` names pairs of claims to compare besides those that blocking finds.
    """
    weights = weights or shipped()
    ordered = sorted(accounts, key=_order)
    by_claim = {each.claim.id: each for each in ordered}
    found = items(ordered, sources)
    reported = {each.report for each in ordered}
    texts = {name: sources[name] for name in sorted(reported) if name in sources}
    copies = report_copies(list((bodies(texts, counts.furniture) if counts else texts).values()))
    settled = held(decisions, [each.claim for each in found])
    about = {claim for pair in (*settled.same, *settled.apart) for claim in pair}
    folds = folded(found, about)
    voices = [found[rows[0]] for rows in folds]
    copy_of = {member: group.id for group in copies for member in group.members}
    if counts is None:
        table = columns(voices, sources, general_groups(), copy_of)
    else:
        table = part(voices, sources, counts, new, copy_of)
    voice = {found[row].claim: found[fold[0]].claim for fold in folds for row in fold} if meet else {}
    more = [(voice[a], voice[b]) for a, b in meet if a in voice and b in voice]
    joined = grouped(table, weights, settled.same, settled.apart, _repeated(voices, copies), more)
    groups = [sorted(row for voice in group for row in folds[voice]) for group in joined]
    outlets = {each.report: each.outlet for each in ordered}
    copies += claimant_copies(groups, found, outlets)
    names = [[found[row].claim for row in group] for group in groups]
    claims = _with_satellites(names, ordered)
    ids, merged, gone = named(claims, former, used)
    origins = _origins(copies)
    incidents: list[Incident] = []
    for name, group, others in zip(ids, claims, merged, strict=True):
        its = [by_claim[claim] for claim in group]
        its = [
            msgspec.structs.replace(a, origin=origins.get(a.claim.id) or origins.get(a.report) or a.report)
            for a in sorted(its, key=_order)
        ]
        incidents.append(described(name, its, others))
    linked = sum(len(each.claims) for each in incidents)
    return Linked(
        incidents=tuple(contained(incidents)),
        copies=tuple(copies),
        gone=gone,
        issues=settled.issues,
        unlinked=len(accounts) - linked,
        table=table,
        rows=tuple(tuple(found[row].claim for row in fold) for fold in folds),
    )


def folded(found: Sequence[Item], about: Container[str] = ()) -> list[list[int]]:
    """Fold items that say the same in the same words of one place and day: they have one voice in linking.

    Gives the rows of each fold, the first of which speaks for them; items in `about` stand alone.
    """
    folds: dict[object, list[int]] = {}
    for row, each in enumerate(found):
        plain = " ".join(each.wording.lower().split())
        key: object = each.claim
        if each.is_located and len(plain) >= LONG_ENOUGH and each.claim not in about:
            key = (each.gazetteer, each.first, each.last, each.event, each.counts, each.period, plain)
        folds.setdefault(key, []).append(row)
    return list(folds.values())


def table_of(accounts: Sequence[Account], sources: Mapping[str, Source]) -> Columns:
    """Lay accounts out in columns, in their order; those that make no incident are left out."""
    return columns(items(sorted(accounts, key=_order), sources), sources, general_groups())


def grouped(
    table: Columns,
    weights: Weights,
    same: Sequence[tuple[str, str]] = (),
    apart: Sequence[tuple[str, str]] = (),
    repeated: Sequence[tuple[int, int]] = (),
    meet: Sequence[tuple[str, str]] = (),
) -> list[list[int]]:
    """Group the rows of a table; `repeated` are rows that carry one sentence of one text.

    The claims `meet` are compared besides those that blocking pairs.
    """
    settings = weights.settings
    left, right, crowded = pairs(table)
    if meet:
        more = decided(table, meet)
        codes = np.union1d(left * len(table) + right, more[0] * len(table) + more[1])
        left, right = codes // len(table), codes % len(table)
    weight = scores(table, left, right, weights, floor=-settings["most"])
    if repeated:
        extra = np.array(repeated, dtype=np.int64)
        left, right = np.concatenate((left, extra[:, 0])), np.concatenate((right, extra[:, 1]))
        weight = np.concatenate((weight, np.full(len(extra), settings["most"], dtype=np.float32)))
        codes = left * len(table) + right
        _, last = np.unique(codes[::-1], return_index=True)
        keep = len(codes) - 1 - last
        left, right, weight = left[keep], right[keep], weight[keep]
    rules = Rules(
        join=settings["join"],
        cut=settings["cut"],
        most=settings["most"],
        same=list(zip(*(rows.tolist() for rows in decided(table, same)), strict=True)),
        apart=list(zip(*(rows.tolist() for rows in decided(table, apart)), strict=True)),
    )
    inside = unscored(components(len(table), left, right, weight, rules), left, right)
    scored = _scored_too(table, (left, right, weight), inside, weights)
    located = np.array([each.is_located for each in table.items], dtype=bool)
    groups = cluster(len(table), *scored, located=located, crowded=crowded, rules=rules)
    # In a large component groups may stand on pairs that were never compared: these are looked at once more.
    home = np.zeros(len(table), dtype=np.int64)
    for rows in groups:
        home[rows] = rows[0]
    inside = unscored(home, scored[0], scored[1], whole=LARGE)
    if len(inside[0]):
        scored = _scored_too(table, scored, inside, weights)
        within = home[scored[0]] == home[scored[1]]
        part = (scored[0][within], scored[1][within], scored[2][within])
        groups = cluster(len(table), *part, located=located, crowded=crowded, rules=rules)
    groups = gathered(table, groups, weights, rules)
    return followed(table, met(table, groups, scored, weights, rules), rules.apart)


def _scored_too(
    table: Columns, scored: tuple[Ints, Ints, Floats], pairs: tuple[Ints, Ints], weights: Weights
) -> tuple[Ints, Ints, Floats]:
    """Add pairs of rows, with their weights, to those that are scored."""
    left, right, weight = scored
    more = scores(table, *pairs, weights, floor=-weights.settings["most"])
    left, right = np.concatenate((left, pairs[0])), np.concatenate((right, pairs[1]))
    return left, right, np.concatenate((weight, more))


def _order(account: Account) -> tuple[str, str, int, str]:
    return account.published or "9999", account.report, account.claim.span.start, account.claim.id


def _repeated(found: Sequence[Item], copies: Sequence[CopyGroup]) -> list[tuple[int, int]]:
    """Pair the claims that stand with the same words in copies of one text."""
    group_of = {member: group.id for group in copies for member in group.members}
    held: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, each in enumerate(found):
        if each.report in group_of:
            held[group_of[each.report], " ".join(each.quote.lower().split())].append(row)
    return [
        (rows[0], row)
        for rows in held.values()
        for row in rows[1:]
        if found[row].report != found[rows[0]].report
    ]


def _with_satellites(groups: Sequence[Sequence[str]], ordered: Sequence[Account]) -> list[list[str]]:
    """Add denials, accusations and the like to the group of the claim that they follow on in their report."""
    group_of = {claim: number for number, group in enumerate(groups) for claim in group}
    out = [list(group) for group in groups]
    before: Account | None = None
    for each in sorted(ordered, key=lambda a: (a.report, a.claim.span.start, a.claim.id)):
        if each.claim.id in group_of:
            before = each
        elif (
            before is not None
            and before.report == each.report
            and each.claim.kind in SATELLITES
            and not is_core(each)
            and each.claim.span.start - before.claim.span.end <= REACH
        ):
            out[group_of[before.claim.id]].append(each.claim.id)
    order = {each.claim.id: number for number, each in enumerate(ordered)}
    return [sorted(group, key=order.__getitem__) for group in out]


def _origins(copies: Sequence[CopyGroup]) -> dict[str, str]:
    """Give the copy group of each report and claim."""
    rank = {CopyKind.EXACT: 2, CopyKind.NEAR: 1, CopyKind.CLAIMANT: 0}
    out: dict[str, str] = {}
    for group in sorted(copies, key=lambda each: (-rank[each.kind], each.id)):
        for member in group.members:
            out[member] = group.id
    return out
