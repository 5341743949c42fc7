"""Body formats: the inputs of a prediction in files and archives, one file a format."""
