"""Plots of jobs and models as files: written by job processes, or by a child of the API for jobs of which they are missing."""
