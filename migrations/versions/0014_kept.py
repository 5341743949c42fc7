"""What its owner has restored from a deletion by rule, which rules leave from then on."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_TABLES = ("jobs", "versions")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("kept", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "kept")
