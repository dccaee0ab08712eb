"""Grid cells: one whole number for a place, so that an ordinary index finds what lies in a box.

A cell is half a degree high and wide. Cells are numbered row by row from the south, each row from west to
east, so the cells of a box are one range per row.
"""

from math import asin, cos, degrees, floor, radians, sin, sqrt

SIDE = 0.5
IN_A_ROW = 720
ROWS = 360
EARTH = 6371.0
"""The radius of the earth in km."""


def cell(latitude: float, longitude: float) -> int:
    """Give the number of the cell that holds a point (degrees, WGS 84); 180 east is the last column.

    Example:
        >>> cell(-90, -180), cell(-89.4, -179.4), cell(90, 180)
        (0, 721, 259199)
    """
    return _row(latitude) * IN_A_ROW + _column(longitude)


def ranges(south: float, west: float, north: float, east: float) -> list[tuple[int, int]]:
    """Give the ranges of cells, both ends counted in, that cover a box; one that crosses 180 has west > east.

    Example:
        >>> ranges(0, 0, 0.6, 1.2)
        [(129960, 129962), (130680, 130682)]
        >>> ranges(0, 179.6, 0.1, -179.6)
        [(130319, 130319), (129600, 129600)]
    """
    if west > east:
        return ranges(south, west, north, 180.0) + ranges(south, -180.0, north, east)
    first, last = _column(west), _column(east)
    return [(row * IN_A_ROW + first, row * IN_A_ROW + last) for row in range(_row(south), _row(north) + 1)]


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the distance of two points in km, over a sphere.

    Example:
        >>> round(kilometres(36.2, 37.16, 35.93, 36.63)), round(kilometres(0, 179.5, 0, -179.5))
        (56, 111)
    """
    up, across = radians(other_latitude - latitude), radians(other_longitude - longitude)
    half = sin(up / 2) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def box(latitude: float, longitude: float, km: float) -> tuple[float, float, float, float]:
    """Give the box (south, west, north, east) that holds a circle; near a pole it goes all the way round.

    Example:
        >>> [round(edge, 1) for edge in box(36.0, 179.9, 50)]
        [35.6, 179.3, 36.4, -179.5]
    """
    up = degrees(km / EARTH)
    south, north = latitude - up, latitude + up
    if south <= -90 or north >= 90:
        return max(-90.0, south), -180.0, min(90.0, north), 180.0
    across = degrees(asin(min(1.0, sin(km / EARTH) / cos(radians(latitude)))))
    if across >= 180 or km > EARTH:
        return south, -180.0, north, 180.0
    return south, _round(longitude - across), north, _round(longitude + across)


def _round(longitude: float) -> float:
    return (longitude + 180) % 360 - 180


def _row(latitude: float) -> int:
    return min(ROWS - 1, max(0, floor((latitude + 90) / SIDE)))


def _column(longitude: float) -> int:
    return min(IN_A_ROW - 1, max(0, floor((longitude + 180) / SIDE)))
