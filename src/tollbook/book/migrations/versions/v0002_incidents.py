"""Incidents and copy groups: two more tables that are only ever added to, and their present view."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

LEDGER = ("incident", "copy_group")


def upgrade() -> None:
    """Make the tables and the triggers."""
    _tables()
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in LEDGER:
        for statement in _postgresql(table) if postgresql else _sqlite(table):
            op.execute(statement)


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()",
        f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()",
    ]


def _sqlite(table: str) -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is only added to: {} of {}'); END"
    numbered = "seq = NEW.seq AND number = NEW.number"
    same = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {numbered}) "  # noqa: S608  # our own names
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {doing} ON {table} {when}{refuse.format(doing, table)}"
        for name, doing, when in (
            ("not_changed", "UPDATE", ""),
            ("not_deleted", "DELETE", ""),
            ("not_replaced", "INSERT", same),
        )
    ]


def _ledger(name: str, *columns: "sa.Column[object]") -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *columns,
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["entry.seq"]),
        sa.PrimaryKeyConstraint("seq", "number"),
    )


def _tables() -> None:
    _ledger(
        "incident",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("gazetteer", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("cell", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.Column("part_of", sa.Text(), nullable=True),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.Text(), nullable=True),
    )
    op.create_index("incident_id", "incident", ["id", "seq"], unique=False)
    op.create_index("incident_where", "incident", ["cell", "first_day"], unique=False)
    _ledger(
        "copy_group",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
    )
    op.create_index("copy_group_id", "copy_group", ["id", "seq"], unique=False)
    for name in ("present_incident", "present_copy"):
        op.create_table(
            name,
            sa.Column("id", sa.Text(), nullable=False),
            sa.Column("seq", sa.Integer(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("id"),
        )
    op.create_table(
        "present_link",
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("incident", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim"),
    )
    op.create_index("present_link_incident", "present_link", ["incident"], unique=False)
