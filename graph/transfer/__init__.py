"""Whole graphs to files, and to other stores."""
