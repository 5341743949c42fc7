"""Plots of samples as points, with the models over them."""
