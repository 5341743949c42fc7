"""What a finished model is worth on one part of its data, in full: the record that goes into its artifact."""
