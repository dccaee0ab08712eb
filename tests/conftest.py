"""What several tests share."""

import os
import tempfile

import pytest
from hypothesis import settings

from book_fixtures import book, new_book, postgresql
from browsers import browser
from tollbook.resolve.gazetteer import Gazetteer, open_gazetteer
from web_servers import web

__all__ = ["book", "browser", "gazetteer", "new_book", "postgresql", "web"]

# No test depends on how busy the machine is.
settings.register_profile("tollbook", deadline=None)
settings.load_profile("tollbook")

# Tests read with the list of places that everybody has, and add to no user's own.
_PLACES = tempfile.TemporaryDirectory(prefix="tollbook-places-")
os.environ["TOLLBOOK_PLACES"] = _PLACES.name


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The compiled gazetteer: the one in the cache (TOLLBOOK_CACHE or the user's), built if need be."""
    return open_gazetteer()
