"""Owners of everything, grants, keys, and what owners have used. What is there belongs to the owner `default`."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OWN = sa.text("moved_by IS NULL")
_WITH_FILES = sa.text("stored_bytes > 0")


def upgrade() -> None:
    _jobs()
    _models()
    _datasets()
    _access()
    _use()
    op.create_index(op.f("ix_trials_job_id_state_number"), "trials", ["job_id", "state", "number"], unique=False)


def _jobs() -> None:
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.alter_column("owner", new_column_name="process", existing_type=sa.String(length=40), existing_nullable=True)
        batch_op.drop_constraint(batch_op.f("uq_jobs_idempotency_key"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_jobs_state_queue_id"))
        batch_op.drop_column("published_at")  # Messages no longer belong to a job.
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(_owner_column())
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("trial_calls", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("called_at", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("limited_from", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("stored_bytes", sa.BigInteger(), nullable=False, server_default="0"))
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        _require_owner(batch_op)
        batch_op.create_unique_constraint(batch_op.f("uq_jobs_owner_idempotency_key"), ["owner", "idempotency_key"])
        batch_op.create_index(batch_op.f("ix_jobs_owner_id"), ["owner", "id"], unique=False)
    op.create_index("ix_jobs_waiting", "jobs", ["state", "queue", "owner", sa.text("priority DESC"), "id"], unique=False)
    op.create_index("ix_jobs_owner_stored_bytes", "jobs", ["owner", "stored_bytes"], sqlite_where=_WITH_FILES, postgresql_where=_WITH_FILES)


def _models() -> None:
    op.drop_index("uq_versions_made_by", table_name="versions")
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_versions_model"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("pk_versions"), type_="primary")
        batch_op.add_column(_owner_column())
        batch_op.add_column(sa.Column("stored_bytes", sa.BigInteger(), nullable=True))
    op.execute("UPDATE versions SET stored_bytes = size_bytes")  # Without compiled forms, whose sizes were not recorded.
    with op.batch_alter_table("models", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_models"), type_="primary")
        batch_op.add_column(_owner_column())
    with op.batch_alter_table("models", schema=None) as batch_op:
        _require_owner(batch_op)
        batch_op.create_primary_key(batch_op.f("pk_models"), ["owner", "name"])
    with op.batch_alter_table("versions", schema=None) as batch_op:
        _require_owner(batch_op)
        batch_op.alter_column("stored_bytes", existing_type=sa.BigInteger(), nullable=False)
        batch_op.create_primary_key(batch_op.f("pk_versions"), ["owner", "model", "version"])
        named = batch_op.f("fk_versions_owner_model")
        batch_op.create_foreign_key(named, "models", ["owner", "model"], ["owner", "name"], ondelete="CASCADE")
    op.create_index("uq_versions_made_by", "versions", ["job_id"], unique=True, sqlite_where=_OWN, postgresql_where=_OWN)


def _datasets() -> None:
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_datasets_created_at_id"))
        batch_op.add_column(_owner_column())
        batch_op.add_column(sa.Column("content", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("stored_bytes", sa.BigInteger(), nullable=True))
    # Until now the id was the digest; and only the size of the file that was sent is known.
    op.execute("UPDATE datasets SET content = id, stored_bytes = size_bytes")
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        _require_owner(batch_op)
        batch_op.alter_column("content", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column("stored_bytes", existing_type=sa.BigInteger(), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_datasets_owner_content"), ["owner", "content"])
        batch_op.create_index(batch_op.f("ix_datasets_owner_created_at_id"), ["owner", "created_at", "id"], unique=False)


def _access() -> None:
    op.create_table(
        "grants",
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("thing", sa.String(length=100), nullable=False),
        sa.Column("grantee", sa.String(length=63), nullable=False),
        sa.Column("right", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "kind", "thing", "grantee", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_grantee_kind"), "grants", ["grantee", "kind"], unique=False)
    op.create_table(
        "keys",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("from_file", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.Float(), nullable=True),
        sa.Column("revoked_at", sa.Float(), nullable=True),
        sa.Column("last_used_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_keys_digest")),
    )
    op.create_index(op.f("ix_keys_owner"), "keys", ["owner"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )


def _use() -> None:
    op.create_table(
        "shares",
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("queue", sa.String(length=10), nullable=False),
        sa.Column("served_s", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "queue", name=op.f("pk_shares")),
    )
    op.create_table(
        "queue_clocks",
        sa.Column("queue", sa.String(length=10), nullable=False),
        sa.Column("clock_s", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("queue", name=op.f("pk_queue_clocks")),
    )
    op.create_table(
        "usage",
        sa.Column("owner", sa.String(length=63), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cpu_s", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "day", name=op.f("pk_usage")),
    )


def _owner_column() -> sa.Column[str]:
    return sa.Column("owner", sa.String(length=63), nullable=False, server_default="default")


def _require_owner(batch_op: object) -> None:
    """Take away the default: a new row without an owner is a mistake."""
    batch_op.alter_column("owner", existing_type=sa.String(length=63), existing_nullable=False, server_default=None)  # type: ignore[attr-defined]


def downgrade() -> None:
    op.drop_index(op.f("ix_trials_job_id_state_number"), table_name="trials")
    for name in ("usage", "queue_clocks", "shares", "audit", "keys", "grants"):
        op.drop_table(name)
    _only_default()
    with op.batch_alter_table("datasets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_datasets_owner_created_at_id"))
        batch_op.drop_constraint(batch_op.f("uq_datasets_owner_content"), type_="unique")
        batch_op.drop_column("stored_bytes")
        batch_op.drop_column("content")
        batch_op.drop_column("owner")
        batch_op.create_index(batch_op.f("ix_datasets_created_at_id"), ["created_at", "id"], unique=False)
    op.drop_index("uq_versions_made_by", table_name="versions")
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_versions_owner_model"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("pk_versions"), type_="primary")
        batch_op.drop_column("stored_bytes")
        batch_op.drop_column("owner")
    with op.batch_alter_table("models", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_models"), type_="primary")
        batch_op.drop_column("owner")
    with op.batch_alter_table("models", schema=None) as batch_op:
        batch_op.create_primary_key(batch_op.f("pk_models"), ["name"])
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_primary_key(batch_op.f("pk_versions"), ["model", "version"])
        batch_op.create_foreign_key(batch_op.f("fk_versions_model"), "models", ["model"], ["name"], ondelete="CASCADE")
    op.create_index("uq_versions_made_by", "versions", ["job_id"], unique=True, sqlite_where=_OWN, postgresql_where=_OWN)
    op.drop_index("ix_jobs_owner_stored_bytes", table_name="jobs")
    op.drop_index("ix_jobs_waiting", table_name="jobs")
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jobs_owner_id"))
        batch_op.drop_constraint(batch_op.f("uq_jobs_owner_idempotency_key"), type_="unique")
        for name in ("stored_bytes", "limited_from", "called_at", "trial_calls", "priority", "owner"):
            batch_op.drop_column(name)
        batch_op.add_column(sa.Column("published_at", sa.Float(), nullable=True))
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.alter_column("process", new_column_name="owner", existing_type=sa.String(length=40), existing_nullable=True)
        batch_op.create_unique_constraint(batch_op.f("uq_jobs_idempotency_key"), ["idempotency_key"])
        batch_op.create_index(batch_op.f("ix_jobs_state_queue_id"), ["state", "queue", "id"], unique=False)


def _only_default() -> None:
    """Remove what belongs to other owners: their names need not be unique among those that stay."""
    op.execute("DELETE FROM versions WHERE owner != 'default'")
    op.execute("DELETE FROM models WHERE owner != 'default'")
    op.execute("DELETE FROM datasets WHERE owner != 'default'")
    for table in ("events", "epochs", "checkpoints", "trials"):
        op.execute(f"DELETE FROM {table} WHERE job_id IN (SELECT id FROM jobs WHERE owner != 'default')")
    op.execute("DELETE FROM jobs WHERE owner != 'default'")
