"""The real stack in use for a long time: nothing may grow, every response is checked, and nothing stays behind. Run it with `make soak`."""
