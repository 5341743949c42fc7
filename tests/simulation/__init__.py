"""A simulation of workers, broker, database and clocks in one thread at a time: the real code under a seeded scheduler, with faults."""
