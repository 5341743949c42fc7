"""Plots of how a run went: curves of its epochs, and of its evaluation."""
