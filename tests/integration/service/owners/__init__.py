"""Two owners side by side: what one of them does not see of the other."""
