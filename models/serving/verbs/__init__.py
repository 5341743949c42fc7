"""What a model can be asked for besides predictions: one file a verb."""
