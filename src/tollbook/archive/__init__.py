"""Stage archive: files, folders and standard input -> captures (bytes as received)."""

from tollbook.archive.fetch import FILE_LIMIT, captures

__all__ = ["FILE_LIMIT", "captures"]
