"""The tables. Times are seconds since 1970 as floats; JSON columns hold what the API shows."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from service.store.table_metadata import annotation_columns, metadata
from service.tracing.current import traceparent_of_job

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(63), nullable=False),
    Column("name", String(100), nullable=False),
    Column("recipe", String(100)),
    Column("spec", JSON, nullable=False),
    Column("queue", String(10), nullable=False),
    Column("priority", Integer, nullable=False, default=0, server_default="0"),
    Column("state", String(10), nullable=False),
    Column("cancel_requested", Integer, nullable=False, default=0),
    Column("stop_requested", Integer, nullable=False, default=0, server_default="0"),
    Column("pause_requested", Integer, nullable=False, default=0, server_default="0"),
    Column("attempt", Integer, nullable=False, default=0),
    # How often it was lost with its worker, and how often its own process crashed.
    Column("losses", Integer, nullable=False, default=0),
    Column("crashes", Integer, nullable=False, default=0, server_default="0"),
    # Its progress at the last of these times: beyond it, they count anew.
    Column("lost_at", Float, nullable=False, default=-1.0, server_default="-1"),
    # How often it found no room on the disk, or was killed, without progress between; and until when it therefore waits.
    Column("delays", Integer, nullable=False, default=0, server_default="0"),
    Column("not_before", Float),
    Column("worker", String(200)),
    Column("process", String(40)),
    Column("lease_expires_at", Float),
    # How many trial workers were called and have not come yet, and when the last of them were.
    Column("trial_calls", Integer, nullable=False, default=0, server_default="0"),
    Column("called_at", Float),
    # Since when the time limit of a search counts: its start, later by the time in which it had no slot.
    Column("limited_from", Float),
    # Seconds that earlier attempts ran whose work is continued: they count for the time limit.
    Column("ran_s", Float, nullable=False, default=0.0, server_default="0"),
    # What a running job does now, and when it will have ended, as its process estimates.
    Column("phase", String(20)),
    Column("ends_at", Float),
    Column("progress", Float, nullable=False, default=0.0),
    Column("metrics", JSON, nullable=False, default=dict),
    Column("best", JSON(none_as_null=True)),
    Column("error", Text),
    # Largest resident memory of its process, in bytes.
    Column("peak_memory", BigInteger),
    # What it was estimated to take when it was submitted.
    Column("estimate", JSON(none_as_null=True)),
    # Whom to notify of which events.
    Column("notify", JSON(none_as_null=True)),
    # Of a retraining: the model before, and when an alias is moved. And what a job has found besides its metrics.
    Column("retrains", JSON(none_as_null=True)),
    Column("findings", JSON(none_as_null=True)),
    Column("last_event", Integer, nullable=False, default=0),
    Column("sweep", String(26), index=True),
    Column("sweep_member", String(100)),
    Column("idempotency_key", String(200)),
    Column("body_sha256", String(64)),
    # Bytes of the files that were sent with the job, such as weights to import.
    Column("stored_bytes", BigInteger, nullable=False, default=0, server_default="0"),
    Column("created_at", Float, nullable=False),
    Column("started_at", Float),
    Column("finished_at", Float),
    # The deletion that hides it (service.store.hidden); so in the tables of versions and data sets.
    Column("deletion", String(26)),
    # Whether its owner has restored it from a deletion by rule; so in the table of versions.
    Column("kept", Integer, nullable=False, default=0, server_default="0"),
    # The span of the request that has created it (W3C Trace Context), of which those of its attempts are parts.
    Column("traceparent", String(55), default=traceparent_of_job),
    *annotation_columns(),
    UniqueConstraint("owner", "idempotency_key"),
    Index(None, "owner", "id"),
    Index(None, "owner", "name", "id"),
    Index(None, "owner", "sweep"),
    # Few jobs have files: their sizes are added up without reading the others.
    Index(None, "owner", "stored_bytes", sqlite_where=text("stored_bytes > 0"), postgresql_where=text("stored_bytes > 0")),
    Index(None, "deletion", sqlite_where=text("deletion IS NOT NULL"), postgresql_where=text("deletion IS NOT NULL")),
)
# In the order in which workers take the jobs of an owner.
Index("ix_jobs_waiting", jobs.c.state, jobs.c.queue, jobs.c.owner, jobs.c.priority.desc(), jobs.c.id)

events = Table(
    "events",
    metadata,
    Column("job_id", String(26), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(20), nullable=False),
    Column("data", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
)

epochs = Table(
    "epochs",
    metadata,
    Column("job_id", String(26), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("metrics", JSON, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("learning_rate", Float),
    Column("samples_per_second", Float),
    Column("batches", JSON, nullable=False, server_default="[]"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("job_id", String(26), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("file", String(300), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
)

trials = Table(
    "trials",
    metadata,
    Column("job_id", String(26), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("round", Integer, nullable=False),
    Column("candidate", Integer, nullable=False),
    Column("fold", Integer, nullable=False),
    Column("params", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("member", String(40)),
    Column("worker", String(200)),
    Column("lease_expires_at", Float),
    Column("losses", Integer, nullable=False, default=0),
    Column("score", Float),
    Column("train_score", Float),
    Column("figures", JSON, nullable=False, default=dict),
    Column("fit_seconds", Float),
    Column("score_seconds", Float),
    Column("error", Text),
    Index(None, "state", "lease_expires_at"),
    Index(None, "job_id", "state", "number"),
)

models = Table(
    "models",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("last_version", Integer, nullable=False),
    # What its bare name means: an alias, or "latest" for the newest version; null for what the server's settings say.
    Column("default_ref", String(63)),
    Column("created_at", Float, nullable=False),
    *annotation_columns(),
)

versions = Table(
    "versions",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("model", String(100), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("job_id", String(26), ForeignKey("jobs.id"), nullable=False, index=True),
    Column("moved_by", String(26), ForeignKey("jobs.id"), index=True),
    Column("artifact", String(300), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    # Bytes of the artifact and of its compiled forms.
    Column("stored_bytes", BigInteger, nullable=False),
    Column("onnx", String(300)),
    Column("serving", JSON, nullable=False),
    Column("signature", JSON, nullable=False),
    Column("preprocessing", JSON, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("provenance", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("deletion", String(26)),
    Column("kept", Integer, nullable=False, default=0, server_default="0"),
    *annotation_columns(),
    ForeignKeyConstraint(["owner", "model"], ["models.owner", "models.name"], ondelete="CASCADE"),
    # A job registers one version of its own; a model updated by shared layers keeps the job of its spec.
    Index("uq_versions_made_by", "job_id", unique=True, sqlite_where=text("moved_by IS NULL"), postgresql_where=text("moved_by IS NULL")),
    Index(None, "deletion", sqlite_where=text("deletion IS NOT NULL"), postgresql_where=text("deletion IS NOT NULL")),
)

grants = Table(
    "grants",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("thing", String(100), primary_key=True),
    Column("grantee", String(63), primary_key=True),
    Column("right", String(10), nullable=False),
    Column("created_at", Float, nullable=False),
    Index(None, "grantee", "kind"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(63), nullable=False),
    Column("name", String(100), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    # Whether it came from MODELBOOK_ADMIN_KEY_FILE: another key in the file takes its place.
    Column("from_file", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("revoked_at", Float),
    Column("last_used_at", Float),
    Index(None, "owner"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("at", Float, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("action", String(30), nullable=False),
    Column("owner", String(63), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("data", JSON, nullable=False),
)

# Virtual running time of owners, by which workers share their slots, and where an owner starts that had nothing waiting (service.store.shares).
shares = Table(
    "shares",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("queue", String(10), primary_key=True),
    Column("served_s", Float, nullable=False),
)

queue_clocks = Table(
    "queue_clocks",
    metadata,
    Column("queue", String(10), primary_key=True),
    Column("clock_s", Float, nullable=False),
)

# What owners used on a day (days since 1970-01-01 UTC).
usage = Table(
    "usage",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("cpu_s", Float, nullable=False),
)

# What finished jobs took, by which others are estimated (models.estimating).
costs = Table(
    "costs",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("n", Integer, nullable=False),
    Column("values", JSON, nullable=False),
    Column("updated_at", Float, nullable=False),
)

webhook_secrets = Table(
    "webhook_secrets",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("secret", String(100), nullable=False),
    Column("created_at", Float, nullable=False),
)

# Notifications to send, and those that were sent.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("job_id", String(26), ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("owner", String(63), nullable=False),
    Column("url", Text, nullable=False),
    Column("event", String(30), nullable=False),
    Column("body", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0, server_default="0"),
    # When it is tried next; null once it was delivered or given up.
    Column("next_at", Float),
    Column("delivered_at", Float),
    Column("error", Text),
    Column("created_at", Float, nullable=False),
    Index(None, "next_at", sqlite_where=text("next_at IS NOT NULL"), postgresql_where=text("next_at IS NOT NULL")),
)
