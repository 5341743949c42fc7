"""Run a worker: `python -P -m workers`."""

from workers.command import worker

if __name__ == "__main__":
    worker()
