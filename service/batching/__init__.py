"""Running loaded models: a queue for each, whose requests are computed together."""
