"""Predictions for all samples of a data set, as one file: checked, made in pieces, and joined."""
