"""Evaluate a finished model on a part of its data: the record stored in its artifact, metrics and plots."""
