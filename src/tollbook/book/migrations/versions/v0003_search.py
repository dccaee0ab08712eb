"""The index: words and names to search by, filled from what the ledger holds already."""

import sqlalchemy as sa
from alembic import op

from tollbook.book.index import fill

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables, and fill them."""
    op.create_table(
        "named",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", "seq"),
        sqlite_with_rowid=False,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE words (seq INTEGER PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX words_words ON words USING gin (words)")
    else:
        # Words come folded and parted by blanks; `ascii` takes every other character as part of a word.
        op.execute(
            "CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='ascii', detail=full)"
        )
    fill(op.get_bind())
