"""The artifact: one HDF5 file that holds a trained model and everything needed to use it."""
