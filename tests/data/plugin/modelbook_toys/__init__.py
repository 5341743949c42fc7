"""Members that the tests add to Modelbook, one a file."""
