"""A user's own queries."""
