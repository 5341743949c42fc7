"""Tables of formats that have types of their own: Parquet, Arrow, JSON, workbooks, structured arrays."""
