"""A run of every recipe and variant on a real stack: its plan, its results, and the page that shows them."""
