"""Staying: what is loaded once (words, gazetteer, parser) is no garbage, and is not searched for any.

Only for a process that does nothing but read: the commands, and never a program that `Reader` is used in.
"""

import gc
from collections.abc import Callable

from tollbook.model.reading import Reading
from tollbook.model.report import Report

Read = Callable[[Report], Reading]


def staying(read: Read) -> Read:
    """Give the same reading of reports, which leaves what its first one loads out of searches for garbage.

    Python's collector goes through everything now and then, here some hundred thousand entries of the
    knowledge. Whatever is let go of is freed as before, save rings of objects that stand after the first.

    Example:
        >>> from tollbook import Reader
        >>> read = staying(Reader().read)
    """
    left = True

    def reading(report: Report) -> Reading:
        nonlocal left
        found = read(report)
        if left:
            left = False
            gc.collect()
            gc.freeze()
        return found

    return reading
