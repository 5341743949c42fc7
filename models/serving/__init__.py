"""Raw inputs to predictions: the recorded preprocessing, a runtime, and the inverse to the targets' units and labels."""
