"""What a retraining compares with, and what jobs find besides their metrics."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("jobs", sa.Column("retrains", sa.JSON(), nullable=True))
    op.add_column("jobs", sa.Column("findings", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("jobs", "findings")
    op.drop_column("jobs", "retrains")
