"""Celery workers: they claim jobs, run each in a process of its own, and look for lost ones."""
