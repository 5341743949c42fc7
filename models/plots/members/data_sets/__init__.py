"""Plots of data sets, their splits and their preparation."""
