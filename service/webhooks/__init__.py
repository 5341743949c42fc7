"""Webhooks: notices of jobs that are posted to the services of their owners, in the form of Standard Webhooks."""
