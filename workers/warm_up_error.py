"""The error of a worker that could not run any job."""


class WarmUpError(Exception):
    """The packages that job processes need cannot be imported; the message has the reason, and what settles it."""
