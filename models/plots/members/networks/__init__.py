"""Plots of networks: their layers, filters and activations."""
