"""Grid cells: one whole number for a place, so that an ordinary index finds what lies in a box.

A cell is half a degree high and wide. Cells are numbered row by row from the south, each row from west to
east, so the cells of a box are one range per row.
"""

from math import floor

SIDE = 0.5
IN_A_ROW = 720
ROWS = 360


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


def _row(latitude: float) -> int:
    return min(ROWS - 1, max(0, floor((latitude + 90) / SIDE)))


def _column(longitude: float) -> int:
    return min(IN_A_ROW - 1, max(0, floor((longitude + 180) / SIDE)))
