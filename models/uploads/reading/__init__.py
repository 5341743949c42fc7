"""How files are read: what a caller says, what was understood, what is doubted."""
