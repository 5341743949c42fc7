"""The checks of `modelbook doctor` on a machine of the server."""
