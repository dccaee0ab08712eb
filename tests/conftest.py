"""What several tests share."""

import pytest

from tollbook.resolve.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The compiled gazetteer: the one in the cache (TOLLBOOK_CACHE or the user's), built if need be."""
    return open_gazetteer()
