"""Alembic migrations; the table definitions are service/store/tables.py."""
