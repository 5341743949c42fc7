"""Kinds of prediction: what a model answers with."""
