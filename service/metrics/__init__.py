"""Metrics of an installation in the text format of Prometheus."""
