"""Build Keras networks and scikit-learn pipelines from specs. Importing this package loads neither library."""
