"""scikit-learn's estimators: which are offered, their parameters without an import of scikit-learn, and the sizes that they can be fitted with."""
