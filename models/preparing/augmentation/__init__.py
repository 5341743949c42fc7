"""Pictures changed at random: draws, and how pixels are moved, without TensorFlow."""
