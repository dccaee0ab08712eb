"""Figures that were read with doubt: what counts of them, and what waits for a person.

A harm that the words state is sure. One that the reader infers from the context carries a chance; below what
the policy asks for, the figure is set aside. Where nothing surer is read of an incident, those of people who
were killed or injured count as "killed or injured": that somebody was harmed is likelier than how.
"""

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from tollbook.model.figure import Outcome
from tollbook.model.toll import AsideReason
from tollbook.reconcile.statements import Aside, Statement, aside

HARMED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.KILLED_OR_INJURED})


def surely_read(statements: Sequence[Statement], least: float) -> tuple[list[Statement], list[Aside]]:
    """Part what is read with a chance of `least` (0 to 1) or more from what waits for a person."""
    kept = [s for s in statements if s.sure >= least]
    out = [
        aside(
            s.figure,
            AsideReason.UNSURE,
            f"the harm is inferred from the context, with a chance of {s.sure:.2f} and not {least:.2f}: "
            "it waits for a person",
        )
        for s in statements
        if s.sure < least
    ]
    if not any(s.outcome in HARMED and s.figure.count.value.high != 0 for s in kept):
        kept += [_unsettled(s) for s in statements if s.sure < least and s.outcome in HARMED]
    return kept, out


def _unsettled(statement: Statement) -> Statement:
    outcome = msgspec.structs.replace(statement.figure.outcome, value=Outcome.KILLED_OR_INJURED)
    return replace(
        statement, figure=msgspec.structs.replace(statement.figure, outcome=outcome), unsettled=True
    )
