"""Stage archive: files, folders and standard input -> captures (bytes as received)."""

from tollbook.archive.fetch import FILE_LIMIT, captures
from tollbook.archive.store import Store

__all__ = ["FILE_LIMIT", "Store", "captures"]
