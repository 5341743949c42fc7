"""Plots of answers: predictions, forecasts and surfaces as they were sent."""
