"""Kinds of problems that the API reports, one file for each group: what causes a problem, and what settles it."""
