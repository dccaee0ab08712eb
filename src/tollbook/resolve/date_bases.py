"""Bases of days: how a day was come by, and why a form gives none."""

from tollbook.model.provenance import Basis
from tollbook.model.when import DateExpression

REASONS = {
    "feast": "a moveable feast, whose days are not computed",
    "day_part": "a part of the day that names no day",
    "anchor": "it counts from another day of the story",
}


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
    if form in {"hijri", "iranian"} and expression.inner is not None:
        return Basis.STATED
    if form == "iranian":
        return Basis.STATED if expression.year is not None else Basis.INFERRED
    counted = form in {"day", "ago", "month_day", "anchor", "day_of_month"} or (
        form == "weekday" and expression.direction is None
    )
    return Basis.INFERRED if counted else Basis.ASSUMED
