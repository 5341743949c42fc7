"""The job spec: one pydantic model that is request body, database row, worker input and artifact record."""
