"""Plots of the jobs of a sweep."""
