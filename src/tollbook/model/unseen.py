"""Characters that do not show, or that change the order of what shows, as parts of regular expressions.

With an override, "21" shows as "12"; a sign of no width inside "killed" hides the word from a search. Marks
of direction and joiners are ordinary spelling in scripts that need them, and hide something elsewhere.
Source: UAX 9 (bidirectional text) and UTR 36 (security) of the Unicode standard.
"""

import re

ORDER = "\u202a-\u202e\u2066-\u2069"
"""Embeddings, overrides and isolates."""
SPELLING = "\u061c\u200c-\u200f"
"""Marks of direction and joiners."""
NO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2064\u206a-\u206f\u3164\ufe00-\ufe0e\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef"
)
CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"
"""Control characters but tab, line end, form feed and next line."""
NEEDS = re.compile("[\u0590-\u061b\u061d-\u0dff\u0f00-\u109f\ufb1d-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff]")
"""Scripts (and pictographs) that are spelled with marks of direction or joiners."""
