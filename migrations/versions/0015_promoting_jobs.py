"""The retraining that has moved an alias."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alias_moves", sa.Column("job_id", sa.String(26)))


def downgrade() -> None:
    op.drop_column("alias_moves", "job_id")
