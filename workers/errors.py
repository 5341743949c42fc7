"""Errors of workers: why one could not run any job, start a process, or receive messages.

WorkerError
├── WarmUpError     it could not run any job
├── StartError      it could not start the process of a job
└── ConsumerError   it receives no messages any more
"""


class WorkerError(Exception):
    """Something without which a worker is of no use; the message has the reason."""


class WarmUpError(WorkerError):
    """The packages that job processes need cannot be imported; the message says what settles it, too."""


class StartError(WorkerError):
    """No process could be started, however often it was tried."""


class ConsumerError(WorkerError):
    """The worker receives no messages any more, and ends to be started again."""
