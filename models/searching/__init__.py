"""Cross-validation and searches: folds, candidates, trials, scores, ranks. A trial fits one candidate to all folds but one."""
