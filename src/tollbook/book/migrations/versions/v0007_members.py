"""Which copy groups a report or claim is in, filled from the groups that are present."""

import msgspec
import sqlalchemy as sa
from alembic import op

from tollbook.model.incident import CopyGroup

revision = "0007"
down_revision = "0006"

GROUPS = """
SELECT copy_group.body FROM copy_group JOIN present_copy
ON present_copy.seq = copy_group.seq AND present_copy.number = copy_group.number
"""


def upgrade() -> None:
    """Make the table, and fill it."""
    made = op.create_table(
        "present_member",
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("copies", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("member", "copies"),
    )
    op.create_index("present_member_copies", "present_member", ["copies"], unique=False)
    groups = (msgspec.json.decode(row[0], type=CopyGroup) for row in op.get_bind().execute(sa.text(GROUPS)))
    pairs = sorted({(member, group.id) for group in groups for member in group.members})
    if pairs:
        op.bulk_insert(made, [{"member": member, "copies": name} for member, name in pairs])
