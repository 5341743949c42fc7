"""Members that the tests add to Modelbook, one per file."""
