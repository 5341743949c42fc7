"""Jobs that are members of a sweep."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sweep", sa.String(length=26), nullable=True))
        batch_op.add_column(sa.Column("sweep_member", sa.String(length=100), nullable=True))
        batch_op.create_index(batch_op.f("ix_jobs_sweep"), ["sweep"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_sweep"))
        batch_op.drop_column("sweep_member")
        batch_op.drop_column("sweep")
