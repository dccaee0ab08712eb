"""Knowledge of the user's own, read beside what is shipped: actors that a team has added.

Files lie in the user's data folder, or below TOLLBOOK_CACHE where that is set; with TOLLBOOK_LAYERS set
to "none" they are left out. They are named "actors/own/NAME.yaml" and count in the knowledge version.
"""

import os
from pathlib import Path

import platformdirs

PREFIX = "actors/own/"


def folder() -> Path:
    """Give the folder of the user's own actors, which may not be there yet."""
    named = os.environ.get("TOLLBOOK_CACHE")
    base = Path(named) if named else Path(platformdirs.user_data_dir("tollbook", appauthor=False))
    return base.absolute() / "actors"


def files() -> list[tuple[str, Path]]:
    """List the user's own files, each with the path that it is known by, in the order of their names."""
    if os.environ.get("TOLLBOOK_LAYERS") == "none" or not folder().is_dir():
        return []
    return [(PREFIX + item.name, item) for item in sorted(folder().glob("*.yaml")) if item.is_file()]


def at(path: str) -> Path | None:
    """Give the file that a path names where it is one of the user's own, or None.

    Example:
        >>> at("lexicon/en/harms.yaml") is None
        True
    """
    return dict(files()).get(path) if path.startswith(PREFIX) else None
