"""Backups: a copy of all rows and files of an installation, from which another one is made, also on the other kind of database."""
