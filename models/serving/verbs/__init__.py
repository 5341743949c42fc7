"""Operations of models besides predictions: one file a verb."""
