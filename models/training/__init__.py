"""Fit loops: a checked spec in, a trained model with its history, metrics and chain out."""
