"""Tags and notes on jobs, models, versions and data sets; indexes for lists of jobs by name, and of sweeps."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_ANNOTATED = ("jobs", "models", "versions", "datasets")


def upgrade() -> None:
    for table in _ANNOTATED:
        op.add_column(table, sa.Column("tags", sa.JSON(), server_default="[]", nullable=False))
        op.add_column(table, sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.create_index(op.f("ix_jobs_owner_name_id"), "jobs", ["owner", "name", "id"])
    op.create_index(op.f("ix_jobs_owner_sweep"), "jobs", ["owner", "sweep"])


def downgrade() -> None:
    op.drop_index(op.f("ix_jobs_owner_sweep"), table_name="jobs")
    op.drop_index(op.f("ix_jobs_owner_name_id"), table_name="jobs")
    for table in _ANNOTATED:
        op.drop_column(table, "note")
        op.drop_column(table, "tags")
