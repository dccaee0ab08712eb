"""The pages of the desk: one module each, with a `router`, a `TAB` where it stands in the navigation.

A page module gets its view and desk from `request.app.state` (see `parts`), so it needs no wiring beyond its
name in PAGES.
"""

from types import ModuleType

from tollbook.desk.pages import (
    add,
    double,
    incident_changes,
    incidents,
    on_map,
    overview,
    queue,
    report,
    reviewing,
    search,
    sources,
)

PAGES: tuple[ModuleType, ...] = (
    overview,
    sources,
    queue,
    report,
    reviewing,
    on_map,
    incidents,
    incident_changes,
    search,
    double,
    add,
)
