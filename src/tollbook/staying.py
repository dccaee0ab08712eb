"""Staying: what is loaded once (words, gazetteer, parser) is no garbage, and is not searched for any."""

import gc
from functools import cache


@cache
def what_is_loaded_stays() -> None:
    """Leave all that is in memory now out of later searches for garbage; only the first call does so.

    Python's collector goes through everything now and then, here some hundred thousand entries of the
    knowledge. Whatever is let go of is freed as before, save rings of objects that stand now.

    Example:
        >>> what_is_loaded_stays()
        >>> gc.get_freeze_count() > 0
        True
    """
    gc.collect()
    gc.freeze()
