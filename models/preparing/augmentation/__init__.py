"""Augmentation: random changes of training images, and previews of them; free of TensorFlow."""
