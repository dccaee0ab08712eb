"""Codes and bases of days: how exact they are in the codes of UCDP and ACLED, and how they were come by."""

from tollbook.model.provenance import Basis
from tollbook.model.when import DateExpression, DatePrecision, When


def basis_of(expression: DateExpression) -> Basis:
    """Tell how a day was come by: stated in full, inferred from the report's date, or by a convention.

    Example:
        >>> basis_of(DateExpression(form="this", unit="week")).value
        'assumed'
    """
    form = expression.form
    if form in {"since", "until", "began"} and expression.inner is not None:
        return basis_of(expression.inner)
    if form in {"counted_of", "counted_to", "fraction"} and expression.inner is not None:
        return basis_of(expression.inner)
    if form == "range" and expression.inner is not None and expression.until is not None:
        both = {basis_of(expression.inner), basis_of(expression.until)}
        return next(b for b in (Basis.ASSUMED, Basis.INFERRED, Basis.STATED) if b in both)
    if form in {"date", "decade", "year"} or (form == "month" and expression.year is not None):
        return Basis.STATED
    counted = form in {"day", "ago", "month_day", "anchor", "day_of_month"} or (
        form == "weekday" and expression.direction is None
    )
    return Basis.INFERRED if counted else Basis.ASSUMED


def ucdp_date_prec(when: When) -> int:
    """Give UCDP GED's `date_prec`: 1 day, 2 two to six days, 3 a week, 4 up to a month, 5 longer.

    Example:
        >>> from datetime import date
        >>> ucdp_date_prec(When(start=date(2024, 11, 1), end=date(2024, 11, 30),
        ...                     precision=DatePrecision.MONTH, reading="month"))
        4
    """
    if when.precision is DatePrecision.WEEK:
        return 3
    if when.start is None or when.end is None:
        return 5
    days = (when.end - when.start).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def acled_time_precision(when: When) -> int:
    """Give ACLED's `time_precision`: 1 exact day, 2 within a week, 3 within a month or less exact.

    Example:
        >>> from datetime import date
        >>> acled_time_precision(When(start=date(2024, 11, 29), end=date(2024, 11, 29),
        ...                           precision=DatePrecision.DAY, reading="weekday"))
        1
    """
    return {1: 1, 2: 2, 3: 2}.get(ucdp_date_prec(when), 3)
