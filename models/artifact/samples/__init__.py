"""Raw samples as callers send them, read against the signature of an input: numbers, rows, images, texts, series."""
