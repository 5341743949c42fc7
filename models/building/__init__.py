"""Specs to live models: Keras networks and scikit-learn pipelines. Importing this package loads neither."""
