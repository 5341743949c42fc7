"""Plots of what a model does with samples of its data."""
