"""Areas that a toll may be asked for, what lies in them, and how far apart two places are."""

import math
from dataclasses import dataclass

from tollbook.model.incident import Incident

EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Region:
    """An area that incidents may lie in: a country, a place with a radius in km, or everywhere.

    Example:
        >>> Region("Norvania", country="NV").holds(Incident(id="i", claims=("c",), country="NV"))
        True
    """

    name: str
    country: str | None = None
    gazetteer: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None

    def holds(self, incident: Incident) -> bool | None:
        """Tell whether the incident lies in the area; None where its place is not known well enough."""
        spot = (incident.latitude, incident.longitude)
        return self.covers(incident.country, incident.gazetteer, spot, incident.radius_km)

    def covers(
        self,
        country: str | None,
        gazetteer: str | None,
        spot: tuple[float | None, float | None],
        radius_km: float | None,
    ) -> bool | None:
        """Tell whether a place (degrees, WGS 84; km) lies in the area; None where that cannot be told."""
        if self.country is None and self.latitude is None:
            return True
        if self.country is not None:
            return None if country is None else country == self.country
        if self.gazetteer is not None and gazetteer == self.gazetteer:
            return True
        latitude, longitude = spot
        if latitude is None or longitude is None:
            return None
        assert self.latitude is not None, "a region without a country has a middle"
        away = kilometres(self.latitude, self.longitude or 0.0, latitude, longitude)
        reach, blur = self.radius_km or 0.0, radius_km or 0.0
        if away - blur > reach:
            return False
        return True if away <= reach and blur <= max(reach, 1.0) else None


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the distance of two points (degrees, WGS 84) in km, on a sphere.

    Source: the haversine formula.

    Example:
        >>> round(kilometres(0.0, 0.0, 0.0, 1.0))
        111
    """
    one, two = math.radians(lat1), math.radians(lat2)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
