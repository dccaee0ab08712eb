"""The example of a policy, run: "monitor 3; police 5; newspaper 7+ = 3 / - / -".

Each piece is a kind of source with the number that it gives: 3, 3-5, 7+ (no upper end) or 9- (no lower
end). It may go on with the name of a vague word ("dozens"), with "party" (a party to the fighting speaks)
or with a day ("2031-03-04"). What stands behind the sign = is the toll: low / best / high.
"""

import re

from tollbook.errors import InputError
from tollbook.model.toll import Policy
from tollbook.reconcile.methods import Evidence, decide
from tollbook.reconcile.policies import parameters
from tollbook.reconcile.sources import Source

PIECE = re.compile(
    r"(?P<kind>\w+) (?P<low>\d{1,9})?(?P<dash>-)?(?P<high>\d{1,9})?(?P<plus>\+)?(?P<rest>( [\w-]+)*)"
)


def shown(policy: Policy) -> tuple[str, str]:
    """Give what a policy's example promises and what the policy makes of it.

    Raises:
        InputError: where the example cannot be read.
    """
    given, sign, promised = policy.shows.rpartition("=")
    if not sign:
        raise InputError(
            f"policy {policy.id!r}: the example {policy.shows[:60]!r} has no =", "see the documents"
        )
    rule = parameters(policy)
    evidence = [
        _evidence(policy, piece.strip(), number, dict(rule.words))
        for number, piece in enumerate(given.split(";"))
    ]
    return promised.strip(), str(decide(policy.method, evidence, rule).range)


def _evidence(policy: Policy, piece: str, number: int, words: dict[str, int]) -> Evidence:
    found = PIECE.fullmatch(piece)
    if found is None or not (found["low"] or found["high"]):
        raise InputError(
            f"policy {policy.id!r}: the example holds {piece[:40]!r}", "write it as: monitor 3-5"
        )
    low = int(found["low"]) if found["low"] else None
    high = int(found["high"]) if found["high"] else None if found["plus"] or found["dash"] else low
    if found["dash"] and not found["high"]:
        low, high = None, low
    party, day = None, None
    for word in found["rest"].split():
        if word == "party":
            party = f"party {number}"
        elif re.fullmatch(r"\d{4}-\d\d-\d\d", word):
            day = word
        elif word in words:
            low = words[word]
    return Evidence(low, high, Source(f"source {number}", found["kind"], found["kind"], party), day)
