"""Tables of every format on their way into a folder: pieces of rows, their understanding, and the writer."""
