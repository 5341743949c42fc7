"""Plots of searches and cross-validations: scores of candidates and folds."""
