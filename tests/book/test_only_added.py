"""The ledger is only added to: no statement of the source tries to change or remove a row of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tollbook.book import schema

SOURCE = Path(__file__).parents[2] / "src" / "tollbook"
TABLES = [str(table.name) for table in (schema.ENTRY, *schema.LEDGER)]
NAMES = {name for name, value in vars(schema).items() if value in (schema.ENTRY, *schema.LEDGER)} | {"LEDGER"}
CHANGING = re.compile(
    rf"\b(?:UPDATE|DELETE\s+FROM|REPLACE\s+INTO|INSERT\s+OR\s+\w+\s+INTO|TRUNCATE(?:\s+TABLE)?|DROP\s+TABLE|"
    rf"ALTER\s+TABLE)\s+[\"'`]?(?:{'|'.join(TABLES)})\b"
)
CALLS = {"update", "delete", "drop", "drop_table", "merge", "on_conflict_do_update"}


def changing(source: str) -> Iterator[str]:
    """Name each statement that would change or remove rows of the ledger."""
    named = NAMES | {f"'{table}'" for table in TABLES}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHANGING.search(node.value):
            yield f"line {node.lineno}: {node.value[:60]!r}"
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        of = node.func.value if isinstance(node.func, ast.Attribute) else None
        about = {
            inner.id
            for arg in (of, *node.args)
            if arg
            for inner in ast.walk(arg)
            if isinstance(inner, ast.Name)
        }
        about |= {
            inner.attr
            for arg in (of, *node.args)
            if arg
            for inner in ast.walk(arg)
            if isinstance(inner, ast.Attribute)
        }
        about |= {repr(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
        if called in CALLS and about & named:
            yield f"line {node.lineno}: {ast.unparse(node)[:60]}"


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("connection.execute(delete(CLAIM))", True),
        ("connection.execute(schema.DECISION.update())", True),
        ("connection.execute(update(FIGURE).values(low=1))", True),
        ("connection.exec_driver_sql('DELETE FROM claim')", True),
        ("text('INSERT OR REPLACE INTO decision VALUES (1)')", True),
        ("op.drop_table('figure')", True),
        ("connection.execute(delete(PRESENT))", False),
        ("connection.execute(insert(CLAIM))", False),
        ("connection.exec_driver_sql('DELETE FROM words')", False),
        ("row.update(report=1)", False),
    ],
)
def test_the_search_finds_what_changes_the_ledger(source: str, is_found: bool) -> None:
    assert bool(list(changing(source))) is is_found


def test_no_statement_of_the_source_changes_or_removes_what_is_in_the_ledger() -> None:
    found = [
        f"{path.relative_to(SOURCE)}, {line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in changing(path.read_text("utf-8"))
    ]
    assert found == []
