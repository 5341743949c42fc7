"""Plots of models of series and texts: their windows, forecasts, and next symbols."""
