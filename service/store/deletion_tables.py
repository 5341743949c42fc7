"""The table of deletions. Times are seconds since 1970 as floats."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, String, Table

from service.store.table_metadata import metadata

#: Most characters of what was deleted, as it was named; many tags of a filter are cut off.
MAX_NAME = 500

# What was deleted and is not gone yet; the rows that it hides have its id.
deletions = Table(
    "deletions",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(63), nullable=False),
    Column("kind", String(10), nullable=False),
    # What was deleted, as it was named: "digits", "digits@3", an id, or the filters of jobs.
    Column("name", String(MAX_NAME), nullable=False),
    Column("n_versions", Integer, nullable=False),
    Column("n_jobs", Integer, nullable=False),
    Column("n_datasets", Integer, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("deleted_by", String(100), nullable=False),
    Column("deleted_at", Float, nullable=False),
    # Until when it can be undone, and since when its files are being removed.
    Column("until", Float, nullable=False, index=True),
    Column("purged_from", Float),
    Index(None, "owner", "id"),
)
