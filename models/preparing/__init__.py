"""Load and split the data of a job, and fit its preprocessing."""
