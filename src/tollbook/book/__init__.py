"""Stage book: readings -> a ledger that is only added to, and back.

A book is a folder: `archive` with the evidence, `book.toml` with its settings, and `book.db`, or the address
of a PostgreSQL database. Nothing in it is changed or removed; what was settled later stands beside.
"""

from tollbook.book.as_added import AsAdded, Said, as_added
from tollbook.book.book import Book, Kept
from tollbook.book.folder import FILE, Settings, find, make, settings
from tollbook.book.same import Same

__all__ = [
    "FILE",
    "AsAdded",
    "Book",
    "Kept",
    "Said",
    "Same",
    "Settings",
    "as_added",
    "find",
    "make",
    "settings",
]
