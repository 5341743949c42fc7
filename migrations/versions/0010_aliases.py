"""Aliases of model versions, their history, and what bare names mean."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("models", sa.Column("default_ref", sa.String(length=63), nullable=True))
    op.create_table(
        "aliases",
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("alias", sa.String(length=63), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("moved_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "model", "version"], ["versions.owner", "versions.model", "versions.version"], name=op.f("fk_aliases_owner_model_version")
        ),
        sa.PrimaryKeyConstraint("owner", "model", "alias", name=op.f("pk_aliases")),
    )
    op.create_table(
        "alias_moves",
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("alias", sa.String(length=63), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=True),
        sa.Column("to_version", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["owner", "model"], ["models.owner", "models.name"], name=op.f("fk_alias_moves_owner_model"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "model", "alias", "number", name=op.f("pk_alias_moves")),
    )


def downgrade() -> None:
    op.drop_table("alias_moves")
    op.drop_table("aliases")
    op.drop_column("models", "default_ref")
