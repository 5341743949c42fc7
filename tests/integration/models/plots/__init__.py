"""Plots of jobs that were really trained."""
