"""Pages for a browser, and what they load: files of ours in `static`, those of others in `vendor`."""
