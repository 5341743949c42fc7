"""Cross-validation and searches: folds, candidates, trials, scores, ranks. One trial fits one candidate to all folds but one."""
