"""Rules of the checker: one group of faults and warnings a file."""
