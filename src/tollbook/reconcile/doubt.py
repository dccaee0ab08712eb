"""Figures that were read with doubt: what counts of them, and what waits for a person.

A harm that the words state is sure. One that the reader infers from the context carries a chance; below what
the policy asks for, the figure is set aside. The policy may ask for less where the words beside the figure
name that very harm ("the death of a teenager"). Where nothing surer is read of an incident, figures of people
who were killed or injured count as "killed or injured": that somebody was harmed is likelier than how.
Knowledge: lexicon/en/harms.yaml.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from tollbook.model.figure import Figure, Outcome
from tollbook.model.lexicon import lexicon
from tollbook.model.toll import AsideReason
from tollbook.reconcile.pieces import VAGUE
from tollbook.reconcile.statements import Aside, Statement, aside

HARMED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.KILLED_OR_INJURED})
HARMS = "lexicon/en/harms.yaml"
END = re.compile(r"""[.!?]["'”’]?\s|\n""")


def surely_read(
    statements: Sequence[Statement], least: float, named: float
) -> tuple[list[Statement], list[Aside]]:
    """Part what is read with a chance of `least` (0 to 1) or more from what waits for a person.

    From `named` on (0 to 1) a harm counts that the words beside the figure name.
    """
    kept: list[Statement] = []
    waiting: list[Statement] = []
    for each in statements:
        if each.sure >= least:
            kept.append(each)
        elif each.sure >= named and names_harm(each.figure):
            doubt = f"read with a chance of {each.sure:.2f}, and the words beside it name the harm"
            kept.append(replace(each, doubt=doubt))
        else:
            waiting.append(each)
    out = [
        aside(
            s.figure,
            AsideReason.UNSURE,
            f"the harm is inferred from the context, with a chance of {s.sure:.2f} and not {least:.2f}: "
            "it waits for a person",
        )
        for s in waiting
    ]
    if not any(s.outcome in HARMED and s.figure.count.value.high != 0 for s in kept):
        kept += [_unsettled(s) for s in waiting if s.outcome in HARMED]
    return kept, out


def names_harm(figure: Figure) -> bool:
    """Tell whether the words of a figure, or those beside it in its sentence, name its harm.

    "Beside it" are the 32 characters that a quote keeps on either side, up to the end of the sentence.
    A figure that only says that there were several is in doubt twice, and no word beside it mends that.
    """
    if figure.count.provenance.rule in VAGUE:
        return False
    quote = figure.quote
    words = END.split(quote.prefix)[-1] + quote.exact + END.split(quote.suffix)[0]
    harm = figure.outcome.value.value
    return any(match.entry.get("outcome") == harm for match in lexicon(HARMS).find(words))


def _unsettled(statement: Statement) -> Statement:
    outcome = msgspec.structs.replace(statement.figure.outcome, value=Outcome.KILLED_OR_INJURED)
    figure = msgspec.structs.replace(statement.figure, outcome=outcome)
    return replace(statement, figure=figure, doubt="which of these harms is read with doubt")
