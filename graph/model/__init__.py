"""What is in the graph: tables, rows, and the model in words."""
