"""Data sets that grow: the values of a file behind those of an upload, in the same stored form."""
