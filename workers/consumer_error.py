"""The error of a worker that cannot receive messages."""


class ConsumerError(Exception):
    """The worker receives no messages any more, and ends to be started again; the message has the reason."""
