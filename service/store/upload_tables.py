"""The tables of uploaded data sets, and of uploads that are still arriving. Times are seconds since 1970 as floats."""

from sqlalchemy import JSON, BigInteger, Column, Float, Index, Integer, String, Table, text

from service.store.table_metadata import annotation_columns, metadata

datasets = Table(
    "datasets",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("owner", String(63), nullable=False),
    # Digest of the content as it was read; the same content of one owner is one data set.
    Column("content", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("format", String(10), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    # Bytes of its folder: its values, and the file that was sent, which is kept unless rows were appended.
    Column("stored_bytes", BigInteger, nullable=False),
    Column("description", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    # Rows that are appended make the next version, a data set of its own.
    Column("version", Integer, nullable=False, server_default="1"),
    Column("previous", String(20)),
    *annotation_columns(),
    Column("deletion", String(26)),
    # What was deleted may be uploaded again while it can still be restored.
    Index(
        "uq_datasets_owner_content", "owner", "content", unique=True, sqlite_where=text("deletion IS NULL"), postgresql_where=text("deletion IS NULL")
    ),
    Index(None, "owner", "created_at", "id"),
    Index(None, "deletion", sqlite_where=text("deletion IS NOT NULL"), postgresql_where=text("deletion IS NOT NULL")),
)

# Uploads that arrive in several requests; the bytes so far are a file, whose size is the offset.
incoming_files = Table(
    "incoming_files",
    metadata,
    Column("id", String(26), primary_key=True),
    Column("owner", String(63), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("details", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False, index=True),
    # The data set that it became.
    Column("dataset", String(20)),
    Index(None, "owner", "created_at"),
)
