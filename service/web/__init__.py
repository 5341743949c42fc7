"""Pages for a browser, and what they load: files of ours in `static`, those of others in `vendor`.

The pages of the dashboard get all data by the public API, so this package imports neither the store nor models.
"""
