"""Deletions that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

#: Tables with rows that a deletion hides.
_TABLES = ("jobs", "versions", "datasets")
_HIDDEN, _THERE = sa.text("deletion IS NOT NULL"), sa.text("deletion IS NULL")


def upgrade() -> None:
    _deletions()
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_datasets_owner_content"), type_="unique")
    for table in _TABLES:
        op.add_column(table, sa.Column("deletion", sa.String(length=26), nullable=True))
        op.create_index(op.f(f"ix_{table}_deletion"), table, ["deletion"], sqlite_where=_HIDDEN, postgresql_where=_HIDDEN)
    op.create_index("uq_datasets_owner_content", "datasets", ["owner", "content"], unique=True, sqlite_where=_THERE, postgresql_where=_THERE)
    # Without them, each job that is removed would cost a look at all versions.
    for column in ("job_id", "moved_by"):
        op.create_index(op.f(f"ix_versions_{column}"), "versions", [column])


def _deletions() -> None:
    op.create_table(
        "deletions",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("n_versions", sa.Integer(), nullable=False),
        sa.Column("n_jobs", sa.Integer(), nullable=False),
        sa.Column("n_datasets", sa.Integer(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("deleted_by", sa.String(length=100), nullable=False),
        sa.Column("deleted_at", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("purged_from", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletions")),
    )
    op.create_index(op.f("ix_deletions_owner_id"), "deletions", ["owner", "id"])
    op.create_index(op.f("ix_deletions_until"), "deletions", ["until"])


def downgrade() -> None:
    op.drop_index("ix_versions_moved_by", table_name="versions")
    op.drop_index("ix_versions_job_id", table_name="versions")
    op.drop_index("uq_datasets_owner_content", table_name="datasets")
    for table in _TABLES:
        op.drop_index(f"ix_{table}_deletion", table_name=table)
        op.drop_column(table, "deletion")
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        batch_op.create_unique_constraint(batch_op.f("uq_datasets_owner_content"), ["owner", "content"])
    op.drop_table("deletions")
