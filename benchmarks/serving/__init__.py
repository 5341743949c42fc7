"""How fast predictions are answered, beside the servers that others use: `make bench-rivals`."""
