"""Stage resolve: mention -> reference, or an issue."""

from tollbook.resolve.actors import resolve_actors
from tollbook.resolve.places import resolve_places

__all__ = ["resolve_actors", "resolve_places"]
