"""Versions of uploaded data sets, and uploads that arrive in several requests."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("datasets", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("datasets", sa.Column("previous", sa.String(length=20), nullable=True))
    op.create_table(
        "incoming_files",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=False),
        sa.Column("dataset", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_files")),
    )
    op.create_index(op.f("ix_incoming_files_expires_at"), "incoming_files", ["expires_at"])
    op.create_index(op.f("ix_incoming_files_owner_created_at"), "incoming_files", ["owner", "created_at"])


def downgrade() -> None:
    op.drop_table("incoming_files")
    op.drop_column("datasets", "previous")
    op.drop_column("datasets", "version")
