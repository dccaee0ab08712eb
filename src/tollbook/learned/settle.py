"""Settling: merged figures -> the same, after what they say of one another has been heard.

Each step mends what was read of one figure alone: parts and their wholes, counts that go on, entries of a
tally, what a sentence leaves out, what is told again, and the days of events told elsewhere.
"""

from collections.abc import Sequence

from tollbook.learned.again import told_again
from tollbook.learned.beside import from_beside
from tollbook.learned.parts import of_period, sound
from tollbook.learned.risen import risen
from tollbook.learned.sides import shared
from tollbook.learned.tally import by_entry
from tollbook.learned.telling import days_of_events
from tollbook.model.figure import Figure
from tollbook.model.text import Text


def settled(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures of a text, in text order, with what they settle among each other."""
    words, stamp = text.report.text, text.stamp()
    held = of_period(sound(figures, words), stamp, words)
    counted = risen(shared(held, words), stamp, words)
    placed = from_beside(text, by_entry(text, counted))
    return days_of_events(text, told_again(text, placed))
