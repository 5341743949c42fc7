"""What runs a model: one file a runtime."""
