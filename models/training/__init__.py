"""Fitting: from a checked spec and prepared data to a trained model and its artifact."""
