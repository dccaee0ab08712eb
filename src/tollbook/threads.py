"""Threads: while a report is read, matrices are multiplied by one thread.

The matrices are small. On a machine that others share, two threads for them took three and a half times the
processor's time of one, most of it waiting for each other (41 sample dispatches: 353 and 100 ms each).
"""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

from threadpoolctl import ThreadpoolController


@cache
def _libraries() -> ThreadpoolController:
    import numpy as np  # loaded before they are looked for

    assert np
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """Keep linear algebra to one thread within a `with`, and give back what was set before.

    Example:
        >>> with one_thread():
        ...     sorted({library["num_threads"] for library in _libraries().info()})
        [1]
    """
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limited
