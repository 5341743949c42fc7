"""Tests of the queues of loaded models."""
