"""Learning without a service: specs, data, preprocessing, training, artifacts and predictors.

Nothing here knows of HTTP, databases or queues; a notebook can import it alone.
"""
