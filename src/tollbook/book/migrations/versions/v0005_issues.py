"""An index by which an issue is found again among many of one source."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the index: of hashes in PostgreSQL, whose indexes of order take no long texts."""
    op.create_index("issue_message", "issue", ["message"], unique=False, postgresql_using="hash")
