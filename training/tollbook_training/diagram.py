"""Reliability diagram: the record of a run -> an SVG of how scores and truth agree, field by field.

python -m tollbook_training.diagram training/runs/reader.json docs/explanation/reliability.svg
"""

import json
import sys
from html import escape
from pathlib import Path
from typing import Any

FIELDS = ("outcome", "status", "stance", "scope", "claimant", "place", "date", "perpetrator")
SIDE, GAP, ACROSS, TOP = 130, 50, 4, 30
INK, FAINT, DOT = "#333", "#bbb", "#1f6f8b"


def svg(record: dict[str, Any]) -> str:
    """Draw one square a field: score from left to right, share right upwards, a dot for each tenth.

    Example:
        >>> svg({"reliability": {}}).startswith("<svg")
        True
    """
    told = [(field, record["reliability"][field]) for field in FIELDS if field in record["reliability"]]
    rows = max(1, -(-len(told) // ACROSS))
    width, height = ACROSS * (SIDE + GAP) + GAP // 2, rows * (SIDE + GAP + TOP) + 10
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="11">',
        "<title>By field: share of values that are right, by score. On the line they agree.</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for n, (field, shown) in enumerate(told):
        x, y = (n % ACROSS) * (SIDE + GAP) + GAP - 10, (n // ACROSS) * (SIDE + GAP + TOP) + TOP
        out.append(f'<g transform="translate({x} {y})">')
        out.append(f'<text y="-8" fill="{INK}" font-weight="600">{escape(field)}</text>')
        count = f"{shown['count']} values, off by {shown['error']:.2f}"
        out.append(f'<text x="{SIDE / 2}" y="{SIDE + 29}" fill="{INK}" text-anchor="middle">{count}</text>')
        out.append(f'<rect width="{SIDE}" height="{SIDE}" fill="none" stroke="{FAINT}"/>')
        out.append(f'<path d="M0 {SIDE}L{SIDE} 0" stroke="{FAINT}" stroke-dasharray="3 3"/>')
        for row in shown["bins"]:
            size = min(9.0, 2 + row["count"] ** 0.5 / 2)
            cx, cy = round(row["score"] * SIDE, 1), round((1 - row["right"]) * SIDE, 1)
            label = f"score {row['score']:.2f}: {row['right']:.2f} right, {row['count']} values"
            out.append(
                f'<circle cx="{cx}" cy="{cy}" r="{size:.1f}" fill="{DOT}" fill-opacity=".8">'
                f"<title>{label}</title></circle>"
            )
        for mark in (0, 0.5, 1):
            out.append(
                f'<text x="{mark * SIDE}" y="{SIDE + 14}" text-anchor="middle" fill="{INK}">{mark}</text>'
            )
            out.append(
                f'<text x="-6" y="{(1 - mark) * SIDE + 4}" text-anchor="end" fill="{INK}">{mark}</text>'
            )
        out.append("</g>")
    return "\n".join([*out, "</svg>"]) + "\n"


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    target.write_text(svg(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")
