"""Versions that a job made of another model by sharing layers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OWN = sa.text("moved_by IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moved_by", sa.String(length=26), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_versions_moved_by"), "jobs", ["moved_by"], ["id"])
        batch_op.drop_constraint(batch_op.f("uq_versions_job_id"), type_="unique")
    op.create_index("uq_versions_made_by", "versions", ["job_id"], unique=True, sqlite_where=_OWN, postgresql_where=_OWN)


def downgrade() -> None:
    op.drop_index("uq_versions_made_by", table_name="versions")
    op.execute("DELETE FROM versions WHERE moved_by IS NOT NULL")
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_versions_job_id"), ["job_id"])
        batch_op.drop_constraint(batch_op.f("fk_versions_moved_by"), type_="foreignkey")
        batch_op.drop_column("moved_by")
