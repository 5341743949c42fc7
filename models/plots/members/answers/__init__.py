"""Plots of answers: surfaces, forecasts and predictions for given inputs."""
