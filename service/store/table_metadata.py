"""What all tables belong to, with the form of the names of their constraints, which migrations use; and columns that several have."""

from sqlalchemy import JSON, Column, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def annotation_columns() -> tuple[Column[list[str]], Column[str]]:
    """Return the columns of what an owner writes on a thing, see `service.store.annotations`."""
    return Column("tags", JSON, nullable=False, server_default="[]"), Column("note", Text, nullable=False, server_default="")
