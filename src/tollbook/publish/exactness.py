"""How exact a place and a day are, in words and in the codes that data sets of conflict use."""

from tollbook.model.reference import Area
from tollbook.model.when import When


def reach(area: Area) -> str:
    """Say how exact a place is: the radius that should hold the harm, why, and the codes of UCDP and ACLED.

    Example:
        >>> reach(Area(shape="point", latitude=0, longitude=0, radius_km=2.04, where_prec=1, geo_precision=1,
        ...            why="size not known"))
        'within 2 km: size not known (UCDP where_prec 1, ACLED geo_precision 1)'
    """
    codes = f"UCDP where_prec {area.where_prec}, ACLED geo_precision {area.geo_precision}"
    return f"within {area.radius_km:.0f} km: {area.why} ({codes})"


def day_codes(when: When) -> str:
    """Say how exact days are, in the codes of UCDP and ACLED.

    Example:
        >>> day_codes(When(start=None, end=None, precision="open", reading="until"))
        'UCDP date_prec 5, ACLED time_precision 3'
    """
    return f"UCDP date_prec {when.date_prec}, ACLED time_precision {when.time_precision}"
