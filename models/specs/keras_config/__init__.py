"""Architectures as Keras writes them, of any version, translated into the layers of a spec."""
