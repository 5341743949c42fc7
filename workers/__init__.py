"""Celery workers: they claim jobs, run each in its own process, and recover lost ones."""
