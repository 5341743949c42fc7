"""Reading request bodies: bounds, decoding, and what is refused in them."""
