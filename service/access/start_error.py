"""The error of a start that is refused."""


class StartError(Exception):
    """The API may not start as it is set up; the message says why, and the ways out."""
