"""Chaos: the real stack, whose processes are killed and stopped at random while jobs run. Run it with `make chaos`."""
