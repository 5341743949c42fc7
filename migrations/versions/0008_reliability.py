"""Paused jobs, what a running job does and when it will end, its memory; costs of finished jobs; webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_DUE = sa.text("next_at IS NOT NULL")
_JOB_COLUMNS = ("pause_requested", "crashes", "lost_at", "delays", "not_before", "ran_s", "phase", "ends_at", "peak_memory", "estimate", "notify")


def upgrade() -> None:
    op.add_column("jobs", sa.Column("pause_requested", sa.Integer(), server_default="0", nullable=False))
    op.add_column("jobs", sa.Column("crashes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("jobs", sa.Column("lost_at", sa.Float(), server_default="-1", nullable=False))
    op.add_column("jobs", sa.Column("delays", sa.Integer(), server_default="0", nullable=False))
    op.add_column("jobs", sa.Column("not_before", sa.Float(), nullable=True))
    op.add_column("jobs", sa.Column("ran_s", sa.Float(), server_default="0", nullable=False))
    op.add_column("jobs", sa.Column("phase", sa.String(length=20), nullable=True))
    op.add_column("jobs", sa.Column("ends_at", sa.Float(), nullable=True))
    op.add_column("jobs", sa.Column("peak_memory", sa.BigInteger(), nullable=True))
    op.add_column("jobs", sa.Column("estimate", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("jobs", sa.Column("notify", sa.JSON(none_as_null=True), nullable=True))
    op.create_table(
        "costs",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_costs")),
    )
    op.create_table(
        "webhook_secrets",
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_webhook_secrets")),
    )
    _deliveries()


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("job_id", sa.String(length=26), nullable=False),
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.Float(), nullable=True),
        sa.Column("delivered_at", sa.Float(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_deliveries_job_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_job_id"), "deliveries", ["job_id"], unique=False)
    op.create_index(op.f("ix_deliveries_next_at"), "deliveries", ["next_at"], sqlite_where=_DUE, postgresql_where=_DUE)


def downgrade() -> None:
    for table in ("deliveries", "webhook_secrets", "costs"):
        op.drop_table(table)
    # Earlier versions have no paused jobs, and no process that would resume them.
    op.execute("UPDATE jobs SET state = 'queued' WHERE state = 'paused'")
    for column in _JOB_COLUMNS:
        op.drop_column("jobs", column)
