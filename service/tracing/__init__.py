"""Traces of requests and jobs for OpenTelemetry: off unless the settings name a collector."""
