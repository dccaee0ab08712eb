"""The feeds that a book follows; no ledger, because when a feed is asked next changes with every run."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "feed",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
    )
