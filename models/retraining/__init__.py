"""What is found of a model that is trained again: a fair comparison with the one before, or the differences of a reproduction."""
