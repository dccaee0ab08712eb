"""Stage extract: mentions -> figures, claims and findings."""

from tollbook.extract.cells import things
from tollbook.extract.claims import claims
from tollbook.extract.figures import figures
from tollbook.extract.findings import findings

__all__ = ["claims", "figures", "findings", "things"]
