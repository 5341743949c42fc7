"""Read raw samples from requests by the signature of an input: numbers, rows, images, texts, series."""
