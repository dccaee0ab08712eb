"""The sourced values of a record, one by one: what a card explains and a trace follows."""

from collections.abc import Iterator
from typing import Any

from tollbook.model.claim import Claim
from tollbook.model.figure import Figure
from tollbook.model.provenance import Sourced


def slots(record: Figure | Claim) -> Iterator[tuple[str, Sourced[Any]]]:
    """Give the name and value of every slot of a figure or claim that is filled, in field order.

    Example:
        >>> from tollbook.model.provenance import Quote, Span, Stamp
        >>> from tollbook.model.claim import ClaimKind
        >>> from tollbook.model.figure import Stance
        >>> text, span = "Shells fell", Span(0, 6)
        >>> stance = Stamp(capture="ab", text=text, knowledge="0").source(Stance.ASSERTED, span, rule="r")
        >>> claim = Claim(id="c", report="r", kind=ClaimKind.EVENT, span=span, quote=Quote.of(text, span),
        ...               stance=stance)
        >>> [name for name, _ in slots(claim)]
        ['stance']
    """
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Sourced):
            yield name, value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Sourced):
                    yield name, item
