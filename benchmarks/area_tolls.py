"""How near sums over incidents come to the truth: `python benchmarks/area_tolls.py [CLAIMS]`.

A made-up dense war (`tollbook.evaluate.dense_war`) is linked as a book is, and the tolls of its incidents are
added up; then the same with its claims grouped as they truly belong together, which shows what reading and
reconciliation alone cost. Printed are low, best and high as shares of the true number of people in the
incidents of which somebody states a figure.
"""

import sys
from collections import defaultdict

import msgspec

from tollbook.evaluate.dense_war import War, dense_war
from tollbook.link import Linked, link
from tollbook.link.described import described
from tollbook.model.figure import Outcome
from tollbook.model.incident import Account, CopyGroup, Incident
from tollbook.model.toll import Policy
from tollbook.reconcile import Region, over, policies, reconcile

HARMS = (Outcome.KILLED, Outcome.INJURED)


def truly(war: War) -> list[Incident]:
    """Give the incidents as they are."""
    groups: dict[int, list[Account]] = defaultdict(list)
    for account in sorted(war.accounts, key=lambda a: (a.published or "", a.report, a.claim.id)):
        groups[war.truth[account.claim.id]].append(account)
    return [described(f"true-{number}", told) for number, told in groups.items()]


def summed(war: War, incidents: list[Incident], copies: tuple[CopyGroup, ...], policy: Policy) -> str:
    """Say what the incidents make together, as shares of the truth."""
    origins = {member: group.id for group in copies for member in group.members}
    by_claim = {
        each.claim.id: msgspec.structs.replace(
            each, origin=origins.get(each.claim.id) or origins.get(each.report) or each.report
        )
        for each in war.accounts
    }
    made = [
        (each, reconcile(each.id, [by_claim[c] for c in each.claims], policy, copies=copies, when=each.when))
        for each in incidents
    ]
    out = []
    for harm in HARMS:
        told = {war.truth[a.claim.id] for a in war.accounts for f in a.figures if f.outcome.value is harm}
        true = sum(getattr(war.incidents[number], harm.value) for number in told)
        pairs = [(each, found.toll(harm)) for each, found in made]
        toll = over(Region("everywhere"), None, None, pairs, policy=policy.id, outcome=harm)
        counted = [its.range for _, its in pairs if its is not None and its.counted]
        # An open end counts as the number that it names, for comparison alone.
        plain = [sum(r.low or 0 for r in counted), sum((r.high or r.low or 0) for r in counted)]
        ends = [toll.range.low, toll.range.best, plain[1]]
        shares = " / ".join("-" if end is None else f"{end / true:.2f}" for end in ends)
        out.append(
            f"{harm.value} {shares} (low {plain[0] / true:.2f} if no two are the same; "
            f"{len(toll.maybe)} of {len(toll.incidents)} may be)"
        )
    return "; ".join(out)


def main(claims: int) -> None:
    """Print the sums of a war of so many claims."""
    war = dense_war(claims, places=max(20, claims // 200))
    done: Linked = link(war.accounts, war.sources)
    ways = (("as linked", list(done.incidents), done.copies), ("as they are", truly(war), done.copies))
    for way, incidents, copies in ways:
        for name in ("range", "best"):
            print(f"{len(war.accounts):,} claims, {way}, {name}: "
                  f"{summed(war, incidents, copies, policies()[name])}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
