"""Run a worker: `python -P -m workers`."""

from workers.start import main

if __name__ == "__main__":
    main()
