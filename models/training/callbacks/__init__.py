"""What happens between the batches and epochs of a fit: one callback a file."""
