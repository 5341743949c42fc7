"""Tables of aliases: names of versions that their owner moves from one version to the next."""

from sqlalchemy import Column, Float, ForeignKeyConstraint, Integer, String, Table

from service.store.table_metadata import metadata

aliases = Table(
    "aliases",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("model", String(100), primary_key=True),
    Column("alias", String(63), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("moved_at", Float, nullable=False),
    # Without a cascade: a version that an alias means cannot go.
    ForeignKeyConstraint(["owner", "model", "version"], ["versions.owner", "versions.model", "versions.version"]),
)

# Every change of an alias, numbered from 1, also those of one that was deleted.
alias_moves = Table(
    "alias_moves",
    metadata,
    Column("owner", String(63), primary_key=True),
    Column("model", String(100), primary_key=True),
    Column("alias", String(63), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # Null before the first one, and after a deletion.
    Column("from_version", Integer),
    Column("to_version", Integer),
    Column("actor", String(100), nullable=False),
    # The retraining that promoted its version; null if it was moved by a request. Jobs may be deleted, the history stays.
    Column("job_id", String(26)),
    Column("at", Float, nullable=False),
    ForeignKeyConstraint(["owner", "model"], ["models.owner", "models.name"], ondelete="CASCADE"),
)
