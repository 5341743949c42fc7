"""Exit codes of job processes, by which their supervisor tells why they ended."""

#: The surroundings failed (a disk, the database); the process has sent the reason.
FAILED_SURROUNDINGS = 1
#: It was asked to stop by a signal, and did so after it had kept its work.
STOPPED = 75
#: It could not get the memory that it wanted; the process has sent what for.
OUT_OF_MEMORY = 76
#: There was no room on the disk; the process has sent on which.
NO_ROOM = 77
