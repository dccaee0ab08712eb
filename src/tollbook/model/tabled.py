"""Tabled: the rule of figures that stand in a table's cells, whose head and row say what they are."""

from tollbook.model.figure import Figure

CELL, SOURCE = "table.cell", "table.source"


def is_tabled(figure: Figure) -> bool:
    """Tell whether a figure is a number in a table."""
    return figure.count.provenance.rule == CELL
