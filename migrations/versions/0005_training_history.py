"""Learning rate, pace and some batches of each epoch."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("epochs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("learning_rate", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("samples_per_second", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("batches", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("epochs", schema=None) as batch_op:
        for name in ("batches", "samples_per_second", "learning_rate"):
            batch_op.drop_column(name)
