"""Review: what people decided, put upon what was read; and what they should look at next.

`decisions` works out how each figure and claim stands, `slots` reads and sets single values, `queue` ranks
what waits.
"""

from tollbook.review.decisions import Reviewed, Standing, State, reviewed, standings
from tollbook.review.queue import Waiting, waiting

__all__ = ["Reviewed", "Standing", "State", "Waiting", "reviewed", "standings", "waiting"]
