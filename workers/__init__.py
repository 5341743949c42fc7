"""Celery workers: they claim jobs, run each in its own process, and recover lost ones."""

import service  # noqa: F401 - first, since it checks what surrounds this process
